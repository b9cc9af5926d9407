# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .common_sale import SaleCommon


@tagged("post_install", "-at_install")
class TestSaleOrderGate(SaleCommon):
    """What is reserved stays reserved on quotations."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.stranger = cls._make_guest("Grace")
        cls.manager = cls._make_user(
            "manager",
            "sales_team.group_sale_manager",
            "loyalty_tiers.group_loyalty_tiers_manager",
        )

    def _reserved(self, guest, quantity=1, **values):
        return self._quote(
            guest, lines=[(self.dish, quantity), (self.product, 1)], **values
        )

    def _breaches(self, order):
        return self.env["loyalty.tier.breach"].search(
            [("origin_model", "=", "sale.order"), ("origin_id", "=", order.id)]
        )

    def test_closed_lines_are_those_of_the_customer(self):
        order = self._reserved(self.stranger)
        self.assertEqual(order._loyalty_tier_closed_lines(), order.order_line[0])

        self._visit(self.stranger, 2)

        self.assertFalse(order._loyalty_tier_closed_lines())

    def test_a_quotation_warns_and_says_of_what(self):
        order = self._quote(self.stranger).with_user(self.salesman)
        self.assertFalse(order.loyalty_tier_warning)
        with Form(order) as form:
            with form.order_line.new() as line:
                line.product_id = self.dish
            self.assertIn("Wagyu", form.loyalty_tier_warning)
            self.assertNotIn("Drink", form.loyalty_tier_warning)
            form.partner_id = self._make_guest(visits=2)
            self.assertFalse(form.loyalty_tier_warning)

    def test_confirming_is_refused_until_a_manager_gives_a_reason(self):
        order = self._reserved(self.stranger)
        with self.assertRaisesRegex(UserError, "Wagyu"):
            order.with_user(self.salesman).action_confirm()
        with self.assertRaises(AccessError):
            order.with_user(self.salesman).loyalty_tier_reason = "Why not"

        order.with_user(self.manager).loyalty_tier_reason = "Her birthday"
        order.with_user(self.salesman).action_confirm()

        self.assertEqual(order.state, "sale")
        breach = self._breaches(order)
        self.assertRecordValues(
            breach,
            [
                {
                    "state": "allowed",
                    "kind": "tier",
                    "reason": "Her birthday",
                    "allowed_by": self.manager.name,
                    "product_id": self.dish.id,
                    "partner_id": self.stranger.id,
                }
            ],
        )
        bodies = "".join(order.message_ids.mapped("body"))
        self.assertIn("Her birthday", bodies)

    def test_a_reason_holds_for_who_and_what_was_there(self):
        order = self._reserved(self.stranger)
        order.with_user(self.manager).loyalty_tier_reason = "Her birthday"
        order.order_line[0].product_uom_qty = 2
        with self.assertRaises(UserError):
            order.action_confirm()
        order.order_line[0].product_uom_qty = 1
        order.partner_id = self._make_guest("Somebody")
        with self.assertRaises(UserError):
            order.action_confirm()

    def test_nobody_allows_it_by_a_copy_or_an_import(self):
        order = self._reserved(self.stranger)
        order.with_user(self.manager).loyalty_tier_reason = "Her birthday"

        self.assertFalse(order.copy().loyalty_tier_reason)
        with self.assertRaises(AccessError):
            self._quote(self.stranger).with_user(self.salesman).create(
                {"partner_id": self.stranger.id, "loyalty_tier_reason": "Why not"}
            )

    def test_what_was_paid_online_is_never_refused(self):
        order = self._reserved(self.stranger)
        self._pay_online(order)

        order.action_confirm()

        self.assertEqual(order.state, "sale")
        self.assertEqual(self._breaches(order).state, "open")
        order._action_cancel()
        order.action_draft()
        order.action_confirm()
        self.assertEqual(len(self._breaches(order)), 1)

    def _pay_online(self, order):
        provider = self.env["payment.provider"].create({"name": "Bank"})
        method = self.env["payment.method"].create(
            {"name": "Transfer", "code": "loyalty_tiers_transfer"}
        )
        self.env["payment.transaction"].create(
            {
                "provider_id": provider.id,
                "payment_method_id": method.id,
                "reference": order.name,
                "amount": order.amount_total,
                "currency_id": order.currency_id.id,
                "partner_id": order.partner_id.id,
                "sale_order_ids": [Command.set(order.ids)],
                "state": "done",
            }
        )

    def test_a_customer_who_signs_is_told_nothing(self):
        portal = self._make_user("portal", "base.group_portal", internal=False)
        order = self._reserved(portal.partner_id)

        with self.assertRaisesRegex(UserError, "^This product is not available.$"):
            order.with_user(portal).sudo()._validate_order()

    def test_the_limit_counts_orders_and_visits(self):
        self.gate.write({"limit_quantity": 3, "limit_period": "ever"})
        guest = self._make_guest(visits=2)
        first = self._reserved(guest, 2)
        first.action_confirm()
        self._pay(guest, lines=[self._line(self.dish)])

        second = self._reserved(guest)

        self.assertEqual(second._loyalty_tier_closed_lines(), second.order_line[0])
        with self.assertRaises(UserError):
            second.action_confirm()
        first._action_cancel()
        self.assertFalse(second._loyalty_tier_closed_lines())
        self.assertFalse(self._breaches(first))

    def test_what_is_credited_may_be_had_again(self):
        self.gate.write({"limit_quantity": 1, "limit_period": "ever"})
        guest = self._make_guest(visits=2)
        order = self._reserved(guest)
        order.action_confirm()
        again = self._reserved(guest)
        self.assertTrue(again._loyalty_tier_closed_lines())

        self._credit(self._bill(order))

        self.assertFalse(again._loyalty_tier_closed_lines())

    def test_a_dozen_is_twelve(self):
        self.gate.write({"limit_quantity": 6, "limit_period": "month"})
        guest = self._make_guest(visits=2)
        order = self._reserved(guest)
        self.assertFalse(order._loyalty_tier_closed_lines())

        order.order_line[0].product_uom_id = self.env.ref("uom.product_uom_dozen")

        self.assertEqual(order._loyalty_tier_closed_lines(), order.order_line[0])

    def test_where_nothing_is_reserved_nothing_is_asked(self):
        self.gate.active = False
        order = self._reserved(self.stranger)
        self.assertFalse(order._loyalty_tier_closed_lines())
        with self.assertQueryCount(0):
            self.assertFalse(order._loyalty_tier_closed_lines())

    def test_why_it_was_allowed_is_forgotten_with_the_guest(self):
        order = self._reserved(self.stranger)
        order.with_user(self.manager).loyalty_tier_reason = "Her birthday"
        order.action_confirm()

        self.env["loyalty.tier.eraser"].with_user(self.manager)._erase(self.stranger)

        self.assertFalse(order.loyalty_tier_reason)
        self.assertFalse(self._breaches(order).reason)
