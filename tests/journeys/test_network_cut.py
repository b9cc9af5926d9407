"""The network is cut between opening the till and the guest's coming."""

import re

import pytest
from guest_card import GuestCard
from playwright.sync_api import expect
from shop import console_errors
from till import NO_NETWORK, SCREEN, Till

SERVED = """
SELECT count(*) FROM loyalty_tier_grant WHERE partner_id = %s AND state = 'served'
"""
TALKS = "SELECT count(*) FROM res_partner_conversation WHERE partner_id = %s"


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


def test_what_is_served_and_noted_offline_is_there_once(shop, offline_till, regular):
    guest = regular("Faithful Guest", visits=2)
    cashier = offline_till.open()
    card = GuestCard(cashier)

    cashier.cut_network()
    cashier.choose("Faithful Guest")
    cashier.go_on_without_network()
    cashier.banner.locator("button", has_text="More").click()
    expect(card.must_not_eat).to_contain_text("Could not be loaded. Please ask.")
    row = card.serve("Say the new title out loud")
    expect(row).to_have_class(re.compile("loyalty-tiers-served"))
    card.note_talk("Moves to Jeju in June")
    assert shop.sql(SERVED, guest) == [(0,)]

    cashier.mend_network()
    for _second in range(30):
        if shop.sql(SERVED, guest) == [(1,)] and shop.sql(TALKS, guest) == [(1,)]:
            break
        cashier.page.wait_for_timeout(1000)
    cashier.page.wait_for_timeout(2000)  # were it sent again, it would be by now
    assert shop.sql(SERVED, guest) == [(1,)]
    assert shop.sql(TALKS, guest) == [(1,)]
