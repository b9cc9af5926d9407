# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo.tests import tagged

from .common import FIRST_DAY, LoyaltyTiersCommon


@tagged("post_install", "-at_install")
class TestPosOrderRefund(LoyaltyTiersCommon):
    def test_a_full_refund_takes_visit_spend_and_tier_back(self):
        guest = self._make_guest(visits=1)
        order = self._pay(guest, 30.0, at=FIRST_DAY - timedelta(days=1))
        self.assertTier(guest, self.silver)

        self._refund(order)

        self.assertTier(guest, None)
        self.assertScore(guest, visits=1, spend=10.0)
        self.assertRecordValues(
            self._moves(guest),
            [
                {"to_tier_id": self.silver.id, "is_promotion": True},
                {"to_tier_id": False, "is_promotion": False},
            ],
        )

    def test_a_full_refund_restores_the_tier_held_before(self):
        guest = self._make_guest(visits=3)
        order = self._visit(guest)
        self.assertTier(guest, self.gold)

        self._refund(order)

        self.assertTier(guest, self.silver)

    def test_a_partial_refund_keeps_the_visit(self):
        guest = self._make_guest()
        order = self._pay(guest, lines=[self._line(self.product, 3, 10.0)])

        self._refund(order, qty=1)

        self.assertScore(guest, visits=1, spend=20.0)

    def test_partial_refunds_that_add_up_take_the_visit(self):
        guest = self._make_guest()
        order = self._pay(guest, lines=[self._line(self.product, 3, 10.0)])

        self._refund(order, qty=1)
        self._refund(order, qty=2)

        self.assertScore(guest, visits=0, spend=0.0, last_visit=False)

    def test_a_refund_belongs_to_the_day_of_the_original(self):
        guest = self._make_guest()
        order = self._pay(guest, 30.0, at=FIRST_DAY)
        self._pay(guest, 10.0, at=FIRST_DAY + timedelta(days=9))

        refund = self._refund(order, at=FIRST_DAY + timedelta(days=9))

        self.assertRecordValues(
            self._entries(refund),
            [
                {
                    "day": FIRST_DAY.date(),
                    "date": FIRST_DAY,
                    "amount": -30.0,
                    "units": -1.0,
                    "takes_back_id": order.id,
                }
            ],
        )
        self.assertScore(guest, visits=1, spend=10.0)

    def test_a_refund_at_a_till_of_another_time_zone_belongs_to_the_same_day(self):
        guest = self._make_guest()
        seoul = self._till(loyalty_tier_tz="Asia/Seoul")
        order = self._pay(guest, 30.0, at=FIRST_DAY.replace(hour=20))

        refund = self._refund(order, till=seoul)

        self.assertEqual(self._entries(refund).day, FIRST_DAY.date())
        self.assertScore(guest, visits=0, spend=0.0)

    def test_a_refund_on_a_day_of_its_own_is_no_visit(self):
        guest = self._make_guest()
        order = self._pay(
            guest, lines=[self._line(self.product, 2, 10.0)], at=FIRST_DAY
        )

        self._refund(order, qty=1, at=FIRST_DAY + timedelta(days=1))

        self.assertScore(guest, visits=1, spend=10.0, last_visit=FIRST_DAY.date())

    def test_a_refund_by_somebody_else_takes_back_from_who_bought(self):
        guest, other = self._make_guest("Ada"), self._make_guest("Grace", visits=1)
        order = self._pay(guest, 30.0)

        self._refund(order, guest=other)

        self.assertScore(guest, visits=0, spend=0.0)
        self.assertScore(other, visits=1, spend=10.0)

    def test_a_refund_without_customer_takes_back_from_who_bought(self):
        guest = self._make_guest()
        order = self._pay(guest, 30.0)

        self._refund(order, guest=self.env["res.partner"])

        self.assertScore(guest, visits=0, spend=0.0)

    def test_a_refund_of_an_anonymous_sale_takes_nothing_from_who_brings_it(self):
        guest = self._make_guest(visits=1)
        order = self._pay(self.env["res.partner"], 30.0)

        refund = self._refund(order, guest=guest)

        self.assertFalse(self._entries(refund))
        self.assertScore(guest, visits=1, spend=10.0)

    def test_an_exchange_takes_back_and_counts_what_is_new(self):
        guest = self._make_guest()
        order = self._pay(guest, 30.0, at=FIRST_DAY)
        later = FIRST_DAY + timedelta(days=5)

        exchange = self._refund(
            order, at=later, lines=[self._line(self.product, 1, 45.0)]
        )

        self.assertRecordValues(
            self._entries(exchange).sorted("amount"),
            [
                {"day": FIRST_DAY.date(), "amount": -30.0, "takes_back_id": order.id},
                {"day": later.date(), "amount": 45.0, "takes_back_id": 0},
            ],
        )
        self.assertScore(guest, visits=1, spend=45.0, last_visit=later.date())

    def test_a_refunded_exchange_leaves_nothing(self):
        guest = self._make_guest()
        order = self._pay(guest, 30.0, at=FIRST_DAY)
        exchange = self._refund(
            order,
            at=FIRST_DAY + timedelta(days=5),
            lines=[self._line(self.product, 1, 45.0)],
        )
        bought = exchange.lines.filtered(lambda line: line.qty > 0)

        back = self._line(self.product, -1, 45.0, refunded_orderline_id=bought.id)
        self._pay(guest, lines=[back], is_refund=True)

        self.assertScore(guest, visits=0, spend=0.0)

    def test_a_refund_from_the_back_office_takes_back(self):
        guest = self._make_guest()
        order = self._pay(guest, 30.0, at=FIRST_DAY)

        refund = order._refund()
        self.assertFalse(self._entries(refund), "not paid yet")
        context = {"active_ids": refund.ids, "active_id": refund.id}
        method = self.till.payment_method_ids[:1]
        wizards = self.env["pos.make.payment"].with_context(**context)
        wizards.create({"payment_method_id": method.id}).check()

        self.assertEqual(refund.state, "paid")
        self.assertEqual(self._entries(refund).day, FIRST_DAY.date())
        self.assertScore(guest, visits=0, spend=0.0)

    def test_a_refund_synchronised_twice_takes_back_once(self):
        guest = self._make_guest(visits=1)
        order = self._pay(
            guest, lines=[self._line(self.product, 2, 10.0)], at=FIRST_DAY
        )
        back = self._line(self.product, -1, 10.0, refunded_orderline_id=order.lines.id)
        payload = self._payload(guest, lines=[back], is_refund=True)

        for _attempt in range(3):
            self._sync(payload)

        self.assertScore(guest, spend=20.0)

    def test_a_score_never_falls_below_zero(self):
        guest = self._make_guest()

        self._pay(guest, lines=[self._line(self.product, -1, 80.0)])

        self.assertScore(guest, visits=0, spend=0.0, stars=0)

    def test_a_negative_line_without_original_lowers_its_own_customer(self):
        guest = self._make_guest()
        self._pay(guest, 100.0, at=FIRST_DAY)

        order = self._pay(
            guest,
            lines=[self._line(self.product, -1, 30.0)],
            at=FIRST_DAY + timedelta(days=1),
        )

        self.assertRecordValues(
            self._entries(order), [{"amount": -30.0, "takes_back_id": 0}]
        )
        self.assertScore(guest, visits=1, spend=70.0)

    def test_changing_the_customer_of_a_refunded_order_moves_both(self):
        guest, other = self._make_guest("Ada"), self._make_guest("Grace")
        order = self._pay(guest, 30.0)
        refund = self._refund(order)

        order.partner_id = other

        self.assertEqual(self._entries(order, refund).partner_id, other)
        self.assertScore(guest, visits=0, spend=0.0)
        self.assertScore(other, visits=0, spend=0.0)
