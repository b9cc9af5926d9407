"""The network is cut between opening the till and the guest's coming."""

import re

import pytest
from playwright.sync_api import expect
from shop import console_errors
from till import NO_NETWORK, SCREEN, Till


@pytest.fixture
def offline_till(shop, browser, izakaya):
    """A till whose browser may complain about the network, and about nothing else."""
    errors = []
    context = browser.new_context(viewport=SCREEN)
    page = context.new_page()
    console_errors(page, errors)
    yield Till(page, shop, izakaya)
    context.close()
    assert not [error for error in errors if not NO_NETWORK.search(error)]


def test_an_offline_till_greets_sells_and_promotes_later(shop, offline_till, regular):
    guest = regular("Cut Off Guest", visits=9)
    cashier = offline_till.open()

    cashier.cut_network()
    cashier.choose("Cut Off Guest")
    expect(cashier.card).to_contain_text("Welcome back, Department Head Cut Off Guest")
    expect(cashier.card).to_contain_text("9 visits")
    expect(cashier.card).to_contain_text("1 visit to Director")
    expect(cashier.card.locator(".loyalty-tiers-as-of")).to_contain_text(
        re.compile(r"as of .*\d\d:\d\d")
    )
    cashier.go_on_without_network()
    cashier.close_card()
    cashier.ring("Oden")
    cashier.pay()
    assert shop.entries(guest) == 9

    cashier.mend_network()
    said = cashier.page.locator(".o_notification, .loyalty-tiers-promotion")
    expect(said.filter(has_text="Director").first).to_be_visible()
    assert shop.entries(guest) == 10
    assert shop.membership(guest)[:2] == ("Director", 10)
    [*_, move] = shop.moves(guest)
    assert move[:3] == ("Department Head", "Director", "order")

    cashier.next_guest()
    cashier.choose("Cut Off Guest")
    expect(cashier.card).to_contain_text("Welcome back, Director Cut Off Guest")
    expect(cashier.card.locator(".loyalty-tiers-as-of")).to_have_count(0)
