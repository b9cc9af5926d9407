# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Through which day each tier is held, in SQL: from the highest one down."""

from odoo.tools import SQL

from . import clock_sql
from .judge_sql import moves_ends

NEVER_EARNED = SQL("'-infinity'::date")
FOREVER = clock_sql.FOREVER


def ends(terms):
    """Say through which day each tier is held, from the highest down.

    Who loses a tier step by step holds the next one as if it had been earned on the
    day after.
    """
    above = None
    for place in range(len(terms.ladder.rungs), 0, -1):
        rung = terms.ladder.rungs[place - 1]
        if rung.retired:  # a step leads past it
            yield _named(terms, NEVER_EARNED, place)
            continue
        end = _end(terms, rung, place)
        if above:
            after = SQL("(%s + 1)", above)
            step = SQL(
                "CASE WHEN isfinite(%s) THEN %s ELSE %s END",
                above,
                _graced(terms, _holds(terms, after)),
                above,
            )
            end = SQL("GREATEST(%s, %s)", end, step)
        yield _named(terms, end, place)
        steps = terms.lowers(rung) == "step"
        above = SQL.identifier(f"end_{place}") if steps else None


def _named(terms, end, place):
    # PostgreSQL would write each end into the one below it, several times over; with
    # seven tiers lowered step by step it ran out of memory while planning.
    fence = SQL(" OFFSET 0") if "step" in terms.ways else SQL("")
    return SQL(
        "CROSS JOIN LATERAL (SELECT %s AS %s%s) %s",
        end,
        SQL.identifier(f"end_{place}"),
        fence,
        SQL.identifier(f"of_{place}"),
    )


def lasts(terms, heights):
    names = ["last", "hold"] if moves_ends(terms) else ["last"]
    return [SQL.identifier(f"{name}_{h}") for name in names for h in heights]


def _end(terms, rung, place):
    last = SQL.identifier(f"last_{place}")
    if terms.lowers(rung) == "never":
        end = FOREVER
    elif terms.slides:
        end = while_visiting(
            terms, SQL("%s - 1", clock_sql.leaves(terms.clock, last)), rung
        )
    elif moves_ends(terms):
        end = _graced(terms, SQL.identifier(f"hold_{place}"))
    else:
        end = _graced(terms, _holds(terms, last))
    return SQL("CASE WHEN %s IS NULL THEN %s ELSE %s END", last, NEVER_EARNED, end)


def _holds(terms, day):
    return clock_sql.holds(terms.clock, day, SQL("scores.joined_on"))


def _graced(terms, end):
    return SQL("%s + %s", end, terms.clock.grace) if terms.clock.grace else end


def while_visiting(terms, end, rung=None):
    """Bring an end forward where a tier asks to have come lately."""
    if rung is None:
        cases = [
            SQL("WHEN %s THEN %s", place, while_visiting(terms, end, one))
            for place, one in enumerate(terms.ladder.rungs, start=1)
            if _away(one)
        ]
        return case(cases, other=end, of=SQL("height")) if cases else end
    if _away(rung):
        return SQL("LEAST(%s, last_visit + %s)", end, _away(rung))
    return end


def _away(rung):
    """Return how long who holds a tier may stay away, when every rule says it."""
    aways = [rule.away for rule in rung.rules]
    return max(aways) if aways and all(aways) else 0


def case(cases, other=None, of=None):
    if not cases:
        return other or SQL("0")
    return SQL(
        "CASE %s %s ELSE %s END",
        of or SQL(""),
        SQL(" ").join(cases),
        other or SQL("0"),
    )
