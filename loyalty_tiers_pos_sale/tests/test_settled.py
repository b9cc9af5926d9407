# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo.tests import tagged

from odoo.addons.loyalty_tiers_sale.tests.common_sale import ORDER_DAY, SaleCommon

DAY = "2024-05-06"
NEXT_DAY = ORDER_DAY + timedelta(days=1)


@tagged("post_install", "-at_install")
class TestSettled(SaleCommon):
    """What is settled at a till counts once: on the sales order or at the till."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Odoo lets only those settle who may sell.
        cls.cashier.group_ids += cls.env.ref("sales_team.group_sale_salesman_all_leads")

    def _settle(self, order, quantity=None, guest=None, **kwargs):
        """Settle a sales order at the till, as the till sends it."""
        lines = [
            self._line(
                line.product_id,
                quantity or line.product_uom_qty,
                line.price_unit,
                sale_order_origin_id=order.id,
                sale_order_line_id=line.id,
            )
            for line in order.order_line
        ]
        paid = self._pay(
            guest or order.partner_id,
            lines=lines,
            at=kwargs.pop("at", NEXT_DAY),
            **kwargs,
        )
        self._commit()
        return paid

    def test_two_visits_and_an_order_are_three_for_one_person(self):
        branch = self._make_company("Branch", parent_id=self.company.id)
        self.env.user.company_ids += branch
        for company in (self.company, branch):
            with self.subTest(company=company.name):
                guest = self._make_guest(visits=2)
                order = self._order(guest, company=company)
                self.assertScore(guest, visits=3, spend=30.0)
                if company == self.company:
                    self._settle(order)
                self.assertScore(guest, visits=3, spend=30.0)

    def test_a_settled_order_counts_on_its_own_day(self):
        guest = self._make_guest()
        order = self._order(guest)

        paid = self._settle(order)

        self.assertFalse(self._entries(paid))
        self.assertEntries(order, (DAY, 10.0, 1.0))

    def test_what_else_is_bought_with_it_counts_at_the_till(self):
        guest = self._make_guest()
        order = self._order(guest)
        lines = [
            self._line(
                self.product,
                sale_order_origin_id=order.id,
                sale_order_line_id=order.order_line.id,
            ),
            self._line(self.product, 1, 4.0),
        ]

        paid = self._pay(guest, lines=lines, at=NEXT_DAY)

        self.assertEqual(self._entries(paid).mapped("amount"), [4.0])
        self.assertScore(guest, visits=2, spend=14.0)

    def test_a_quotation_settled_at_the_till_counts_once(self):
        guest = self._make_guest()
        quotation = self._quote(guest)

        paid = self._settle(quotation)

        self.assertEqual(quotation.state, "sale")
        self.assertFalse(self._entries(paid))
        self.assertScore(guest, visits=1, spend=10.0)

    def test_a_refund_at_the_till_takes_back_of_the_order(self):
        guest = self._make_guest(visits=1)
        order = self._order(guest, 10.0, lines=[(self.product, 4)])
        paid = self._settle(order)
        self.assertTier(guest, self.silver)

        self._refund(paid, qty=1)
        self.assertEntries(order, (DAY, 40.0, 4.0), (DAY, -10.0, -1.0))
        self._refund(paid, qty=3)

        self.assertEntries(order, (DAY, 40.0, 4.0), (DAY, -40.0, -4.0))
        self.assertScore(guest, visits=1, spend=10.0)
        self.assertTier(guest, False)

    def test_a_cancelled_order_leaves_what_was_paid_to_the_till(self):
        guest = self._make_guest()
        order = self._order(guest)
        paid = self._settle(order)

        order._action_cancel()

        self.assertEntries(order)
        self.assertEqual(self._entries(paid).mapped("amount"), [10.0])
        self.assertScore(guest, visits=1, spend=10.0)

    def test_orders_that_count_when_billed_count_at_the_till(self):
        self.program.sale_counted = "invoiced"
        guest = self._make_guest()
        order = self._order(guest)

        paid = self._settle(order)

        self.assertEntries(order)
        self.assertEqual(self._entries(paid).mapped("amount"), [10.0])
        self._refund(paid)
        self.assertScore(guest, visits=0, spend=0.0)

    def test_the_setting_moves_what_was_settled(self):
        guest = self._make_guest()
        order = self._order(guest)
        paid = self._settle(order)

        self.program.sale_counted = "invoiced"
        self._work()

        self.assertEntries(order)
        self.assertTrue(self._entries(paid))
        self.assertScore(guest, visits=1, spend=10.0)

    def test_the_limit_counts_it_once(self):
        self.gate.write({"limit_quantity": 2, "limit_period": "ever"})
        guest = self._make_guest(visits=2)
        order = self._order(guest, lines=[(self.dish, 1)])
        self._settle(order)

        left = self.env["loyalty.tier.gate"]._left(guest, self.dish.product_tmpl_id)

        self.assertEqual(left, {self.dish.product_tmpl_id.id: 1.0})

    def test_the_till_is_never_refused_and_notes_it_once(self):
        guest = self._make_guest()
        quotation = self._quote(guest, lines=[(self.dish, 1)])

        paid = self._settle(quotation)

        self.assertEqual(quotation.state, "sale")
        breaches = self.env["loyalty.tier.breach"].search(
            [("partner_id", "=", guest.id)]
        )
        self.assertEqual(breaches.mapped("origin_model"), ["pos.order"])
        self.assertEqual(breaches.origin_id, paid.id)

    def test_what_was_allowed_on_the_quotation_is_allowed_at_the_till(self):
        guest = self._make_guest()
        quotation = self._quote(guest, lines=[(self.dish, 1)])
        quotation.loyalty_tier_reason = "Her birthday"

        self._settle(quotation)

        breach = self.env["loyalty.tier.breach"].search([("partner_id", "=", guest.id)])
        self.assertRecordValues(
            breach, [{"state": "allowed", "reason": "Her birthday"}]
        )
