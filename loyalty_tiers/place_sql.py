# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which tier customers hold today, and until when: in SQL, for one or a million.

A tier is held through its end: as long after the day on which it was earned for the
last time as the clock says. So what somebody holds depends on their entries, the
rules, honours and the day alone, never on when anybody looked.
"""

from odoo.tools import SQL

from . import clock_sql
from .end_sql import FOREVER, case, ends, lasts, while_visiting
from .judge_sql import judged_scores, window_scores
from .score_sql import (
    MEASURES,
    first_day,
    height,
    joined,
    last_visit,
    needs_joined,
    total_scores,
)


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
    heights = range(len(terms.ladder.rungs), 0, -1)
    sums = judged_scores(terms, program_id, scope, today)
    columns = [SQL("oldest"), *lasts(terms, heights)]
    return SQL(
        """
        SELECT scores.*, GREATEST(promised, earned) AS height,
               CASE WHEN earned > promised THEN %(earned_until)s ELSE promised_until
               END AS held_until,
               LEAST(%(review)s, promised_until + %(grace)s + 1,
                     CASE WHEN earned > promised THEN %(earned_until)s + 1 END
               ) AS review_on
          FROM (%(scores)s) scores %(ends)s
    CROSS JOIN LATERAL (%(promised)s) promised
    CROSS JOIN LATERAL (
               SELECT %(today)s - scores.joined_on AS days, 0 AS away) time
    CROSS JOIN LATERAL (SELECT %(earned)s AS earned) earned
        """,
        scores=_scores(terms, program_id, customers, scope, sums, columns),
        ends=SQL(" ").join(ends(terms)),
        promised=_promised(heights, terms.clock.grace, today),
        grace=terms.clock.grace,
        today=SQL("%s::date", today),
        earned=SQL("0") if keeps_itself(terms) else height(terms),
        earned_until=_earned_until(terms.clock, today),
        review=_review(terms, today, SQL("scores.joined_on")),
    )


def _promised(heights, grace, today):
    """Say which tier has not come to its end yet, and when it will."""
    held = [
        (SQL("WHEN %s >= %s THEN", end, today), place, SQL("%s - %s", end, grace))
        for place, end in ((h, SQL.identifier(f"end_{h}")) for h in heights)
    ]
    return SQL(
        "SELECT %s AS promised, %s AS promised_until",
        case([SQL("%s %s", when, place) for when, place, _end in held]),
        case(
            [SQL("%s %s", when, end) for when, _place, end in held],
            other=SQL("NULL::date"),
        ),
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
        until, days = while_visiting(terms, FOREVER), _jubilees(terms, today)
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
