"""Guests come onto an order in other ways than from the list."""

import time

import pytest
from playwright.sync_api import expect

LOADED = "point_of_sale.limited_customer_count"
CARD = "0420000000019"  # a customer's code, with its check digit
WITHIN = 1.0  # seconds from the scan to the greeting


@pytest.fixture
def few_loaded(office):
    """Tills load one customer at the start instead of a hundred."""
    before = office.call("ir.config_parameter", "get_param", LOADED)
    office.call("ir.config_parameter", "set_param", LOADED, "1")
    yield
    office.call("ir.config_parameter", "set_param", LOADED, before)


def test_a_scanned_guest_who_was_not_loaded(few_loaded, till, izakaya, regular):
    guest = regular("Scanned Guest", visits=5, barcode=CARD)
    cashier = till(izakaya)
    assert not cashier.knows(guest)

    start = time.monotonic()
    cashier.scan(CARD)
    expect(cashier.card).to_contain_text("Welcome back, Department Head Scanned Guest")

    assert time.monotonic() - start < WITHIN


def test_a_table_with_a_guest_from_another_till(till, office, regular):
    regular("Guest at a Table", visits=5)
    restaurant = office.find("pos.config", ("name", "=", "Restaurant"))
    first, second = till(restaurant), till(restaurant)
    first.open_table("3")
    first.choose("Guest at a Table")
    first.close_card()
    first.ring("Coca-Cola")
    first.leave_table()

    second.open_table("3")

    expect(second.card).to_contain_text("Welcome back, Department Head")
