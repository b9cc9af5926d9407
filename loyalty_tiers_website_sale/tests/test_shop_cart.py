# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.fields import Command
from odoo.tests import tagged

from .common_cart import HiddenCartCase
from .common_shop import ELIGIBLE, STRANGERS

DISHES = ("secret", "teaser", "shelf", "cellar", "variant")
GONE = "One product is not available any more and was taken from your cart."


@tagged("post_install", "-at_install")
class TestShopCart(HiddenCartCase):
    """What may be put into a cart, by each of the ways that lead there."""

    # -------------------------------------------------------------- putting in
    def test_strangers_put_nothing_reserved_into_their_cart(self):
        for visitor in STRANGERS:
            self._come_as(visitor)
            for kind in DISHES:
                answer = self._put(kind)
                self.assertIn("error", answer, f"{visitor} {kind}")
                self.assertNoTrace(str(answer), where=f"{visitor} {kind}")
                self.assertIn("does not exist", str(answer))
            self.assertFalse(self._cart(visitor).order_line)

    def test_a_closed_dish_answers_as_one_that_does_not_exist(self):
        self._come_as("below")
        secret = self.hidden["secret"].variant
        closed = self._put_product(secret)
        missing = self.env["product.product"].browse(secret.id + 99999)
        params = {"product_template_id": 1, "product_id": missing.id}
        nothing = self._rpc("/shop/cart/add", params)
        self.assertIn(closed["error"]["data"]["message"], nothing)

    def test_who_holds_the_tier_orders_everything(self):
        for visitor in ELIGIBLE:
            self._come_as(visitor)
            for kind in DISHES:
                answer = self._put(kind)
                self.assertEqual(answer["result"]["quantity"], 1, f"{visitor} {kind}")
            page = self._open("/shop/cart")
            for kind in DISHES:
                self.assertShows(page, kind, where=visitor)
            self.assertEqual(len(self._cart(visitor).order_line), len(DISHES))

    def test_an_optional_product_that_is_closed_is_not_added_along(self):
        secret = self.hidden["secret"]
        self.open.optional_product_ids = [Command.link(secret.template.id)]
        self.env.flush_all()
        along = [
            {
                "product_template_id": secret.template.id,
                "parent_product_template_id": self.open.id,
                "product_id": secret.variant.id,
                "quantity": 1,
                "product_custom_attribute_values": [],
                "no_variant_attribute_value_ids": [],
            }
        ]
        dish = self.open.product_variant_id
        for visitor in STRANGERS:
            self._come_as(visitor)
            answer = self._put_product(dish, linked_products=along)
            self.assertIn("error", answer, visitor)
            self.assertNoTrace(str(answer), where=visitor)
        self._come_as("at")
        answer = self._put_product(dish, linked_products=along)
        self.assertEqual(len(self._cart("at").order_line), 2, answer)

    def test_a_set_is_ordered_without_its_closed_part(self):
        for visitor, taken in [("nobody", 0), ("below", 0), ("at", 2)]:
            self._come_as(visitor)
            answer = self._put_product(
                self.combo.product_variant_id, linked_products=[self._part("part")]
            )
            self.assertNotIn("error", answer)
            self.assertEqual(bool(answer["result"]["quantity"]), bool(taken), visitor)
            self.assertEqual(len(self._cart(visitor).order_line), taken, visitor)
            if not taken:
                self.assertNoTrace(str(answer), where=visitor)

    def _part(self, kind):
        part = self.hidden[kind]
        item = self.combo.combo_ids.combo_item_ids.filtered(
            lambda item: item.product_id == part.variant
        )
        return {
            "product_template_id": part.template.id,
            "parent_product_template_id": self.combo.id,
            "product_id": part.variant.id,
            "combo_item_id": item.id,
            "quantity": 1,
            "product_custom_attribute_values": [],
            "no_variant_attribute_value_ids": [],
        }

    def test_quick_add_and_the_history_offer_nothing_closed(self):
        self._make_order("below", self.hidden["secret"].variant)
        self._come_as("below")
        self._put_product(self.open.product_variant_id)
        answer = self._put("secret", url="/shop/cart/quick_add")
        self.assertIn("error", answer)
        self.assertNoTrace(str(answer))
        self.assertNoTrace(self._open("/shop/cart"), where="order history")
        self._make_order("at", self.hidden["secret"].variant)
        self._come_as("at")
        self._put_product(self.open.product_variant_id)
        self.assertShows(self._open("/shop/cart"), "secret")
        answer = self._put("secret", url="/shop/cart/quick_add")
        self.assertShows(answer["result"]["website_sale.cart_lines"], "secret")

    # ----------------------------------------------------------------- reorder
    def test_a_reorder_leaves_out_what_was_closed_since(self):
        dishes = (self.open.product_variant_id, self.hidden["secret"].variant)
        for visitor, lines in [("below", 1), ("at", 2)]:
            order = self._make_order(visitor, *dishes)
            self._come_as(visitor)
            answer = self._rpc("/my/orders/reorder", {"order_id": order.id})
            self.assertNotIn('"error"', answer, visitor)
            self.assertEqual(len(self._cart(visitor).order_line), lines, visitor)

    def test_a_reorder_of_nothing_but_closed_dishes_says_just_that(self):
        order = self._make_order("below", self.hidden["secret"].variant)
        answer = self._rpc(
            "/my/orders/reorder", {"order_id": order.id}, visitor="below"
        )
        self.assertIn("Nothing can be reordered", answer)
        self.assertNoTrace(answer)

    # ---------------------------------------------------------- carts that were kept
    def test_a_cart_is_tidied_on_the_next_click_after_a_demotion(self):
        self._come_as("at")
        self._put("secret")
        self._put_product(self.open.product_variant_id)
        self._dishonour("at")
        page = self._open("/shop/cart")
        self.assertEqual(page.status_code, 200)
        self.assertIn(GONE, page.text)
        self.assertNoTrace(page)
        self.assertEqual(
            self._cart("at").order_line.product_id.ids,
            [self.open.product_variant_id.id],
        )
        self.assertNotIn(GONE, self._open("/shop/cart").text)

    def test_a_dish_reserved_meanwhile_leaves_each_stranger_cart(self):
        dish = self.open.product_variant_id
        for visitor in ("nobody", "below", "at"):
            self.open.loyalty_tier_gate_id = False
            self.env.flush_all()
            self._come_as(visitor)
            self._put_product(dish)
            self.open.loyalty_tier_gate_id = self.gate
            self.env.flush_all()
            page = self._open("/shop/cart")
            self.assertEqual(page.status_code, 200)
            self.assertEqual(GONE in page.text, visitor != "at", visitor)
            self.assertEqual("Plainrice" in page.text, visitor == "at", visitor)

    def test_a_set_whose_part_was_closed_goes_as_a_whole(self):
        self._come_as("at")
        self._put_product(
            self.combo.product_variant_id, linked_products=[self._part("part")]
        )
        self._dishonour("at")
        page = self._open("/shop/cart")
        self.assertIn(GONE, page.text)
        self.assertFalse(self._cart("at").order_line)

    def test_a_cart_that_comes_along_through_the_login_is_looked_at_again(self):
        self._make_order("below", self.hidden["secret"].variant, confirmed=False)
        page = self._open("/shop/cart", "below")
        self.assertEqual(page.status_code, 200)
        self.assertNoTrace(page)
        self.assertFalse(self._cart("below").order_line)
        self._make_order("at", self.hidden["secret"].variant, confirmed=False)
        self.assertShows(self._open("/shop/cart", "at"), "secret")

    def test_the_link_to_an_abandoned_cart_shows_nothing_to_a_stranger(self):
        cart = self._make_order("at", self.hidden["secret"].variant, confirmed=False)
        cart._portal_ensure_token()
        self.env.flush_all()
        link = f"/shop/cart?id={cart.id}&access_token={cart.access_token}"
        for way in ("", "&revive_method=squash", "&revive_method=merge"):
            for visitor in STRANGERS:
                page = self._open(link + way, visitor)
                self.assertEqual(page.status_code, 200)
                self.assertNoTrace(page, where=f"{visitor} {way}")
                self.assertNoTrace(self._open("/shop/cart"), where=visitor)
                if visitor == "nobody":
                    self.assertIn("/web/login", page.url)
                    self.assertTrue(cart.order_line)
                    continue
                # Another guest took the cart over, what is closed to them is gone.
                cart.write({"state": "draft", "partner_id": self._guest("at").id})
                cart.order_line = [
                    Command.clear(),
                    Command.create({"product_id": self.hidden["secret"].variant.id}),
                ]
                self.env.flush_all()
        self.assertShows(self._open(link + "&revive_method=squash", "at"), "secret")

    def _guest(self, visitor):
        return self._user(visitor).partner_id

    # ---------------------------------------------------------------- quantity
    def test_the_quantity_of_a_line_that_was_closed_is_not_changed(self):
        self._come_as("at")
        line_id = self._put("secret", quantity=2)["result"]["tracking_info"] and (
            self._cart("at").order_line.id
        )
        self._rpc("/shop/cart/update", {"line_id": line_id, "quantity": 3})
        self.assertEqual(self._cart("at").order_line.product_uom_qty, 3)
        self._dishonour("at")
        params = {"line_id": line_id, "quantity": 4}
        answer = self._rpc("/shop/cart/update", params)
        self.assertNoTrace(answer)
        self.assertFalse(self._cart("at").order_line)
