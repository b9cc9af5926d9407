"""How soon the grid of a till shows, and hides, what is reserved, and what it weighs."""

import os

from figures import line, spread
from playwright.sync_api import sync_playwright
from till import SCREEN, Till
from two_shops import two_shops

PRODUCTS, RESERVED, RUNS = 2000, 40, 15
FILL = f"""
env['product.template'].create([{{
    'name': f'Zz dish {{n:04}}', 'available_in_pos': True, 'type': 'service',
    'taxes_id': False}} for n in range({PRODUCTS})])
env['ir.config_parameter'].set_param('point_of_sale.limited_product_count', '5000')
env.cr.commit()
"""
RESERVE = f"""
program = env['loyalty.tier.program'].search([], limit=1)
gate = env['loyalty.tier.gate'].create({{
    'name': 'Bench', 'tz': 'UTC', 'tier_ids': [(6, 0, program.tier_ids[:1].ids)]}})
env['product.template'].search([('name', 'like', 'Zz dish')], limit={RESERVED}).write(
    {{'loyalty_tier_gate_id': gate.id}})
env.cr.commit()
"""
# Resolves with the milliseconds until the grid is drawn for another guest: laid out, and
# two frames, of which the second begins when the first is on the screen.
REDRAWN = """
async (guest) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const partner = guest && posmodel.models["res.partner"].get(guest);
    const drawn = document.querySelectorAll(".product-list .product").length;
    const start = performance.now();
    posmodel.getOrder().partner_id = partner || undefined;
    await frame();
    document.querySelector(".product-list").getBoundingClientRect();
    const done = performance.now() - start;
    await frame();
    const now = document.querySelectorAll(".loyalty-tiers-hidden-menu").length;
    return [done, drawn, now];
}
"""


def main():
    with two_shops(prepare=lambda shop: shop.shell(FILL)) as shops:
        ours = shops[1]
        plain = bytes_of(ours)
        ours.shell(RESERVE)
        ours.stop()
        ours.start()
        weighs = bytes_of(ours)
        line("bytes of opening, reserved to none", ratio(weighs, plain))
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=os.environ.get("LOYALTY_TIERS_BROWSER"),
                args=["--no-sandbox"],
            )
            line("milliseconds until the grid is redrawn", "min / median / max")
            shown, hidden = redraws(browser, ours)
            line("  a guest comes who opens it", spread(shown))
            line("  the guest goes", spread(hidden))
            browser.close()


def ratio(with_them, without):
    return f"{with_them / without:.3f} ({without}, {with_them})"


def bytes_of(shop):
    session = shop.sales.session_id
    shop.admin.call("pos.session", "load_data", session, [])
    return len(shop.admin.received)


def redraws(browser, shop):
    guest = shop.admin.guest("Zz regular")
    shop.sales.sync(*(shop.sales.order(guest, days) for days in range(1, 6)))
    page = browser.new_context(viewport=SCREEN).new_page()
    Till(page, shop, shop.till).open("admin")
    page.evaluate("id => posmodel.data.read('res.partner', [id])", guest)
    page.evaluate("posmodel.config.loyalty_tier_recognition = 'off'")
    shown, hidden = [], []
    for _ in range(RUNS):
        for who, times in ((guest, shown), (None, hidden)):
            times.append(page.evaluate(REDRAWN, who)[0])
            page.wait_for_timeout(200)
    return shown, hidden


if __name__ == "__main__":
    main()
