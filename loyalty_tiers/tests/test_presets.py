# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import datetime

from odoo.tests import tagged

from .common import LoyaltyTiersCommon


@tagged("post_install", "-at_install")
class TestPresets(LoyaltyTiersCommon):
    """Each ready-made ladder plays its table; the results were computed by hand."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.loyalty_tier_program_id = False

    def test_stars_0_5_30(self):
        program = self._start("stars")
        guest, visited = self._make_guest(), 0

        for stars, title in (
            (1, "Welcome Member"),
            (4, "Welcome Member"),
            (5, "Green"),
            (29, "Green"),
            (30, "Gold"),
        ):
            self._visit(guest, stars - visited)
            visited = stars
            self.assertScore(guest, stars=stars)
            self.assertTitle(guest, title)

        gold = program.tier_ids[-1]
        self.assertEqual(
            [perk["name"] for perk in gold.pos_perks],
            [
                "One free drink for every 12 stars",
                "First taste of every new drink",
                "A free drink on the birthday",
                "A free size up on Mondays",
                "A biscuit with the first coffee",
            ],
        )

    def test_each_order_gives_a_star_and_a_refund_takes_it_back(self):
        self._start("stars")
        guest = self._make_guest()
        # In the morning and in the evening; more at once would be held by the guard.
        hours = [(day, hour) for day in (4, 5, 6) for hour in (8, 17)][:5]
        orders = [self._pay(guest, at=datetime(2024, 3, *when)) for when in hours]
        self.assertTitle(guest, "Green")

        self._refund(orders[0])

        self.assertScore(guest, stars=4)
        self.assertTitle(guest, "Welcome Member")

    def test_a_year_is_held_to_31_march_of_the_second_year_after(self):
        self._start("four_tier_yearly")
        guest = self._make_guest()

        self._come(guest, *self._days(2024, 12))
        self.assertHeld(guest, "Sapphire", "2026-03-31")

        self._come(guest, *self._days(2025, 6))  # enough for Crystal only
        self.assertHeld(guest, "Sapphire", "2026-03-31")

        self._day_is("2026-03-31")
        self.assertHeld(guest, "Sapphire", "2026-03-31")

    def test_a_year_away_lowers_one_step_at_most(self):
        self._start("four_tier_yearly")
        guest = self._make_guest()
        self._come(guest, *self._days(2024, 24))
        self.assertHeld(guest, "Diamond", "2026-03-31")

        for day, title, until in (
            ("2026-04-01", "Sapphire", "2028-03-31"),
            ("2028-03-31", "Sapphire", "2028-03-31"),
            ("2028-04-01", "Crystal", "2030-03-31"),
            ("2030-04-01", "Member", "2032-03-31"),
        ):
            self._day_is(day)
            self.assertHeld(guest, title, until)

    def test_a_year_that_earns_it_again_extends_and_one_that_earns_more_lifts(self):
        self._start("four_tier_yearly")
        guest = self._make_guest()

        for year, visits, title, until in (
            (2024, 6, "Crystal", "2026-03-31"),
            (2025, 6, "Crystal", "2027-03-31"),
            (2026, 12, "Sapphire", "2028-03-31"),
        ):
            self._come(guest, *self._days(year, visits))
            self.assertHeld(guest, title, until)

    def test_four_layers_of_ten_customers(self):
        guests, program = self._ten_customers()

        titles = [guest.loyalty_tier_id.name for guest in guests]

        self.assertEqual(
            titles,
            ["Inner Circle"]
            + ["Close Friend"] * 2
            + ["Good Friend"] * 3
            + ["Guest of the House"] * 4,
        )
        self.assertEqual(
            program.tier_ids.rule_ids.mapped("cut_spend"), [0.0, 500.0, 800.0, 1000.0]
        )

    def test_a_sale_lifts_at_once_against_the_cuts_of_last_night(self):
        guests, _program = self._ten_customers()

        self._come(guests[-1], "2025-06-02", amount=950.0)  # 100 + 950
        self.assertTitle(guests[-1], "Inner Circle")
        self.assertTitle(guests[0], "Inner Circle")

        self._day_is("2025-06-03")
        self.assertTitle(guests[-1], "Inner Circle")
        self.assertTitle(guests[0], "Close Friend")

    def test_sales_that_leave_the_twelve_months_lower(self):
        guests, _program = self._ten_customers()

        self._day_is("2026-06-01")  # the sales of 1 June 2025 are a year old

        self.env.invalidate_all()
        self.assertFalse(any(guest.loyalty_tier_id.rule_ids.cut for guest in guests))

    def test_regulars_of_today_are_ranked_at_once(self):
        self._day_is("2025-06-01", night=False)
        guests = [
            self._make_guest(f"Guest {number}", visits=0) for number in range(1, 11)
        ]
        for number, guest in enumerate(guests, start=1):
            self._come(guest, "2025-06-01", amount=number * 100.0)

        self._start("four_layers_by_sales")

        self.assertTitle(guests[9], "Inner Circle")
        self.assertTitle(guests[0], "Guest of the House")

    # ------------------------------------------------------------------ verbs
    def _start(self, preset):
        self.env["loyalty.tier.preset"].create({"preset": preset}).action_start()
        program = self.company.loyalty_tier_program_id
        self.patch(type(self), "program", program)
        return program

    def _days(self, year, count):
        """Return so many days of a year."""
        return [
            f"{year}-{number % 12 + 1:02}-{number // 12 + 1:02}"
            for number in sorted(range(count), key=lambda n: (n % 12, n // 12))
        ]

    def _ten_customers(self):
        """Have ten customers spend 1000, 900 ... 100, and a night pass."""
        program = self._start("four_layers_by_sales")
        guests = [self._make_guest(f"Guest {number}") for number in range(10)]
        for number, guest in enumerate(guests):
            self._come(guest, "2025-06-01", amount=1000.0 - number * 100.0)
        self._day_is("2025-06-02")
        self.env.invalidate_all()
        return guests, program

    def assertTitle(self, guest, title):
        self.env.invalidate_all()
        self.assertEqual(guest.loyalty_tier_id.name, title)

    def assertHeld(self, guest, title, until):
        self.assertTitle(guest, title)
        self.assertEqual(str(self._membership(guest).until), until)
