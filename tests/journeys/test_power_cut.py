"""The server dies while it sells: what was paid is counted, once."""

import random
import threading
import time

import pytest
from office import Counter

LONGEST = 0.3  # seconds after sending, when the power goes


@pytest.mark.parametrize("round_", range(4))
def test_a_sale_cut_off_by_a_power_cut_counts_once(shop, office, round_):
    guest = office.guest(f"Guest of Power Cut {round_}")
    till = office.till(f"Power Cut {round_}")
    counter = Counter(shop.office("cashier"), till)
    counter.sell(guest, days_ago=2)
    order = counter.order(guest)

    sending = threading.Thread(target=_try, args=(counter, order))
    sending.start()
    time.sleep(random.Random(round_).uniform(0, LONGEST))
    shop.kill()
    sending.join()
    shop.start()
    Counter(shop.office("cashier"), till).sync(order)
    _check(shop)

    assert shop.entries(guest) == 2
    assert shop.membership(guest) == ("Section Head", 2, 20.0)
    assert len(shop.moves(guest)) == 2


def test_the_scheduled_check_settles_a_sale_that_was_never_settled(shop, office):
    """The power went between the sale's commit and settling: only the entry is there."""
    guest = office.guest("Guest Not Settled")
    counter = Counter(shop.office("cashier"), office.till("Not Settled"))
    counter.sell(guest, days_ago=3)
    shop.sql(
        "UPDATE loyalty_tier_membership SET visits = 0, spend = 0, tier_id = NULL,"
        " last_visit = NULL WHERE partner_id = %s",
        guest,
    )

    _check(shop)

    assert shop.membership(guest) == ("Chief", 1, 10.0)
    assert shop.moves(guest)[-1][2] == "check"


def _try(counter, order):
    try:
        counter.sync(order)
    except OSError:
        pass  # the connection went with the power


def _check(shop):
    shop.shell("env['loyalty.tier.program']._cron_check()")
