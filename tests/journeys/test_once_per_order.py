"""A guest is greeted once per order, in the way and as long as the manager says."""

import pytest
from playwright.sync_api import expect


def test_reloading_and_switching_orders_greet_nobody_again(till, izakaya, regular):
    regular("Reloading Guest", visits=5)
    cashier = till(izakaya)

    cashier.choose("Reloading Guest")
    expect(cashier.card).to_be_visible()
    cashier.close_card()
    cashier.ring("Oden")
    first = cashier.order
    cashier.reload()
    cashier.greets_nobody()
    cashier.switch_to(first)
    expect(cashier.guest).to_have_text("Reloading Guest")
    cashier.greets_nobody()

    cashier.new_order()
    second = cashier.order
    for _ in range(5):
        cashier.switch_to(first)
        expect(cashier.guest).to_have_text("Reloading Guest")
        cashier.greets_nobody()
        cashier.switch_to(second)

    cashier.new_order()
    cashier.choose("Reloading Guest")
    expect(cashier.card).to_be_visible()
    cashier.close_card()
    cashier.show_card()
    expect(cashier.card).to_contain_text("Department Head")


def test_taking_goods_back_greets_nobody(till, izakaya, regular):
    regular("Guest with Refund", visits=5)
    cashier = till(izakaya)
    cashier.choose("Guest with Refund")
    cashier.close_card()
    cashier.ring("Oden")
    cashier.pay()
    cashier.next_guest()

    cashier.refund_last_order()

    cashier.greets_nobody()


def test_a_tap_outside_closes_the_card(till, izakaya, regular):
    regular("Tapped Guest", visits=5)
    cashier = till(izakaya)
    cashier.choose("Tapped Guest")
    expect(cashier.card).to_be_visible()

    cashier.tap_outside()

    expect(cashier.card).to_have_count(0)


def test_the_card_closes_after_the_seconds_of_the_manager(till, office, regular):
    regular("Guest for a Second", visits=5)
    cashier = till(office.till("One Second", loyalty_tier_seconds=1))

    cashier.choose("Guest for a Second")
    expect(cashier.card).to_be_visible()

    expect(cashier.card).to_have_count(0, timeout=2500)


def test_a_lower_tier_is_greeted_by_a_banner(till, izakaya, regular):
    regular("Guest with Banner", visits=2)
    cashier = till(izakaya)

    cashier.choose("Guest with Banner")

    expect(cashier.banner).to_contain_text("Welcome back, Section Head")
    expect(cashier.card).to_have_count(0)
    cashier.ring("Oden")


def test_a_till_set_to_off_greets_nobody(till, office, regular):
    regular("Guest Not Greeted", visits=5)
    cashier = till(office.till("Silent", loyalty_tier_recognition="off"))

    cashier.choose("Guest Not Greeted")

    cashier.greets_nobody()


@pytest.fixture
def choose_program(office, izakaya):
    """Chooses the house's program; the one it had is chosen again after the test."""
    [till] = office.call("pos.config", "read", [izakaya], ["company_id"])
    company = till["company_id"][0]
    field = "loyalty_tier_program_id"
    [house] = office.call("res.company", "read", [company], [field])

    def choose(program):
        office.call("res.company", "write", [company], {field: program})

    yield choose
    choose(house[field][0])
    # The guests bring their history along, which other tests need not wait for.
    work = office.ref("loyalty_tiers.ir_cron_programs")
    office.call("ir.cron", "method_direct_trigger", [work])


@pytest.mark.parametrize("ladder", ["no program", "no tiers"])
def test_a_house_without_ladder_sells(till, office, choose_program, izakaya, ladder):
    office.guest(f"Guest with {ladder}")
    no_tiers = ladder == "no tiers"
    empty = {"name": "A Program without Tiers"}
    choose_program(no_tiers and office.call("loyalty.tier.program", "create", empty))
    cashier = till(izakaya)

    cashier.choose(f"Guest with {ladder}")
    if no_tiers:
        expect(cashier.card).to_contain_text("Welcome")
        cashier.close_card()
    else:
        cashier.greets_nobody()
    cashier.ring("Oden")
    cashier.pay()

    expect(cashier.receipt).to_contain_text("Oden")
