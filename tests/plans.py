"""What the tests by chance draw, and how much of it.

The same each time: what failed once fails again. ``LOYALTY_TIERS_EXAMPLES`` multiplies
how many examples there are.
"""

import os
from datetime import date, timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from odoo.addons.loyalty_tiers import clock as clocks_of
from odoo.addons.loyalty_tiers.clock import Clock
from odoo.addons.loyalty_tiers.ladder import Ladder, Rule, Rung
from odoo.addons.loyalty_tiers.terms import Terms

FIRST = date(2023, 1, 1)
LAST = date(2029, 12, 31)
TIMES = float(os.environ.get("LOYALTY_TIERS_EXAMPLES", "1"))

WINDOWS = ("lifetime", "rolling", "calendar", "anniversary")
LOWERINGS = ("step", "never", "earned")
ROUNDS = ("none", "month", "quarter", "year", "day")
# The minimums of three tiers, as multiples of the lowest.
MEASURES = {
    "visits": 1,
    "spend": 20.0,
    "stars": 2,
    "orders": 1,
    "margin": 8.0,
    "days": 40,
}


def chances(examples, steps=50):
    """Return how many examples of how many steps are tried."""
    return settings(
        max_examples=max(int(examples * TIMES), 1),
        stateful_step_count=steps,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


def days(first=FIRST, last=LAST):
    return st.dates(first, last)


@st.composite
def freezes(draw, at_most=3):
    spans = draw(
        st.lists(st.tuples(days(), st.none() | st.integers(0, 200)), max_size=at_most)
    )
    return clocks_of.join(
        (since, None if length is None else since + timedelta(days=length))
        for since, length in spans
    )


@st.composite
def clocks(draw, window=None, frozen=True):
    """Any clock that a program may have; frozen or not."""
    window = window or draw(st.sampled_from(WINDOWS))
    periods = window in ("calendar", "anniversary")
    holding = draw(st.sampled_from(("earned", "period")))
    return Clock(
        window=window,
        count=draw(st.integers(1, 24)),
        unit=draw(st.sampled_from(("month", "day"))),
        period=draw(st.sampled_from(("year", "half", "quarter"))),
        year_start=draw(st.integers(1, 12)),
        holding=holding,
        hold_count=draw(st.integers(1, 24)),
        hold_unit=draw(st.sampled_from(("month", "day"))),
        hold_from=draw(st.sampled_from(("day", "window"))) if periods else "day",
        hold_round=draw(st.sampled_from(ROUNDS)),
        hold_round_day=draw(st.integers(1, 31)),
        hold_round_month=draw(st.integers(1, 12)),
        grace=draw(st.sampled_from((0, 0, 10))) if holding == "period" else 0,
        freezes=draw(freezes()) if frozen else (),
    )


@st.composite
def ladders(draw, kinds=None, tier_ids=(1, 2, 3)):
    """Three tiers, each asking more than the one below it."""
    kinds = kinds or draw(st.sets(st.sampled_from(sorted(MEASURES)), min_size=1))
    rungs = []
    for tier_id, times in zip(tier_ids, draw(rising()), strict=True):
        minimums = {kind: MEASURES[kind] * times for kind in sorted(kinds)}
        rules = [Rule(**minimums)]
        if draw(st.booleans()):  # any of them
            rules = [Rule(**{kind: minimums[kind]}) for kind in minimums]
        lowering = draw(st.sampled_from((None, None, *LOWERINGS)))
        rungs.append(Rung(tier_id, tuple(rules), lowering=lowering))
    return Ladder(rungs)


def rising():
    """Three numbers, each greater than the one before."""
    return st.lists(st.integers(1, 9), min_size=3, max_size=3, unique=True).map(sorted)


def asking(terms, times):
    """Return terms that ask for as many times the lowest minimums as given."""
    rungs = [
        rung._replace(rules=tuple(_times(rule, number) for rule in rung.rules))
        for rung, number in zip(terms.ladder.rungs, times, strict=True)
    ]
    return terms._replace(ladder=Ladder(rungs))


def _times(rule, number):
    asked = [kind for kind in MEASURES if getattr(rule, kind)]
    return rule._replace(**{kind: MEASURES[kind] * number for kind in asked})


@st.composite
def terms(draw, window=None, tier_ids=(1, 2, 3)):
    """Any rules that a program may have."""
    clock = draw(clocks(window, frozen=False))
    ladder = draw(ladders(tier_ids=tier_ids))
    slides = clock.window == "rolling" and clock.holding == "earned"
    if slides:  # all tiers end in the same way
        ladder = Ladder(rung._replace(lowering=None) for rung in ladder.rungs)
    return Terms(
        ladder=ladder,
        clock=clock,
        lowering=draw(st.sampled_from(LOWERINGS[slides:])),
        min_visit_amount=draw(st.sampled_from((0.0, 0.0, 12.0))),
        stars_per_visit=draw(st.integers(0, 1)),
        stars_per_order=draw(st.integers(0, 2)),
        star_order_minimum=draw(st.sampled_from((0.0, 11.0))),
        amount_per_star=draw(st.sampled_from((0.0, 7.0))),
    )
