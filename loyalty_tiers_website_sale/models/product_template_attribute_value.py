# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.fields import Domain


class ProductTemplateAttributeValue(models.Model):
    """A value that only reserved variants have is as secret as they are."""

    _name = "product.template.attribute.value"
    _inherit = ["product.template.attribute.value", "loyalty.tier.betraying"]

    @api.model
    def _loyalty_tier_owners(self):
        return ["product_tmpl_id"]

    @api.model
    def _loyalty_tier_open_domain(self, closed):
        domain = super()._loyalty_tier_open_domain(closed)
        shut = self.env["product.product"]._loyalty_tier_closed_variants(closed)
        if not shut:
            return domain
        # Where variants are made as they are ordered, others may still have it.
        hidden = Domain("id", "in", shut) & Domain(
            "product_tmpl_id.attribute_line_ids",
            "not any",
            [("attribute_id.create_variant", "=", "dynamic")],
        )
        others = Domain("id", "not in", shut) & Domain("active", "=", True)
        variants = "ptav_product_variant_ids"
        return domain & (
            Domain(variants, "not any", hidden) | Domain(variants, "any", others)
        )

    def _only_active(self):
        active = super()._only_active()
        closed = self.env["loyalty.tier.gate"]._closed_ids()
        shut = self.env["product.product"]._loyalty_tier_closed_variants(closed)
        if not shut:
            return active
        # What was read with sudo stands in the same cache.
        return active.filtered("loyalty_tier_open")
