# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError

TILL_CHANNEL = "LOYALTY_TIERS_MOVE"
TOLD_AT_ONCE = 100  # moves


class LoyaltyTierMove(models.Model):
    """The fact that a customer changed tier, with its cause.

    Written by settling, never edited: only its party is held later.
    """

    _name = "loyalty.tier.move"
    _description = "Loyalty Tier Move"
    _order = "date desc, id desc"
    _rec_name = "partner_id"

    program_id = fields.Many2one(
        comodel_name="loyalty.tier.program",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="program_id.company_id")
    currency_id = fields.Many2one(related="program_id.currency_id")
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Customer",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    date = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)
    from_tier_id = fields.Many2one(
        comodel_name="loyalty.tier", string="From", readonly=True, ondelete="restrict"
    )
    to_tier_id = fields.Many2one(
        comodel_name="loyalty.tier", string="To", readonly=True, ondelete="restrict"
    )
    is_promotion = fields.Boolean(string="Promotion", readonly=True)
    cause = fields.Selection(
        selection=[
            ("order", "Order"),
            ("rules", "Rules changed"),
            ("history", "History of the shop"),
            ("check", "Scheduled check"),
            ("contact", "Contacts merged or moved"),
            ("time", "Time passed"),
            ("ranking", "Ranked anew"),
            ("honour", "Honour"),
            ("freeze", "Clock frozen"),
            ("import", "Brought along from elsewhere"),
            ("exception", "Looked at by a manager"),
        ],
        required=True,
        readonly=True,
    )
    origin_model = fields.Char(readonly=True)
    origin_id = fields.Many2oneReference(
        string="Order", model_field="origin_model", readonly=True
    )
    rules_sentence = fields.Char(
        string="Rule", readonly=True, help="The rule of the tier at that moment."
    )
    visits = fields.Integer(readonly=True, aggregator=False)
    spend = fields.Monetary(readonly=True, aggregator=False)
    stars = fields.Integer(readonly=True, aggregator=False)
    until = fields.Date(readonly=True, help="The tier is held through this day.")
    party = fields.Selection(
        selection=[("none", "No party"), ("due", "Due"), ("held", "Held")],
        required=True,
        readonly=True,
        default="none",
    )
    party_user_id = fields.Many2one(
        comodel_name="res.users", string="Party Held By", readonly=True
    )

    _party_due_idx = models.Index("(program_id, partner_id) WHERE party = 'due'")

    def action_open_origin(self):
        """Open the order that caused this move.

        :return: a window action, or False when no order caused it
        """
        self.ensure_one()
        return bool(self.origin_id) and {
            "type": "ir.actions.act_window",
            "res_model": self.origin_model,
            "res_id": self.origin_id,
            "views": [(False, "form")],
        }

    def _announce(self):
        """Tell who wants to know: the tills, and the history of the contact."""
        self.env["res.partner"]._loyalty_tier_touch(self.partner_id.ids)
        self._tell_tills()
        self._note_on_contacts()

    def _note_on_contacts(self):
        """Write a line about each move into the chatter of the customer."""
        texts = self._note_texts()
        bodies = {m.partner_id.id: texts[m.id] for m in self if m.id in texts}
        if bodies:
            self.env["res.partner"].browse(bodies)._message_log_batch(bodies=bodies)

    def _note_texts(self):
        """Say each move in a line for the chatter; a lost tier is passed over.

        :return: by id of the move
        :rtype: dict(int, str)
        """
        causes = dict(self._fields["cause"]._description_selection(self.env))
        return {
            move.id: self.env._(
                "%(title)s since today (%(cause)s)",
                title=move.to_tier_id.name,
                cause=causes[move.cause],
            )
            for move in self.filtered("to_tier_id")
        }

    def _tell_tills(self):
        """Tell the open tills of the houses concerned who has a new tier.

        Best effort: a till that is offline learns it with the guest's next card, and
        so do all tills when the night has moved a crowd.
        """
        if len(self) > TOLD_AT_ONCE:
            return
        for program, moves in self.grouped("program_id").items():
            sessions = self.env["pos.session"].search(
                [
                    ("company_id", "in", program.company_ids.ids),
                    ("state", "in", ("opening_control", "opened")),
                ]
            )
            configs = sessions.config_id._loyalty_tier_private_channels()
            news = [move._news() for move in moves] if configs else []
            for config in configs:
                for told in news:
                    config._notify(TILL_CHANNEL, told)

    def _news(self):
        """Return what a till is told of this move: nothing sensitive."""
        self.ensure_one()
        return {
            "partner_id": self.partner_id.id,
            "tier_id": self.to_tier_id.id,
            "promoted": self.is_promotion,
            "opens": self._opened_names(),
            # The till knows orders, and nothing else by the same number.
            "origin_id": self.origin_model == "pos.order" and self.origin_id,
        }

    @api.model
    def hold_party(self, partner_id, tier_id):
        """Note that the party of a promotion took place. Called by the till.

        :param int partner_id: the guest, or a contact of the guest's firm
        :param int tier_id: the tier that the guest was promoted to
        :return: how many parties were due
        :rtype: int
        :raise AccessError: for who does not work at a till
        """
        if not self.env.user.has_group("loyalty_tiers.group_loyalty_tiers_cashier"):
            raise AccessError(self.env._("Only the staff of the shop holds parties."))
        partner = self.env["res.partner"].browse(int(partner_id))
        partner.check_access("read")
        due = self.sudo().search(
            [
                ("partner_id", "=", partner.commercial_partner_id.id),
                ("to_tier_id", "=", int(tier_id)),
                ("program_id", "=", self.env.company._loyalty_tier_program().id),
                ("party", "=", "due"),
            ]
        )
        self.env["loyalty.tier.grant"].sudo()._hold_gestures(due)
        due.write({"party": "held", "party_user_id": self.env.uid})
        return len(due)
