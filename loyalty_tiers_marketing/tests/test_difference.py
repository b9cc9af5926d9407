# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import doctest
from random import Random
from statistics import mean, variance

from odoo.tests import BaseCase, tagged

from .. import difference
from ..difference import Sample, of_means, of_shares


@tagged("post_install", "-at_install")
class TestDifference(BaseCase):
    """The ranges hold what they promise: counted over many draws with a known truth."""

    def test_the_examples_are_true(self):
        self.assertFalse(doctest.testmod(difference).failed)

    def test_the_truth_lies_within_19_of_20_ranges(self):
        for here, there in ((900, 100), (60, 20)):
            draw = Random(7).random
            missed = 0
            for _ in range(1000):
                some = sum(draw() < 0.3 for _ in range(here))
                others = sum(draw() < 0.1 for _ in range(there))
                found = of_shares(some, here, others, there)
                missed += not found.low <= 0.2 <= found.high
            self.assertTrue(30 <= missed <= 70, missed)

    def test_without_an_effect_a_difference_is_seen_once_in_twenty(self):
        random = Random(7)
        clear = 0
        for _ in range(1000):
            groups = [
                [random.expovariate(0.1) for _ in range(size)] for size in (90, 40)
            ]
            samples = [Sample(len(g), mean(g), variance(g)) for g in groups]
            clear += of_means(*samples).is_clear
        self.assertTrue(25 <= clear <= 75, clear)

    def test_the_smallest_groups_give_wide_ranges_and_the_tiniest_none(self):
        self.assertFalse(of_shares(2, 5, 0, 5).is_clear)
        self.assertIsNone(of_shares(3, 3, 0, 1))
        self.assertIsNone(of_shares(5, 5, 0, 0))
        self.assertIsNone(of_means(Sample(9, 1.0, 1.0), Sample(1, 0.0, 0.0)))
