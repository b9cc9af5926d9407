# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class LoyaltyTierGate(models.Model):
    _inherit = "loyalty.tier.gate"

    public_categ_ids = fields.One2many(
        comodel_name="product.public.category",
        inverse_name="loyalty_tier_gate_id",
        string="Web Shop Categories",
    )

    @api.model
    def _reserving_fields(self):
        return super()._reserving_fields() + ["public_categ_ids"]
