# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The rules of a program as plain values: what can be changed, tried and compared."""

from datetime import date
from typing import NamedTuple

from .clock import Clock
from .ladder import Ladder

# What can be tried of a program; a change of the other fields needs no trial.
CLOCK_FIELDS = (
    "window",
    "window_count",
    "window_unit",
    "window_period",
    "year_start",
    "holding",
    "hold_count",
    "hold_unit",
    "hold_from",
    "hold_round",
    "hold_round_day",
    "hold_round_month",
    "grace_days",
)
SCORE_FIELDS = (
    "min_visit_amount",
    "stars_per_visit",
    "stars_per_order",
    "star_order_minimum",
    "amount_per_star",
)
TERM_FIELDS = (*CLOCK_FIELDS, "lowering", *SCORE_FIELDS)


class Terms(NamedTuple):
    """All that decides which tier entries earn, and for how long."""

    ladder: Ladder
    clock: Clock = Clock()
    lowering: str = "earned"
    min_visit_amount: float = 0.0  # currency of the program
    stars_per_visit: int = 0
    stars_per_order: int = 0
    star_order_minimum: float = 0.0  # currency of the program
    amount_per_star: float = 0.0  # currency of the program
    decimals: int = 2  # of the currency
    through: date | None = None  # nothing that came later is known; None: all is

    @property
    def gives_stars(self):
        """Tell whether anything gives stars, or asks for them."""
        return bool(
            self.stars_per_visit
            or self.stars_per_order
            or self.amount_per_star
            or self.asks("stars")
        )

    @property
    def counts_orders(self):
        return bool(self.stars_per_order or self.asks("orders"))

    @property
    def ways(self):
        """Return all the ways in which tiers end here."""
        return {self.lowers(rung) for rung in self.ladder.rungs} or {self.lowering}

    @property
    def total(self):
        """Tell whether all that a customer ever did decides, without an end."""
        return self.clock.window == "lifetime" and self.clock.holding == "earned"

    @property
    def slides(self):
        """Tell whether a tier is held just as long as the last days earn it."""
        return (
            self.clock.window == "rolling"
            and self.clock.holding == "earned"
            and self.ways != {"never"}
        )

    def asks(self, measure):
        """Return the different minimums that the rules ask of a measure.

        :param str measure: a field of :class:`~.ladder.Rule`
        :rtype: list
        """
        rules = (rule for rung in self.ladder.rungs for rule in rung.rules)
        return sorted({getattr(rule, measure) for rule in rules} - {0, None})

    def lowers(self, rung):
        """Return how a tier ends: ``never``, by one ``step``, to what is ``earned``."""
        return rung.lowering or self.lowering
