# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Chance, and whether it did what was set.

Pure Python: nothing here imports Odoo, reads a database or looks at the clock.
"""

import math
from random import SystemRandom

ALL = 100.0  # percent
UNUSUAL, STRANGE = 0.05, 0.01  # so seldom does chance alone differ as much
ENOUGH = 5  # draws expected of each outcome; with fewer, the statement means nothing


def draw(odds, chance=None):
    """Draw one outcome.

    >>> import random
    >>> [draw([50.0, 25.0], random.Random(seed)) for seed in (1, 2, 5)]
    [0, None, 1]
    >>> draw([]), draw([100.0])
    (None, 0)

    :param list odds: of each outcome, in percent; 100 at most
    :param chance: a ``random.Random``; by default that of the operating system, which
        nobody can foresee
    :return: index of the outcome, ``None`` for none of them
    """
    point = (chance or SystemRandom()).random() * ALL
    for index, share in enumerate(odds):
        point -= share
        if point < 0:
            return index
    return None


def likelihood(odds, counts):
    """Say how often chance alone would differ from the odds as much as it did.

    A chi-square test, by the approximation of Wilson and Hilferty.

    >>> likelihood([50.0, 50.0], [50, 50]) > 0.9
    True
    >>> round(likelihood([50.0, 50.0], [60, 40]), 2)
    0.04
    >>> likelihood([50.0, 50.0], [90, 10]) < 0.001
    True
    >>> likelihood([50.0, 50.0], [2, 1]) is None
    True

    :param list odds: of each outcome, in percent, 100 together
    :param list counts: how often each came
    :return: between 0 and 1; ``None`` when there are too few draws to tell
    :rtype: float
    """
    total = sum(counts)
    pairs = [(total * share / ALL, n) for share, n in zip(odds, counts, strict=True)]
    if any(count for expected, count in pairs if not expected):
        return 0.0  # what could not come has come
    pairs = [(expected, count) for expected, count in pairs if expected]
    freedom = len(pairs) - 1
    if not total or freedom < 1 or min(expected for expected, _n in pairs) < ENOUGH:
        return None
    distance = sum((count - expected) ** 2 / expected for expected, count in pairs)
    spread = 2 / (9 * freedom)
    deviation = ((distance / freedom) ** (1 / 3) - (1 - spread)) / math.sqrt(spread)
    return min(0.5 * math.erfc(deviation / math.sqrt(2)), 1.0)
