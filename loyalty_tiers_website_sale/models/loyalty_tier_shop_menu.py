# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.fields import Domain


class LoyaltyTierShop(models.AbstractModel):
    """The page of the hidden menu, and the locked cards."""

    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "loyalty.tier.shop"

    @api.model
    def _hidden_menu(self, website):
        """Return all that is reserved and open to the user in a shop.

        :param website: the ``website``
        :rtype: product.template
        """
        rows = self.env["loyalty.tier.gate"]._rows()
        if not rows or not website.has_ecommerce_access():
            return self.env["product.template"]
        every = frozenset(row.gate_id for row in rows)
        products = self.env["product.template"].sudo()
        reserved = products._search(~products._loyalty_tier_open_domain(every))
        domain = Domain(website.sale_product_domain())
        domain &= Domain("is_published", "=", True) & Domain("id", "in", reserved)
        order = "website_sequence, id"  # what is closed, record rules leave out
        return self.env["product.template"].search(domain, order=order)

    @api.model
    def _teaser(self, template_id):
        """Return a product that is shown to the user as a locked card, by its id.

        :rtype: product.template
        """
        template = self.env["product.template"].browse(template_id).exists().sudo()
        closed = self.env["loyalty.tier.gate"]._closed_ids()
        gates = template._loyalty_tier_gates().get(template.id, frozenset()) & closed
        shown = template.active and template.is_published and template.sale_ok
        teased = gates and gates <= self._teaser_gates(closed)
        return template if shown and teased else template.browse()
