# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which days count, and how long a tier is held.

Pure Python: nothing here imports Odoo, reads a database or looks at the clock on the
wall. Days are business days of the shop. ``clock_sql.py`` says the same in SQL, for a
million customers at once; tests hold the two against each other.
"""

from datetime import date, timedelta
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

FOREVER = date.max
PERIOD_MONTHS = {"year": 12, "half": 6, "quarter": 3, "month": 1}
ONE_DAY = timedelta(days=1)


class Clock(NamedTuple):
    """The window and the holding of one program, for one set of freezes.

    The last twelve months, held for twelve months to the end of the quarter:

    >>> clock = Clock(window="rolling", holding="period", hold_round="quarter")
    >>> clock.leaves(date(2025, 5, 15))
    datetime.date(2026, 5, 15)
    >>> clock.holds(date(2025, 5, 15))
    datetime.date(2026, 6, 30)

    A calendar year, held to 31 March of the second year after:

    >>> clock = Clock(
    ...     window="calendar", holding="period", hold_from="window", hold_count=15)
    >>> clock.holds(date(2025, 1, 1)), clock.holds(date(2025, 12, 31))
    (datetime.date(2027, 3, 31), datetime.date(2027, 3, 31))

    Frozen days move every end:

    >>> closed = clock._replace(freezes=((date(2026, 2, 1), date(2026, 3, 31)),))
    >>> (closed.holds(date(2025, 7, 1)) - clock.holds(date(2025, 7, 1))).days
    59
    """

    window: str = "lifetime"
    count: int = 12  # length of a rolling window
    unit: str = "month"
    period: str = "year"  # of a calendar window
    year_start: int = 1  # month
    holding: str = "earned"
    hold_count: int = 12
    hold_unit: str = "month"
    hold_from: str = "day"
    hold_round: str = "none"
    hold_round_day: int = 31
    hold_round_month: int = 3
    grace: int = 0  # days
    freezes: tuple = ()  # (first day, last day or None), in order, apart

    @classmethod
    def of(cls, program, freezes=()):
        """Return the clock of a program, or of anything with the same fields."""
        return cls(
            program.window,
            program.window_count,
            program.window_unit,
            program.window_period,
            int(program.year_start),
            program.holding,
            program.hold_count,
            program.hold_unit,
            program.hold_from,
            program.hold_round,
            program.hold_round_day,
            int(program.hold_round_month),
            # Days of grace follow an end; where the last days earn a tier, the end
            # comes with a visit that leaves the window, and is known to nobody.
            0
            if program.window == "rolling" and program.holding == "earned"
            else program.grace_days,
            join(freezes),
        )

    # ------------------------------------------------------------------ window
    def starts(self, day, joined=None):
        """Return the first day of the window that ends with ``day``.

        In thawed days for a rolling window: compare with :meth:`thawed`.

        :param date joined: day of the first visit, for years of membership
        """
        if self.window == "lifetime":
            return date.min
        if self.window == "rolling":
            return self.thawed(day) - _span(self.count, self.unit) + ONE_DAY
        return self.period_of(day, joined)[0]

    def leaves(self, day):
        """Return the first day on which ``day`` is out of a rolling window."""
        since, span = self.thawed(day), _span(self.count, self.unit)
        out = since + span
        if out - span < since:  # the 31st of a month that has no 31st
            out += ONE_DAY
        return self._frozen_back(out)

    def period_of(self, day, joined=None):
        """Return the first and the last day of the period that ``day`` lies in."""
        if self.window == "anniversary":
            years = day.year - joined.year
            if joined + relativedelta(years=years) > day:
                years -= 1
            first = joined + relativedelta(years=years)
            return first, joined + relativedelta(years=years + 1) - ONE_DAY
        return _period(day, self.period, self.year_start)

    # ----------------------------------------------------------------- holding
    def holds(self, day, joined=None):
        """Return the last day, grace not counted, of a tier earned on ``day``."""
        if self.window == "lifetime" and self.holding == "earned":
            return FOREVER
        if self.holding == "earned":
            end = self.period_of(day, joined)[1]
        else:
            base = day
            if self.hold_from == "window":
                base = self.period_of(day, joined)[1]
            end = self._rounded(base + _span(self.hold_count, self.hold_unit))
        return self._postponed(day, end)

    def _rounded(self, day):
        if self.hold_round == "none":
            return day
        if self.hold_round == "day":
            end = _day_of_year(day.year, self.hold_round_month, self.hold_round_day)
            if end < day:
                end = _day_of_year(
                    day.year + 1, self.hold_round_month, self.hold_round_day
                )
            return end
        return _period(day, self.hold_round, self.year_start)[1]

    def horizon(self, today, steps=1):
        """Return a day before which nothing can matter any more.

        On the safe side: months have 31 days, roundings and periods last a year.

        :param int steps: how many tiers one may step down, one after the other
        """
        longest = {"day": 1, "month": 31}
        held = self.grace + 1
        if self.holding == "earned" or self.hold_from == "window":
            held += 366
        if self.holding == "period":
            held += self.hold_count * longest[self.hold_unit] + 366
        window = 366
        if self.window == "rolling":
            window = self.count * longest[self.unit]
        frozen = sum(
            (min(until or today, today) - since).days + 1
            for since, until in self.freezes
            if since <= today
        )
        days = held * steps + window + frozen
        return today - timedelta(days=days) if days < today.toordinal() else date.min

    # ------------------------------------------------------------------ freeze
    def thawed(self, day):
        """Return ``day`` on a calendar that has no frozen days."""
        frozen = sum(
            (min(day, (until or FOREVER - ONE_DAY) + ONE_DAY) - since).days
            for since, until in self.freezes
            if day > since
        )
        return day - timedelta(days=frozen)

    def _frozen_back(self, day):
        """Return the first real day that is ``day`` on the calendar without frosts."""
        for since, until in self.freezes:
            if day > since:
                if not until:
                    return FOREVER
                day += until - since + ONE_DAY
        return day

    def _postponed(self, day, end):
        """Return ``end`` moved by the frozen days from ``day`` on."""
        for since, until in self.freezes:
            if since <= end and (not until or until >= day):
                if not until:
                    return FOREVER
                end += until - max(since, day) + ONE_DAY
        return end


def join(freezes):
    """Return freezes in order, those that meet or overlap made one.

    >>> join([(date(2025, 3, 1), date(2025, 3, 9)), (date(2025, 3, 5), None)])
    ((datetime.date(2025, 3, 1), None),)
    """
    joined = []
    for since, until in sorted(freezes, key=lambda freeze: freeze[0]):
        if joined and (not joined[-1][1] or since <= joined[-1][1] + ONE_DAY):
            first, last = joined[-1]
            joined[-1] = (first, last and until and max(last, until))
        else:
            joined.append((since, until or None))
    return tuple((since, until or None) for since, until in joined)


def _span(count, unit):
    return relativedelta(**{f"{unit}s": count})


def _period(day, period, year_start):
    months = PERIOD_MONTHS[period]
    past = (day.month - year_start) % months
    first = day.replace(day=1) - relativedelta(months=past)
    return first, first + relativedelta(months=months) - ONE_DAY


def _day_of_year(year, month, day):
    return date(year, month, 1) + relativedelta(day=day)
