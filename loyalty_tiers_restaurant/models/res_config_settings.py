# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.exceptions import ValidationError

from .pos_order import DAYS


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    loyalty_tiers_order_note_days = fields.Integer(
        string="Kitchen Notes Are Kept",
        config_parameter="loyalty_tiers.order_note_days",
        default=DAYS,
        help="Days after which what the till wrote for the kitchen by itself leaves "
        "the order. What the staff wrote stays.",
    )

    def set_values(self):
        res = super().set_values()
        days = self.loyalty_tiers_order_note_days
        if days < 0:
            raise ValidationError(
                self.env._("Days cannot be negative. 0 keeps for ever.")
            )
        if not days:
            # Odoo forgets a setting of 0, which would bring the default back.
            self.env["ir.config_parameter"].sudo().set_param(
                "loyalty_tiers.order_note_days", "0"
            )
        return res
