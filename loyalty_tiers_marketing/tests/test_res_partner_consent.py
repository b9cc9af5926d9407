# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import datetime
from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common_consent import BIRTHDAY, NEWS, OFFERS, ConsentCommon

LONG_AGO = datetime(2015, 1, 1)


@tagged("post_install", "-at_install")
class TestResPartnerConsent(ConsentCommon):
    """What is kept of what guests said, and who reads it."""

    def _select(self, query):
        self.env.flush_all()
        return {row[0] for row in self.env.execute_query(query)}

    def test_leaving_one_purpose_keeps_the_others(self):
        self._agree(self.ada, NEWS, BIRTHDAY)

        self._leave(self.ada, NEWS)

        self.assertStands(self.ada, "left", NEWS)
        self.assertStands(self.ada, "given", BIRTHDAY)
        self.assertStands(self.ada, "unasked", OFFERS)
        self.assertNotIn(
            self.ada.id, self._select(self.consents._given_sql(NEWS, "email"))
        )
        self.assertIn(self.ada.id, self._select(self.consents._left_sql("email", NEWS)))
        self.assertNotIn(self.ada.id, self._select(self.consents._left_sql("email")))

    def test_leaving_all_is_known_as_such(self):
        self._agree(self.ada, NEWS)

        self.consents._leave(self.ada)

        self.assertStands(self.ada, "left", NEWS, BIRTHDAY, OFFERS, "party")
        self.assertIn(self.ada.id, self._select(self.consents._left_sql("email")))

    def test_coming_back_is_known_with_its_history(self):
        self._agree(self.ada, NEWS)
        self._leave(self.ada, NEWS)
        self._agree(self.ada, NEWS)

        self.assertStands(self.ada, "given", NEWS)
        self.assertEqual(len(self._rows(self.ada)), 2)

    def test_equal_rows_of_two_clicks_at_once_end_together(self):
        for _click in range(2):
            self._consent(self.ada, purpose=NEWS, channel="email")

        self._leave(self.ada, NEWS)

        self.assertStands(self.ada, "left", NEWS)
        self.assertTrue(all(self._rows(self.ada).mapped("withdrawn_on")))

    def test_the_night_removes_no_wish_of_a_guest(self):
        given = self._consent(
            self.ada, purpose=NEWS, channel="email", given_on=LONG_AGO
        )
        refused = self._consent(
            self.ada,
            purpose=OFFERS,
            channel="email",
            given_on=LONG_AGO,
            withdrawn_on=LONG_AGO,
        )
        health = self._consent(self.ada, given_on=LONG_AGO, withdrawn_on=LONG_AGO)
        asking = self.env["loyalty.tier.asking"].create(
            {
                "partner_id": self.ada.id,
                "purpose": NEWS,
                "channel": "email",
                "answer": "later",
                "asked_on": LONG_AGO,
            }
        )

        crons = self.registry["ir.cron"]
        with patch.object(crons, "_commit_progress", lambda *a, **k: 3600.0):
            self.env["loyalty.tier.retention"]._cron_work()
        self.env.invalidate_all()

        self.assertTrue(given.exists() and refused.exists())
        self.assertFalse(health.exists())
        self.assertFalse(asking.exists())

    def test_marketing_reads_wishes_and_nothing_of_health(self):
        self._consent(self.ada, text="Peanuts")
        self._agree(self.ada, NEWS)
        domain = [("partner_id", "=", self.ada.id)]

        seen = self.consents.with_user(self.marketing).search(domain)
        self.assertEqual(seen.mapped("purpose"), [NEWS])
        contact = self.ada.with_user(self.marketing)
        self.assertEqual(contact.loyalty_tier_message_consent_ids, seen)
        self.assertRaises(AccessError, contact.read, ["loyalty_tier_consent_ids"])
        health = self._rows(self.ada) - seen
        self.assertRaises(AccessError, health.with_user(self.marketing).read, ["text"])

        managers = self.consents.with_user(self.manager).search(domain)
        self.assertEqual(set(managers.mapped("purpose")), {"health", NEWS})
        contact = self.ada.with_user(self.manager)
        self.assertEqual(contact.loyalty_tier_consent_ids.purpose, "health")

    def test_nobody_changes_a_consent_by_hand(self):
        consent = self._agree(self.ada, NEWS)
        for user in (
            self.portal,
            self.employee,
            self.greeter,
            self.marketing,
            self.manager,
        ):
            row = consent.with_user(user)
            self.assertRaises(AccessError, row.write, {"withdrawn_on": False})
            self.assertRaises(AccessError, row.unlink)
            values = {"partner_id": self.ada.id, "purpose": NEWS, "channel": "email"}
            self.assertRaises(AccessError, row.create, {**values, "text": "x"})

    def test_who_was_asked_when_is_for_managers(self):
        askings = self.env["loyalty.tier.asking"]
        for user in (self.portal, self.employee, self.greeter, self.marketing):
            self.assertRaises(AccessError, askings.with_user(user).search, [])
        self.assertTrue(askings.with_user(self.manager).has_access("read"))

    def test_the_settings_are_kept(self):
        settings = self.env["res.config.settings"].create(
            {"loyalty_tiers_unasked": "yes", "loyalty_tiers_ask_again_days": 90}
        )
        self.assertFalse(self.consents._unasked_may())

        settings.set_values()

        self.assertTrue(self.consents._unasked_may())
        fresh = self.env["res.config.settings"].create({})
        self.assertEqual(fresh.loyalty_tiers_ask_again_days, 90)
