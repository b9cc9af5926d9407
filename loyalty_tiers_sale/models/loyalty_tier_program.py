# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class LoyaltyTierProgram(models.Model):
    _inherit = "loyalty.tier.program"

    sale_counted = fields.Selection(
        selection=[
            ("confirmed", "When they are confirmed"),
            ("invoiced", "When they are invoiced"),
        ],
        string="Sales Orders Count",
        required=True,
        default="confirmed",
        help="On the day on which they were confirmed. What is cancelled or credited "
        "is taken back on that day.",
    )
    excluded_product_ids = fields.Many2many(
        domain="['|', ('available_in_pos', '=', True), ('sale_ok', '=', True)]"
    )

    def write(self, vals):
        changed = self.filtered(
            lambda p: p.sale_counted != vals.get("sale_counted", p.sale_counted)
        )
        res = super().write(vals)
        if changed:
            changed._recount()
        return res
