# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import json

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common_cart import HiddenCartCase


@tagged("post_install", "-at_install")
class TestShopLimit(HiddenCartCase):
    """How much a guest may have, and what happens when it comes to paying."""

    def test_the_second_plate_of_a_visit_is_refused_in_clear_words(self):
        self.gate.write({"limit_quantity": 1, "limit_period": "order"})
        self.env.flush_all()
        self._come_as("at")
        self.assertEqual(self._put("secret")["result"]["quantity"], 1)
        answer = self._put("secret")["result"]
        self.assertIn("Zyxgold Omakase: ", answer["notification_info"]["warning"])
        self.assertEqual(self._cart("at").order_line.product_uom_qty, 1)
        line = self._cart("at").order_line
        answer = self._rpc("/shop/cart/update", {"line_id": line.id, "quantity": 5})
        self.assertEqual(json.loads(answer)["result"]["quantity"], 1)

    def test_two_lines_of_one_dish_share_the_limit(self):
        self.gate.write({"limit_quantity": 2, "limit_period": "order"})
        self.env.flush_all()
        self._come_as("at")
        self._put("secret", quantity=2)
        cart = self._cart("at")
        line = cart.order_line.copy({"order_id": cart.id})
        self.env.flush_all()
        answer = self._rpc("/shop/cart/update", {"line_id": line.id, "quantity": 2})
        self.assertIn("2 per visit", answer)
        self.assertEqual(sum(self._cart("at").order_line.mapped("product_uom_qty")), 2)

    def test_what_was_had_this_month_is_counted(self):
        self.gate.write({"limit_quantity": 1, "limit_period": "month"})
        order = self._make_order("at", self.hidden["secret"].variant, confirmed=False)
        order.action_confirm()
        self.env.flush_all()
        self._come_as("at")
        answer = self._put("secret")["result"]
        self.assertFalse(answer["quantity"])
        self.assertIn("1 per month", answer["notification_info"]["warning"])

    def test_strangers_hear_of_no_limit(self):
        self.gate.write({"limit_quantity": 1, "limit_period": "month"})
        self.env.flush_all()
        for visitor in ("nobody", "below"):
            self._come_as(visitor)
            self.assertNotIn("at most", json.dumps(self._put("secret")))

    # ------------------------------------------------------------------- paying
    def test_what_was_closed_meanwhile_is_not_paid(self):
        cart = self._make_order("at", self.hidden["secret"].variant, confirmed=False)
        visitor = self.users["at"]
        mine = cart.with_user(visitor).sudo()
        mine._loyalty_tier_check_payable()
        self._dishonour("at")
        with self.assertRaises(ValidationError) as refused:
            mine._check_cart_is_ready_to_be_paid()
        self.assertNoTrace(str(refused.exception))
        self.assertIn("not available any more", str(refused.exception))

    def test_beyond_the_limit_is_not_paid(self):
        self.gate.write({"limit_quantity": 1, "limit_period": "order"})
        cart = self._make_order("at", self.hidden["secret"].variant, confirmed=False)
        cart._loyalty_tier_check_payable()
        cart.order_line.product_uom_qty = 2
        with self.assertRaises(ValidationError):
            cart._loyalty_tier_check_payable()

    def test_the_payment_of_the_page_is_refused(self):
        self._come_as("at")
        self._put("secret")
        cart = self._cart("at")
        cart._portal_ensure_token()
        self._dishonour("at")
        answer = self._rpc(
            f"/shop/payment/transaction/{cart.id}",
            {"access_token": cart.access_token, "amount": cart.amount_total},
        )
        self.assertIn('"error"', answer)
        self.assertNoTrace(answer)
        self.assertFalse(cart.transaction_ids)

    def test_a_paid_order_is_never_refused(self):
        cart = self._make_order("at", self.hidden["secret"].variant, confirmed=False)
        provider = self.env["payment.provider"].search([], limit=1)
        methods = self.env["payment.method"].with_context(active_test=False)
        method = methods.search([], limit=1)
        transaction = self.env["payment.transaction"].create(
            {
                "provider_id": provider.id,
                "payment_method_id": method.id,
                "reference": "paid before it was closed",
                "amount": cart.amount_total,
                "currency_id": cart.currency_id.id,
                "partner_id": cart.partner_id.id,
                "sale_order_ids": [(6, 0, cart.ids)],
            }
        )
        self._dishonour("at")
        transaction._set_done()
        transaction._check_amount_and_confirm_order()
        self.assertEqual(cart.state, "sale")
        self.assertEqual(cart.order_line.product_id, self.hidden["secret"].variant)
        breach = self.env["loyalty.tier.breach"].search(
            [("origin_model", "=", "sale.order"), ("origin_id", "=", cart.id)]
        )
        self.assertEqual(breach.kind, "tier")
