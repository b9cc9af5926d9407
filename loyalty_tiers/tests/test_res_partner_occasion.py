# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import date
from uuid import uuid4

from odoo.exceptions import ValidationError
from odoo.tests import freeze_time, tagged

from .common_knowledge import KnowledgeCommon


@tagged("post_install", "-at_install")
class TestResPartnerOccasion(KnowledgeCommon):
    def _noted(self, guest=None):
        return self.env["res.partner.occasion"].search(
            [("partner_id", "=", (guest or self.ada).id)]
        )

    def assertNext(self, month, day, today, expected):
        occasions = self.env["res.partner.occasion"]
        following = occasions._next_of(month, day, date.fromisoformat(today))
        self.assertEqual(following.isoformat(), expected, today)

    def test_an_occasion_comes_once_a_year(self):
        for today, expected in (
            ("2026-05-03", "2026-05-04"),
            ("2026-05-04", "2026-05-04"),
            ("2026-05-05", "2027-05-04"),
            ("2026-12-31", "2027-05-04"),
        ):
            self.assertNext(5, 4, today, expected)

    def test_29_february_is_celebrated_on_28_february_in_common_years(self):
        for today, expected in (
            ("2027-02-27", "2027-02-28"),
            ("2027-02-28", "2027-02-28"),
            ("2027-03-01", "2028-02-29"),
            ("2028-02-28", "2028-02-29"),
            ("2028-02-29", "2028-02-29"),
            ("2028-03-01", "2029-02-28"),
        ):
            self.assertNext(2, 29, today, expected)

    @freeze_time("2026-05-04 12:00:00")
    def test_it_opens_as_many_days_before_as_the_tier_says(self):
        self._celebrate(5, 11)
        self.assertEqual(self._read()["occasions"][0]["days"], 7)
        self.assertFalse(self._read()["occasions"][0]["open"])
        self._visit(self.ada, 2)

        for days, is_open in ((6, False), (7, True), (30, True), (0, False)):
            self.silver.occasion_days = days
            self.assertEqual(self._read()["occasions"][0]["open"], is_open, days)

    @freeze_time("2026-05-04 12:00:00")
    def test_who_holds_no_tier_is_celebrated_on_the_day(self):
        row = self._celebrate(5, 4)

        self.assertEqual(self._read()["occasions"], [row])
        self.assertTrue(row["open"])
        self.assertEqual((row["days"], row["date"]), (0, "2026-05-04"))

    def test_the_day_is_the_one_on_the_clock_of_the_shop(self):
        self._celebrate(5, 5)
        self.till.loyalty_tier_tz = "Asia/Tokyo"

        with freeze_time("2026-05-04 16:00:00"):  # 01:00 on the 5th in Tokyo
            self.assertEqual(self._read()["occasions"][0]["days"], 0)
            self.till.loyalty_tier_day_start = 5.0
            self.assertEqual(self._read()["occasions"][0]["days"], 1)

    def test_a_guest_need_not_tell_the_year(self):
        self._celebrate(2, 29)

        self.assertRecordValues(self._noted(), [{"month": 2, "day": 29, "year": 0}])

    def test_impossible_dates_are_refused(self):
        for month, day, year in (
            (2, 30, 0),
            (2, 29, 2023),
            (13, 1, 0),
            (0, 1, 0),
            (4, 31, 1990),
            (1, 0, 0),
            (1, 1, 90),
            (1, 1, 9999),
            (-1, 1, 0),
            ("5", 1, 0),
        ):
            with self.subTest((month, day, year)), self.assertRaises(ValidationError):
                self._celebrate(month, day, year)

    @freeze_time("2026-05-04 12:00:00")
    def test_nobody_is_born_in_the_future(self):
        with self.assertRaisesRegex(ValidationError, "in the future"):
            self._celebrate(5, 5, 2026)

        self._celebrate(5, 4, 2026)
        self.assertEqual(self._noted().year, 2026)

    def test_a_birthday_that_is_noted_again_is_corrected(self):
        self._celebrate(5, 4)

        self._celebrate(5, 14, 1990)

        self.assertRecordValues(self._noted(), [{"month": 5, "day": 14, "year": 1990}])

    def test_a_guest_may_have_several_graduations(self):
        self._celebrate(5, 4, kind=self.graduation)
        self._celebrate(6, 4, kind=self.graduation)
        self._celebrate(6, 4, kind=self.graduation)

        self.assertEqual(len(self._noted()), 2)

    def test_the_same_date_sent_twice_is_noted_once(self):
        uuid = str(uuid4())

        rows = [
            self._celebrate(5, 4, kind=self.graduation, uuid=uuid) for _a in range(2)
        ]

        self.assertEqual(rows[0], rows[1])
        self.assertEqual(len(self._noted()), 1)

    def test_a_date_that_was_removed_is_gone(self):
        row = self._celebrate(5, 4)

        self._as().remove_occasion(row["id"], self.till.id)

        self.assertFalse(self._noted())
        self.assertEqual(self._lines()[-1][1:], ("removed", "occasion"))

    @freeze_time("2027-02-20 12:00:00")
    def test_a_manager_finds_who_celebrates_soon(self):
        days = ((2, 19), (2, 20), (2, 29), (3, 1), (3, 30))
        for month, day in days:
            self._celebrate(month, day, kind=self.graduation)
        occasions = self.env["res.partner.occasion"].with_user(self.manager)

        for last, expected in (
            ("2027-02-20", days[1:2]),
            ("2027-02-27", days[1:2]),
            ("2027-02-28", days[1:3]),
            ("2027-03-10", days[1:4]),
            ("2028-03-10", days),
        ):
            domain = [
                ("partner_id", "=", self.ada.id),
                ("next_date", "<=", last),
            ]
            found = {(row.month, row.day) for row in occasions.search(domain)}
            self.assertEqual(found, set(expected), last)

    def test_an_icon_is_the_name_of_one(self):
        for icon in ('fa-x" onmouseover="alert(1)', "javascript:alert(1)", "fa-A B"):
            with self.assertRaises(ValidationError):
                self.birthday.icon = icon
        self.birthday.icon = "fa-heart"
