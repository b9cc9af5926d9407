# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class WebsiteSnippetFilter(models.Model):
    _inherit = "website.snippet.filter"

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
