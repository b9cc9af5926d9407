# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import float_repr, format_datetime, format_list


class LoyaltyTierBreach(models.Model):
    """Something reserved that was sold to somebody for whom it was closed.

    A paid order is never refused: what went past a gate is kept here with its
    evidence, for a manager to clear. What a manager allowed at the till stands here
    as well, with the reason.
    """

    _name = "loyalty.tier.breach"
    _description = "Loyalty Tier Breach"
    _order = "date desc, id desc"
    _rec_name = "product_id"

    company_id = fields.Many2one(
        comodel_name="res.company", required=True, readonly=True
    )
    gate_id = fields.Many2one(
        comodel_name="loyalty.tier.gate", readonly=True, ondelete="cascade"
    )
    product_id = fields.Many2one(
        comodel_name="product.product", required=True, readonly=True, ondelete="cascade"
    )
    quantity = fields.Float(readonly=True, digits="Product Unit")
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Guest",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
        help="Empty: nobody was on the order.",
    )
    seller_id = fields.Many2one(
        comodel_name="res.users", string="Sold By", readonly=True
    )
    config_id = fields.Many2one(
        comodel_name="pos.config", string="Till", readonly=True, ondelete="set null"
    )
    origin_model = fields.Char(required=True, readonly=True)
    origin_id = fields.Many2oneReference(
        string="Order", model_field="origin_model", required=True, readonly=True
    )
    line_id = fields.Integer(
        readonly=True, help="Line of the order: one breach for each."
    )
    date = fields.Datetime(required=True, readonly=True)
    kind = fields.Selection(
        selection=[
            ("tier", "Not the tier"),
            ("time", "Not the time"),
            ("limit", "Over the limit"),
        ],
        required=True,
        readonly=True,
    )
    # Kept as numbers and ids, so that each manager reads them in the own language.
    facts = fields.Json(readonly=True)
    evidence = fields.Char(compute="_compute_evidence")
    reason = fields.Char(
        readonly=True, help="Why a manager allowed it when it was sold."
    )
    allowed_by = fields.Char(readonly=True)
    state = fields.Selection(
        selection=[
            ("open", "To look at"),
            ("allowed", "Allowed by a manager"),
            ("cleared", "Cleared"),
        ],
        required=True,
        readonly=True,
        default="open",
        index=True,
    )
    cleared_by_id = fields.Many2one(comodel_name="res.users", readonly=True)
    cleared_on = fields.Datetime(readonly=True)

    # An order that is synchronised twice is a breach once. No partner in the key.
    _line_unique = models.UniqueIndex("(origin_model, line_id)")

    @api.depends("facts", "kind", "reason", "allowed_by")
    @api.depends_context("lang", "tz")
    def _compute_evidence(self):
        for breach in self:
            breach.evidence = " ".join(breach._sentences())

    def _sentences(self):
        """Return what went past the gate and why, in kind sentences.

        :rtype: list(str)
        """
        self.ensure_one()
        facts = self.facts or {}
        said = [getattr(self, f"_sentence_{self.kind}")(facts)]
        if facts.get("host_id"):
            host = self.env["res.partner"].sudo().browse(facts["host_id"]).exists()
            said.append(
                self.env._("The table was opened by %s.", host.display_name or "?")
            )
        if self.reason:
            said.append(self._sentence_reason())
        return said

    def _sentence_tier(self, facts):
        needed = self._tier_names(facts.get("needed"))
        if not self.partner_id:
            return self.env._(
                "Reserved for %(needed)s, and no guest was on the order.",
                needed=needed or self.env._("some guests"),
            )
        return self.env._(
            "Reserved for %(needed)s; the guest held %(held)s.",
            needed=needed or self.env._("some guests"),
            held=self._tier_names(facts.get("held")) or self.env._("no tier"),
        )

    def _sentence_time(self, facts):
        return self.env._(
            "Sold on %s, when it is not on the menu.",
            format_datetime(self.env, self.date, tz=facts.get("tz")),
        )

    def _sentence_limit(self, facts):
        return self.env._(
            "Each guest may have %(limit)s: %(left)s was left, %(sold)s was sold.",
            limit=self.gate_id.sudo()._limit_text() if self.gate_id else "?",
            left=float_repr(facts.get("left") or 0.0, 0),
            sold=float_repr(self.quantity, 0),
        )

    def _sentence_reason(self):
        if self.state == "open":
            return self.env._(
                "At the till somebody who was not known as a manager wrote: %s",
                self.reason,
            )
        return self.env._(
            "%(manager)s allowed it: %(reason)s",
            manager=self.allowed_by or "?",
            reason=self.reason,
        )

    @api.model
    def _tier_names(self, tier_ids):
        tiers = self.env["loyalty.tier"].sudo().with_context(active_test=False)
        found = tiers.browse(tier_ids or []).exists()
        return format_list(self.env, found.mapped("name"), style="or")

    def action_clear(self):
        """Take note of these: nothing is left to do about them.

        :raise AccessError: for who is no manager
        """
        self.check_access("read")
        if not self.env.user.has_group("loyalty_tiers.group_loyalty_tiers_manager"):
            raise AccessError(self.env._("Only a manager may clear this."))
        self.sudo().write(
            {
                "state": "cleared",
                "cleared_by_id": self.env.uid,
                "cleared_on": fields.Datetime.now(),
            }
        )

    def action_open_order(self):
        """Open the order.

        :return: a window action
        """
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.origin_model,
            "res_id": self.origin_id,
            "views": [(False, "form")],
        }
