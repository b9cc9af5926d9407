# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""How far two groups of guests lie apart, and how sure that is. Pure: no Odoo here.

Every answer is a range in which the truth lies 95 times out of 100. A range that holds
zero says: nothing can be told.
"""

from math import sqrt
from statistics import NormalDist
from typing import NamedTuple

SURE = 0.95
Z = NormalDist().inv_cdf((1 + SURE) / 2)
FEWEST = 5  # guests in a group, below which nothing is compared: ranges would lie


class Range(NamedTuple):
    """An estimate, and between what the truth is likely to lie."""

    estimate: float
    low: float
    high: float

    @property
    def is_clear(self):
        """Whether the range says which of the two is more.

        >>> Range(0.1, 0.02, 0.18).is_clear, Range(0.1, -0.02, 0.2).is_clear
        (True, False)
        """
        return self.low > 0 or self.high < 0


def share(some, all_):
    """Return the share of some among all, after Wilson: never below 0, nor above 1.

    :param int some: how many
    :param int all_: of how many; 0 tells nothing
    :rtype: Range or None

    >>> [round(x, 3) for x in share(30, 100)]
    [0.3, 0.219, 0.396]
    >>> [round(x, 3) for x in share(0, 10)]
    [0.0, 0.0, 0.278]
    >>> share(0, 0)
    """
    if not all_:
        return None
    part = some / all_
    middle = (part + Z**2 / (2 * all_)) / (1 + Z**2 / all_)
    reach = Z * sqrt(part * (1 - part) / all_ + Z**2 / (4 * all_**2))
    reach /= 1 + Z**2 / all_
    return Range(part, max(middle - reach, 0.0), min(middle + reach, 1.0))


def of_shares(some, all_, other_some, other_all):
    """Return how much larger one share is than another, after Newcombe.

    Holds for small groups, and for shares of none and of all, where the method of the
    school book gives ranges of no width.

    :return: nothing where a group is too small
    :rtype: Range or None

    The example of Newcombe (1998), 56 of 70 against 48 of 80:

    >>> [round(x, 4) for x in of_shares(56, 70, 48, 80)]
    [0.2, 0.0524, 0.3339]
    >>> [round(x, 2) for x in of_shares(0, 10, 0, 10)]
    [0.0, -0.28, 0.28]
    >>> of_shares(4, 4, 0, 10)
    """
    if min(all_, other_all) < FEWEST:
        return None
    one, other = share(some, all_), share(other_some, other_all)
    estimate = one.estimate - other.estimate
    down = sqrt((one.estimate - one.low) ** 2 + (other.high - other.estimate) ** 2)
    up = sqrt((one.high - one.estimate) ** 2 + (other.estimate - other.low) ** 2)
    return Range(estimate, estimate - down, estimate + up)


class Sample(NamedTuple):
    """What the guests of a group have spent: how many, on average, and its spread."""

    size: int
    mean: float
    variance: float


def of_means(one, other):
    """Return how much more one group has spent for each guest, after Welch.

    :param Sample one: those who were written to
    :param Sample other: those who were not
    :return: nothing where a group is too small
    :rtype: Range or None

    >>> one, other = Sample(20, 25.0, 25.0), Sample(10, 20.0, 16.0)
    >>> [round(x, 2) for x in of_means(one, other)]
    [5.0, 1.5, 8.5]
    >>> of_means(Sample(4, 1.0, 1.0), other)
    >>> of_means(Sample(9, 0.0, 0.0), Sample(9, 0.0, 0.0))
    Range(estimate=0.0, low=0.0, high=0.0)
    """
    if min(one.size, other.size) < FEWEST:
        return None
    parts = [group.variance / group.size for group in (one, other)]
    error = sum(parts)
    estimate = one.mean - other.mean
    if not error:
        return Range(estimate, estimate, estimate)
    freedom = error**2 / sum(
        part**2 / (group.size - 1)
        for part, group in zip(parts, (one, other), strict=True)
    )
    reach = _student(freedom) * sqrt(error)
    return Range(estimate, estimate - reach, estimate + reach)


def _student(freedom):
    """Return the quantile of Student's distribution, by its expansion in 1/freedom.

    >>> [round(_student(freedom), 2) for freedom in (4, 10, 30, 1000)]
    [2.77, 2.23, 2.04, 1.96]
    """
    terms = (
        (Z**3 + Z) / 4,
        (5 * Z**5 + 16 * Z**3 + 3 * Z) / 96,
        (3 * Z**7 + 19 * Z**5 + 17 * Z**3 - 15 * Z) / 384,
    )
    return Z + sum(term / freedom**power for power, term in enumerate(terms, 1))
