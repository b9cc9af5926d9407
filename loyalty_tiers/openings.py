# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""When a gate is open in the days ahead, for a till that may lose its connection."""

from datetime import datetime, time, timedelta

import pytz

# A till that is never closed knows the hours of so many days ahead.
DAYS_AHEAD = 8


def openings(row, now, tz):
    """List when a gate is open in the days ahead, by asking it at each change.

    :param GateRow row: the gate
    :param datetime now: in UTC
    :param str tz: the clock of the till
    :return: pairs of seconds since 1970, in UTC; None where it is always open
    :rtype: list(list(int)) | None
    """
    if row.hour_from == row.hour_to and not (row.date_from or row.date_to):
        return None
    found = []
    moments = _moments(row, now, tz)
    for begin, end in zip(moments, moments[1:], strict=False):
        if not row.is_open_at(begin + (end - begin) / 2, tz):
            continue
        since, until = _seconds(begin), _seconds(end)
        if found and found[-1][1] == since:
            found[-1][1] = until
        else:
            found.append([since, until])
    return found


def _moments(row, now, tz):
    """Return the moments at which a gate may open or close, in UTC."""
    clock = pytz.timezone(tz)
    today = pytz.utc.localize(now).astimezone(clock).date()
    moments = set()
    for ahead in range(-1, DAYS_AHEAD + 1):
        midnight = datetime.combine(today + timedelta(days=ahead), time())
        for hour in {0.0, row.hour_from, row.hour_to}:
            local = midnight + timedelta(hours=hour)
            for summer in (True, False):  # an hour may come twice
                moment = clock.localize(local, is_dst=summer).astimezone(pytz.utc)
                moments.add(moment.replace(tzinfo=None))
        # When clocks are put forward or back, an hour may begin at another moment.
        for hour in range(24):
            moments.add(midnight + timedelta(hours=hour))
    return sorted(moments)


def _seconds(moment):
    return int(pytz.utc.localize(moment).timestamp())
