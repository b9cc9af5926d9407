# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from psycopg2.errors import CheckViolation

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import LoyaltyTiersCommon


@tagged("post_install", "-at_install")
class TestLoyaltyTierFreeze(LoyaltyTiersCommon):
    def setUp(self):
        super().setUp()
        self.program.write({"window": "rolling", "holding": "period", "hold_count": 12})
        self._work()
        self.ada, self.ben = self._make_guest("Ada"), self._make_guest("Ben")
        for guest in (self.ada, self.ben):
            self._come(guest, "2025-05-14", "2025-05-15")
        self._day_is("2025-09-01")

    def test_a_closure_of_two_months_shifts_every_end_by_its_days(self):
        self.assertEnds("2026-05-15", "2026-05-15")

        self._freeze(since="2025-07-01", until="2025-08-31")

        self.assertEnds("2026-07-16", "2026-07-16")  # 62 days later
        self._day_is("2026-07-16")
        self.assertTier(self.ada, self.silver)
        self._day_is("2026-07-17")
        self.assertTier(self.ada, None)

    def test_taken_back_all_dates_move_back(self):
        freeze = self._freeze(since="2025-07-01", until="2025-08-31")

        action = freeze.action_take_back()
        self._work()

        self.assertEqual(action["res_model"], "loyalty.tier.freeze")
        self.assertEnds("2026-05-15", "2026-05-15")

    def test_one_guest_is_ill_and_nobody_else_is_concerned(self):
        freeze = self._freeze(
            partner_id=self.ada.id, since="2025-07-01", until="2025-07-10"
        )
        self.assertEnds("2026-05-25", "2026-05-15")

        freeze.unlink()

        self.assertEnds("2026-05-15", "2026-05-15")

    def test_days_that_are_frozen_twice_count_once(self):
        self._freeze(since="2025-07-01", until="2025-07-31")
        self._freeze(partner_id=self.ada.id, since="2025-07-22", until="2025-08-09")

        self.assertEnds("2026-06-24", "2026-06-15")  # 40 and 31 days

    def test_the_same_clock_is_not_stopped_twice(self):
        self._freeze(since="2025-07-01", until="2025-07-31")
        with self.assertRaisesRegex(ValidationError, "already stands still"):
            self._freeze(since="2025-07-31", until="2025-08-31")

        self._freeze(partner_id=self.ada.id, since="2025-08-01")
        with self.assertRaisesRegex(ValidationError, "already stands still"):
            self._freeze(partner_id=self.ada.id, since="2026-01-01")

    def test_while_the_clock_stands_still_nothing_ends(self):
        freeze = self._freeze(since="2025-09-01")
        self.assertEnds(False, False)
        self._day_is("2027-01-01")
        self.assertTier(self.ada, self.silver)

        freeze.action_thaw()
        self._work()

        self.assertEqual(str(freeze.until), "2026-12-31")
        self.assertEnds("2027-09-14", "2027-09-14")  # 487 days later

    def test_a_freeze_that_is_thawed_on_its_first_day_is_gone(self):
        self._freeze(since="2025-09-01").action_thaw()
        self._work()

        self.assertFalse(self.program.freeze_ids)
        self.assertEnds("2026-05-15", "2026-05-15")

    def test_a_freeze_that_is_changed_moves_the_dates_anew(self):
        freeze = self._freeze(since="2025-07-01", until="2025-08-31")

        freeze.until = "2025-07-10"
        self._work()

        self.assertEnds("2026-05-25", "2026-05-25")

    def test_a_freeze_cannot_end_before_it_begins(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(CheckViolation):
            self._freeze(since="2025-07-01", until="2025-06-30")

    def test_a_contact_of_a_firm_stops_the_clock_of_the_firm(self):
        firm = self.env["res.partner"].create({"name": "Firm", "is_company": True})
        contact = self.env["res.partner"].create({"name": "C", "parent_id": firm.id})

        freeze = self._freeze(partner_id=contact.id, since="2025-07-01")

        self.assertEqual(freeze.partner_id, firm)

    def test_the_button_of_a_member_stops_the_clock_of_that_member(self):
        action = self._membership(self.ada).action_freeze()

        self.assertEqual(
            action["context"],
            {
                "default_partner_id": self.ada.id,
                "default_program_id": self.program.id,
            },
        )
        everybody = self.program.action_freeze()["context"]
        self.assertEqual(everybody, {"default_program_id": self.program.id})

    def test_only_managers_stop_the_clock(self):
        marketing = self._make_user(
            "marketing", "loyalty_tiers.group_loyalty_tiers_marketing"
        )
        freeze = self._freeze(since="2025-07-01", until="2025-07-31")
        for user in (self.cashier, marketing):
            for attempt in ("action_thaw", "action_take_back", "unlink"):
                with self.assertRaises(AccessError):
                    getattr(freeze.with_user(user), attempt)()

    # ------------------------------------------------------------------ verbs
    def _freeze(self, **values):
        freeze = self.env["loyalty.tier.freeze"].create(
            {"program_id": self.program.id, "reason": "Rebuilding", **values}
        )
        self._work()
        return freeze

    def assertEnds(self, *days):
        """Compare until when Ada and Ben hold their tier."""
        self.env.invalidate_all()
        ends = [self._membership(guest).until for guest in (self.ada, self.ben)]
        self.assertEqual([end and str(end) for end in ends], list(days))
