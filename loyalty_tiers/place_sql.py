# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which tier customers hold today, and until when: in SQL, for one or a million.

A tier is held through its end: as long after the day on which it was earned for the
last time as the clock says. So what somebody holds depends on their entries, the
rules, honours and the day alone, never on when anybody looked.
"""

from odoo.tools import SQL

from . import clock_sql
from .judge_sql import judged_scores, moves_ends, window_scores
from .score_sql import (
    MEASURES,
    first_day,
    height,
    joined,
    last_visit,
    needs_joined,
    total_scores,
)

NEVER_EARNED = SQL("'-infinity'::date")
FOREVER = clock_sql.FOREVER


def placed(terms, program_id, customers, scope, today, lean=False):
    """Select what customers hold today, and the score behind it.

    :param SQL customers: a selection of ``partner_id``, once each
    :param SQL scope: the same customers, as a condition on ``partner_id``
    :param date today: on the clock of the program
    :param bool lean: whether ``until`` may be left out where it takes long to find
    :return: a selection of ``partner_id``, the measures, ``joined_on``,
        ``last_visit``, ``tier_id``, ``until`` (without grace; NULL: no end) and
        ``review_on``, the next day on which time alone may change something
    :rtype: SQL
    """
    tier_ids = [rung.tier_id for rung in terms.ladder.rungs]
    return SQL(
        """
        SELECT earned.partner_id, visits, spend, stars, orders, margin,
               COALESCE(earned.joined_on, %(first_day)s) AS joined_on,
               COALESCE(earned.last_visit, %(last_visit)s) AS last_visit,
               (%(tier_ids)s::int[])[GREATEST(height, honour_height)] AS tier_id,
               NULLIF(CASE WHEN honour_height > height THEN honour_until
                           WHEN honour_height = height
                           THEN GREATEST(held_until, honour_until)
                           WHEN height > 0 THEN held_until END,
                      'infinity') AS until,
               NULLIF(LEAST(earned.review_on, honour_review), 'infinity') AS review_on
          FROM (%(earned)s) earned
     LEFT JOIN (%(honours)s) honours USING (partner_id)
        """,
        tier_ids=tier_ids,
        first_day=first_day(program_id, SQL("earned.partner_id")),
        last_visit=last_visit(terms, program_id, SQL("earned.partner_id")),
        earned=_earned(terms, program_id, customers, scope, today, lean),
        honours=_honours(program_id, tier_ids, scope, today),
    )


def _honours(program_id, tier_ids, scope, today):
    """Select the highest honour in force, and when another begins or one ends."""
    best = "ORDER BY height DESC, until DESC"
    return SQL(
        f"""
        SELECT partner_id,
               (array_agg(height {best}) FILTER (WHERE begun))[1] AS honour_height,
               (array_agg(until {best}) FILTER (WHERE begun))[1] AS honour_until,
               min(CASE WHEN begun THEN until + 1 ELSE since END) AS honour_review
          FROM (SELECT partner_id, since, since <= %(today)s AS begun,
                       array_position(%(tier_ids)s::int[], tier_id) AS height,
                       COALESCE(until, 'infinity') AS until
                  FROM loyalty_tier_honour
                 WHERE program_id = %(program_id)s AND %(scope)s
                   AND COALESCE(until, 'infinity') >= %(today)s) honours
         GROUP BY partner_id
        """,
        program_id=program_id,
        tier_ids=tier_ids,
        scope=scope,
        today=today,
    )


def _earned(terms, program_id, customers, scope, today, lean):
    """Select how high the score reaches: ``height``, ``held_until``, ``review_on``."""
    # Where customers are ranked, the others decide how long: there is no day to name.
    if terms.total or (terms.slides and (lean or terms.asks("cut"))):
        return _earned_by_score(terms, program_id, customers, scope, today)
    ends = SQL(" ").join(_ends(terms))
    heights = range(len(terms.ladder.rungs), 0, -1)
    held = [
        SQL("WHEN %s >= %s THEN", SQL.identifier(f"end_{h}"), today) for h in heights
    ]
    return SQL(
        """
        SELECT scores.*, GREATEST(promised, earned) AS height,
               CASE WHEN earned > promised THEN %(earned_until)s ELSE promised_until
               END AS held_until,
               LEAST(%(review)s, promised_until + %(grace)s + 1) AS review_on
          FROM (%(scores)s) scores %(ends)s
    CROSS JOIN LATERAL (
               SELECT %(height)s AS promised, %(until)s AS promised_until) promised
    CROSS JOIN LATERAL (
               SELECT %(today)s - scores.joined_on AS days, 0 AS away) time
    CROSS JOIN LATERAL (SELECT %(earned)s AS earned) earned
        """,
        scores=_scores(
            terms,
            program_id,
            customers,
            scope,
            judged_scores(terms, program_id, scope, today),
            [SQL("oldest"), *_lasts(terms, heights)],
        ),
        ends=ends,
        height=_case([SQL("%s %s", w, h) for w, h in zip(held, heights, strict=True)]),
        until=_case(
            [
                SQL("%s %s - %s", when, SQL.identifier(f"end_{h}"), terms.clock.grace)
                for when, h in zip(held, heights, strict=True)
            ],
            other=SQL("NULL::date"),
        ),
        grace=terms.clock.grace,
        today=SQL("%s::date", today),
        earned=SQL("0") if keeps_itself(terms) else height(terms),
        earned_until=_earned_until(terms.clock, today),
        review=_review(terms, today, SQL("scores.joined_on")),
    )


def keeps_itself(terms):
    """Tell whether what the score of today earns is known from the days already.

    Elsewhere a time of holding may be shorter than the window: at its end the tier is
    still earned, and so still held.
    """
    return terms.slides or terms.clock.window == "lifetime"


def _earned_until(clock, today):
    if clock.window in ("calendar", "anniversary"):
        return clock_sql.period_last(
            clock, SQL("%s::date", today), SQL("scores.joined_on")
        )
    return FOREVER


def _earned_by_score(terms, program_id, customers, scope, today):
    """Place by the score of today alone."""
    if terms.total:
        sums, columns = total_scores(terms, program_id, scope), []
        until, days = _while_visiting(terms, FOREVER), _jubilees(terms, today)
    else:
        sums = window_scores(terms, program_id, scope, today)
        columns = [SQL("oldest")]
        until, days = FOREVER, [_review(terms, today, SQL("joined_on"))]
    scores = _scores(terms, program_id, customers, scope, sums, columns)
    return SQL(
        """
        SELECT graded.*, %(until)s AS held_until, %(review)s AS review_on
          FROM (SELECT timed.*, %(height)s AS height
                  FROM (SELECT scores.*, %(today)s - last_visit AS away,
                               %(today)s - joined_on AS days
                          FROM (%(scores)s) scores) timed) graded
        """,
        scores=scores,
        today=SQL("%s::date", today),
        height=height(terms),
        until=until,
        review=SQL("LEAST(%s)", SQL(", ").join(days)),
    )


def _scores(terms, program_id, customers, scope, scores, others):
    """Give every customer a score, those who never came one of nothing."""
    if needs_joined(terms) and not terms.total:
        since = SQL(
            "LEFT JOIN (%s) since USING (partner_id)", joined(program_id, scope)
        )
        joined_on = SQL("since.joined_on")
    else:
        since = SQL("")
        joined_on = SQL("joined_on" if terms.total else "NULL::date")
    measures = [
        SQL("COALESCE(%s, 0) AS %s", SQL.identifier(name), SQL.identifier(name))
        for name in MEASURES
    ]
    return SQL(
        """
        SELECT customers.partner_id, %(columns)s, last_visit,
               %(joined_on)s AS joined_on
          FROM (%(customers)s) customers
     LEFT JOIN (%(scores)s) sums USING (partner_id) %(since)s
        """,
        columns=SQL(", ").join([*measures, *others]),
        joined_on=joined_on,
        customers=customers,
        scores=scores,
        since=since,
    )


# ------------------------------------------------------------------------ ends
def _ends(terms):
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


def _lasts(terms, heights):
    names = ["last", "hold"] if moves_ends(terms) else ["last"]
    return [SQL.identifier(f"{name}_{h}") for name in names for h in heights]


def _end(terms, rung, place):
    last = SQL.identifier(f"last_{place}")
    if terms.lowers(rung) == "never":
        end = FOREVER
    elif terms.slides:
        end = _while_visiting(
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


def _while_visiting(terms, end, rung=None):
    """Bring an end forward where a tier asks to have come lately."""
    if rung is None:
        cases = [
            SQL("WHEN %s THEN %s", place, _while_visiting(terms, end, one))
            for place, one in enumerate(terms.ladder.rungs, start=1)
            if _away(one)
        ]
        return _case(cases, other=end, of=SQL("height")) if cases else end
    if _away(rung):
        return SQL("LEAST(%s, last_visit + %s)", end, _away(rung))
    return end


def _away(rung):
    """Return how long who holds a tier may stay away, when every rule says it."""
    aways = [rule.away for rule in rung.rules]
    return max(aways) if aways and all(aways) else 0


# ---------------------------------------------------------------------- review
def _review(terms, today, joined_on):
    """Say when time alone may change the score or the tier next, ends aside."""
    clock = terms.clock
    days = _jubilees(terms, today)
    if clock.window == "rolling":
        days.append(clock_sql.leaves(clock, SQL("oldest")))
    elif clock.window in ("calendar", "anniversary"):
        # Only who has a score this period loses it at its end.
        last = clock_sql.period_last(clock, SQL("%s::date", today), joined_on)
        days.append(SQL("CASE WHEN oldest IS NOT NULL THEN %s + 1 END", last))
    return SQL("LEAST(%s)", SQL(", ").join(days))


def _jubilees(terms, today):
    """Say when somebody has been a member, or has been away, long enough."""
    now = SQL("%s::date", today)
    days = [
        SQL(
            "CASE WHEN joined_on + %(length)s > %(now)s THEN joined_on + %(length)s END",
            length=length,
            now=now,
        )
        for length in terms.asks("days")
    ]
    if terms.total or terms.slides:
        days += [
            SQL(
                "CASE WHEN last_visit + %(n)s >= %(now)s THEN last_visit + %(n)s + 1 END",
                n=length,
                now=now,
            )
            for length in terms.asks("away")
        ]
    return [SQL("NULL::date"), *days]


def _case(cases, other=None, of=None):
    if not cases:
        return other or SQL("0")
    return SQL(
        "CASE %s %s ELSE %s END",
        of or SQL(""),
        SQL(" ").join(cases),
        other or SQL("0"),
    )
