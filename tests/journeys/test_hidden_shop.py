"""A dish that only regulars know of: in the web shop, at the till, and gone again."""

import re

import pytest
from playwright.sync_api import expect
from web_shop import WebShop

DISH = "Moonlit Omakase"
GONE = "One product is not available any more and was taken from your cart."
# A reserved dish, a guest who may log in, and a way to pay without the outer world.
HIDDEN_MENU = """
program = env.company._loyalty_tier_program()
while program._work_step(5000):  # rules that are being settled lower nobody
    continue
tier = program.tier_ids.filtered(
    lambda tier: tier.with_context(lang='en_US').name == 'Section Head')
gate = env['loyalty.tier.gate'].create(
    {'name': 'Moonlight', 'tier_ids': [(6, 0, tier.ids)]})
dish = env['product.template'].create({
    'name': 'Moonlit Omakase', 'list_price': 60, 'type': 'service',
    'invoice_policy': 'order', 'taxes_id': False, 'is_published': True,
    'available_in_pos': True, 'loyalty_tier_gate_id': gate.id,
    'pos_categ_ids': [(6, 0, env.ref('loyalty_tiers.pos_categ_food').ids)]})
guest = env['res.partner'].browse(GUEST)
guest.write({'email': 'mina@example.com', 'street': 'Jongno 1', 'city': 'Seoul',
             'zip': '03000', 'phone': '+82 2 1234 5678',
             'country_id': env.ref('base.kr').id})
env['res.users'].with_context(no_reset_password=True).create({
    'login': 'mina', 'password': 'mina', 'partner_id': guest.id,
    'group_ids': [(6, 0, env.ref('base.group_portal').ids)]})
transfer = env['payment.provider'].search(
    [('code', '=', 'custom'), ('custom_mode', '=', 'wire_transfer'),
     ('company_id', '=', env.company.id)], limit=1)
transfer.write({'state': 'enabled', 'is_published': True})
env.cr.commit()
print('DISH', dish.id)
"""
# Both evenings at the counter are taken back: one visit is left, that of the web shop.
REFUND = """
for order in env['pos.order'].search(
        [('partner_id', '=', GUEST), ('state', 'in', ('paid', 'done')),
         ('amount_total', '>', 0)]):
    back = order._refund()
    pay = env['pos.make.payment'].with_context(active_ids=back.ids, active_id=back.id)
    pay.create({'amount': back.amount_total,
                'payment_method_id': order.payment_ids.payment_method_id[:1].id}).check()
env.cr.commit()
"""


@pytest.fixture
def mina(shop, regular):
    """A guest who came twice, and may log in."""
    guest = regular("Mina Park", visits=2, loyalty_tier_called="Mina")
    said = shop.shell(HIDDEN_MENU.replace("GUEST", str(guest)))
    return guest, int(re.search(r"DISH (\d+)", said).group(1))


def test_a_dish_that_only_regulars_know_of(
    shop, office, visitor, till, izakaya, mina, pictures
):
    guest, dish = mina
    nobody_finds_it(WebShop(visitor(), shop), dish, pictures)

    web = WebShop(visitor(), shop)
    the_regular_orders_it(web, pictures)
    counts_as_a_visit(shop, office, guest)

    cashier = till(izakaya)
    it_can_be_chosen(cashier, pictures)
    web.open("/shop/hidden-menu")
    web.page.click(f".o_loyalty_tier_menu_card:has-text('{DISH}')")
    web.put_into_cart()

    shop.shell(REFUND.replace("GUEST", str(guest)))
    assert shop.membership(guest)[0] != "Section Head"
    it_is_gone(web, dish, pictures)
    the_till_asks_what_becomes_of_it(cashier, pictures)


def nobody_finds_it(web, dish, pictures):
    web.open("/shop")
    expect(web.whole).not_to_contain_text(DISH)
    expect(web.welcome).to_have_count(0)
    pictures(web.page, "hidden-shop-visitor")
    web.find(DISH)
    expect(web.page.locator(".oe_product")).to_have_count(0)
    assert web.status("/shop/hidden-menu") == 404
    assert web.status(f"/shop/moonlit-omakase-{dish}") == 404


def the_regular_orders_it(web, pictures):
    web.log_in("mina")
    expect(web.welcome).to_contain_text("Section Head Mina")
    expect(web.welcome).to_contain_text("3 visits to Department Head")
    expect(web.welcome).to_contain_text(DISH)  # newly opened, first
    pictures(web.page, "hidden-shop-regular")
    web.find(DISH)
    web.visit(DISH)
    pictures(web.page, "hidden-shop-dish")
    web.put_into_cart()
    web.look_at_cart()
    expect(web.cart.first).to_contain_text(DISH)
    web.pay_by_transfer()
    pictures(web.page, "hidden-shop-ordered")


def counts_as_a_visit(shop, office, guest):
    order = office.find(
        "sale.order", ("partner_id", "=", guest), ("website_id", "!=", False)
    )
    office.call("sale.order", "action_confirm", [order])
    assert shop.membership(guest)[:2] == ("Section Head", 3)


def it_can_be_chosen(cashier, pictures):
    it_is_not_on_the_menu(cashier)
    pictures(cashier.page, "hidden-shop-till-nobody")
    cashier.choose("Mina Park")
    cashier.ring(DISH)
    pictures(cashier.page, "hidden-shop-till")


def it_is_gone(web, dish, pictures):
    web.look_at_cart()
    expect(web.whole).to_contain_text(GONE)
    expect(web.whole).not_to_contain_text(DISH)
    pictures(web.page, "hidden-shop-gone")
    assert web.status("/shop/hidden-menu") == 404
    assert web.status(f"/shop/moonlit-omakase-{dish}") == 404
    web.open("/shop")
    expect(web.whole).not_to_contain_text(DISH)


def the_till_asks_what_becomes_of_it(cashier, pictures):
    question = cashier.page.locator(".loyalty-tiers-reserved-question")
    expect(question).to_contain_text(DISH, timeout=20_000)
    pictures(cashier.page, "hidden-shop-till-asks")
    question.locator(".loyalty-tiers-remove").click()
    line = cashier.page.locator(f".order-container .orderline:has-text('{DISH}')")
    expect(line).to_have_count(0)
    it_is_not_on_the_menu(cashier)
    pictures(cashier.page, "hidden-shop-till-gone")


def it_is_not_on_the_menu(cashier):
    search = cashier.page.locator(".pos-rightheader input")
    search.fill(DISH)
    cashier.page.wait_for_timeout(700)
    expect(cashier.page.locator(f".product:has-text('{DISH}')")).to_have_count(0)
    search.fill("")
