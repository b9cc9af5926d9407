# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from psycopg2.errors import CheckViolation

from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import LoyaltyTiersCommon


@tagged("post_install", "-at_install")
class TestLoyaltyTierProgramChecks(LoyaltyTiersCommon):
    """What cannot be meant is refused, and the message says what to mend."""

    def test_a_tier_above_the_first_must_ask_for_something(self):
        for nothing in ({}, {"max_days_away": 30}):
            with self.assertRaisesRegex(ValidationError, "Gold asks for nothing"):
                self.gold.rule_ids = [Command.create(nothing)]

    def test_the_first_tier_may_welcome_everybody(self):
        self.silver.rule_ids = [Command.clear(), Command.create({})]

        self.assertEqual(self.silver.rules_sentence, "From the first visit on")

    def test_a_tier_without_rules_is_given_by_hand_only(self):
        self.gold.rule_ids = [Command.clear()]

        self.assertEqual(self.gold.rules_sentence, "")

    def test_a_retired_tier_may_ask_for_nothing(self):
        self.gold.active = False

        self.gold.rule_ids = [Command.clear(), Command.create({})]

    def test_a_higher_tier_must_take_fewer_of_the_best(self):
        self._rank(30)
        for cut_value in (30, 40):
            with self.assertRaisesRegex(ValidationError, "A higher tier must take few"):
                self.gold.rule_ids = [Command.clear(), self._cut(cut_value)]

        self.gold.rule_ids = [Command.clear(), self._cut(5)]

    def test_rankings_of_different_kinds_are_not_compared(self):
        self._rank(30)

        self.gold.rule_ids = [Command.clear(), self._cut(50, "sales")]

    def test_a_ranking_takes_somebody_and_not_more_than_all(self):
        for cut, value in (
            ("customers", 0),
            ("customers", 100.5),
            ("sales", 101),
            ("count", 0),
            ("count", 2.5),
            ("customers", -5),
        ):
            with (
                self.subTest(cut=cut, value=value),
                mute_logger("odoo.sql_db"),
                self.assertRaises(CheckViolation),
                self.env.cr.savepoint(),
            ):
                self.gold.rule_ids = [Command.clear(), self._cut(value, cut)]
                self.env.flush_all()

    def test_minimums_windows_grace_and_costs_are_not_negative(self):
        perk = self.env["loyalty.tier.perk"].create(
            {"tier_id": self.gold.id, "name": "Towel"}
        )
        rule = self.silver.rule_ids
        for record, name, value in (
            (rule, "min_orders", -1),
            (rule, "min_margin", -1.0),
            (rule, "min_days", -1),
            (rule, "max_days_away", -1),
            (self.program, "grace_days", -1),
            (self.program, "warn_days", -1),
            (self.program, "window_count", 0),
            (self.program, "window_count", -3),
            (self.program, "hold_count", -1),
            (self.program, "hold_round_day", 32),
            (self.program, "stars_per_order", -1),
            (self.program, "star_order_minimum", -1.0),
            (self.gold, "star_multiplier", -1.0),
            (perk, "yearly_cost", -1.0),
        ):
            with (
                self.subTest(name, value=value),
                mute_logger("odoo.sql_db"),
                self.assertRaises(CheckViolation),
                self.env.cr.savepoint(),
            ):
                record[name] = value
                self.env.flush_all()

    def test_a_tier_must_be_held_for_some_time(self):
        with self.assertRaisesRegex(ValidationError, "at least one day"):
            self.program.write({"holding": "period", "hold_count": 0})

        self.program.write(
            {"holding": "period", "hold_count": 0, "hold_round": "quarter"}
        )

    def test_one_step_at_a_time_needs_a_time(self):
        with self.assertRaisesRegex(ValidationError, "how long each step is held"):
            self.program.write({"window": "rolling", "lowering": "step"})

    # ------------------------------------------------------------------ verbs
    def _rank(self, percent):
        self.gold.rule_ids = [Command.clear()]
        self.silver.rule_ids = [Command.clear(), self._cut(percent)]

    def _cut(self, value, cut="customers"):
        return Command.create({"cut": cut, "cut_value": value})
