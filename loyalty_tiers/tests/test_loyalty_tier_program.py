# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from psycopg2.errors import CheckViolation

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import FIRST_DAY, LoyaltyTiersCommon


@tagged("post_install", "-at_install")
class TestLoyaltyTierProgram(LoyaltyTiersCommon):
    # -------------------------------------------------------- changed rules
    def test_raising_a_rule_lowers_nobody(self):
        guest = self._make_guest(visits=2)

        self.silver.rule_ids.min_visits = 3
        self._work()
        self.assertTier(guest, self.silver)

        self._visit(guest)
        self.assertTier(guest, self.silver)
        self.assertEqual(len(self._moves(guest)), 1)

    def test_raising_a_rule_lowers_nobody_at_the_next_sale_before_the_work(self):
        guest = self._make_guest(visits=2)

        self.gold.rule_ids[0].min_visits = 9
        self.silver.rule_ids.min_visits = 4
        self._visit(guest)

        self.assertTier(guest, self.silver)

    def test_a_refund_after_a_raised_rule_takes_away_only_what_it_had_earned(self):
        guest = self._make_guest(visits=3)
        self.gold.rule_ids[0].min_visits = 20
        self.silver.rule_ids.min_visits = 10
        self._work()

        self._refund(self._visit(guest))

        self.assertTier(guest, self.silver)

    def test_lowering_a_rule_promotes_in_the_background(self):
        guest = self._make_guest(visits=1)

        self.silver.rule_ids.min_visits = 1
        self.assertTier(guest, None)
        self._cron("_cron_work")

        self.assertTier(guest, self.silver)
        move = self._moves(guest)
        self.assertRecordValues(move, [{"cause": "rules", "party": "none"}])

    def test_lowering_a_rule_promotes_at_the_next_sale_with_a_party(self):
        guest = self._make_guest(visits=1)

        self.gold.rule_ids[0].min_visits = 3
        self._visit(guest, 2)

        self.assertTier(guest, self.gold)
        self.assertEqual(self._moves(guest)[-1].party, "due")

    def test_dragging_the_tiers_gives_the_higher_one_of_what_is_earned(self):
        guest = self._make_guest(visits=4)
        self.gold.rule_ids = [Command.clear()]

        self.gold.sequence = -1
        self._work()

        self.assertTier(guest, self.silver)
        self.assertTrue(self._moves(guest)[-1].is_promotion)

    def test_changed_stars_settle_everybody(self):
        guest = self._make_guest(visits=1)
        self.silver.rule_ids = [Command.clear(), Command.create({"min_stars": 3})]

        self.program.stars_per_visit = 3
        self._cron("_cron_work")

        self.assertScore(guest, stars=3)
        self.assertTier(guest, self.silver)

    def test_stars_that_are_worth_less_lower_nobody(self):
        self.silver.rule_ids = [Command.clear(), Command.create({"min_stars": 4})]
        self.program.stars_per_visit = 2
        self._work()
        guest = self._make_guest(visits=2)
        self.assertTier(guest, self.silver)

        self.program.stars_per_visit = 1
        self._work()

        self.assertScore(guest, stars=2)
        self.assertTier(guest, self.silver)

    # ------------------------------------------------- the background work
    def test_interrupted_work_goes_on_where_it_was(self):
        guests = [self._make_guest(f"Guest {i}", visits=1) for i in range(5)]
        self.silver.rule_ids.min_visits = 1

        self.program._work_step(chunk=2)
        reached = self.program.members_settled_to
        self.assertEqual(reached, guests[1].id)
        self.assertTier(guests[1], self.silver)
        self.assertTier(guests[2], None)
        self._work(chunk=2)

        for guest in guests:
            self.assertTier(guest, self.silver)
            self.assertEqual(len(self._moves(guest)), 1)
        self.assertEqual(self.program.members_settled_to, -1)

    def test_work_done_in_chunks_or_at_once_or_twice_is_the_same(self):
        guests = [self._make_guest(f"Guest {i}", visits=i) for i in range(1, 6)]
        expected = self._snapshot()

        for chunk in (1, 2, 5000):
            self.program._recount()
            self._work(chunk=chunk)
            self.assertEqual(self._snapshot(), expected, f"chunk of {chunk}")
        self.assertEqual(len(self._moves(guests[0])), 0)

    def test_a_scheduler_without_time_leaves_the_rest_for_later(self):
        guest = self._make_guest(visits=1)
        self.program._recount()

        self._cron("_cron_work", seconds_left=0)
        self.assertTrue(self.program._is_settling())
        self._cron("_cron_work")

        self.assertFalse(self.program._is_settling())
        self.assertScore(guest, visits=1)

    # ---------------------------------------------------------- on and off
    def test_an_archived_program_counts_nothing_and_the_till_sells(self):
        guest = self._make_guest(visits=1)
        self.program.active = False

        order = self._visit(guest)

        self.assertEqual(order.state, "paid")
        self.assertFalse(self._entries(order))
        self.assertFalse(guest.loyalty_tier_card)

    def test_a_program_switched_on_again_catches_up(self):
        guest = self._make_guest(visits=1)
        self.program.active = False
        self._visit(guest)

        self.program.active = True
        self._cron("_cron_work")

        self.assertScore(guest, visits=2)
        self.assertTier(guest, self.silver)

    def test_a_program_without_tiers_counts_and_holds_nobody(self):
        program = self.env["loyalty.tier.program"].create({"name": "Bare"})
        self.company.loyalty_tier_program_id = program
        self._work(program=program)
        guest = self._make_guest(visits=1)

        membership = self._membership(guest, program)

        self.assertRecordValues(membership, [{"visits": 1, "tier_id": False}])
        self.assertEqual(guest.loyalty_tier_card["missing"], "")
        self.assertFalse(self._moves(guest))

    def test_a_till_sells_on_when_its_program_is_deleted(self):
        self.till._loyalty_tier_program()  # a till asked for it before
        self.program.unlink()

        order = self._pay(self._make_guest())

        self.assertEqual(order.state, "paid")
        self.assertFalse(self.till._loyalty_tier_program())
        self.assertFalse(self._entries(order))

    def test_a_program_with_members_is_not_deleted(self):
        self._make_guest(visits=1)

        with self.assertRaisesRegex(UserError, "1 customers are members"):
            self.program.unlink()

    # ----------------------------------------------------- impossible values
    def test_equal_and_falling_minimums_are_refused_by_name(self):
        for visits in (2, 1):
            with self.assertRaisesRegex(
                ValidationError, "Gold asks no more than Silver"
            ):
                self.gold.rule_ids[0].min_visits = visits

    def test_a_new_tier_that_asks_too_little_is_refused(self):
        values = self._tier_values(9, "Platinum", [{"min_visits": 3}])

        with self.assertRaisesRegex(ValidationError, "Platinum asks no more than Gold"):
            self.program.tier_ids = [Command.create(values)]

    def test_tiers_dragged_into_an_impossible_order_are_refused(self):
        with self.assertRaisesRegex(ValidationError, "asks no more than"):
            self.gold.sequence = -1

    def test_what_is_saved_in_one_form_is_judged_as_a_whole(self):
        """One after the other, the first would reach the tier above."""

        def ask(tier, visits):
            rule = Command.update(tier.rule_ids[0].id, {"min_visits": visits})
            return Command.update(tier.id, {"rule_ids": [rule]})

        self.program.tier_ids = [ask(self.silver, 5), ask(self.gold, 8)]
        self.assertEqual(self.silver.rule_ids.min_visits, 5)
        self.assertEqual(self.gold.rule_ids[0].min_visits, 8)

        with self.assertRaisesRegex(ValidationError, "asks no more than"):
            self.program.tier_ids = [ask(self.silver, 9), ask(self.gold, 8)]

    def test_negative_minimums_are_refused(self):
        for record, name in (
            (self.silver.rule_ids, "min_visits"),
            (self.silver.rule_ids, "min_spend"),
            (self.silver.rule_ids, "min_stars"),
            (self.program, "min_visit_amount"),
            (self.program, "stars_per_visit"),
            (self.program, "amount_per_star"),
        ):
            with (
                self.subTest(name),
                mute_logger("odoo.sql_db"),
                self.assertRaises(CheckViolation),
                self.env.cr.savepoint(),
            ):
                record[name] = -1
                self.env.flush_all()

    def test_the_welcome_takes_only_what_the_till_can_fill_in(self):
        with self.assertRaisesRegex(ValidationError, "{nickname}"):
            self.program.welcome = "Hello {nickname}"

    def _snapshot(self):
        self.env.invalidate_all()
        rows = self.env["loyalty.tier.membership"].search(
            [("program_id", "=", self.program.id)]
        )
        names = ["tier_id", "since", "visits", "spend", "stars", "last_visit"]
        return {row["id"]: row for row in rows.read(names, load=False)}


@tagged("post_install", "-at_install")
class TestLoyaltyTierProgramCheck(LoyaltyTiersCommon):
    """The scheduled check repairs what should never be broken."""

    def test_normally_there_is_nothing_to_repair(self):
        guest = self._make_guest(visits=3)
        self._refund(self._visit(guest))

        self._cron("_cron_check")

        self.assertEqual(self.program.repaired_count, 0)
        self.assertTrue(self.program.checked_on)

    def test_a_missing_entry_is_made_again(self):
        guest = self._make_guest(visits=2)
        self._entries_of(guest)[0].unlink()

        self.assertRepairs(1)

        self.assertScore(guest, visits=2)

    def test_a_changed_entry_is_corrected(self):
        guest = self._make_guest(visits=2)
        entry = self._entries_of(guest)[0]
        for values in ({"amount": 999.0}, {"units": 0}, {"day": FIRST_DAY.date()}):
            was = {name: entry[name] for name in values}
            entry.write(values)

            self.assertRepairs(1)

            self.assertRecordValues(entry, [was])
        self.assertScore(guest, visits=2, spend=20.0)

    def test_an_entry_that_should_not_be_goes(self):
        guest = self._make_guest(visits=2)
        entry = self._entries_of(guest)[0]
        false = entry.copy({"takes_back_id": 77})

        self.assertRepairs(1)

        self.assertFalse(false.exists())

    def test_an_entry_of_the_wrong_customer_is_moved(self):
        guest, other = self._make_guest("Ada", 2), self._make_guest("Grace")
        self._entries_of(guest)[0].partner_id = other

        self._cron("_cron_check")

        self.assertScore(guest, visits=2)
        self.assertFalse(self._entries_of(other))

    def test_a_line_added_after_payment_is_counted(self):
        """Tipping after payment changes a paid order, and so may other addons."""
        guest = self._make_guest(visits=1)
        order = self.env["pos.order"].browse(self._entries_of(guest).origin_id)
        order.lines.write({"price_subtotal_incl": 14.0})

        self.assertRepairs(1)

        self.assertScore(guest, visits=1, spend=14.0)

    def assertRepairs(self, count):
        self._cron("_cron_check")
        self.assertEqual(self.program.repaired_count, count)
        self._cron("_cron_check")
        self.assertEqual(self.program.repaired_count, 0)

    def _entries_of(self, guest):
        return self.env["loyalty.tier.entry"].search([("partner_id", "=", guest.id)])
