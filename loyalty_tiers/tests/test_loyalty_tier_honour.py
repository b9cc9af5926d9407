# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from psycopg2.errors import CheckViolation

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import LoyaltyTiersCommon

TODAY = "2025-05-15"


@tagged("post_install", "-at_install")
class TestLoyaltyTierHonour(LoyaltyTiersCommon):
    def setUp(self):
        super().setUp()
        self._day_is(TODAY, night=False)
        self.guest = self._make_guest()

    def test_an_honour_gives_its_tier_at_once_and_history_says_so(self):
        self._honour(self.gold)

        self.assertTier(self.guest, self.gold)
        self.assertRecordValues(
            self._moves(self.guest),
            [{"to_tier_id": self.gold.id, "cause": "honour", "is_promotion": True}],
        )
        honour = self.guest.loyalty_tier_honour_ids
        self.assertEqual(honour.reason, "Friend of the house")
        self.assertEqual(honour.user_id, self.env.user)

    def test_an_honour_needs_a_reason(self):
        for reason in (False, "", "   "):
            with self.assertRaisesRegex(ValidationError, "needs a reason"):
                self._honour(self.gold, reason=reason)

    def test_an_honour_ends_on_its_date(self):
        self._honour(self.gold, until="2025-06-30")
        self.assertEqual(str(self._membership(self.guest).until), "2025-06-30")

        self._day_is("2025-06-30")
        self.assertTier(self.guest, self.gold)
        self._day_is("2025-07-01")
        self.assertTier(self.guest, None)

    def test_an_honour_for_life_has_no_end(self):
        self._honour(self.gold)

        self._day_is("2065-01-01")

        self.assertTier(self.guest, self.gold)
        self.assertFalse(self._membership(self.guest).until)

    def test_an_honour_that_is_planned_begins_on_its_date(self):
        honour = self._honour(self.gold, since="2025-06-01")
        self.assertEqual(honour.state, "planned")
        self.assertTier(self.guest, None)

        self._day_is("2025-06-01")

        self.assertTier(self.guest, self.gold)

    def test_an_honour_never_lowers(self):
        self._come(self.guest, "2025-05-01", "2025-05-02", "2025-05-03", "2025-05-04")
        self.assertTier(self.guest, self.gold)

        self._honour(self.silver)

        self.assertTier(self.guest, self.gold)

    def test_what_was_earned_meanwhile_is_held_when_the_honour_ends(self):
        honour = self._honour(self.gold)
        self._come(self.guest, "2025-05-16", "2025-05-17")

        honour.action_end()

        self.assertTier(self.guest, self.silver)

    def test_ending_an_honour_keeps_it_in_the_list(self):
        self._honour(self.gold)
        self._day_is("2025-06-10")

        self.guest.loyalty_tier_honour_ids.action_end()

        self.assertTier(self.guest, None)
        self.assertRecordValues(
            self.guest.loyalty_tier_honour_ids, [{"state": "ended"}]
        )
        self.assertEqual(str(self.guest.loyalty_tier_honour_ids.until), "2025-06-09")

    def test_ending_an_honour_on_its_first_day_takes_it_away(self):
        self._honour(self.gold, since=TODAY).action_end()

        self.assertTier(self.guest, None)
        self.assertFalse(self.guest.loyalty_tier_honour_ids)

    def test_an_honour_that_is_deleted_is_no_more_held(self):
        self._honour(self.gold).unlink()

        self.assertTier(self.guest, None)

    def test_an_honour_cannot_end_before_it_begins(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(CheckViolation):
            self._honour(self.gold, until="2025-05-14")

    def test_a_contact_of_a_firm_honours_the_firm(self):
        firm = self.env["res.partner"].create({"name": "Firm", "is_company": True})
        contact = self.env["res.partner"].create({"name": "C", "parent_id": firm.id})

        self._honour(self.gold, partner_id=contact.id)

        self.assertTier(firm, self.gold)
        self.assertTier(contact, self.gold)

    def test_the_contact_offers_the_tiers_of_the_company(self):
        action = self.guest.action_loyalty_tier_honour()

        form = Form(self.env[action["res_model"]].with_context(**action["context"]))
        self.assertEqual(form.partner_id, self.guest)
        self.assertEqual(form.offered_program_id, self.program)
        form.tier_id = self.gold
        form.reason = "Twenty years"
        form.save()

        self.assertTier(self.guest, self.gold)

    def test_the_member_offers_the_tiers_of_the_program(self):
        self._come(self.guest, TODAY)

        action = self._membership(self.guest).action_honour()

        self.assertEqual(
            action["context"],
            {
                "default_partner_id": self.guest.id,
                "loyalty_tiers_program_id": self.program.id,
            },
        )

    def test_only_managers_honour(self):
        marketing = self._make_user(
            "marketing", "loyalty_tiers.group_loyalty_tiers_marketing"
        )
        honour = self._honour(self.gold)
        for user in (self.cashier, marketing):
            honours = self.env["loyalty.tier.honour"].with_user(user)
            with self.assertRaises(AccessError):
                honours.create(self._values(self.gold))
            with self.assertRaises(AccessError):
                honour.with_user(user).action_end()

        self.assertTier(self.guest, self.gold)

    # ------------------------------------------------------------------ verbs
    def _honour(self, tier, **values):
        return self.env["loyalty.tier.honour"].create(self._values(tier, **values))

    def _values(self, tier, **values):
        return {
            "partner_id": self.guest.id,
            "tier_id": tier.id,
            "since": TODAY,
            "reason": "Friend of the house",
            **values,
        }
