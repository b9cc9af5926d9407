# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import date
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.sql_db import db_connect
from odoo.tests import tagged

from .common import TODAY, LoyaltyTiersSegmentsCommon


@tagged("post_install", "-at_install")
class TestLoyaltyTierSegmentRefresh(LoyaltyTiersSegmentsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.guest = cls._make_guest("Ada")
        cls._came(cls.guest, 3, 10, 17)

    def test_the_second_time_nothing_is_written(self):
        self.assertEqual(self._refresh(), 1)
        self.assertEqual(self._refresh(), 0)

    def test_only_who_differs_is_written(self):
        self._came(self._make_guest("Grace"), 5, amount=90.0)
        self._refresh()
        self._came(self.guest, 2)

        self.assertEqual(self._refresh(), 1)
        self.assertSegment(self.guest, visits=4, last_visit=date(2026, 6, 28))

    def test_who_has_left_the_window_is_forgotten(self):
        self._refresh()
        self._day_is(date(2027, 7, 30), night=False)

        self.assertEqual(self._refresh(), 1)
        self.assertFalse(self._segment(self.guest))

    def test_a_program_without_guests_is_refreshed_too(self):
        empty = self._make_program(name="Nobody yet")

        self.assertEqual(self._refresh(empty), 0)
        self.assertEqual(empty.segments_on, TODAY)

    def test_a_night_refreshes_each_program_once(self):
        self._night()
        self.assertSegment(self.guest, visits=3)
        self._came(self.guest, 1)

        self._night()  # the same day: it was done
        self.assertSegment(self.guest, visits=3)
        self._day_is(date(2026, 7, 1), night=False)
        self._night()
        self.assertSegment(self.guest, visits=4)

    def test_an_interrupted_night_goes_on_with_the_next_program(self):
        other = self._make_program(name="Other", sequence=99)
        third = self._make_program(name="Third", sequence=100)
        programs = self.program | other | third
        (self.env["loyalty.tier.program"].search([]) - programs).active = False
        done = []
        refresh = type(self.segments)._refresh

        def noted(segments, program):
            done.append(program)
            return refresh(segments, program)

        with patch.object(type(self.segments), "_refresh", noted):
            for _run in range(4):
                self._night(seconds_left=0.0)

        self.assertEqual(done, [self.program, other, third])

    def test_changed_borders_are_followed_in_the_background(self):
        self._night()
        self.program.layer_1 = 20.0
        self.assertTrue(self.program.segments_due)

        self._night()

        self.assertFalse(self.program.segments_due)

    def test_an_archived_program_is_left_alone(self):
        self._night()
        self.program.active = False
        self._day_is(date(2027, 7, 30), night=False)

        self._night()

        self.assertSegment(self.guest, visits=3)

    def test_a_deleted_program_takes_its_segments_along(self):
        other = self._make_program(name="Short")
        self.segments.sudo().create(
            {
                "program_id": other.id,
                "partner_id": self.guest.id,
                "layer": "1",
                "value": "steady",
            }
        )
        other.unlink()

        self.assertFalse(self.segments.search([("program_id", "=", other.id)]))

    def test_who_refreshes_beside_somebody_else_is_told_so(self):
        with db_connect(self.cr.dbname).cursor() as cr:
            somebody = self.env(cr=cr)["loyalty.tier.segment"]
            self.assertTrue(somebody._is_alone(self.program))

            self.assertRaises(UserError, self._refresh)
            self._night()  # leaves it to them

        self.assertEqual(self._refresh(), 1)

    # ----------------------------------------------------------------- on demand
    def test_marketing_refreshes_with_a_click(self):
        user = self._make_user("ad", "loyalty_tiers.group_loyalty_tiers_marketing")

        action = self.program.with_user(user).action_refresh_segments()

        self.assertEqual(action["params"]["type"], "success")
        self.assertSegment(self.guest, visits=3)

    def test_a_cashier_refreshes_nothing(self):
        program = self.program.with_user(self.cashier)

        self.assertRaises(AccessError, program.action_refresh_segments)

    def test_many_members_are_refreshed_in_the_background(self):
        module = "odoo.addons.loyalty_tiers_segments.models"
        with patch(f"{module}.loyalty_tier_program_segments.AT_ONCE", 0):
            self.program.action_refresh_segments()

        self.assertFalse(self._segment(self.guest))
        self.assertTrue(self.program.segments_due)

    # ----------------------------------------------------------------- companies
    def test_a_shared_program_adds_up_the_visits_of_all_companies(self):
        company = self._make_company("Next Door")
        company.loyalty_tier_program_id = self.program
        self._came(self.guest, 1, till=self._till(company))

        self._refresh()

        self.assertSegment(self.guest, visits=4, last_visit=date(2026, 6, 29))

    def test_each_program_has_segments_of_its_own(self):
        company = self._make_company("Next Door")
        company.loyalty_tier_program_id = other = self._make_program(name="Theirs")
        self._came(self.guest, 1, till=self._till(company), amount=99.0)

        self._refresh()
        self._refresh(other)

        self.assertSegment(self.guest, visits=3, spend=30.0)
        self.assertRecordValues(self._segment(self.guest, other), [{"spend": 99.0}])

    def test_contacts_of_a_firm_share_a_segment(self):
        firm = self._make_guest("Analytical Engines", is_company=True)
        self._came(self._make_guest("Ada L.", parent_id=firm.id), 4, 9)
        self._came(self._make_guest("Charles", parent_id=firm.id), 6)

        self._refresh()

        self.assertSegment(firm, visits=3)

    # ---------------------------------------------------------------------- cuts
    def test_one_row_of_cuts_is_kept_for_each_night(self):
        cuts = self.env["loyalty.tier.segment.cut"]
        ours = [("program_id", "=", self.program.id)]
        self._refresh()
        self._refresh()
        self.assertEqual(cuts.search(ours).mapped("day"), [TODAY])

        self._day_is(date(2026, 7, 1), night=False)
        self._refresh()

        self.assertEqual(cuts.search_count(ours), 2)
        self.assertEqual(cuts._latest(self.program).customer_count, 1)

    def test_cuts_older_than_a_year_are_removed(self):
        cuts = self.env["loyalty.tier.segment.cut"]
        self._refresh()
        self._day_is(date(2020, 1, 1), night=False)
        self._refresh()

        cuts._gc_old()

        self.assertNotIn(date(2020, 1, 1), cuts.search([]).mapped("day"))
