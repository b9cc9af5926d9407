# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from .common import MarketingCommon


@tagged("post_install", "-at_install")
class TestLoyaltyTierAudience(MarketingCommon):
    def assertHolds(self, audience, *guests):
        found = self.env["res.partner"].search(
            [("loyalty_tier_audience_id", "=", audience.id)]
        )
        self.assertEqual(found, self.env["res.partner"].union(*guests))

    def test_everybody_is_who_has_come(self):
        ada = self._guest("Ada")
        self._make_guest("Stranger")

        self.assertHolds(self.audience, ada)

    def test_from_a_tier_up_takes_those_above_and_tiers_made_later(self):
        silver, gold = self._guest("Silvia", visits=2), self._guest("Gode", visits=4)
        self._guest("Newcomer")
        audience = self._audience(tier_from_id=self.silver.id)

        self.assertHolds(audience, silver, gold)
        self.assertHolds(self._audience(tier_ids=self.gold.ids), gold)

    def test_likes_narrow_and_what_must_not_be_eaten_never_does(self):
        tag = self.env["res.partner.preference.tag"].create({"name": "Pork"})
        ada, bea = self._guest("Ada"), self._guest("Bea")
        preferences = self.env["res.partner.preference"]
        preferences.create({"partner_id": ada.id, "tag_id": tag.id, "kind": "likes"})
        consent = self.env["res.partner.consent"]._record(bea)
        preferences.sudo().create(
            {
                "partner_id": bea.id,
                "tag_id": tag.id,
                "kind": "forbidden",
                "reason": "allergy",
                "consent_id": consent.id,
            }
        )

        self.assertHolds(self._audience(like_tag_ids=tag.ids), ada)

    def test_one_visit_from_the_next_tier(self):
        self._guest("Ada", visits=2)
        bea, cleo = self._guest("Bea", visits=3), self._guest("Cleo", visits=1)

        self.assertHolds(self._audience(ready="next"), bea, cleo)

    def test_a_secret_tier_is_not_announced(self):
        self.gold.secret = True
        self._guest("Bea", visits=3)

        self.assertHolds(self._audience(ready="next"))

    def test_promoted_lately(self):
        ada = self._guest("Ada", visits=2)
        bea = self._guest("Bea", visits=2)
        self.env.cr.execute(
            "UPDATE loyalty_tier_move SET date = date - interval '9 days'"
            " WHERE partner_id = %s",
            [bea.id],
        )

        self.assertHolds(self._audience(ready="promoted", ready_days=7), ada)

    def test_never_came_back_after_the_first_visit(self):
        ada = self._guest("Ada")
        self._guest("Bea", visits=2)
        self._guest("New", visits=0)
        self._come(self.env["res.partner"].search([("name", "=", "New")]), "2026-01-05")
        self._day_is("2026-01-20", night=False)

        self.assertHolds(self._audience(ready="once", ready_days=30), ada)

    def test_celebrate_in_the_next_days(self):
        ada, bea = self._guest("Ada"), self._guest("Bea")
        today = self.program._today()
        kind = self.env.ref("loyalty_tiers.occasion_kind_birthday")
        for guest, days in ((ada, 3), (bea, 30)):
            day = today + timedelta(days=days)
            self.env["res.partner.occasion"].create(
                {
                    "partner_id": guest.id,
                    "kind_id": kind.id,
                    "month": day.month,
                    "day": day.day,
                }
            )

        self.assertHolds(
            self._audience(occasion_kind_id=kind.id, occasion_days=14), ada
        )

    def test_who_has_been_in_a_shop(self):
        ada = self._guest("Ada")
        other = self._till(name="Terrace")
        bea = self._guest("Bea", visits=0)
        self._pay(bea, till=other)

        self.assertHolds(self._audience(shop=str(other.id)), bea)
        self.assertHolds(self._audience(shop=str(self.till.id)), ada)

    def test_away_and_back_lately(self):
        ada, bea = self._make_guest("Ada"), self._make_guest("Bea")
        self._come(ada, "2026-01-05")
        self._come(bea, "2026-02-05")
        self._day_is("2026-02-10", night=False)

        self.assertHolds(self._audience(away_for=20), ada)
        self.assertHolds(self._audience(visited_within=20), bea)

    def test_the_count_is_the_same_as_in_the_list_of_contacts(self):
        self._guest("Ada", visits=2)
        self._guest("Bea", visits=4, agrees=())
        audience = self._audience(tier_from_id=self.silver.id)
        listed = self.env["res.partner"].search_count(
            [("loyalty_tier_audience_id", "=", audience.id)]
        )

        self.assertEqual(sum(audience._counts().values()), listed)
        self.assertEqual(audience.size, 1)
        self.assertIn("Never asked: 1", audience.left_out)

    def test_tiers_of_two_programs_cannot_be_asked_for_at_once(self):
        other = self._make_program()

        with self.assertRaises(ValidationError):
            self._audience(tier_ids=(self.gold | other.tier_ids[0]).ids)

    def test_segments_narrow_by_layer_worth_and_rule(self):
        ada, bea = self._guest("Ada"), self._guest("Bea")
        self._segment(ada, layer="1", value="mvc", money_score=5)
        self._segment(bea, layer="2", value="mvc", money_score=3)

        self.assertHolds(self._audience(customer_value="mvc"), ada, bea)
        self.assertHolds(self._audience(layer="2"), bea)
        rule = "[('money_score', '>=', 4)]"
        self.assertHolds(self._audience(segment_domain=rule), ada)

    def test_segments_that_cannot_be_understood_are_refused(self):
        for domain in ("[('nothing', '=', 1)]", "[(", "__import__('os')"):
            with self.assertRaises(ValidationError):
                self._audience(segment_domain=domain)

    def test_an_employee_finds_nobody_by_audience(self):
        employee = self._make_user("employee")
        with self.assertRaises(AccessError):
            self.env["res.partner"].with_user(employee).search(
                [("loyalty_tier_audience_id", "=", self.audience.id)]
            )

    # --------------------------------------------------------- in the mailing
    def test_the_audience_fills_the_domain(self):
        mailing = self._mailing()

        self.assertEqual(
            mailing._parse_mailing_domain(),
            [("loyalty_tier_audience_id", "=", self.audience.id)],
        )

    def test_what_was_written_by_hand_stays_when_the_audience_changes(self):
        mailing = self._mailing()
        mailing.mailing_domain = repr(
            ["&", *mailing._parse_mailing_domain(), ("city", "=", "Seoul")]
        )
        other = self._audience("Others")

        mailing.loyalty_tier_audience_id = other
        domain = mailing._parse_mailing_domain()
        self.assertIn(("city", "=", "Seoul"), domain)
        self.assertIn(("loyalty_tier_audience_id", "=", other.id), domain)
        self.assertNotIn(("loyalty_tier_audience_id", "=", self.audience.id), domain)

        mailing.loyalty_tier_audience_id = False
        self.assertEqual(mailing._parse_mailing_domain(), [("city", "=", "Seoul")])

    def test_a_domain_from_before_is_narrowed_by_the_audience(self):
        mailing = self._mailing(
            loyalty_tier_audience_id=False, mailing_domain="[('city', '=', 'Seoul')]"
        )

        mailing.loyalty_tier_audience_id = self.audience

        self.assertIn(("city", "=", "Seoul"), mailing._parse_mailing_domain())

    def test_marketing_writes_to_an_audience_and_sees_the_count(self):
        self._guest("Ada")
        action = self.audience.with_user(self.marketing).action_write()
        mailing = (
            self.env["mailing.mailing"]
            .with_user(self.marketing)
            .with_context(**action["context"])
            .create({"subject": "Hello"})
        )

        self.assertEqual(mailing.loyalty_tier_size, 1)
        self.assertEqual(mailing.loyalty_tier_purpose, "offers")
