# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models

from odoo.addons.loyalty_tiers.audit.door import Door

SNIPPET = "website_sale.dynamic_filter_template_product_product_products_item"
CATEGORIES = 20  # that are walked one by one
PAGES = 50


class LoyaltyTierAuditDoor(models.AbstractModel):
    """The doors of the web shop."""

    _inherit = "loyalty.tier.audit.door"

    @api.model
    def _doors(self):
        website = self.env["website"].get_current_website()
        offered = [*website._product_domain(), *website.website_domain()]
        offered.append(("is_published", "=", True))
        return [
            *super()._doors(),
            *self._shop_pages(offered),
            *self._shop_lists(),
            *self._shop_calls(offered),
            *self._shop_snippets(),
            *self._shop_wishes(),
            *self._shop_for_machines(website),
        ]

    @api.model
    def _shop_pages(self, offered):
        """Return the doors of one product: its page, its pictures."""
        pages = [
            ("page", self.env._("Product page"), "/shop/{slug}"),
            (
                "page_old",
                self.env._("Product page, old address"),
                "/shop/product/{slug}",
            ),
            ("page_id", self.env._("Product page by number"), "/shop/{template_id}"),
        ]
        picture = "/web/image/product.{}/image_1920"
        pictures = [
            (
                "picture",
                self.env._("Picture"),
                picture.format("template/{template_id}"),
            ),
            (
                "picture_variant",
                self.env._("Picture of a variant"),
                picture.format("product/{product_id}"),
            ),
        ]
        return [
            *(
                Door(f"shop:{key}", name, path, each=True, silent=True, shows=offered)
                for key, name, path in pages
            ),
            *(
                Door(f"shop:{key}", name, path, each=True, silent=True)
                for key, name, path in pictures
            ),
        ]

    @api.model
    def _shop_lists(self):
        orders = {
            "create_date desc": self.env._("List, newest first"),
            "name asc": self.env._("List by name"),
            "list_price desc": self.env._("List, dearest first"),
        }
        categories = self.env["product.public.category"].search([], limit=CATEGORIES)
        return [
            Door(
                "shop:list", self.env._("List of products"), "/shop", more=self._pages()
            ),
            *(
                Door(f"shop:list:{order}", name, "/shop", {"order": order})
                for order, name in orders.items()
            ),
            *(
                Door(
                    f"shop:category:{category.id}",
                    self.env._("Category %s", category.name),
                    f"/shop/category/{self.env['ir.http']._slug(category)}",
                )
                for category in categories
            ),
            *self._shop_own_pages(),
            Door("shop:home", self.env._("Front page"), "/"),
            Door("shop:account", self.env._("Account"), "/my/home", login=True),
            Door("shop:cart", self.env._("Cart"), "/shop/cart"),
        ]

    @api.model
    def _shop_own_pages(self):
        """Return the pages that the shop has written itself."""
        pages = self.env["website.page"].search(
            [("is_published", "=", True), ("url", "!=", "/")], limit=PAGES
        )
        return [
            Door(f"shop:own:{page.id}", self.env._("Page %s", page.name), page.url)
            for page in pages
        ]

    @api.model
    def _pages(self):
        return tuple((f"/shop/page/{page}", {}) for page in range(2, 4))

    @api.model
    def _shop_snippets(self):
        """Return the blocks of products that can stand on any page."""
        filters = self.env["website.snippet.filter"].search([])
        return [
            Door(
                f"shop:snippet:{snippet.id}",
                self.env._("Block %s", snippet.name),
                "/website/snippet/filters",
                {
                    "filter_id": snippet.id,
                    "template_key": SNIPPET,
                    "limit": 16,
                    "search_domain": [],
                    "with_sample": False,
                },
                rpc=True,
            )
            for snippet in filters
            if (snippet.model_name or "").startswith("product.")
        ]

    @api.model
    def _shop_wishes(self):
        installed = self.env["ir.module.module"]._installed()
        doors = []
        if "website_sale_wishlist" in installed:
            wish = {"product_id": "{product_id}"}
            doors += [
                Door(
                    "shop:wish",
                    self.env._("Onto the wish list"),
                    "/shop/wishlist/add",
                    wish,
                    rpc=True,
                    each=True,
                ),
                Door("shop:wishes", self.env._("Wish list"), "/shop/wishlist"),
            ]
        if "website_sale_comparison" in installed:
            compared = {"product_ids": "{product_ids}"}
            doors += [
                Door(
                    "shop:compare_data",
                    self.env._("Products to compare"),
                    "/shop/compare/get_product_data",
                    compared,
                    rpc=True,
                ),
                Door(
                    "shop:compare",
                    self.env._("Comparison"),
                    "/shop/compare",
                    {"products": "{product_id}"},
                    each=True,
                ),
            ]
        return doors

    @api.model
    def _shop_for_machines(self, website):
        """Return what search engines and other shops read: nobody is a member there."""
        doors = [
            Door(
                "shop:sitemap",
                self.env._("Sitemap"),
                "/sitemap.xml",
                never=True,
                only_nobody=True,
            ),
            Door(
                "shop:robots",
                self.env._("What robots may read"),
                "/robots.txt",
                never=True,
                only_nobody=True,
            ),
        ]
        for feed in (
            self.env["product.feed"].search([]) if website.enabled_gmc_src else ()
        ):
            said = {"feed_id": feed.id, "access_token": feed.access_token}
            doors.append(
                Door(
                    f"shop:feed:{feed.id}",
                    self.env._("Feed %s", feed.name),
                    "/gmc.xml",
                    said,
                    never=True,
                    only_nobody=True,
                )
            )
        return doors
