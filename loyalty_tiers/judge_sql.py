# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""On which day each tier was earned for the last time, in SQL.

Each day with an entry is judged by the score of the window that ends with it. Where a
tier is held just as long as the last days earn it, a day is judged by what will be
left of today's window when all days before it have left: the same, seen from its end.
"""

from odoo.tools import SQL

from . import clock_sql
from .score_sql import ZERO, days, height, joined, needs_joined, sums


def judged_scores(terms, program_id, scope, today):
    """Add up the window that ends today, and judge each day that may still matter.

    :param SQL scope: condition on ``partner_id``
    :param date today: on the clock of the program
    :return: a selection of ``partner_id``, the measures, ``last_visit``, ``oldest``
        day in the window, and ``last_1`` ... ``last_n``: the day on which each tier,
        the lowest first, was earned for the last time; where days are frozen also
        ``hold_1`` ... ``hold_n``, the latest of all ends, for an earlier day may be
        moved beyond a later one
    :rtype: SQL
    """
    heights = range(1, len(terms.ladder.rungs) + 1)
    now = SQL("FILTER (WHERE is_now)")
    lasts = [_latest(SQL("day"), "last", place) for place in heights]
    if moves_ends(terms):
        ends = clock_sql.holds(terms.clock, SQL("day"), SQL("joined_on"))
        lasts += [_latest(ends, "hold", place) for place in heights]
    return SQL(
        """
        SELECT partner_id, %(sums)s, %(lasts)s,
               min(day) FILTER (WHERE is_now) AS oldest,
               max(day) FILTER (WHERE visits > 0) AS last_visit
          FROM (SELECT judged.*, %(height)s AS height FROM (%(judged)s) judged) graded
         GROUP BY partner_id
        """,
        sums=sums(terms, after=now),
        lasts=SQL(", ").join(lasts),
        height=height(terms, "run_"),
        judged=_running(terms, program_id, scope, today),
    )


def window_scores(terms, program_id, scope, today):
    """Add up the window that ends today, where no day has to be judged by itself.

    Of years of membership, which begin on another day for each, use
    :func:`judged_scores`.

    :param SQL scope: condition on ``partner_id``
    :param date today: on the clock of the program
    :return: a selection of ``partner_id``, the measures, ``last_visit``, ``oldest``
    :rtype: SQL
    """
    clock = terms.clock
    return SQL(
        """
        SELECT partner_id, %(sums)s, min(day) AS oldest,
               max(day) FILTER (WHERE visits > 0) AS last_visit
          FROM (%(days)s) days
         WHERE %(is_now)s
         GROUP BY partner_id
        """,
        sums=sums(terms),
        days=days(terms, program_id, scope, clock.starts(today)),
        is_now=_is_now(clock, today) if clock.freezes else SQL("TRUE"),
    )


def moves_ends(terms):
    """Tell whether frozen days move the ends of tiers."""
    return bool(terms.clock.freezes) and not terms.slides


def _latest(day, name, height):
    return SQL(
        "max(%s) FILTER (WHERE height >= %s) AS %s",
        day,
        height,
        SQL.identifier(f"{name}_{height}"),
    )


def _running(terms, program_id, scope, today):
    """Give each day the score of the window that ends with it, as ``run_...``."""
    clock = terms.clock
    since = _since(terms, today)
    counted = SQL(
        """
        SELECT days.*, %(joined_on)s AS joined_on, %(is_now)s AS is_now
          FROM (%(days)s) days %(joined)s
        """,
        days=_days_and_jubilees(terms, program_id, scope, since, today),
        joined_on=SQL("joined.joined_on") if needs_joined(terms) else SQL("NULL::date"),
        joined=SQL("JOIN (%s) joined USING (partner_id)", joined(program_id, scope))
        if needs_joined(terms)
        else SQL(""),
        is_now=_is_now(clock, today),
    )
    at = SQL("%s::date", today) if terms.slides else SQL("day")
    away = ZERO
    if terms.slides and terms.asks("away"):
        away = SQL(
            "%s - max(day) FILTER (WHERE visits > 0) OVER (PARTITION BY partner_id)",
            at,
        )
    return SQL(
        """
        SELECT counted.*, %(sums)s, %(at)s - joined_on AS run_days,
               %(away)s AS run_away
          FROM (%(counted)s) counted
         WHERE %(where)s
        WINDOW run AS (%(frame)s)
        """,
        sums=sums(terms, after=SQL("OVER run"), prefix="run_"),
        at=at,
        away=away,
        counted=counted,
        where=SQL("is_now") if terms.slides else SQL("TRUE"),
        frame=_frame(terms),
    )


def _since(terms, today):
    clock = terms.clock
    if terms.slides:
        return clock.starts(today)
    if "never" in terms.ways or clock.window == "lifetime":
        return None
    steps = len(terms.ladder.rungs) if "step" in terms.ways else 1
    return clock.horizon(today, steps)


def _days_and_jubilees(terms, program_id, scope, since, today):
    """Add the days on which somebody has been a member long enough for a rule."""
    days_of_entries = days(terms, program_id, scope, since)
    lengths = terms.asks("days")
    if not lengths or terms.slides:
        return days_of_entries
    return SQL(
        """
        SELECT partner_id, day, sum(spend) AS spend, sum(visits) AS visits,
               sum(orders) AS orders, sum(margin) AS margin,
               sum(points) AS points, sum(weighted) AS weighted
          FROM (%(days)s UNION ALL
                SELECT partner_id, joined_on + length, 0, 0, 0, 0, 0, 0
                  FROM (%(joined)s) joined, unnest(%(lengths)s) AS length
                 WHERE joined_on + length <= %(today)s) both_kinds
         GROUP BY partner_id, day
        """,
        days=days_of_entries,
        joined=joined(program_id, scope),
        lengths=lengths,
        today=today,
    )


def _is_now(clock, today):
    """Say whether a day is in the window that ends today."""
    if clock.window == "lifetime":
        return SQL("TRUE")
    if clock.window == "anniversary":
        first = clock_sql.period_first(
            clock, SQL("%s::date", today), SQL("joined.joined_on")
        )
        return SQL("day >= %s", first)
    day = SQL("day")
    if clock.window == "rolling":
        day = clock_sql.thawed(clock, day)
    return SQL("%s >= %s", day, clock.starts(today))


def _frame(terms):
    """Say over which days before it the score of a day is added up."""
    clock = terms.clock
    if terms.slides:
        # What is left of today's window when all days before this one have left it.
        return SQL("PARTITION BY partner_id ORDER BY day DESC")
    if clock.window == "rolling":
        # Frozen days are one thawed day: seconds tell which of them came first.
        return SQL(
            "PARTITION BY partner_id ORDER BY"
            " %(thawed)s + make_interval(secs => day - %(thawed)s)"
            " RANGE BETWEEN %(length)s - interval '12 hours' PRECEDING AND CURRENT ROW",
            thawed=clock_sql.thawed(clock, SQL("day")),
            length=clock_sql.interval(clock.count, clock.unit),
        )
    if clock.window == "lifetime":
        return SQL("PARTITION BY partner_id ORDER BY day")
    first = clock_sql.period_first(clock, SQL("day"), SQL("joined_on"))
    return SQL("PARTITION BY partner_id, %s ORDER BY day", first)
