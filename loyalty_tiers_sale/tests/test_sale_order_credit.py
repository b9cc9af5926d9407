# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged

from .common_sale import SaleCommon

DAY = "2024-05-06"


@tagged("post_install", "-at_install")
class TestSaleOrderCredit(SaleCommon):
    """What is credited is taken back: on the day of the order, once, and no more."""

    def test_a_credit_note_takes_back_on_the_day_of_the_order(self):
        guest = self._make_guest(visits=1)
        order = self._order(guest, 100.0)
        bill = self._bill(order)
        self.assertTier(guest, self.silver)

        note = self._credit(bill)

        back = self.assertEntries(order, (DAY, 100.0, 1.0), (DAY, -100.0, -1.0))[1]
        self.assertEqual(back.reason, f"Taken back of {order.name}")
        self.assertScore(guest, visits=1, spend=10.0)
        self.assertTier(guest, False)
        note.button_draft()
        self.assertEntries(order, (DAY, 100.0, 1.0))
        self.assertTier(guest, self.silver)

    def test_a_part_is_taken_back_in_part(self):
        order = self._order(self._make_guest(), 10.0, lines=[(self.product, 4)])
        bill = self._bill(order)

        self._credit(bill, quantity=1)
        self.assertEntries(order, (DAY, 40.0, 4.0), (DAY, -10.0, -1.0))
        self._credit(bill, quantity=1)

        self.assertEntries(order, (DAY, 40.0, 4.0), (DAY, -20.0, -2.0))

    def test_money_back_on_the_price_leaves_the_visit(self):
        guest = self._make_guest()
        order = self._order(guest, 100.0)

        self._credit(self._bill(order), price_unit=30.0)

        self.assertEntries(order, (DAY, 100.0, 1.0), (DAY, -30.0, -0.3))
        self.assertScore(guest, visits=1, spend=70.0)

    def test_no_more_is_taken_back_than_was_given(self):
        guest = self._make_guest()
        order = self._order(guest, 100.0)
        bill = self._bill(order)

        self._credit(bill)
        self._credit(bill)

        self.assertEntries(order, (DAY, 100.0, 1.0), (DAY, -100.0, -1.0))
        self.assertScore(guest, visits=0, spend=0.0)

    def test_a_corrected_bill_takes_nothing_back(self):
        order = self._order(self._make_guest(), 100.0)
        again = self._credit(self._bill(order), modify=True)
        again.action_post()

        self.assertEntries(order, (DAY, 100.0, 1.0))

    def test_a_bill_with_a_discount_taken_back_whole_is_no_visit(self):
        guest = self._make_guest()
        order = self._order(guest, 100.0)
        bill = order._create_invoices()
        bill.invoice_line_ids.price_unit = 80.0
        bill.action_post()

        self._credit(bill)

        self.assertEntries(order, (DAY, 100.0, 1.0), (DAY, -100.0, -1.0))

    def test_the_customer_of_the_order_gives_back_whoever_is_on_the_bill(self):
        guest, other = self._make_guest(), self._make_guest("Grace")
        order = self._order(guest, 100.0, partner_invoice_id=other.id)

        self._credit(self._bill(order))

        self.assertScore(guest, visits=0)
        self.assertFalse(self._membership(other))

    def test_orders_may_count_when_they_are_billed(self):
        self.program.sale_counted = "invoiced"
        self._work()
        guest = self._make_guest()
        order = self._order(guest, 10.0, lines=[(self.product, 4)])
        self.assertEntries(order)

        first = self._bill(order, quantity=1)
        self.assertEntries(order, (DAY, 10.0, 1.0))
        self._bill(order)
        self.assertEntries(order, (DAY, 40.0, 4.0))
        self._credit(first)

        self.assertEntries(order, (DAY, 40.0, 4.0), (DAY, -10.0, -1.0))
        self.assertScore(guest, visits=1, spend=30.0)

    def test_the_setting_counts_the_history_again(self):
        guest = self._make_guest()
        order, billed = self._order(guest), self._order(guest)
        self._bill(billed)

        self.program.sale_counted = "invoiced"
        self._work()

        self.assertEntries(order)
        self.assertEntries(billed, (DAY, 10.0, 1.0))
        self.program.sale_counted = "confirmed"
        self._work()
        self.assertEntries(order, (DAY, 10.0, 1.0))

    def test_a_down_payment_is_no_spend(self):
        self.program.sale_counted = "invoiced"
        order = self._order(self._make_guest(), 100.0)
        wizard = self.env["sale.advance.payment.inv"].create(
            {
                "sale_order_ids": order.ids,
                "advance_payment_method": "percentage",
                "amount": 50,
            }
        )
        wizard.create_invoices()
        order.invoice_ids.action_post()
        self.assertEntries(order)

        self._bill(order)

        self.assertEntries(order, (DAY, 100.0, 1.0))
