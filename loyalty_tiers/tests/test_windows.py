# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import fields
from odoo.fields import Command
from odoo.tests import tagged

from .common import LoyaltyTiersCommon

LADDER = (("Bronze", 1), ("Silver", 3), ("Gold", 5), ("Diamond", 8))
# One history, looked at on 10 February 2026.
HISTORY = (
    "2024-09-01",
    "2024-10-01",
    "2025-01-10",
    "2025-03-05",
    "2025-06-01",
    "2025-10-01",
    "2025-11-01",
    "2026-02-01",
)
TODAY = "2026-02-10"
# What the same history is worth: all eight; the five since 11 February 2025; the
# three since the first of September, when the second year of membership began; the
# one of this year.
WORTH = {
    "lifetime": "Diamond",
    "rolling": "Gold",
    "anniversary": "Silver",
    "calendar": "Bronze",
}
# How tiers are held, and until when who came five days in May 2025 holds Gold.
POLICIES = (
    ({"window": "lifetime"}, False),
    ({"window": "rolling"}, "2026-04-30"),
    ({"window": "calendar"}, "2025-12-31"),
    ({"window": "anniversary"}, "2026-04-30"),
    ({"window": "rolling", "lowering": "never"}, False),
    ({"window": "rolling", "holding": "period", "hold_count": 3}, "2025-08-05"),
    (
        {
            "window": "rolling",
            "holding": "period",
            "hold_round": "quarter",
            "grace_days": 14,
        },
        "2026-06-30",
    ),
    (
        {
            "window": "calendar",
            "holding": "period",
            "hold_from": "window",
            "hold_count": 15,
            "lowering": "step",
        },
        "2027-03-31",
    ),
)


@tagged("post_install", "-at_install")
class TestWindows(LoyaltyTiersCommon):
    """The same history under every window, and how long what it earns is held."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.program = cls.env["loyalty.tier.program"].create(
            {
                "name": "Windows",
                "tier_ids": [
                    Command.create(
                        cls._tier_values(rank, name, [{"min_visits": visits}])
                    )
                    for rank, (name, visits) in enumerate(LADDER)
                ],
            }
        )
        cls.company.loyalty_tier_program_id = cls.program
        cls._work()

    def setUp(self):
        super().setUp()
        self.tiers = {tier.name: tier for tier in self.program.tier_ids}

    def test_one_history_under_four_windows(self):
        for window, title in WORTH.items():
            with self.subTest(window):
                self._rules(window=window)
                guest = self._make_guest(window)
                self._come(guest, *HISTORY)

                self._day_is(TODAY)

                self.assertTier(guest, self.tiers[title])

    def test_a_history_that_is_read_at_once_is_worth_the_same(self):
        guest = self._make_guest()
        self._come(guest, *HISTORY)
        for window, title in WORTH.items():
            with self.subTest(window):
                self._membership(guest).unlink()
                self._rules(window=window)
                self._day_is(TODAY, night=False)

                self.program._recount()
                self._work()

                self.assertTier(guest, self.tiers[title])

    def test_held_for_12_months_to_the_end_of_the_quarter(self):
        self._rules(window="rolling", holding="period", hold_round="quarter")
        guest = self._make_guest()

        self._come(guest, "2025-05-01", "2025-05-08", "2025-05-15")

        self.assertHeld(guest, "Silver", "2026-06-30")

    def test_coming_again_extends(self):
        self._rules(window="rolling", holding="period", hold_round="quarter")
        guest = self._make_guest()

        self._come(guest, "2025-05-01", "2025-05-08", "2025-05-15", "2025-07-02")

        self.assertHeld(guest, "Silver", "2026-09-30")

    def test_a_tier_that_is_still_earned_outlives_its_time(self):
        self._rules(window="rolling", holding="period", hold_count=3)
        guest = self._make_guest()
        self._come(guest, "2025-05-01", "2025-05-08", "2025-05-15")
        self.assertHeld(guest, "Silver", "2025-08-15")

        self._day_is("2026-04-30")
        self.assertTier(guest, self.tiers["Silver"])
        self._day_is("2026-05-01")
        self.assertTier(guest, self.tiers["Bronze"])

    def test_grace_comes_after_the_end(self):
        self._rules(
            window="rolling",
            window_count=1,
            holding="period",
            hold_count=3,
            grace_days=14,
        )
        guest = self._make_guest()
        self._come(guest, "2025-05-01", "2025-05-08", "2025-05-15")
        self.assertHeld(guest, "Silver", "2025-08-15")

        self._day_is("2025-08-29")
        self.assertTier(guest, self.tiers["Silver"])
        self._day_is("2025-08-30")
        self.assertTier(guest, None)

    def test_a_guest_who_stays_away_falls_one_step_and_no_lower(self):
        self._rules(
            window="rolling",
            window_count=6,
            holding="period",
            hold_count=6,
            lowering="step",
        )
        guest = self._make_guest()
        self._come(guest, *(f"2024-01-{day:02}" for day in range(1, 9)))
        self.assertHeld(guest, "Diamond", "2024-07-08")

        for day, title, until in (
            ("2024-07-08", "Diamond", "2024-07-08"),
            ("2024-07-09", "Gold", "2025-01-09"),
            ("2025-01-09", "Gold", "2025-01-09"),
            ("2025-01-10", "Silver", "2025-07-10"),
            ("2025-07-11", "Bronze", "2026-01-11"),
        ):
            self._day_is(day)
            self.assertHeld(guest, title, until)

    def test_ten_tiers_may_be_lowered_step_by_step(self):
        self.program.tier_ids = [
            Command.create(
                self._tier_values(visits, f"{visits} visits", [{"min_visits": visits}])
            )
            for visits in range(9, 15)
        ]
        self._rules(
            window="rolling", holding="period", hold_round="quarter", lowering="step"
        )
        self.env["loyalty.tier.freeze"].create(
            {
                "program_id": self.program.id,
                "reason": "Rebuilding",
                "since": "2024-02-01",
                "until": "2024-02-10",
            }
        )
        self._work()
        guest = self._make_guest()

        self._come(guest, *(f"2024-01-{day:02}" for day in range(1, 15)))

        self._day_is("2035-01-01")
        self.assertTier(guest, self.program.tier_ids[1])

    def test_a_late_night_gives_what_every_night_would_have_given(self):
        self._rules(window="rolling", holding="period", hold_count=6, lowering="step")
        guest = self._make_guest()
        self._come(guest, *(f"2024-01-{day:02}" for day in range(1, 9)))

        self._day_is("2025-07-11")

        self.assertHeld(guest, "Bronze", "2026-01-11")

    def test_a_tier_that_is_never_lowered_stays_where_others_fall(self):
        self._rules(window="calendar", holding="earned")
        self.tiers["Silver"].lowering = "never"
        guest = self._make_guest()
        self._come(guest, *(f"2024-01-{day:02}" for day in range(1, 9)))
        self.assertHeld(guest, "Diamond", "2024-12-31")

        self._day_is("2025-01-01")

        self.assertHeld(guest, "Silver", False)

    def test_raising_a_threshold_lowers_nobody_before_their_date(self):
        visits = [f"2025-05-{day:02}" for day in range(1, 6)]
        for number, (policy, until) in enumerate(POLICIES):
            with self.subTest(**policy):
                self._rules(**policy)
                self.tiers["Gold"].rule_ids.min_visits = 5
                guest = self._make_guest(f"Guest {number}")
                self._come(guest, *visits)
                self.assertHeld(guest, "Gold", until)

                self._day_is("2025-06-01")
                self.tiers["Gold"].rule_ids.min_visits = 7
                self._work()

                self.assertTier(guest, self.tiers["Gold"])
                if not until:
                    self._day_is("2035-01-01")
                    self.assertTier(guest, self.tiers["Gold"])
                    continue
                grace = self.program.grace_days
                last = self._later(until, grace)
                self._day_is(last)
                self.assertTier(guest, self.tiers["Gold"])
                self._day_is(self._later(last, 1))
                self.assertNotEqual(self._held(guest), self.tiers["Gold"])

    # ------------------------------------------------------------------ verbs
    def _rules(self, **values):
        """Choose how this program counts and holds; all else is as at first."""
        self.program.write(
            {
                "window": "lifetime",
                "holding": "earned",
                "hold_from": "day",
                "hold_round": "none",
                "hold_count": 12,
                "grace_days": 0,
                "lowering": "earned",
                **values,
            }
        )
        self._work()

    def _later(self, day, days):
        return fields.Date.to_date(day) + timedelta(days=days)

    def _held(self, guest):
        self.env.invalidate_all()
        return guest.loyalty_tier_id

    def assertHeld(self, guest, title, until):
        self.assertTier(guest, self.tiers[title])
        self.assertEqual(self._membership(guest).until, until and self._later(until, 0))
