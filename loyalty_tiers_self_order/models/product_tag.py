# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class ProductTag(models.Model):
    """The picture of a tag: not where only hidden products have it."""

    _inherit = "product.tag"

    def _can_return_content(self, field_name=None, access_token=None):
        closed = self.env["loyalty.tier.gate"]._closed_ids()
        if closed:
            products = self.sudo().product_ids
            dishes = self.sudo().product_template_ids | products.product_tmpl_id
            if dishes and not dishes._loyalty_tier_opened(closed):
                return False
        return super()._can_return_content(field_name, access_token)
