"""A dish of which only regulars know, at the till."""

import pytest
from playwright.sync_api import expect

DISH = "Wagyu Sukiyaki"
BARCODE = "5901234123457"


@pytest.fixture
def hidden_dish(office, izakaya):
    """Has the demo's hidden dish reserved from Section Head up, with a barcode."""
    tier = office.find("loyalty.tier", ("name", "=", "Section Head"))
    gate = office.ref("loyalty_tiers.gate_regulars")
    dish = office.ref("loyalty_tiers.product_sukiyaki")
    office.call("loyalty.tier.gate", "write", [gate], {"tier_ids": [(6, 0, [tier])]})
    office.call("product.product", "write", [dish], {"barcode": BARCODE})
    return dish


def test_the_hidden_menu_comes_and_goes_with_its_guest(
    till, izakaya, regular, hidden_dish, pictures
):
    regular("Regular of the House", visits=2)
    regular("First Time Here", visits=1)
    cashier = till(izakaya)
    page = cashier.page
    card = page.locator(f".product:has-text('{DISH}')")
    section = page.locator(".loyalty-tiers-hidden-menu")
    expect(card).to_have_count(0)
    expect(section).to_have_count(0)

    cashier.choose("Regular of the House")
    expect(section).to_be_visible()
    expect(card).to_have_count(1)
    pictures(page, "hidden-menu")
    section.click()
    expect(page.locator(".product-list .product")).to_have_count(2)
    card.click()
    line = page.locator(f".order-container .orderline:has-text('{DISH}')")
    expect(line).to_have_count(1)

    cashier.choose("First Time Here")
    question = page.locator(".loyalty-tiers-reserved-question")
    expect(question).to_contain_text(DISH)
    pictures(page, "hidden-menu-question")
    question.locator(".loyalty-tiers-stay").click()
    expect(cashier.guest).to_have_text("Regular of the House")
    expect(line).to_have_count(1)


def test_a_scan_for_another_guest_is_refused_in_neutral_words(
    till, izakaya, regular, hidden_dish
):
    regular("Scanned for Nothing", visits=1)
    cashier = till(izakaya)
    page = cashier.page
    cashier.choose("Scanned for Nothing")

    cashier.scan(BARCODE)

    refusal = page.locator(".o_notification:has-text('not on the menu today')")
    expect(refusal).to_be_visible()
    expect(page.locator(".o_notification")).not_to_contain_text(DISH)
    expect(page.locator(".order-container .orderline")).to_have_count(0)
