# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.fields import Command
from odoo.tests import tagged

from ..ladder import Score
from .common import LoyaltyTiersCommon

PERIOD = {"holding": "period", "hold_count": 12}


@tagged("post_install", "-at_install")
class TestLoyaltyTierProgramSentence(LoyaltyTiersCommon):
    """Programs and rules read back as plain sentences."""

    def test_the_example_of_the_manual(self):
        self.assertReads(
            "Counts the last 12 months. An earned tier is held for 12 months, to the "
            "end of the quarter, with 14 days of grace; then it falls one step at most.",
            window="rolling",
            hold_round="quarter",
            grace_days=14,
            lowering="step",
            **PERIOD,
        )

    def test_each_window(self):
        for sentence, values in (
            ("Counts everything since the first visit.", {}),
            ("Counts the last month.", {"window": "rolling", "window_count": 1}),
            (
                "Counts the last 90 days.",
                {"window": "rolling", "window_count": 90, "window_unit": "day"},
            ),
            ("Counts each calendar year by itself.", {"window": "calendar"}),
            (
                "Counts each year from April on by itself.",
                {"window": "calendar", "year_start": "4"},
            ),
            (
                "Counts each quarter by itself.",
                {"window": "calendar", "window_period": "quarter"},
            ),
            (
                "Counts each year since the first visit by itself.",
                {"window": "anniversary"},
            ),
        ):
            self.assertReads(
                f"{sentence} An earned tier is held for good.",
                lowering="never",
                **values,
            )

    def test_each_way_to_hold_a_tier(self):
        for how_long, values in (
            ("as long as the score earns it", {"window": "rolling"}),
            ("to the end of the period it was earned in", {"window": "calendar"}),
            ("for 1 month", {**PERIOD, "hold_count": 1}),
            ("for 1 day", {**PERIOD, "hold_count": 1, "hold_unit": "day"}),
            (
                "for 12 months, to the end of the month",
                {**PERIOD, "hold_round": "month"},
            ),
            ("for 12 months, to the end of the year", {**PERIOD, "hold_round": "year"}),
            ("for 12 months, to the next 31 March", {**PERIOD, "hold_round": "day"}),
            (
                "for 15 months, from the end of the period it was earned in",
                {
                    **PERIOD,
                    "window": "calendar",
                    "hold_from": "window",
                    "hold_count": 15,
                },
            ),
            ("for 12 months, with 1 day of grace", {**PERIOD, "grace_days": 1}),
        ):
            values = {"window": "rolling", **values}
            program = self._program(**values)
            self.assertIn(
                f" An earned tier is held {how_long}; then it falls to what the score "
                "earns.",
                program.sentence,
            )

    def test_stars_small_bills_and_exceptions_are_said(self):
        program = self._program(
            min_visit_amount=10.0,
            stars_per_visit=2,
            stars_per_order=1,
            star_order_minimum=5.0,
            amount_per_star=20.0,
            tier_ids=[
                Command.create({"name": "Silver", "lowering": "never"}),
                Command.create({"name": "Gold", "lowering": "earned"}),
            ],
        )

        self.assertEqual(
            program.sentence,
            "A day is a visit from $\xa010.00 on. Stars: 2 for each visit, 1 for each "
            "order from $\xa05.00 on, and 1 for each full $\xa020.00. Counts everything "
            "since the first visit. An earned tier is held for good; only refunds take "
            "it away. Never lowered: Silver.",
        )

    def test_rules_of_every_measure(self):
        for sentence, values in (
            ("1 order", {"min_orders": 1}),
            ("20 orders", {"min_orders": 20}),
            ("$\xa030.00 of margin", {"min_margin": 30.0}),
            ("90 days as a member", {"min_days": 90}),
            (
                "10 visits and a visit in the last 60 days",
                {"min_visits": 10, "max_days_away": 60},
            ),
            ("Best 5% of customers", {"cut": "customers", "cut_value": 5}),
            ("Best 2.5% of customers", {"cut": "customers", "cut_value": 2.5}),
            ("First 30% of sales", {"cut": "sales", "cut_value": 30}),
            ("Best 50 customers", {"cut": "count", "cut_value": 50}),
            (
                "20 visits, $\xa0300.00, and best 50 customers",
                {"min_visits": 20, "min_spend": 300, "cut": "count", "cut_value": 50},
            ),
        ):
            with self.subTest(sentence):
                self.gold.rule_ids = [Command.clear(), Command.create(values)]
                self.assertEqual(self.gold.rule_ids.sentence, sentence)

    def test_ways_to_earn_a_tier_are_joined(self):
        self.gold.rule_ids = [
            Command.clear(),
            Command.create({"cut": "count", "cut_value": 50}),
            Command.create({"cut": "customers", "cut_value": 5}),
        ]

        self.assertEqual(
            self.gold.rules_sentence, "Best 50 customers or best 5% of customers"
        )

    def test_a_guest_never_reads_what_the_shop_earns(self):
        self.gold.rule_ids = [
            Command.clear(),
            Command.create({"min_visits": 9, "min_margin": 70.0}),
        ]
        standing = self.program._ladder().standing(Score(visits=8, margin=1.0))

        missing = self.program._missing_text(standing)

        self.assertEqual(missing, "1 visit and a little more to Gold")

    # ------------------------------------------------------------------ verbs
    def _program(self, **values):
        return self.env["loyalty.tier.program"].create({"name": "Words", **values})

    def assertReads(self, sentence, **values):
        self.assertEqual(self._program(**values).sentence, sentence)
