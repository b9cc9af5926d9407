# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class WebsiteSnippetFilter(models.Model):
    """Snippets are filled by server actions, with sudo: record rules do not hold."""

    _inherit = "website.snippet.filter"

    @api.model
    def _get_products(self, mode, **kwargs):
        filters = self
        if self.env["loyalty.tier.gate"]._closed_ids():
            asked = self.env.context.get("search_domain") or []
            opened = [*asked, ("loyalty_tier_open", "=", True)]
            filters = self.with_context(search_domain=opened)
        return super(WebsiteSnippetFilter, filters)._get_products(mode, **kwargs)

    def _filter_records_to_values(self, records, **options):
        values = super()._filter_records_to_values(records, **options)
        closed = self.env["loyalty.tier.gate"]._closed_ids()
        products = self.env["product.product"]
        shut = set(products._loyalty_tier_closed_variants(closed))
        for value in values if shut else ():
            if value.get("product_id") in shut:
                variants = value["_record"].product_variant_ids
                others = [each for each in variants.ids if each not in shut]
                value["product_id"] = others[0] if others else False
        return values

    @api.model
    def _prepare_category_list_data(self, parent_id=None):
        # The category that is named by the page is read with sudo.
        categories = self.env["product.public.category"].sudo()
        parent = categories.browse(parent_id or ()).exists()
        if parent and not parent.loyalty_tier_open:
            return []
        return super()._prepare_category_list_data(parent_id=parent_id)

    def _filter_records_to_values(self, records, **options):
        # Lists that an action of the server fills are filled with all rights: what was
        # sold most, or lately.
        if "loyalty_tier_open" in getattr(records, "_fields", ()):  # samples: a list
            records = records.filtered("loyalty_tier_open")
        return super()._filter_records_to_values(records, **options)
