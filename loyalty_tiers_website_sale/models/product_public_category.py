# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.fields import Domain


class ProductPublicCategory(models.Model):
    """A category that is reserved, or holds only what is closed, is not there."""

    _name = "product.public.category"
    _inherit = [
        "product.public.category",
        "loyalty.tier.gated.category",
        "loyalty.tier.betraying.category",
    ]

    @api.model
    def _loyalty_tier_betrayers(self):
        return [("product.template", "public_categ_ids")]

    @api.depends_context("uid")
    def _compute_loyalty_tier_open(self):
        # Asked for each page of the shop, and what it asks is known by then.
        closed = self.env["loyalty.tier.gate"]._closed_ids()
        gates = self.env["loyalty.tier.gate"]._of_categories()[self._name]
        for category in self:
            reserved = gates.get(category._origin.id, frozenset()) & closed
            shown = not closed or category.has_published_products
            category.loyalty_tier_open = shown and not reserved

    @api.depends_context("uid")
    def _compute_has_published_products(self):
        if not self.env["loyalty.tier.gate"]._closed_ids():
            return super()._compute_has_published_products()
        # Not the answer of Odoo, which would be asked for in vain.
        domain = Domain("id", "in", self.ids)
        domain &= Domain("has_published_products", "=", True)
        shown = self.sudo().search(domain)
        for category in self:
            category.has_published_products = category._origin in shown

    @api.model
    def _search_has_published_products(self, operator, value):
        closed = self.env["loyalty.tier.gate"]._closed_ids()
        if not closed or operator != "in":
            return super()._search_has_published_products(operator, value)
        # Record rules are asked with sudo, so products would not be.
        products = self.env["product.template"]._loyalty_tier_open_domain(closed)
        products &= Domain("is_published", "=", True) & Domain("active", "=", True)
        domain = Domain("product_tmpl_ids", "any", products)
        shown = self.sudo()._search(domain).get_result_ids()
        return Domain("id", "in", shown) | Domain("id", "parent_of", shown)
