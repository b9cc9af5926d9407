"""Monday in one shop, Tuesday in another: what one cashier learns, the other knows."""

import re

import pytest
from guest_card import GuestCard
from playwright.sync_api import expect
from till import SCREEN, Till

NAME = "Nakamura Emi"
# A second shop of the house: another company, whose cashier works nowhere else.
SECOND_SHOP = """
company = env['res.company'].create({'name': 'Izakaya Kim Busan'})
env['account.chart.template'].try_loading('generic_coa', company, install_demo=False)
env.company.loyalty_tier_program_id.company_id = False
company.loyalty_tier_program_id = env.company.loyalty_tier_program_id
cashier = env['res.users'].with_context(no_reset_password=True).create({
    'name': 'Sora', 'login': 'sora', 'password': 'sora', 'company_id': company.id,
    'company_ids': [(6, 0, company.ids)],
    'group_ids': [(4, env.ref('base.group_user').id),
                  (4, env.ref('point_of_sale.group_pos_user').id)]})
configs = env['pos.config'].with_company(company)
journal, methods = configs._create_journal_and_payment_methods(
    cash_journal_vals={'name': 'Cash Busan'})
categories = env.ref('loyalty_tiers.pos_config_izakaya').iface_available_categ_ids
till = configs.create({
    'name': 'Busan', 'journal_id': journal.id, 'payment_method_ids': [(6, 0, methods)],
    'module_pos_restaurant': True, 'default_screen': 'register',
    'limit_categories': True,
    'iface_available_categ_ids': [(6, 0, categories.ids)]})
printer = env['pos.printer'].with_company(company).create({
    'name': 'Kitchen', 'company_id': company.id, 'printer_type': 'epson_epos',
    'epson_printer_ip': '127.0.0.1', 'product_categories_ids': [(6, 0, categories.ids)]})
till.write({'is_order_printer': True, 'printer_ids': [(6, 0, printer.ids)]})
tag = env.ref('loyalty_tiers.preference_tag_onion')
tag.code = 'K7'
chief = env.company.loyalty_tier_program_id.tier_ids.sorted()[0]
env['loyalty.tier.perk'].create(
    {'tier_id': chief.id, 'given': 'promotion', 'name': 'A toast at the counter'})
env.cr.commit()
print('TILL', till.id)
"""
# Keeps the words of each ticket that the till draws for a printer.
TICKETS = """
window.tickets = [];
new MutationObserver(() => {
    for (const ticket of document.querySelectorAll(".render-container .pos-receipt")) {
        const text = ticket.innerText;
        if (text && !window.tickets.includes(text)) {
            window.tickets.push(text);
        }
    }
}).observe(document.body, {childList: true, subtree: true, characterData: true});
"""
# What the kitchen's printer answers: the machine has none.
PRINTED = {
    "content_type": "text/xml",
    "headers": {"Access-Control-Allow-Origin": "*"},
    "body": '<response success="true" code="" status="0"/>',
}


@pytest.fixture(scope="module")
def busan(shop):
    return int(re.search(r"TILL (\d+)", shop.shell(SECOND_SHOP)).group(1))


@pytest.fixture
def busan_till(shop, visitor, busan):
    page = visitor(viewport=SCREEN)
    page.route("**/cgi-bin/epos/**", lambda route: route.fulfill(**PRINTED))
    till = Till(page, shop, busan)
    till.open("sora")
    till.page.evaluate(TICKETS)
    return till


def test_what_one_cashier_learns_the_other_knows(
    shop, office, busan_till, till, izakaya, pictures
):
    guest = office.guest(NAME, loyalty_tier_called="Emi")
    monday(till(izakaya), pictures)
    [(code,)] = shop.sql(
        "SELECT loyalty_tier_code FROM res_partner WHERE id = %s", guest
    )
    tuesday(busan_till, code, pictures)
    told = "SELECT count(*) FROM loyalty_tier_access WHERE partner_id = %s"
    assert shop.sql(told, guest)[0][0] >= 2


def monday(till, pictures):
    till.choose(NAME)
    card = GuestCard(till)
    expect(till.card).to_contain_text("Emi")
    card.note_must_not_eat("Garlic", "Intolerance")
    expect(card.must_not_eat).to_contain_text("Garlic")
    card.note_preference("avoids", "Onion")
    card.note_talk("Son graduates in February")
    expect(card.talks).to_contain_text("Son graduates in February")
    pictures(till.page, "monday-noted")
    till.close_card()
    till.ring("Yakitori")
    till.ring("Highball")
    till.pay()
    expect(till.promotion).to_contain_text("Chief")
    step = till.promotion.locator(".loyalty-tiers-due-row", has_text="A toast")
    step.locator(".loyalty-tiers-serve").click()
    expect(step.locator(".loyalty-tiers-served-by")).to_contain_text("Hiro")
    till.promotion.locator(".loyalty-tiers-print-card").click()
    pictures(till.page, "monday-party")
    till.next_guest()
    till.choose(NAME)
    expect(till.banner).to_contain_text("Chief Emi")
    till.ring("Yakitori")
    till.ring("Highball")
    till.pay()


def tuesday(till, code, pictures):
    till.scan(code)
    card = GuestCard(till)
    expect(till.banner).to_contain_text("Chief Emi")
    expect(till.banner).to_contain_text("Garlic")
    pictures(till.page, "tuesday-banner")
    till.banner.locator("button", has_text="More").click()
    expect(till.card).to_contain_text("Chief Emi")
    expect(card.must_not_eat).to_contain_text("Garlic")
    expect(card.talks).to_contain_text("Son graduates in February")
    pictures(till.page, "tuesday-card")
    card.usual_order.click()
    till.close_card()
    for dish in ("Yakitori", "Highball"):
        line = till.page.locator(f".order-container .orderline:has-text('{dish}')")
        expect(line).to_have_count(1)
    till.page.click(".pay-order-button")
    till.page.click(".modal button:text-is('Order')")  # to the kitchen first
    till.page.wait_for_function("() => window.tickets.length")
    ticket = " ".join(till.page.evaluate("window.tickets"))
    assert "NO GARLIC" in ticket  # in clear: nobody has to know a code by heart
    assert "K7" in ticket  # no onions, as the code book says
    till.settle()
    expect(till.receipt).to_contain_text("Yakitori")
    expect(till.receipt).not_to_contain_text("K7")
    expect(till.receipt).not_to_contain_text(re.compile("garlic|onion", re.IGNORECASE))
    pictures(till.page, "tuesday-receipt")
