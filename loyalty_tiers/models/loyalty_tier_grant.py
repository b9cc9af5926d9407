# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.exceptions import AccessError, UserError


class LoyaltyTierGrant(models.Model):
    """One perk given to one customer: due until it is served, postponed or lapsed."""

    _name = "loyalty.tier.grant"
    _description = "Loyalty Tier Grant"
    _order = "date desc, id desc"
    _rec_name = "partner_id"

    program_id = fields.Many2one(
        comodel_name="loyalty.tier.program",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="program_id.company_id")
    currency_id = fields.Many2one(related="program_id.currency_id")
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Customer",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    perk_id = fields.Many2one(
        comodel_name="loyalty.tier.perk",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    tier_id = fields.Many2one(
        comodel_name="loyalty.tier",
        readonly=True,
        ondelete="restrict",
        help="The tier that the customer held when it was given.",
    )
    move_id = fields.Many2one(
        comodel_name="loyalty.tier.move",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        help="The promotion that it belongs to.",
    )
    cause = fields.Selection(
        selection=[
            ("promotion", "Promotion"),
            ("repeat", "Stars or visits collected"),
            ("occasion", "Occasion"),
            ("staff", "Treat by the staff"),
        ],
        required=True,
        readonly=True,
    )
    key = fields.Char(
        readonly=True,
        copy=False,
        help="What it was given for; the same cause gives once.",
    )
    date = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)
    available_on = fields.Date(readonly=True, help="Not before this day.")
    lapses_on = fields.Date(readonly=True, help="Not after this day.")
    state = fields.Selection(
        selection=[
            ("due", "Due"),
            ("postponed", "Postponed"),
            ("asked", "A manager is asked"),
            ("served", "Served"),
            ("lapsed", "Lapsed"),
        ],
        required=True,
        readonly=True,
        default="due",
        index=True,
    )
    postponed_on = fields.Date(readonly=True, help="Not again on this day.")
    worth = fields.Integer(
        readonly=True, help="The stars or visits that it was given for."
    )
    occasion_on = fields.Date(readonly=True, help="The day that is celebrated.")
    served_on = fields.Datetime(readonly=True)
    served_by_id = fields.Many2one(comodel_name="res.users", readonly=True)
    config_id = fields.Many2one(
        comodel_name="pos.config", string="Till", readonly=True, ondelete="set null"
    )
    approved_by_id = fields.Many2one(comodel_name="res.users", readonly=True)
    order_uuid = fields.Char(readonly=True, index="btree_not_null", copy=False)
    serve_uuid = fields.Char(
        readonly=True, copy=False, help="Given by the till: the same tap serves once."
    )
    cost = fields.Monetary(readonly=True, help="What it cost the shop when served.")
    reason = fields.Char(readonly=True)
    note = fields.Char(help="A wish, a photo, what the guest said.")
    evidence = fields.Char(
        readonly=True, help="What a manager should know: it was given twice, or late."
    )

    _key_unique = models.Constraint(
        "UNIQUE(perk_id, key)", "This perk has been given for this cause already."
    )
    # Keys hold no contact, for contacts are merged: rows that clash would be deleted.
    _due_idx = models.Index(
        "(partner_id, program_id) WHERE state IN ('due', 'postponed', 'asked')"
    )

    def write(self, vals):
        # Managers decide by the buttons and add notes; the rest is what happened.
        if not self.env.su and set(vals) - {"note"}:
            raise AccessError(
                self.env._("What was given is not rewritten. You can add a note.")
            )
        return super().write(vals)

    def action_approve(self):
        """Let the staff serve what goes beyond a budget or an allowance.

        :raise AccessError: for who is no manager
        """
        self.check_access("write")
        asked = self.filtered(lambda grant: grant.state == "asked")
        asked.sudo().write({"state": "due", "approved_by_id": self.env.uid})
        asked.sudo()._tell()

    def action_refuse(self):
        """Let what was asked for lapse.

        :raise AccessError: for who is no manager
        """
        self.check_access("write")
        asked = self.filtered(lambda grant: grant.state == "asked").sudo()
        asked.write({"state": "lapsed"})
        asked._hold_parties(self.env.uid)
        asked._tell()

    def action_open_order(self):
        """Open the order that the perk was served with.

        :return: a window action
        :raise UserError: when the order has not arrived yet
        """
        self.ensure_one()
        orders = self.env["pos.order"].search([("uuid", "=", self.order_uuid)], limit=1)
        if not self.order_uuid or not orders:
            raise UserError(self.env._("The order has not arrived from the till yet."))
        return {
            "type": "ir.actions.act_window",
            "res_model": "pos.order",
            "res_id": orders.id,
            "views": [(False, "form")],
        }
