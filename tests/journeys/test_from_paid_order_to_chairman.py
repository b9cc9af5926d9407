"""The story of the demo: one more visit makes Kim Minjun Chairman."""

from playwright.sync_api import expect


def test_from_paid_order_to_chairman(shop, office, till, izakaya):
    kim = office.ref("loyalty_tiers.partner_kim")
    entries, moves = shop.entries(kim), shop.moves(kim)
    cashier = till(izakaya)

    cashier.choose("Kim Minjun")
    expect(cashier.card).to_contain_text("Welcome back, President Kim")
    expect(cashier.card.locator(".loyalty-tiers-title")).to_have_text("President")
    expect(cashier.card).to_contain_text("35 visits")
    expect(cashier.card).to_contain_text("1 visit to Chairman")
    cashier.close_card()

    cashier.ring("Oden")
    cashier.pay()
    expect(cashier.promotion).to_contain_text("Kim is promoted today")
    expect(cashier.promotion).to_contain_text("Chairman")
    expect(cashier.receipt).to_contain_text("Congratulations, Chairman Kim!")

    cashier.next_guest()
    cashier.choose("Kim Minjun")
    expect(cashier.card).to_contain_text("Welcome home, Chairman Kim")

    assert shop.entries(kim) == entries + 1
    assert shop.membership(kim)[:2] == ("Chairman", 36)
    [move] = shop.moves(kim)[len(moves) :]
    [(order,)] = shop.sql("SELECT max(id) FROM pos_order WHERE partner_id = %s", kim)
    assert move == ("President", "Chairman", "order", "pos.order", order)
