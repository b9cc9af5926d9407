"""What the house knows of a guest: how long the whole card takes in a busy old shop.

CUSTOMERS and ORDERS change the size of the shop.
"""

import os
from pathlib import Path

from figures import in_turn, line, ratio, spread
from playwright.sync_api import sync_playwright
from till import SCREEN, Till
from two_shops import EVERY_QUERY, two_shops

CUSTOMERS = int(os.environ.get("CUSTOMERS", "50000"))
ORDERS = int(os.environ.get("ORDERS", "1000000"))
ROUNDS = 15
FILL = (Path(__file__).parent / "knowledge.sql").read_text(encoding="utf-8")
CROWD = f"""
session = env['pos.session'].search([], limit=1)
products = env['product.product'].search(
    [('available_in_pos', '=', True), ('type', '!=', 'combo')], limit=12)
env.cr.execute("SELECT max(id) FROM res_partner")
env.cr.execute({FILL!r}, {{
    'base': env.cr.fetchone()[0], 'customers': {CUSTOMERS}, 'orders': {ORDERS},
    'session': session.id, 'config': session.config_id.id,
    'products': products.ids, 'kinds': len(products)}})
program = env['loyalty.tier.program'].search([], limit=1)
program._recount()
while program._work_step(20000):
    env.cr.commit()
env.cr.commit()
env.cr._cnx.autocommit = True
env.cr.execute('ANALYZE')
env.cr._cnx.autocommit = False
"""
BUSIEST = """
SELECT partner_id, count(*) FROM pos_order WHERE name LIKE 'Bench/%%'
 GROUP BY 1 ORDER BY 2 DESC LIMIT %s
"""
# Resolves with the milliseconds until the card is there, and until it is complete.
COMPLETE = """
async (guest) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const partner = posmodel.models["res.partner"].get(guest);
    const start = performance.now();
    await posmodel.setPartnerToCurrentOrder(partner);
    while (!document.querySelector(".loyalty-tiers-card")) {
        await frame();
    }
    await frame();
    const painted = performance.now() - start;
    while (!document.querySelector(".loyalty-tiers-card .loyalty-tiers-usual")) {
        await frame();
    }
    await frame();
    return [painted, performance.now() - start];
}
"""


def main():
    with two_shops(EVERY_QUERY) as (_stock, shop):
        fill(shop)
        guests = [guest for guest, _count in shop.sql(BUSIEST, ROUNDS)]
        [(_guest, most)] = shop.sql(BUSIEST, 1)
        line("orders of the busiest guest", str(most))
        line("queries of reading a guest", str(queries(shop, guests)))
    with two_shops() as (_stock, shop):
        fill(shop)
        guests = [guest for guest, _count in shop.sql(BUSIEST, ROUNDS)]
        line("reading a guest to reading a contact", times(shop, guests))
        painted, complete = zip(*cards(shop, guests), strict=True)
        line("milliseconds", "min / median / max")
        line("  until the card is painted", spread(painted))
        line("  until it is complete", spread(complete))


def fill(shop):
    shop.shell(CROWD)


def queries(shop, guests):
    """How many queries it takes, beyond those of a call that asks for nothing."""

    def read(guest):
        shop.admin.call("loyalty.tier.knowledge", "read_guest", guest, shop.till)

    def nothing():
        shop.admin.call("res.partner", "search", [("id", "in", [])])

    for guest in guests[:3]:
        read(guest)  # warm
    return shop.queries(lambda: read(guests[3])) - shop.queries(nothing)


def times(shop, guests):
    todo = iter([*guests, *guests])

    def read():
        shop.admin.call("loyalty.tier.knowledge", "read_guest", next(todo), shop.till)

    def contact():
        fields = ["name", "phone", "email", "loyalty_tier_card"]
        shop.admin.call("res.partner", "read", guests[:1], fields)

    read()
    contact()
    seconds = in_turn(contact, read, ROUNDS)
    milliseconds = spread([1000 * s for s in seconds[1]])
    return f"{ratio(*seconds)}, {milliseconds} ms"


def cards(shop, guests):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("LOYALTY_TIERS_BROWSER"),
            args=["--no-sandbox"],
        )
        page = browser.new_context(viewport=SCREEN).new_page()
        till = Till(page, shop, shop.till).open("admin")
        page.evaluate("ids => posmodel.data.read('res.partner', ids)", guests)
        for guest in guests:
            yield page.evaluate(COMPLETE, guest)
            till.close_card()
            page.evaluate("posmodel.addNewOrder()")
        browser.close()


if __name__ == "__main__":
    main()
