# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which tier a score earns, and what is missing for the next one.

Pure Python: nothing here imports Odoo, reads a database or looks at the clock.
Spend is in the currency of the program, already rounded by the caller.
"""

from math import inf
from typing import NamedTuple


class Score(NamedTuple):
    """What is measured over the entries of one customer."""

    visits: int = 0  # distinct local days
    spend: float = 0.0  # currency of the program
    stars: int = 0
    orders: int = 0
    margin: float = 0.0  # currency of the program
    days: int = 0  # since joining


class Rule(NamedTuple):
    """One way to earn a tier: every minimum must be met; 0 asks for nothing.

    >>> Rule(visits=20, spend=300.0).is_met_by(Score(visits=20, spend=299.0))
    False
    >>> Rule(visits=20, spend=300.0).missing(Score(visits=12, spend=299.0))[:2]
    (8, 1.0)
    >>> Rule(visits=20, spend=300.0).progress(Score(visits=10, spend=300.0))
    0.5
    """

    visits: int = 0
    spend: float = 0.0
    stars: int = 0
    orders: int = 0
    margin: float = 0.0
    days: int = 0
    away: int = 0  # days since the last visit, at most; 0: any
    cut: str | None = None  # ranked by "customers", "sales" or "count"
    cut_value: float = 0.0  # percent of them, or how many
    cut_spend: float = 0.0  # what the last one above the cut has spent; 0: unknown

    @property
    def minimums(self):
        """Return what must be met, as the fields of a :class:`Score`.

        >>> Rule(spend=5.0, cut="count", cut_value=10, cut_spend=70.0).minimums.spend
        70.0
        >>> Rule(cut="count", cut_value=10).minimums.spend  # nobody was ranked yet
        inf
        """
        spend = self.spend
        if self.cut:
            spend = max(spend, self.cut_spend or inf)
        return Score(
            self.visits, spend, self.stars, self.orders, self.margin, self.days
        )

    @property
    def is_known(self):
        """Tell whether it can be said what is asked: a ranking begins at night."""
        return not self.cut or bool(self.cut_spend)

    def is_met_by(self, score):
        """Tell whether a score has it all; time since the last visit aside."""
        return all(h >= n for h, n in zip(score, self.minimums, strict=True))

    def missing(self, score):
        """Return what the score still lacks, as a :class:`Score`."""
        pairs = zip(score, self.minimums, strict=True)
        return Score(*(max(need - have, 0) for have, need in pairs))

    def progress(self, score):
        """Return how far the score has come, from 0.0 to 1.0: its weakest part."""
        parts = [
            min(max(have, 0) / need, 1.0)
            for have, need in zip(score, self.minimums, strict=True)
            if need > 0
        ]
        return min(parts, default=1.0)

    def asks_no_more_than(self, other):
        """Tell whether everyone who meets ``other`` meets this rule as well.

        Rankings are compared by their cuts, for their spend changes every night.

        >>> Rule(cut="customers", cut_value=5).asks_no_more_than(
        ...     Rule(cut="customers", cut_value=30))
        False
        """
        if (self.away and not other.away) or 0 < self.away < other.away:
            return False
        if self.cut != other.cut:
            return False
        if self.cut and self.cut_value < other.cut_value:
            return False
        mine, theirs = (
            rule.minimums._replace(spend=rule.spend) for rule in (self, other)
        )
        return all(m <= t for m, t in zip(mine, theirs, strict=True))


class Rung(NamedTuple):
    """One tier of a ladder; a retired rung is held but no longer earned."""

    tier_id: int
    rules: tuple = ()
    secret: bool = False  # never named to who does not hold it
    retired: bool = False
    lowering: str | None = None  # None: as the program says

    def is_earned_by(self, score):
        return not self.retired and any(rule.is_met_by(score) for rule in self.rules)


class Standing(NamedTuple):
    """Where a score puts its owner."""

    tier_id: int | None  # None: below the first rung
    next_tier_id: int | None  # None: no rung above that may be named
    missing: Score | None  # for the nearest rule of the next rung
    progress: float  # towards the next rung; 1.0 where there is none


class Ladder:
    """The tiers of one program, lowest first.

    >>> ladder = Ladder([
    ...     Rung(1, (Rule(visits=2),)),
    ...     Rung(2, (Rule(visits=10), Rule(spend=500.0))),
    ...     Rung(3, (Rule(visits=50),), secret=True),
    ... ])
    >>> standing = ladder.standing(Score(visits=1))
    >>> standing.tier_id, standing.next_tier_id, standing.progress
    (None, 1, 0.5)
    >>> standing.missing.visits
    1

    A tier is earned by any of its rules, and the nearest one tells what is missing:

    >>> ladder.standing(Score(visits=2, spend=400.0)).missing.spend
    100.0
    >>> ladder.standing(Score(visits=3, spend=500.0)).tier_id
    2

    A secret rung is not named before it is held:

    >>> ladder.standing(Score(visits=49))
    Standing(tier_id=2, next_tier_id=None, missing=None, progress=1.0)
    >>> ladder.standing(Score(visits=50)).tier_id
    3
    """

    def __init__(self, rungs):
        self.rungs = tuple(rungs)
        self._heights = {rung.tier_id: i for i, rung in enumerate(self.rungs)}

    def height(self, tier_id):
        """Return the position of a tier, 0 being the lowest; -1 for none."""
        return self._heights.get(tier_id, -1)

    def earned(self, score):
        """Return the highest tier that the score earns, or None."""
        for rung in reversed(self.rungs):
            if rung.is_earned_by(score):
                return rung.tier_id
        return None

    def standing(self, score, held=None):
        """Tell where a score puts its owner.

        :param Score score: what was measured
        :param held: tier held for another reason than the score, if any
        :rtype: Standing
        """
        tier_id = self.higher(held, self.earned(score))
        for rung in self.rungs[self.height(tier_id) + 1 :]:
            rules = [rule for rule in rung.rules if rule.is_known]
            if rules and not rung.secret and not rung.retired:
                rule = max(rules, key=lambda rule: rule.progress(score))
                return Standing(
                    tier_id, rung.tier_id, rule.missing(score), rule.progress(score)
                )
        return Standing(tier_id, None, None, 1.0)

    def missing_to_keep(self, held, score):
        """Return what a score lacks of the tier that is held, by its nearest rule.

        >>> Ladder([Rung(1, (Rule(visits=5),))]).missing_to_keep(1, Score(2)).visits
        3

        :param held: tier held, or None
        :param Score score: what was measured
        :return: a :class:`Score`; None when the tier is earned or none is held
        """
        rules = self.rungs[self.height(held)].rules if held else ()
        rules = [rule for rule in rules if rule.is_known]
        if not rules or self.height(self.earned(score)) >= self.height(held):
            return None
        return max(rules, key=lambda rule: rule.progress(score)).missing(score)

    def unreachable(self):
        """Return the pairs of tiers whose minimums do not rise.

        A rule that asks no more than a rule of a lower tier jumps over it: nobody
        would ever be promoted to that lower tier by that rule.

        >>> Ladder([Rung(1, (Rule(visits=5),)), Rung(2, (Rule(visits=5),))]
        ... ).unreachable()
        [(1, 2)]
        >>> Ladder([Rung(1, (Rule(visits=5),)), Rung(2, (Rule(stars=3),))]
        ... ).unreachable()
        []

        :return: list of ``(lower tier, upper tier)``
        """
        rungs = [rung for rung in self.rungs if not rung.retired]
        return [
            (lower.tier_id, upper.tier_id)
            for i, upper in enumerate(rungs)
            for lower in rungs[:i]
            if any(
                mine.asks_no_more_than(theirs)
                for mine in upper.rules
                for theirs in lower.rules
            )
        ]

    def higher(self, one, other):
        """Return the higher one of two tiers, either of which may be None."""
        return max(one, other, key=self.height)
