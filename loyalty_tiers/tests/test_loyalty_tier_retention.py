# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import datetime, time, timedelta
from unittest.mock import patch

from dateutil.relativedelta import relativedelta

from odoo.tests import tagged

from ..models import loyalty_tier_retention
from ..models.ir_config_parameter import MONTHS
from .common_guest import TODAY, LoyaltyTiersGuestCommon

DAY = timedelta(days=1)


@tagged("post_install", "-at_install")
class TestLoyaltyTierRetention(LoyaltyTiersGuestCommon):
    def setUp(self):
        super().setUp()
        retention = self.registry["loyalty.tier.retention"]
        self.patch(retention, "_today", lambda self: TODAY)
        self.guest = self._make_guest()

    def _limit(self, name):
        return TODAY - relativedelta(months=MONTHS[name])

    def _night(self, seconds_left=3600.0):
        crons = self.registry["ir.cron"]
        with patch.object(crons, "_commit_progress", lambda *a, **k: seconds_left):
            self.env["loyalty.tier.retention"]._cron_work()
        self.env.invalidate_all()

    def _both(self, make, limit):
        """Make a row one day too old, and one that may stay a day longer."""
        return make(limit - DAY), make(limit + DAY)

    def assertKeptOnly(self, old, fresh):
        self._night()
        self.assertFalse(old.exists())
        self.assertTrue(fresh.exists())

    def test_what_must_not_be_eaten_goes_a_day_after_its_time(self):
        pair = self._both(
            lambda day: self._preference(self.guest, "nuts", "forbidden", date=day),
            self._limit("forbidden"),
        )

        self.assertKeptOnly(*pair)

    def test_likes_go_a_day_after_their_time_archived_or_not(self):
        limit = self._limit("preference")
        pair = self._both(
            lambda day: self._preference(self.guest, "x", date=day), limit
        )
        old, fresh = self._both(
            lambda day: self._preference(self.guest, "y", date=day, active=False), limit
        )

        self.assertKeptOnly(*pair)
        self.assertFalse(old.exists())
        self.assertTrue(fresh.exists())

    def test_talks_go_a_day_after_they_expire(self):
        pair = self._both(
            lambda day: self._talk(self.guest, "Son graduates", expires_on=day), TODAY
        )

        self.assertKeptOnly(*pair)

    def test_talks_without_an_end_go_when_they_are_old(self):
        def talk(day):
            talk = self._talk(self.guest, "Moves house", date=day)
            talk.expires_on = False
            return talk

        self.assertKeptOnly(*self._both(talk, self._limit("conversation")))

    def test_who_opened_what_is_forgotten_in_the_end(self):
        pair = self._both(
            lambda day: self._access(self.guest, date=datetime.combine(day, time(12))),
            self._limit("access"),
        )

        self.assertKeptOnly(*pair)

    def test_wrong_guesses_are_forgotten_after_a_month(self):
        pair = self._both(
            lambda day: self._access(
                date=datetime.combine(day, time(12)), action="missed"
            ),
            TODAY - timedelta(days=loyalty_tier_retention.MISSED_DAYS),
        )

        self.assertKeptOnly(*pair)

    def test_a_consent_is_proof_while_it_is_needed(self):
        old = datetime.combine(self._limit("forbidden") - DAY, time(12))
        used = self._preference(
            self.guest,
            "nuts",
            "forbidden",
            consent_id=self._consent(self.guest, given_on=old).id,
            date=TODAY,
        ).consent_id
        withdrawn = self._consent(self.guest, given_on=old, withdrawn_on=old)
        lately = self._consent(self.guest, given_on=old, withdrawn_on=TODAY)

        self._night()

        self.assertTrue(used.exists())
        self.assertTrue(lately.exists())
        self.assertFalse(withdrawn.exists())

    def test_nothing_goes_where_zero_is_set(self):
        for name in MONTHS:
            parameters = self.env["ir.config_parameter"]
            parameters.set_param(f"loyalty_tiers.{name}_months", "0")
        day = TODAY - relativedelta(years=20)
        rows = [
            self._preference(self.guest, "nuts", "forbidden", date=day),
            self._preference(self.guest, "beer", date=day),
            self._access(self.guest, date=day),
        ]

        self._night()

        self.assertTrue(all(row.exists() for row in rows))

    def test_an_interrupted_night_goes_on_where_it_was(self):
        self.patch(loyalty_tier_retention, "CHUNK", 3)
        day = self._limit("forbidden") - DAY
        preferences = self._sudo("res.partner.preference")
        for _number in range(8):
            preferences |= self._preference(self.guest, "nuts", "forbidden", date=day)

        self._night(seconds_left=0)
        self.assertEqual(len(preferences.exists()), 5)
        self._night()
        self.assertFalse(preferences.exists())
        self._night()

    def test_a_crowd_is_removed_by_as_many_statements_as_one(self):
        day = self._limit("preference") - DAY
        counts = []
        self._night()
        for many in (1, 40):
            for _number in range(many):
                self._preference(self.guest, "x", date=day)
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            self._night()
            counts.append(self.env.cr.sql_log_count - before)

        self.assertEqual(counts[0], counts[1])
