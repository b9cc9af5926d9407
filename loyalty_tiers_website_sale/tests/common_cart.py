# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import json

from odoo.fields import Command

from .common_shop import HiddenMenuCase


class HiddenCartCase(HiddenMenuCase):
    """Carts of the five visitors."""

    def _put(self, kind, quantity=1, **kwargs):
        """Put something reserved into the cart, as the shop's page does.

        :param str kind: of ``self.hidden``
        :rtype: dict
        """
        hidden = self.hidden[kind]
        return self._put_product(hidden.variant, quantity, **kwargs)

    def _put_product(self, product, quantity=1, url="/shop/cart/add", **kwargs):
        params = {
            "product_template_id": product.product_tmpl_id.id,
            "product_id": product.id,
            "quantity": quantity,
            **kwargs,
        }
        return json.loads(self._rpc(url, params))

    def _cart(self, visitor):
        """Return the cart as the server keeps it.

        :rtype: sale.order
        """
        self.env.invalidate_all()
        carts = self.env["sale.order"].search(
            [
                ("partner_id", "=", self._user(visitor).partner_id.id),
                ("website_id", "=", self.website.id),
                ("state", "=", "draft"),
            ],
            limit=1,
        )
        return carts

    def _make_order(self, visitor, *products, confirmed=True, **values):
        """Return an order of a visitor, as it was made before."""
        order = self.env["sale.order"].create(
            {
                "partner_id": self._user(visitor).partner_id.id,
                "website_id": self.website.id,
                "order_line": [
                    Command.create({"product_id": product.id}) for product in products
                ],
                **values,
            }
        )
        if confirmed:
            order.state = "sale"
        self.env.flush_all()
        return order
