"""Many tills that ring one customer at once: what is lost, and how long the slowest waits."""

from concurrent.futures import ThreadPoolExecutor

from figures import line, timed
from office import Counter, Refused
from two_shops import two_shops

TILLS = (2, 4, 8)
ORDERS = 200
DAYS = 60


def main():
    line(
        f"{ORDERS} orders for one customer",
        "stock: failed, slowest",
        "ours: failed, slowest",
    )
    with two_shops() as shops:
        for tills in TILLS:
            guests = [shop.admin.guest(f"Guest of {tills}") for shop in shops]
            runs = [rush(*pair, tills) for pair in zip(shops, guests, strict=True)]
            line(
                f"{tills} tills",
                *(f"{failed}, {1000 * slowest:.0f} ms" for failed, slowest in runs),
                f"slowest {runs[1][1] / runs[0][1]:.2f} of stock's",
            )
            print(f"  entries {shops[1].entries(guests[1])} of {ORDERS},", end=" ")
            print(f"title, visits, spend {shops[1].membership(guests[1])},", end=" ")
            print(f"moves {len(shops[1].moves(guests[1]))}")


def rush(shop, guest, tills):
    """
    :return: how many orders failed, and the seconds of the slowest
    :rtype: tuple
    """
    counters = [
        Counter(shop.office(), shop.admin.till(f"Rush {tills}/{number}"))
        for number in range(tills)
    ]
    with ThreadPoolExecutor(tills) as pool:
        shifts = pool.map(
            shift, counters, [guest] * tills, range(tills), [tills] * tills
        )
        seconds = [second for shift_ in shifts for second in shift_]
    done = [second for second in seconds if second is not None]
    return len(seconds) - len(done), max(done)


def shift(counter, guest, number, tills):
    """What one till does: its part of the orders, one after the other."""
    return [
        sale(counter, guest, 1 + order % DAYS) for order in range(number, ORDERS, tills)
    ]


def sale(counter, guest, days_ago):
    try:
        return timed(lambda: counter.sell(guest, days_ago=days_ago))
    except Refused:
        return None


if __name__ == "__main__":
    main()
