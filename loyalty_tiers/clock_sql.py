# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What ``clock.py`` says of one day, said in SQL of a column of days."""

from odoo.tools import SQL

from .clock import PERIOD_MONTHS


def interval(count, unit):
    """Say how long so many days or months are."""
    if unit == "month":
        return SQL("make_interval(months => %s)", count)
    return SQL("make_interval(days => %s)", count)


def thawed(clock, day):
    """Say which day it is on a calendar that has no frozen days.

    :param Clock clock: with the freezes
    :param SQL day: a date
    :return: a date
    :rtype: SQL
    """
    thaw = day
    for since, until in clock.freezes:
        frozen = SQL("LEAST(%s, %s::date + 1)", day, until) if until else day
        thaw = SQL(
            "(%(thaw)s - CASE WHEN %(day)s > %(since)s"
            " THEN %(frozen)s - %(since)s::date ELSE 0 END)",
            thaw=thaw,
            day=day,
            since=since,
            frozen=frozen,
        )
    return thaw


def leaves(clock, day):
    """Say on which day a day is out of the rolling window for the first time."""
    since, span = thawed(clock, day), interval(clock.count, clock.unit)
    # The 31st of a month that has no 31st leaves a day later.
    out = SQL(
        "(%(since)s + %(span)s + make_interval(days =>"
        " (%(since)s + %(span)s - %(span)s < %(since)s)::int))::date",
        since=since,
        span=span,
    )
    for first, last in clock.freezes:
        back = SQL("out + %s", (last - first).days + 1) if last else FOREVER
        out = _let(out, SQL("CASE WHEN out > %s THEN %s ELSE out END", first, back))
    return out


def period_first(clock, day, joined):
    """Say on which day the period begins that a day lies in."""
    if clock.window == "anniversary":
        years = SQL(
            "(date_part('year', %(day)s) - date_part('year', %(joined)s))::int",
            day=day,
            joined=joined,
        )
        return SQL(
            "(%(joined)s + make_interval(years => %(years)s -"
            " (%(joined)s + make_interval(years => %(years)s) > %(day)s)::int))::date",
            day=day,
            joined=joined,
            years=years,
        )
    return _first(clock, day, clock.period)


def period_last(clock, day, joined):
    """Say on which day the period ends that a day lies in."""
    if clock.window == "anniversary":
        # Counted from the day of joining, which may be 29 February.
        years = SQL(
            "date_part('year', %s) - date_part('year', %s)",
            period_first(clock, day, joined),
            joined,
        )
        return SQL(
            "((%s + make_interval(years => (%s)::int + 1))::date - 1)", joined, years
        )
    return _last(clock, day, clock.period)


def holds(clock, day, joined):
    """Say through which day, grace not counted, a tier earned on a day is held."""
    if clock.window == "lifetime" and clock.holding == "earned":
        return FOREVER
    if clock.holding == "earned":
        return _postponed(clock, day, period_last(clock, day, joined))
    base = period_last(clock, day, joined) if clock.hold_from == "window" else day
    end = SQL("(%s + %s)::date", base, interval(clock.hold_count, clock.hold_unit))
    return _postponed(clock, day, _rounded(clock, end))


FOREVER = SQL("'infinity'::date")


def _let(value, expression):
    """Evaluate an expression in which ``value`` is called ``out``."""
    return SQL("(SELECT %s FROM (SELECT %s AS out) AS let)", expression, value)


def _rounded(clock, end):
    if clock.hold_round == "none":
        return end
    if clock.hold_round == "day":
        this_year, next_year = (
            _day_of_year(clock, SQL("date_part('year', out)::int + %s", later))
            for later in (0, 1)
        )
        return _let(
            end,
            SQL(
                "CASE WHEN %(this)s < out THEN %(next)s ELSE %(this)s END",
                this=this_year,
                next=next_year,
            ),
        )
    return _last(clock, end, clock.hold_round)


def _day_of_year(clock, year):
    month = SQL("make_date(%s, %s, 1)", year, clock.hold_round_month)
    return SQL(
        "LEAST(%(month)s + %(past)s, (%(month)s + interval '1 month')::date - 1)",
        month=month,
        past=clock.hold_round_day - 1,
    )


def _first(clock, day, period):
    return SQL(
        "(date_trunc('month', %(day)s::timestamp) - make_interval(months =>"
        " (date_part('month', %(day)s)::int - %(start)s + 12) %% %(months)s))::date",
        day=day,
        start=clock.year_start,
        months=PERIOD_MONTHS[period],
    )


def _last(clock, day, period):
    return SQL(
        "((%s + make_interval(months => %s))::date - 1)",
        _first(clock, day, period),
        PERIOD_MONTHS[period],
    )


def _postponed(clock, day, end):
    for since, until in clock.freezes:
        later = FOREVER
        if until:
            later = SQL(
                "out + (%s::date - GREATEST(%s::date, %s) + 1)", until, since, day
            )
        end = _let(
            end,
            SQL(
                "CASE WHEN %s <= out AND COALESCE(%s::date, 'infinity') >= %s"
                " THEN %s ELSE out END",
                since,
                until,
                day,
                later,
            ),
        )
    return end
