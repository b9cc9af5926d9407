# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import doctest
import random
from collections import Counter

from odoo.tests import BaseCase, tagged

from .. import odds

DRAWS = 10_000
SET = [1.0, 9.0, 40.0]  # and nothing for the rest


@tagged("post_install", "-at_install")
class TestOdds(BaseCase):
    def test_the_examples_are_true(self):
        self.assertFalse(doctest.testmod(odds).failed)

    def test_over_ten_thousand_draws_the_odds_hold(self):
        chance = random.Random(20)
        counts = Counter(odds.draw(SET, chance) for _ in range(DRAWS))

        for index, share in [*enumerate(SET), (None, 50.0)]:
            expected = DRAWS * share / 100
            deviation = (expected * (1 - share / 100)) ** 0.5
            self.assertLess(abs(counts[index] - expected), 3 * deviation)

    def test_the_statement_believes_fair_draws_and_no_others(self):
        """Of fair series one in twenty looks unusual; of bent ones every one."""
        chance = random.Random(7)
        believed = sum(self._likelihood(SET, chance) >= 0.05 for _ in range(100))
        self.assertGreaterEqual(believed, 88)
        self.assertLess(believed, 100)

        bent = [2.0, 9.0, 40.0]
        self.assertLess(self._likelihood(bent, chance), odds.STRANGE)

    def _likelihood(self, drawn, chance):
        counts = Counter(odds.draw(drawn, chance) for _ in range(DRAWS))
        return odds.likelihood([*SET, 50.0], [counts[i] for i in (0, 1, 2, None)])

    def test_what_is_certain_always_comes_and_what_is_not_there_never(self):
        self.assertEqual({odds.draw([0.0, 100.0]) for _ in range(200)}, {1})
        self.assertEqual({odds.draw([]) for _ in range(20)}, {None})
