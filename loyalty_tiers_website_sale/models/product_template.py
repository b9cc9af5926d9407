# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class ProductTemplate(models.Model):
    _inherit = "product.template"

    @api.model
    def _loyalty_tier_categories(self):
        categories = super()._loyalty_tier_categories()
        return {**categories, "public_categ_ids": "product.public.category"}
