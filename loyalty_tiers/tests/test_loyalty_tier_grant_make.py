# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo.tests import tagged

from .common_perks import PerksCommon


@tagged("post_install", "-at_install")
class TestLoyaltyTierGrantMake(PerksCommon):
    """Promotions and stars collected give perks, each once."""

    # ------------------------------------------------------------ promotions
    def test_a_promotion_gives_what_the_tier_reached_gives(self):
        beer = self._make_perk("Beer with the crown")
        self._make_perk("Toast", tier_id=self.gold.id)

        guest = self._make_guest(visits=2)

        grant = self._grants(guest)
        self.assertRecordValues(
            grant,
            [
                {
                    "perk_id": beer.id,
                    "tier_id": self.silver.id,
                    "move_id": self._moves(guest).id,
                    "cause": "promotion",
                    "state": "due",
                }
            ],
        )
        self.assertTrue(self._due(guest)[0]["party"])

    def test_who_jumps_over_a_tier_gets_the_gifts_of_both_or_of_the_last(self):
        self._make_perk("Beer")
        self._make_perk("Toast", tier_id=self.gold.id)

        both = self._make_guest("Ada")
        self._pay(both, 500.0)
        self.program.skipped_tiers = "last"
        last = self._make_guest("Bob")
        self._pay(last, 500.0)

        self.assertEqual(self._due_names(both), ["Beer", "Toast"])
        self.assertEqual(self._due_names(last), ["Toast"])

    def test_a_retired_tier_that_was_passed_gives_nothing(self):
        self._make_perk("Beer")
        self.silver.active = False

        guest = self._make_guest()
        self._pay(guest, 500.0)

        self.assertFalse(self._grants(guest))

    def test_a_tier_regained_gives_nothing_again_unless_allowed(self):
        self._make_perk("Beer")
        self._make_perk("Photo", again=True)
        guest = self._make_guest(visits=1)
        order = self._visit(guest)
        for grant in self._grants(guest):
            self._serve_perk(grant, uuid=str(grant.id))
        self._refund(order)
        self.assertTier(guest, None)

        self._visit(guest)

        self.assertTier(guest, self.silver)
        self.assertEqual(self._due_names(guest), ["Photo"])
        self.assertEqual(len(self._grants(guest)), 3)

    def test_the_party_of_a_tier_regained_is_not_held_again(self):
        guest = self._make_guest(visits=1)
        order = self._visit(guest)
        self._moves(guest).party = "held"
        self._refund(order)

        self._visit(guest)

        self.assertEqual(self._moves(guest).mapped("party"), ["held", "none", "none"])

    def test_a_gift_of_a_promotion_taken_back_waits_until_the_tier_is_held_again(self):
        self._make_perk("Beer")
        guest = self._make_guest(visits=1)
        order = self._visit(guest)

        self._refund(order)
        self.assertFalse(self._due(guest))
        self.assertNotIn("due", guest.loyalty_tier_card)

        self._visit(guest)
        self.assertEqual(self._due_names(guest), ["Beer"])

    def test_a_missed_party_waits_for_the_next_visit_and_the_next_tier(self):
        self._make_perk("Beer")
        guest = self._make_guest(visits=2)

        self._visit(guest, 2)

        self.assertTier(guest, self.gold)
        self.assertEqual(self._due_names(guest), ["Beer"])

    def test_regulars_who_are_lifted_silently_get_no_party(self):
        guest = self._make_guest(visits=1)
        self._make_perk("Beer")
        self.silver.rule_ids.min_visits = 1

        self.env["loyalty.tier.membership"]._settle(
            self.program, guest.ids, "history", party=False
        )

        self.assertFalse(self._grants(guest))

    def test_a_party_is_held_when_its_last_step_is_done(self):
        self._make_perk("Beer")
        self._make_perk("Photo")
        self.silver.party_text = False
        guest = self._make_guest(visits=2)
        beer, photo = self._grants(guest)
        self.assertEqual(self._moves(guest).party, "due")

        self._serve_perk(beer, uuid="1")
        self.assertEqual(self._moves(guest).party, "due")
        self._serve_perk(photo, uuid="2")

        self.assertRecordValues(
            self._moves(guest), [{"party": "held", "party_user_id": self.cashier.id}]
        )

    def test_holding_the_party_serves_its_gestures_and_leaves_its_products_due(self):
        self._make_perk("Photo")
        self._make_perk("Beer", kind="product")
        guest = self._make_guest(visits=2)

        moves = self.env["loyalty.tier.move"].with_user(self.cashier)
        self.assertEqual(moves.hold_party(guest.id, self.silver.id), 1)

        self.assertEqual(self._moves(guest).party, "held")
        self.assertEqual(self._due_names(guest), ["Beer"])
        photo = self._grants(guest).filtered(lambda g: g.state == "served")
        self.assertEqual(photo.served_by_id, self.cashier)

    def test_a_coupon_waits_for_the_next_day_of_the_shop_and_lapses(self):
        self._make_perk("Next one free", kind="coupon", valid_days=30)
        guest = self._make_guest(visits=1)
        day = self.program._today()

        self._pay(guest)

        grant = self._grants(guest)
        self.assertEqual(grant.available_on, day + timedelta(days=1))
        self.assertEqual(grant.lapses_on, day + timedelta(days=31))
        self.assertFalse(self._due(guest))
        answer = self._serve_perk(grant)
        self.assertEqual(answer["state"], "limit")
        self.assertTrue(answer["message"])

    def test_a_guest_gets_no_more_than_the_limit(self):
        photo = self._make_perk("Photo", again=True, limit_count=1, limit_period="year")
        guest = self._make_guest(visits=1)
        order = self._visit(guest)
        self._serve_perk(self._grants(guest, photo))
        self._refund(order)

        self._visit(guest)

        self.assertEqual(len(self._grants(guest, photo)), 1)

    def test_perks_of_others_are_not_mixed(self):
        self._make_perk("Beer")
        one, other = self._make_guest("Ada", visits=2), self._make_guest("Bob")

        self.assertEqual(self._due_names(one), ["Beer"])
        self.assertFalse(self._due(other))

    # --------------------------------------------------------------- repeats
    def test_twelve_stars_give_a_drink_and_what_is_left_carries_over(self):
        drink = self._make_stars_perk()
        guest = self._make_guest(visits=2)  # the stars of before do not count

        self._visit(guest, 11)
        self.assertFalse(self._grants(guest, drink))
        self._visit(guest, 2)
        self.assertEqual(self._grants(guest, drink).mapped("worth"), [12])
        self._visit(guest, 10)
        self.assertEqual(len(self._grants(guest, drink)), 1)
        self._visit(guest)

        self.assertEqual(len(self._grants(guest, drink)), 2)

    def test_one_large_order_gives_several_at_once(self):
        self.program.write({"stars_per_order": 0, "amount_per_star": 10.0})
        drink = self._make_stars_perk()
        guest = self._make_guest(visits=2)

        self._visit(guest, amount=270.0)

        self.assertEqual(len(self._grants(guest, drink)), 2)

    def test_a_later_order_on_the_day_of_the_promotion_counts(self):
        drink = self._make_stars_perk(repeat_count=1)
        guest = self._make_guest(visits=2)
        last = self._entries(
            *self.env["pos.order"].search([("partner_id", "=", guest.id)])
        )

        self._pay(guest, at=max(last.mapped("date")) + timedelta(hours=2))

        self.assertEqual(len(self._grants(guest, drink)), 1)

    def test_stars_taken_back_give_no_drink(self):
        drink = self._make_stars_perk(repeat_count=3)
        guest = self._make_guest(visits=4)

        self._refund(self._visit(guest))
        self.assertEqual(self._grants(guest, drink).state, "lapsed")
        self._visit(guest)

        self.assertEqual(self._grants(guest, drink).mapped("state"), ["lapsed", "due"])
        self.assertEqual(self._due_names(guest), ["Free drink"])

    def test_visits_repeat_as_well_and_within_a_limit(self):
        perk = self._make_perk(
            "Soup",
            given="repeat",
            repeat_measure="visits",
            repeat_count=2,
            repeat_from="2024-01-01",
            limit_count=2,
            limit_period="ever",
        )
        guest = self._make_guest(visits=2)

        self._visit(guest, 8)

        self.assertEqual(len(self._grants(guest, perk)), 2)

    def test_what_was_collected_before_the_perk_began_does_not_count(self):
        drink = self._make_stars_perk(repeat_count=1, repeat_from="2100-01-01")
        guest = self._make_guest(visits=5)

        self.assertFalse(self._grants(guest, drink))

    def test_settling_twice_gives_once(self):
        drink = self._make_stars_perk(repeat_count=2)
        guest = self._make_guest(visits=4)

        for _time in range(2):
            self.env["loyalty.tier.grant"]._grant_repeats(self.program, guest.ids)

        self.assertEqual(len(self._grants(guest, drink)), 1)

    def _make_stars_perk(self, **values):
        if not self.program.amount_per_star:
            self.program.stars_per_order = 1
        self._work()
        return self._make_perk(
            "Free drink",
            **{
                "given": "repeat",
                "repeat_count": 12,
                "repeat_from": "2024-01-01",
                **values,
            },
        )
