"""Who works in the journeys, and which guests come."""

import os
from pathlib import Path

import pytest
from office import Counter
from till import SCREEN, Till


@pytest.fixture
def izakaya(office):
    return office.ref("loyalty_tiers.pos_config_izakaya")


@pytest.fixture
def till(shop, visitor):
    """Opens a till as the cashier: ``till(config_id)``."""

    def open_till(config_id):
        return Till(visitor(viewport=SCREEN), shop, config_id).open()

    return open_till


@pytest.fixture(scope="session")
def _back_counter(shop):
    office = shop.office()
    return Counter(office, office.till("Back Counter"))


@pytest.fixture
def regular(_back_counter):
    """Makes a guest who has come before: ``regular("Ada", visits=9)``.

    :return: a function that returns the guest's id
    """

    def make(name, visits=0, **values):
        guest = _back_counter.office.guest(name, **values)
        orders = [_back_counter.order(guest, days) for days in range(2, visits + 2)]
        if orders:
            _back_counter.sync(*orders)
        return guest

    return make


@pytest.fixture
def pictures():
    """Keeps pictures where ``LOYALTY_TIERS_PICTURES`` says: ``pictures(page, "card")``."""
    folder = os.environ.get("LOYALTY_TIERS_PICTURES")

    def take(page, name):
        if folder:
            page.screenshot(path=Path(folder) / f"{name}.png")

    return take
