# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.http import request, route

from odoo.addons.website_sale.controllers.main import WebsiteSale


class LoyaltyTiersMembers(WebsiteSale):
    """The shop of those who hold a tier."""

    def _get_additional_shop_values(self, values, **kwargs):
        values["products"]._loyalty_tier_were_found()
        found = super()._get_additional_shop_values(values, **kwargs)
        filtered = values["attrib_values"] or values.get("tags") or values["search"]
        found["loyalty_tier_shop"] = request.env["loyalty.tier.shop"]._page(
            request.website,
            values["products"],
            category=values["category"],
            front=not filtered and values["pager"]["page"]["num"] == 1,
        )
        return found

    @route("/shop/hidden-menu", type="http", auth="public", website=True, sitemap=False)
    def loyalty_tier_hidden_menu(self, **kwargs):
        """Show all that is reserved and open to the guest.

        :return: the page; 404 for who has nothing open, as if it did not exist
        """
        shop = request.env["loyalty.tier.shop"]
        products = shop._hidden_menu(request.website)
        if not products:
            raise request.not_found()
        page = shop._page(request.website, products, front=True)
        return request.render(
            "loyalty_tiers_website_sale.hidden_menu",
            {
                "products": products,
                "loyalty_tier_shop": page,
                "prices": products._get_sales_prices(request.website),
                "newly": {dish["id"] for dish in page.get("newly", [])},
            },
        )

    @route(
        "/shop/locked/<int:template_id>",
        type="http",
        auth="public",
        website=True,
        sitemap=False,
    )
    def loyalty_tier_locked_picture(self, template_id, **kwargs):
        """Send the small picture of a locked card.

        :param int template_id: of a product that is shown as a teaser
        :return: the picture; 404 for everything else
        """
        template = request.env["loyalty.tier.shop"]._teaser(template_id)
        if not template:
            raise request.not_found()
        binary = request.env["ir.binary"]
        stream = binary._get_image_stream_from(template.sudo(), "image_128")
        stream.public = False
        return stream.get_response(max_age=0)
