# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged

from .common import LoyaltyTiersCommon


@tagged("post_install", "-at_install")
class TestLoyaltyTierMembershipEnding(LoyaltyTiersCommon):
    """A tier that ends soon is found in time, with what would keep it."""

    def test_before_the_warning_nothing_is_said(self):
        member = self._member(window="rolling", holding="period")
        self.assertEqual(str(member.until), "2026-05-04")
        self.assertEqual(str(member.warn_on), "2026-04-04")

        self._day_is("2026-04-03")
        self.assertEnding(member, False, "")
        self._day_is("2026-04-04")
        self.assertEnding(member, True, "1 visit to keep Gold")

    def test_visits_that_have_left_the_window_are_missing(self):
        member = self._member(window="rolling", window_count=6, holding="period")

        self._day_is("2026-04-20")
        self.assertEnding(member, True, "4 visits to keep Gold")
        self._come(member.partner_id, "2026-04-20", "2026-04-21")
        self.assertEnding(member, True, "2 visits to keep Gold")
        self._come(member.partner_id, "2026-04-22", "2026-04-23")
        self.assertEnding(member, False, "")
        self.assertEqual(str(member.until), "2027-04-23")

    def test_where_the_last_days_earn_it_what_will_have_left_is_missing(self):
        member = self._member(window="rolling")
        self.assertEqual(str(member.until), "2026-04-30")

        self._day_is("2026-04-15")

        self.assertEnding(member, True, "1 visit to keep Gold")

    def test_a_new_year_cannot_be_earned_before_it_begins(self):
        member = self._member(window="calendar", grace_days=30)
        self._day_is("2025-12-20")
        self.assertEnding(member, True, "")

        self._day_is("2026-01-10")  # in the days of grace
        self.assertEnding(member, True, "4 visits to keep Gold")

    def test_what_has_no_end_never_ends_soon(self):
        member = self._member(window="lifetime")

        self._day_is("2045-01-01")

        self.assertFalse(member.warn_on)
        self.assertEnding(member, False, "")

    def test_the_contact_shows_until_when(self):
        member = self._member(window="rolling", holding="period")
        self._day_is("2026-04-20")

        guest = member.partner_id

        self.assertEqual(guest.loyalty_tier_until, member.until)
        self.assertEqual(guest.loyalty_tier_keep_missing, "1 visit to keep Gold")

    def test_only_managers_read_the_margin(self):
        member = self._member(window="rolling")
        marketing = self._make_user(
            "marketing", "loyalty_tiers.group_loyalty_tiers_marketing"
        )

        fields = member.with_user(marketing).fields_get(["margin", "until"])

        self.assertEqual(list(fields), ["until"])

    # ------------------------------------------------------------------ verbs
    def _member(self, **values):
        """Have a guest reach Gold by four visits in May 2025."""
        self.program.write(values)
        self._work()
        guest = self._make_guest()
        self._come(guest, "2025-05-01", "2025-05-02", "2025-05-03", "2025-05-04")
        return self._membership(guest)

    def assertEnding(self, member, ending, keep_missing):
        self.env.invalidate_all()
        self.assertEqual(member.is_ending_soon, ending)
        self.assertEqual(member.keep_missing, keep_missing)
        found = member.search([("is_ending_soon", "=", True), ("id", "=", member.id)])
        self.assertEqual(bool(found), ending)
        rest = member.search([("is_ending_soon", "=", False), ("id", "=", member.id)])
        self.assertEqual(bool(rest), not ending)
