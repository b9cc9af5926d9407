"""Printing what was measured: always against stock, measured in turn with it."""

import statistics
import time


def timed(call):
    """How long a call takes, in seconds."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def in_turn(stock, ours, rounds):
    """Time two calls alternately; who goes first alternates too.

    :return: seconds of stock and of ours
    :rtype: tuple(list, list)
    """
    times = [], []
    calls = (stock, ours)
    for number in range(rounds):
        for which in (0, 1) if number % 2 else (1, 0):
            times[which].append(timed(calls[which]))
    return times


def ratio(stock, ours):
    """The ratio of the medians, and the least, median and greatest pair by pair.

    >>> ratio([1, 2, 4], [2, 2, 2])
    '1.00  (pairs 0.50 / 1.00 / 2.00)'
    """
    pairs = [mine / theirs for theirs, mine in zip(stock, ours, strict=True)]
    medians = statistics.median(ours) / statistics.median(stock)
    return f"{medians:.2f}  (pairs {spread(pairs, '.2f')})"


def spread(values, form=".0f"):
    """Least, median, greatest."""
    three = min(values), statistics.median(values), max(values)
    return " / ".join(f"{value:{form}}" for value in three)


def line(what, *columns):
    print(f"{what:<44}" + "".join(f"{column:<36}" for column in columns), flush=True)
