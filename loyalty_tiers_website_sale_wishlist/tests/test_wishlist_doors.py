# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged

from odoo.addons.loyalty_tiers_website_sale.tests.common_cart import HiddenCartCase
from odoo.addons.loyalty_tiers_website_sale.tests.common_shop import STRANGERS

DISHES = ("secret", "teaser", "shelf", "cellar", "variant")


@tagged("post_install", "-at_install")
class TestWishlistDoors(HiddenCartCase):
    """Wishes of guests who may not see what they wish, or not any more."""

    def _wish(self, visitor, *kinds):
        """Let a guest have wished something before it was closed to them."""
        wishes = self.env["product.wishlist"].create(
            [
                {
                    "partner_id": self._user(visitor).partner_id.id,
                    "product_id": self.hidden[kind].variant.id,
                    "website_id": self.website.id,
                    "price": 1.0,
                }
                for kind in kinds
            ]
        )
        self.env.flush_all()
        return wishes

    def test_strangers_wish_nothing_that_is_closed(self):
        for visitor in STRANGERS:
            self._come_as(visitor)
            for kind in DISHES:
                said = {"product_id": self.hidden[kind].variant.id}
                answer = self._rpc("/shop/wishlist/add", said)
                self.assertIn('"error"', answer, f"{visitor} {kind}")
                self.assertNoTrace(answer, where=f"{visitor} {kind}")
            self.assertNoTrace(self._open("/shop/wishlist"), where=visitor)

    def test_old_wishes_wait_unseen_until_they_are_open_again(self):
        self._wish("below", *DISHES)
        self._come_as("below")
        page = self._open("/shop/wishlist")
        self.assertEqual(page.status_code, 200)
        self.assertNoTrace(page)
        count = self._rpc("/shop/wishlist/get_product_ids")
        self.assertIn('"result": []', count)
        self.assertEqual(self._open("/shop").status_code, 200)
        self._honour("below", self.tier_at)
        self.env.flush_all()
        page = self._open("/shop/wishlist")
        for kind in DISHES:
            self.assertShows(page, kind)

    def test_a_demotion_empties_the_list_on_the_next_click(self):
        self._wish("at", "secret")
        self.assertShows(self._open("/shop/wishlist", "at"), "secret")
        self._dishonour("at")
        self.assertNoTrace(self._open("/shop/wishlist"))

    def test_a_stranger_keeps_no_wish_that_was_closed_later(self):
        self._come_as("nobody")
        self._rpc("/shop/wishlist/add", {"product_id": self.open.product_variant_id.id})
        self.assertIn("Plainrice", self._open("/shop/wishlist").text)
        self.open.loyalty_tier_gate_id = self.gate
        self.env.flush_all()
        page = self._open("/shop/wishlist")
        self.assertEqual(page.status_code, 200)
        self.assertNotIn("Plainrice", page.text)
        answer = self._rpc("/shop/wishlist/get_product_ids")
        self.assertIn('"result": []', answer)
