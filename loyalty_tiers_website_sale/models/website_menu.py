# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import re

from odoo import models

# /shop/category/sushi-3, /shop/sushi-3/omakase-7, /shop/omakase-7, in any language
CATEGORY = re.compile(r"/shop/category/(?:[^/?#]*-)?(\d+)(?:[/?#]|$)")
PRODUCT = re.compile(r"/shop/(?!category/)(?:[^/?#]+/)?(?:[^/?#]*-)?(\d+)(?:[?#]|$)")


class WebsiteMenu(models.Model):
    _inherit = "website.menu"

    def _compute_visible(self):
        res = super()._compute_visible()
        if self.env["loyalty.tier.gate"]._closed_ids():
            for pattern, model in (
                (CATEGORY, "product.public.category"),
                (PRODUCT, "product.template"),
            ):
                self._loyalty_tier_hide(pattern, model)
        return res

    def _loyalty_tier_hide(self, pattern, model):
        """Hide the menus that lead to what is closed to the user."""
        targets = {
            menu: int(found[1])
            for menu in self
            if menu.is_visible and (found := pattern.search(menu.url or ""))
        }
        records = self.env[model].sudo().browse(set(targets.values())).exists()
        closed = set(records.filtered(lambda r: not r.loyalty_tier_open).ids)
        for menu, record_id in targets.items():
            if record_id in closed:
                menu.is_visible = False
