# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What tiers mean, told once more and differently: to hold the real thing against.

Slow and simple: it walks day by day from the first entry to today, asks on each day
what the window holds, and remembers until when each tier is held.
"""

from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from ..clock import FOREVER

DAY = timedelta(days=1)


class Entry(NamedTuple):
    """An entry, as plain values."""

    day: date
    amount: float
    units: float = 1.0
    order: int = 0
    margin: float = 0.0
    multiplier: float = 1.0
    visits: int = 0
    stars: int = 0


class Holding(NamedTuple):
    """What is expected of a membership."""

    height: int  # 0: no tier
    until: date | None
    visits: int
    spend: float
    stars: int
    orders: int


def expected(terms, entries, today, honours=()):
    """Return what a customer should hold.

    :param honours: ``(height, since, until or None)``
    """
    score = _score(terms, _window(terms, entries, today), today, entries)
    height, until = _held(terms, entries, today)
    for honour, since, end in honours:
        if since <= today and (end or FOREVER) >= today:
            if honour > height:
                height, until = honour, end or FOREVER
            elif honour == height:
                until = max(until, end or FOREVER)
    return Holding(
        height,
        until if height and until != FOREVER else None,
        score["visits"],
        round(score["spend"], 2),
        score["stars"],
        score["orders"] if terms.counts_orders else 0,
    )


def _held(terms, entries, today):
    if terms.total:
        return _height(terms, entries, entries, today), FOREVER
    if terms.slides:
        return _held_while_earned(terms, entries, today)
    heights = range(len(terms.ladder.rungs), 0, -1)
    ends = dict.fromkeys(heights, date.min)
    joined = min((entry.day for entry in entries), default=None)
    days = {entry.day for entry in entries}
    days |= {joined + timedelta(days=n) for n in terms.asks("days") if joined}
    for day in sorted(day for day in days if day <= today or day in _days(entries)):
        reached = _height(terms, _window(terms, entries, day, upto=True), entries, day)
        for height in range(1, reached + 1):
            rung = terms.ladder.rungs[height - 1]
            end = FOREVER
            if terms.lowers(rung) != "never":
                end = _plus(terms.clock.holds(day, joined), terms.clock.grace)
            ends[height] = max(ends[height], end)
    for height in heights[1:]:
        above = terms.ladder.rungs[height]
        if terms.lowers(above) == "step" and date.min < ends[height + 1] < FOREVER:
            step = terms.clock.holds(ends[height + 1] + DAY, joined)
            ends[height] = max(ends[height], _plus(step, terms.clock.grace))
    promised = max((h for h in heights if ends[h] >= today), default=0)
    window = _window(terms, entries, today)
    earned = _height(terms, window, entries, today) if joined else 0
    if earned > promised and terms.clock.window != "lifetime":
        return earned, _earned_until(terms.clock, today, joined)
    return promised, promised and _plus(ends[promised], -terms.clock.grace)


def _earned_until(clock, today, joined):
    """Say until when a tier is held that outlives its time because it is earned."""
    return FOREVER if clock.window == "rolling" else clock.period_of(today, joined)[1]


def _held_while_earned(terms, entries, today):
    """Let days pass without a visit until the tier is gone."""
    left = _window(terms, entries, today)
    height = _height(terms, left, entries, today) if left else 0
    if not height or terms.asks("cut"):
        return height, FOREVER
    day = today
    while left and _height(terms, left, entries, today) >= height:
        day = min(_leaves(terms.clock, entry.day) for entry in left)
        if day == FOREVER:
            return height, FOREVER
        left = _window(terms, entries, day)
    return height, day - DAY


def _window(terms, entries, day, upto=False):
    """Return the entries in the window that ends with a day."""
    clock = terms.clock
    within = [entry for entry in entries if not upto or entry.day <= day]
    if clock.window == "lifetime":
        return within
    if clock.window == "rolling":
        return [e for e in within if day < _leaves(clock, e.day)]
    joined = min((entry.day for entry in entries), default=None)
    if not joined:
        return []
    first, _last = clock.period_of(day, joined)
    return [entry for entry in within if entry.day >= first]


@lru_cache(maxsize=10_000)
def _leaves(clock, day):
    return clock.leaves(day)


def _height(terms, entries, all_entries, day):
    score = _score(terms, entries, day, all_entries)
    for height in range(len(terms.ladder.rungs), 0, -1):
        for rule in terms.ladder.rungs[height - 1].rules:
            asked = rule.minimums._asdict()
            if all(score[name] >= asked[name] for name in asked if asked[name]):
                return height
    return 0


def _score(terms, entries, day, all_entries):
    visits = stars = points = 0
    for when in _days(entries):
        today = [entry for entry in entries if entry.day == when]
        left = sum(e.units for e in today), round(sum(e.amount for e in today), 2)
        brought = sum(entry.visits for entry in today)
        came = left[0] > 0 and left[1] >= terms.min_visit_amount
        visits += came + brought
        points += came * terms.stars_per_visit * max(e.multiplier for e in today)
        points += sum(entry.stars for entry in today)
    orders = 0
    for number in {entry.order for entry in entries}:
        parts = [entry for entry in entries if entry.order == number]
        if sum(part.units for part in parts) > 0:
            orders += 1
            if sum(part.amount for part in parts) >= terms.star_order_minimum:
                points += terms.stars_per_order * max(p.multiplier for p in parts)
    stars = points // 1
    if terms.amount_per_star:
        weighted = max(sum(e.amount * e.multiplier for e in entries), 0)
        stars += round(weighted, 6) // terms.amount_per_star
    joined = min((entry.day for entry in all_entries), default=day)
    return {
        "visits": visits,
        "spend": max(round(sum(entry.amount for entry in entries), 2), 0),
        "stars": int(max(stars, 0)) if terms.gives_stars else 0,
        "orders": orders,
        "margin": sum(entry.margin for entry in entries),
        "days": (day - joined).days,
    }


def _days(entries):
    return sorted({entry.day for entry in entries})


def _plus(day, days):
    return day if day == FOREVER else day + timedelta(days=days)
