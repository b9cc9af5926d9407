# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import doctest
from datetime import date

from odoo.tests import TransactionCase, tagged

from .. import clock as clock_module
from ..clock import FOREVER, Clock, join

YEAR = Clock(holding="period")
QUARTER = YEAR._replace(hold_round="quarter")
TWO_MONTHS = ((date(2026, 2, 1), date(2026, 3, 31)),)  # 59 days


@tagged("post_install", "-at_install")
class TestClock(TransactionCase):
    def test_the_examples_in_the_documentation_are_true(self):
        result = doctest.testmod(clock_module)

        self.assertGreater(result.attempted, 7)
        self.assertEqual(result.failed, 0)

    def test_twelve_months_to_the_end_of_the_quarter(self):
        self._holds(
            QUARTER,
            {
                date(2025, 1, 1): date(2026, 3, 31),
                date(2025, 3, 31): date(2026, 3, 31),
                date(2025, 4, 1): date(2026, 6, 30),
                date(2025, 12, 31): date(2026, 12, 31),
                date(2024, 2, 29): date(2025, 3, 31),
            },
        )

    def test_quarters_begin_with_the_year_of_the_books(self):
        self._holds(
            QUARTER._replace(year_start=2),
            {
                date(2025, 1, 31): date(2026, 1, 31),
                date(2025, 2, 1): date(2026, 4, 30),
                date(2025, 12, 1): date(2027, 1, 31),
            },
        )

    def test_to_31_march_of_the_second_year_after_the_calendar_year(self):
        calendar = Clock(window="calendar", holding="period", hold_from="window")
        for clock in (
            calendar._replace(hold_count=15),
            calendar._replace(hold_round="day", hold_round_day=31, hold_round_month=3),
        ):
            self._holds(
                clock,
                {
                    date(2025, 1, 1): date(2027, 3, 31),
                    date(2025, 12, 31): date(2027, 3, 31),
                    date(2026, 1, 1): date(2028, 3, 31),
                },
            )

    def test_to_a_day_that_the_month_does_not_have_is_to_its_last_day(self):
        clock = YEAR._replace(hold_round="day", hold_round_day=31, hold_round_month=2)

        self._holds(
            clock,
            {
                date(2026, 2, 28): date(2027, 2, 28),
                date(2026, 3, 1): date(2028, 2, 29),
                date(2027, 2, 28): date(2028, 2, 29),
            },
        )

    def test_not_rounded_a_year_after_29_february_is_28_february(self):
        self._holds(
            YEAR,
            {
                date(2024, 2, 28): date(2025, 2, 28),
                date(2024, 2, 29): date(2025, 2, 28),
                date(2024, 3, 1): date(2025, 3, 1),
            },
        )

    def test_29_february_leaves_a_rolling_year_on_1_march(self):
        clock = Clock(window="rolling")

        self.assertEqual(clock.leaves(date(2024, 2, 28)), date(2025, 2, 28))
        self.assertEqual(clock.leaves(date(2024, 2, 29)), date(2025, 3, 1))
        self.assertEqual(clock.leaves(date(2024, 3, 1)), date(2025, 3, 1))
        self.assertEqual(clock.leaves(date(2023, 2, 28)), date(2024, 2, 28))

    def test_years_of_who_joined_on_29_february(self):
        years = Clock(window="anniversary")
        joined = date(2024, 2, 29)

        for day, first, last in (
            (joined, joined, date(2025, 2, 27)),
            (date(2025, 2, 27), joined, date(2025, 2, 27)),
            (date(2025, 2, 28), date(2025, 2, 28), date(2026, 2, 27)),
            (date(2028, 2, 28), date(2027, 2, 28), date(2028, 2, 28)),
            (date(2028, 2, 29), date(2028, 2, 29), date(2029, 2, 27)),
        ):
            self.assertEqual(years.period_of(day, joined), (first, last), day)

    def test_a_rolling_window_of_days_counts_today(self):
        clock = Clock(window="rolling", count=30, unit="day")
        today = date(2026, 1, 30)

        self.assertEqual(clock.starts(today), date(2026, 1, 1))
        self.assertEqual(clock.leaves(date(2026, 1, 1)), date(2026, 1, 31))

    def test_two_frozen_months_move_an_end_by_their_days(self):
        frozen = YEAR._replace(freezes=TWO_MONTHS)

        self._holds(
            frozen,
            {
                # Ended before; ends on the first frozen day; earned in between; after.
                date(2025, 1, 31): date(2026, 1, 31),
                date(2025, 2, 1): date(2026, 4, 1),
                date(2025, 7, 1): date(2026, 8, 29),
                date(2026, 3, 31): date(2027, 4, 1),
                date(2026, 4, 1): date(2027, 4, 1),
            },
        )

    def test_two_frozen_months_lengthen_a_rolling_window_by_their_days(self):
        clock = Clock(window="rolling", freezes=TWO_MONTHS)

        self.assertEqual(clock.leaves(date(2025, 7, 1)), date(2026, 8, 29))
        self.assertEqual(clock.leaves(date(2025, 2, 1)), date(2026, 2, 1))
        self.assertEqual(clock.leaves(date(2026, 4, 1)), date(2027, 4, 1))

    def test_nothing_ends_while_the_clock_stands_still(self):
        closed = ((date(2026, 2, 1), None),)

        self.assertEqual(YEAR._replace(freezes=closed).holds(date(2025, 7, 1)), FOREVER)
        self.assertEqual(
            Clock(window="rolling", freezes=closed).leaves(date(2025, 7, 1)), FOREVER
        )

    def test_an_end_moved_into_the_next_freeze_is_moved_again(self):
        freezes = join([(date(2026, 1, 1), date(2026, 1, 10)), TWO_MONTHS[0]])
        clock = YEAR._replace(freezes=freezes)

        self.assertEqual(clock.holds(date(2025, 1, 22)), date(2026, 4, 1))

    def test_all_time_has_no_end(self):
        self.assertEqual(Clock().holds(date(2025, 7, 1)), FOREVER)
        self.assertEqual(Clock().starts(date(2025, 7, 1)), date.min)

    def _holds(self, clock, ends):
        for day, end in ends.items():
            self.assertEqual(clock.holds(day), end, f"earned on {day}")
