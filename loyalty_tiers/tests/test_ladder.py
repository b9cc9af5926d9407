# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import doctest

from odoo.tests import TransactionCase, tagged

from .. import ladder as ladder_module
from ..ladder import Ladder, Rule, Rung, Score


@tagged("post_install", "-at_install")
class TestLadder(TransactionCase):
    def setUp(self):
        super().setUp()
        self.ladder = Ladder(
            [
                Rung(1, (Rule(visits=2),)),
                Rung(2, (Rule(visits=10), Rule(visits=5, spend=300.0))),
                Rung(3, (Rule(visits=50),), secret=True),
            ]
        )

    def test_the_examples_in_the_documentation_are_true(self):
        result = doctest.testmod(ladder_module)

        self.assertGreater(result.attempted, 10)
        self.assertEqual(result.failed, 0)

    def test_any_rule_earns_a_tier_but_every_minimum_of_it_must_be_met(self):
        earned = self.ladder.earned

        self.assertEqual(earned(Score(visits=10)), 2)
        self.assertEqual(earned(Score(visits=5, spend=300.0)), 2)
        self.assertEqual(earned(Score(visits=5, spend=299.99)), 1)
        self.assertEqual(earned(Score(visits=4, spend=9000.0)), 1)
        self.assertIsNone(earned(Score(visits=1, spend=9000.0)))

    def test_a_tier_without_rules_is_earned_by_nobody(self):
        ladder = Ladder([Rung(1)])

        self.assertIsNone(ladder.earned(Score(visits=1000, spend=1e9, stars=1000)))
        self.assertIsNone(ladder.standing(Score()).next_tier_id)

    def test_a_rule_without_minimum_is_met_by_everybody(self):
        self.assertEqual(Ladder([Rung(1, (Rule(),))]).earned(Score()), 1)

    def test_an_empty_ladder_places_nobody(self):
        standing = Ladder([]).standing(Score(visits=9))

        self.assertEqual(standing, (None, None, None, 1.0))

    def test_a_secret_tier_is_never_what_is_missing(self):
        for visits in (10, 49, 50):
            self.assertIsNone(self.ladder.standing(Score(visits=visits)).next_tier_id)

    def test_a_retired_tier_is_neither_earned_nor_missed(self):
        ladder = Ladder(
            [Rung(1, (Rule(visits=2),)), Rung(2, (Rule(visits=4),), retired=True)]
        )

        self.assertEqual(ladder.earned(Score(visits=9)), 1)
        self.assertIsNone(ladder.standing(Score(visits=2)).next_tier_id)

    def test_missing_is_told_by_the_nearest_rule(self):
        near_visits = self.ladder.standing(Score(visits=9))
        near_spend = self.ladder.standing(Score(visits=5, spend=290.0))

        self.assertEqual(near_visits.missing, Score(visits=1))
        self.assertEqual(near_spend.missing, Score(spend=10.0))

    def test_progress_stays_between_nothing_and_all(self):
        for score in (Score(), Score(-3, -5.0, -1), Score(99, 9e9, 9)):
            self.assertTrue(0.0 <= self.ladder.standing(score).progress <= 1.0)

    def test_minimums_that_do_not_rise_are_found_in_any_rule(self):
        jumping = Ladder(
            [
                Rung(1, (Rule(visits=5),)),
                Rung(2, (Rule(visits=9),)),
                Rung(3, (Rule(visits=20), Rule(visits=3))),
            ]
        )

        self.assertEqual(jumping.unreachable(), [(1, 3), (2, 3)])
        self.assertEqual(self.ladder.unreachable(), [])
