"""Several tills ring the same guest at the same moment, over HTTP as tills do."""

import random
import re
from concurrent.futures import ThreadPoolExecutor

from office import Counter, Refused

TILLS = 8
ORDERS = 200
DAYS = 60
CLASHES = re.compile(r"could not serialize|tries left|deadlock|try again", re.I)


def test_eight_tills_lose_nothing(shop, office):
    guest = office.guest("Guest of Eight Tills")
    counters = _open_tills(shop, office, "Eight")
    # Longer ago than the guard looks back: so many sales at once are unusual.
    days = [30 + number % DAYS for number in range(ORDERS)]
    random.Random(8).shuffle(days)
    said = shop.log.stat().st_size

    def serve(counter, days):
        for day in days:
            counter.sell(guest, days_ago=day, price=7.5)

    with ThreadPoolExecutor(TILLS) as pool:
        list(pool.map(serve, counters, (days[n::TILLS] for n in range(TILLS))))

    assert shop.entries(guest) == ORDERS
    assert shop.membership(guest) == ("Honorary Chairman", DAYS, 7.5 * ORDERS)
    assert_climbed_once(shop.moves(guest), "Honorary Chairman")
    assert not CLASHES.findall(shop.log.read_text(errors="replace")[said:])


def test_the_same_order_sent_eight_times_at_once_counts_once(shop, office):
    guest = office.guest("Guest Sent Eight Times")
    counters = _open_tills(shop, office, "Again")
    order = counters[0].order(guest)

    with ThreadPoolExecutor(TILLS) as pool:
        answers = list(pool.map(lambda counter: _sent(counter, order), counters))

    assert any(answers), "one of them at least must be accepted"
    assert counters[0].sync(order)["pos.order"], "and the next one too"
    assert shop.entries(guest) == 1
    assert shop.membership(guest) == ("Chief", 1, 10.0)
    assert [title for _from, title, *_ in shop.moves(guest)] == ["Chief"]


def _open_tills(shop, office, name):
    """Tills with a session each, each with a connection of its own."""
    tills = [office.till(f"{name} {number}") for number in range(TILLS)]
    return [Counter(shop.office("cashier"), till) for till in tills]


def _sent(counter, order):
    try:
        return counter.sync(order)
    except Refused as refusal:
        # Odoo itself refuses a twin that is being written at the same moment.
        assert "uuid" in str(refusal)
        return None


def assert_climbed_once(moves, top):
    """Each promotion starts where the one before it ended, and the last is at the top."""
    titles = [None] + [to_title for _from, to_title, *_ in moves]

    assert [from_title for from_title, *_ in moves] == titles[:-1]
    assert len(set(titles)) == len(titles)
    assert titles[-1] == top
