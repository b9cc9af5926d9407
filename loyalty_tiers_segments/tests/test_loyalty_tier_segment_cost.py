# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import date

from odoo.tests import tagged

from .common import LoyaltyTiersSegmentsCommon


@tagged("post_install", "-at_install")
class TestLoyaltyTierSegmentCost(LoyaltyTiersSegmentsCommon):
    """A drink is sold at 10.00; what it costs changes."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.guest = cls._make_guest("Ada")
        cls.orders = cls._came(cls.guest, 3, 10, 17)
        cls.program._today()

    def setUp(self):
        super().setUp()
        # What was paid keeps the cost of its day, as when a till is closed.
        lines = self.orders.lines
        lines.write({"total_cost": 4.0, "is_total_cost_computed": True})
        self._refresh()

    def test_a_higher_cost_price_makes_a_guest_below_zero(self):
        self.assertSegment(self.guest, margin=18.0, value="steady")

        self.product.standard_price = 12.0
        self._refresh()

        self.assertSegment(self.guest, margin=-6.0, cost_change=-24.0, value="bz")

    def test_a_lower_cost_price_brings_a_guest_back_above_zero(self):
        self.product.standard_price = 12.0
        self._refresh()
        self.product.standard_price = 1.0
        self._refresh()

        self.assertSegment(self.guest, margin=27.0, cost_change=9.0, value="steady")

    def test_a_cost_price_that_was_changed_back_changes_nothing(self):
        self.product.standard_price = 12.0
        self._refresh()
        self.product.standard_price = 4.0
        self._refresh()

        self.assertSegment(self.guest, margin=18.0, cost_change=0.0)

    def test_a_product_that_had_no_cost_gets_one(self):
        soup = self._make_product("Soup")
        self._came(self.guest, 5, lines=[self._line(soup, 1, 10.0)])
        self._refresh()
        self.assertSegment(self.guest, margin=28.0)

        soup.standard_price = 30.0
        self._refresh()

        self.assertSegment(self.guest, margin=-2.0)

    def test_a_cost_that_is_taken_away_counts_as_none(self):
        self.product.standard_price = 0.0
        self._refresh()

        self.assertSegment(self.guest, margin=30.0, cost_change=12.0)

    def test_refunds_are_told_at_todays_cost_too(self):
        order = self._came(self.guest, 6)
        refund = self._refund(order)
        refund.lines.write({"total_cost": -4.0, "is_total_cost_computed": True})
        self.product.standard_price = 9.0
        self._refresh()

        self.assertSegment(self.guest, margin=3.0, visits=3)

    def test_what_tiers_were_earned_by_stays_as_it_was(self):
        entries = self._entries(*self.orders)
        margins = entries.mapped("margin")

        self.product.standard_price = 12.0
        self._refresh()

        self.assertEqual(entries.mapped("margin"), margins)

    def test_a_program_may_keep_to_the_cost_of_the_day(self):
        self.program.margin_at = "sale"
        self.product.standard_price = 12.0
        self._refresh()

        self.assertSegment(self.guest, margin=18.0, cost_change=0.0)

    def test_a_change_in_another_company_is_not_ours(self):
        company = self._make_company("Next Door")
        self.product.with_company(company).standard_price = 12.0
        self._refresh()

        self.assertSegment(self.guest, margin=18.0)

    def test_an_old_change_is_looked_at_no_more(self):
        self.product.standard_price = 5.0
        self._refresh()
        self._day_is(date(2027, 7, 1), night=False)
        self._refresh()
        cost = self.env["loyalty.tier.segment.cost"].search(
            [
                ("product_id", "=", self.product.id),
                ("company_id", "=", self.env.company.id),
            ]
        )

        self.assertEqual(cost.changed_on, date(2026, 6, 30))
        self.assertLess(cost.changed_on, self.program._segments_since())
