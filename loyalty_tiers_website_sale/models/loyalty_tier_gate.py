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

    @api.model
    def _gates_changed(self):
        res = super()._gates_changed()
        self.env["website"]._loyalty_tier_forget_listings()
        return res

    @api.model
    def _forget_viewers(self):
        res = super()._forget_viewers()
        betraying = self.env.registry["loyalty.tier.betraying"]
        for name, model in self.env.registry.items():
            if issubclass(model, betraying) and not model._abstract:
                self.env[name].invalidate_model(["loyalty_tier_open"])
        categories = self.env["product.public.category"]
        categories.invalidate_model(["has_published_products"])
        return res
