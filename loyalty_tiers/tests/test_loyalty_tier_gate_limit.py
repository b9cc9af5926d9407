# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import datetime, timedelta

from odoo.tests import tagged

from .common_gate import HiddenMenuCommon

MONDAY = datetime(2026, 6, 15, 12)


@tagged("post_install", "-at_install")
class TestLoyaltyTierGateLimit(HiddenMenuCommon):
    """How much of a reserved dish a guest may still have."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.gate.write({"limit_quantity": 3, "limit_period": "week"})
        cls.guest = cls._make_guest("Kim")

    def _eat(self, qty=1, at=MONDAY, guest=None, dish=None):
        line = self._line(dish or self.dish, qty)
        return self._pay(guest or self.guest, lines=[line], at=at)

    def _left(self, at=MONDAY, guest=None, **kwargs):
        gates = self.env["loyalty.tier.gate"]
        guest = self.guest if guest is None else guest
        template = self.dish.product_tmpl_id
        return gates._left(guest, template, at, **kwargs).get(template.id)

    def test_what_was_had_in_the_period_is_taken_off(self):
        self._eat(2, at=MONDAY - timedelta(hours=1))

        self.assertEqual(self._left(), 1)
        self.assertEqual(self._left(at=MONDAY + timedelta(days=6)), 1)
        self.assertEqual(self._left(at=MONDAY + timedelta(days=7)), 3)

    def test_what_is_taken_back_may_be_had_again(self):
        order = self._eat(3, at=MONDAY - timedelta(days=3))
        self.assertEqual(self._left(MONDAY - timedelta(days=2)), 0)

        # In the next week: it counts in the week in which it was bought.
        self._refund(order, at=MONDAY)

        self.assertEqual(self._left(MONDAY - timedelta(days=2)), 3)
        self.assertEqual(self._left(MONDAY + timedelta(hours=1)), 3)

    def test_an_order_beyond_the_limit_counts_itself(self):
        self._eat(5)
        self.assertEqual(self._left(), -2)

    def test_what_comes_later_does_not_count_for_a_late_order(self):
        self._eat(2, at=MONDAY + timedelta(hours=2))

        self.assertEqual(self._left(MONDAY), 3)
        self.assertEqual(self._left(MONDAY + timedelta(hours=2)), 1)

    def test_periods_begin_at_midnight_of_the_shop(self):
        table = [
            ("week", "2026-06-14 15:00:00", "2026-06-14 14:59:59"),
            ("month", "2026-05-31 15:00:00", "2026-05-31 14:59:59"),
            ("year", "2025-12-31 15:00:00", "2025-12-31 14:59:59"),
        ]
        for period, first, before in table:
            with self.subTest(period):
                self.gate.limit_period = period
                guest = self._make_guest(period)
                self._eat(1, at=datetime.fromisoformat(before), guest=guest)
                self.assertEqual(self._left(guest=guest, tz="Asia/Seoul"), 3)
                self._eat(1, at=datetime.fromisoformat(first), guest=guest)
                self.assertEqual(self._left(guest=guest, tz="Asia/Seoul"), 2)

    def test_per_visit_and_once_and_for_all(self):
        self._eat(2, at=datetime(2019, 1, 1))
        self.gate.limit_period = "ever"
        self.assertEqual(self._left(), 1)

        self.gate.limit_period = "order"
        self.assertEqual(self._left(), 3)

    def test_contacts_of_a_firm_share_and_strangers_do_not(self):
        firm = self._make_guest("Firm", is_company=True)
        guests = [self._make_guest(n, parent_id=firm.id) for n in ("Lee", "Park")]
        self._eat(2, guest=guests[0])

        self.assertEqual(self._left(guest=guests[1]), 1)
        self.assertEqual(self._left(), 3)
        self.assertEqual(self._left(guest=self.env["res.partner"]), 3)

    def test_each_product_counts_for_itself_and_the_strictest_gate_wins(self):
        categ = self.env["pos.category"].create({"name": "Meat"})
        strict = self._make_gate("One", self.silver, limit_quantity=1)
        categ.loyalty_tier_gate_id = strict
        other = self._make_product(
            "Eel",
            loyalty_tier_gate_id=self.gate.id,
            pos_categ_ids=[(6, 0, categ.ids)],
        )
        self._eat(2)
        templates = (self.dish | other | self.product).product_tmpl_id

        left = self.env["loyalty.tier.gate"]._left(self.guest, templates, MONDAY)

        self.assertEqual(
            left, {self.dish.product_tmpl_id.id: 1, other.product_tmpl_id.id: 1}
        )

    def test_an_open_bill_does_not_count_yet(self):
        payload = self._payload(
            self.guest, lines=[self._line(self.dish)], at=MONDAY, state="draft"
        )
        self._sync({**payload, "payment_ids": [], "amount_paid": 0})
        self.assertEqual(self._left(), 3)

    def test_a_hundred_products_cost_the_queries_of_one(self):
        dishes = self._make_dishes(100, loyalty_tier_gate_id=self.gate.id)
        gates = self.env["loyalty.tier.gate"]
        gates._left(self.guest, dishes[:1], MONDAY)
        counts = []
        for some in (dishes[:1], dishes):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            gates._left(self.guest, some, MONDAY)
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(*counts)
