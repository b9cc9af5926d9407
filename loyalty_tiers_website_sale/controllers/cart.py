# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from urllib.parse import urlencode

from odoo.http import request, route
from odoo.tools import consteq, lazy

from odoo.addons.website_sale.controllers.cart import Cart
from odoo.addons.website_sale.controllers.main import WebsiteSale


class LoyaltyTiersCart(Cart):
    @route()
    def cart(self, id=None, access_token=None, revive_method="", **post):
        if self._loyalty_tier_whose(id, access_token):
            # The cart is kept for who it belongs to: they log in and find it.
            back = urlencode({"redirect": "/shop/cart"})
            return request.redirect(f"/web/login?{back}")
        return super().cart(
            id=id, access_token=access_token, revive_method=revive_method, **post
        )

    @staticmethod
    def _loyalty_tier_whose(order_id, access_token):
        """Tell whether a link leads a stranger to a cart that holds what is reserved.

        :param str order_id: as in the address
        :param str access_token: as in the address
        :rtype: bool
        """
        if not (access_token and str(order_id).isdigit()):
            return False
        if not request.website.is_public_user():
            return False
        cart = request.env["sale.order"].sudo().browse(int(order_id)).exists()
        if not cart or not consteq(cart.access_token or "", access_token):
            return False
        return cart.state == "draft" and bool(cart._loyalty_tier_shut_lines())


class LoyaltyTiersPayment(WebsiteSale):
    @route()
    def shop_payment_validate(self, sale_order_id=None, **post):
        # The guest comes back from paying: what is paid for is not taken away.
        website = request.website.with_context(loyalty_tier_paying=True)
        request.cart = lazy(website._get_and_cache_current_cart)
        return super().shop_payment_validate(sale_order_id=sale_order_id, **post)
