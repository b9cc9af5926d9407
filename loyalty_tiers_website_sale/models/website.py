# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain


class Website(models.Model):
    _inherit = "website"

    def _product_domain(self):
        domain = super()._product_domain()
        # Record rules say the same to users, and need not say it twice.
        if not self.env.su or not self.env["loyalty.tier.gate"]._closed_ids():
            return domain
        return [*Domain(domain), ("loyalty_tier_open", "=", True)]

    def _get_basic_feed_product_domain(self):
        # What is made for strangers, and kept, holds nothing that is reserved at all.
        gates = frozenset(row.gate_id for row in self.env["loyalty.tier.gate"]._rows())
        products = self.env["product.product"]
        domain = super()._get_basic_feed_product_domain()
        return domain & products._loyalty_tier_open_domain(gates)

    @api.model
    def _loyalty_tier_forget_listings(self):
        """Drop the sitemaps and product feeds that are kept: they are made anew."""
        sitemaps = Domain("type", "=", "binary") & Domain(
            "url", "=like", "/sitemap-%.xml"
        )
        self.env["ir.attachment"].sudo().search(sitemaps).unlink()
        feeds = self.env["product.feed"].sudo().search([("feed_cache", "!=", False)])
        feeds.cache_expiry = fields.Datetime.now() - timedelta(days=1)
