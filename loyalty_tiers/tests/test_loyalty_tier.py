# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common import LoyaltyTiersCommon


@tagged("post_install", "-at_install")
class TestLoyaltyTier(LoyaltyTiersCommon):
    def test_any_rule_earns_a_tier(self):
        by_visits = self._make_guest("Regular", visits=4)
        by_spend = self._make_guest("Big spender")
        self._pay(by_spend, 500.0)

        self.assertTier(by_visits, self.gold)
        self.assertTier(by_spend, self.gold)

    def test_every_minimum_of_a_rule_must_be_met(self):
        self.silver.rule_ids = [
            Command.clear(),
            Command.create({"min_visits": 2, "min_spend": 100.0}),
        ]
        often, much = self._make_guest("Often", visits=3), self._make_guest("Much")
        self._pay(much, 100.0)
        self.assertTier(often, None)
        self.assertTier(much, None)

        self._visit(much)

        self.assertTier(much, self.silver)

    def test_a_secret_tier_is_named_to_nobody_who_does_not_hold_it(self):
        self.gold.secret = True
        guest = self._make_guest(visits=3)
        self.assertEqual(guest.loyalty_tier_missing, "")

        self._visit(guest)

        self.assertTier(guest, self.gold)

    def test_a_tier_above_a_secret_one_is_still_named(self):
        values = self._tier_values(9, "Platinum", [{"min_visits": 9}])
        self.program.tier_ids = [Command.create(values)]
        self.gold.secret = True

        guest = self._make_guest(visits=2)

        self.assertEqual(guest.loyalty_tier_missing, "7 visits to Platinum")

    def test_an_archived_tier_is_kept_and_still_greets(self):
        guest = self._make_guest(visits=4)
        self.gold.active = False
        self._work()

        self._visit(guest)

        self.assertTier(guest, self.gold)
        self.assertEqual(guest.loyalty_tier_card["tier_id"], self.gold.id)
        loaded = self.env["loyalty.tier"]._load_pos_data_search_read({}, self.till)
        self.assertIn(self.gold.id, [row["id"] for row in loaded])

    def test_an_archived_tier_is_earned_by_nobody(self):
        guest = self._make_guest(visits=3)
        self.gold.active = False

        self._visit(guest)

        self.assertTier(guest, self.silver)
        self.assertEqual(guest.loyalty_tier_missing, "")

    def test_a_tier_that_is_held_is_not_deleted(self):
        self._make_guest(visits=2)

        with self.assertRaisesRegex(
            UserError, "1 customers hold the tier Silver. Archive it instead"
        ):
            self.silver.unlink()

    def test_a_tier_that_nobody_holds_can_be_deleted(self):
        self.gold.unlink()

        guest = self._make_guest(visits=4)

        self.assertTier(guest, self.silver)

    def test_a_tier_that_was_held_once_keeps_its_place_in_history(self):
        guest = self._make_guest(visits=1)
        self._refund(self._visit(guest))
        self.assertTier(guest, None)

        with self.assertRaisesRegex(UserError, "Archive it instead"):
            self.silver.unlink()

    # ---------------------------------------------------------- the greeting
    def test_a_greeting_takes_only_what_the_till_can_fill_in(self):
        with self.assertRaisesRegex(ValidationError, "{nickname}.*{name}, {title}"):
            self.gold.greeting = "Hello {nickname}"
        with self.assertRaisesRegex(ValidationError, "cannot fill in"):
            self.gold.greeting = "Hello {}"

    def test_a_greeting_with_a_broken_brace_is_refused(self):
        for greeting in ("Hello {name", "Hello name}"):
            with self.assertRaisesRegex(ValidationError, "brace without its partner"):
                self.gold.greeting = greeting

    def test_a_greeting_is_checked_in_every_language(self):
        self.env["res.lang"]._activate_lang("ko_KR")

        with self.assertRaises(ValidationError):
            self.gold.with_context(lang="ko_KR").greeting = "{nobody}"

    def test_the_till_gets_the_greeting_with_its_title(self):
        self.gold.greeting = "{title} {name}, visit {visits}!"

        self.assertEqual(self.gold.pos_greeting, "Gold {name}, visit {visits}!")

    def test_a_tier_greets_in_its_own_language_whoever_the_cashier_is(self):
        self.env["res.lang"]._activate_lang("ko_KR")
        korean = self.gold.with_context(lang="ko_KR")
        korean.write({"name": "회장", "greeting": "{title} {name}님, 어서 오세요"})

        self.gold.greeting_lang = "ko_KR"

        self.assertEqual(self.gold.pos_greeting, "회장 {name}님, 어서 오세요")

    def test_a_badge_is_the_first_letter_unless_it_is_given(self):
        self.assertEqual(self.gold.pos_badge, "G")

        self.gold.badge = "Au"

        self.assertEqual(self.gold.pos_badge, "Au")

    def test_perks_add_up_from_the_tiers_below(self):
        self.silver.perk_ids = [Command.create({"name": "Warm towel"})]
        self.gold.perk_ids = [Command.create({"name": "Name plate"})]

        self.assertPerks(self.silver, "Warm towel")
        self.assertPerks(self.gold, "Name plate", "Warm towel")

    def test_perks_of_an_archived_tier_go_to_nobody_above(self):
        self.silver.perk_ids = [Command.create({"name": "Warm towel"})]
        self.silver.active = False

        self.assertFalse(self.gold.pos_perks)
        self.assertPerks(self.silver, "Warm towel")

    def assertPerks(self, tier, *names):
        self.assertEqual([perk["name"] for perk in tier.pos_perks], [*names])

    def test_rules_read_as_a_sentence(self):
        self.assertEqual(self.silver.rules_sentence, "2 visits")
        self.assertEqual(self.gold.rules_sentence, "4 visits or $\xa0500.00")
        self.silver.rule_ids = [Command.clear(), Command.create({})]
        self.assertEqual(self.silver.rules_sentence, "From the first visit on")
        self.silver.rule_ids.write({"min_visits": 1, "min_stars": 1})
        self.assertEqual(self.silver.rules_sentence, "1 visit and 1 star")

    def test_members_are_counted_and_shown(self):
        self._make_guest("Ada", visits=2)
        self._make_guest("Grace", visits=2)

        self.assertEqual(self.silver.member_count, 2)
        action = self.silver.action_members()
        members = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(len(members), 2)
