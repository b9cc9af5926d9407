"""How soon the cashier sees the card, and how many calls a whole sale makes."""

import os

from figures import line, spread
from playwright.sync_api import expect, sync_playwright
from till import SCREEN, Till
from two_shops import two_shops

RUNS = 15
# Resolves with the milliseconds until the card is on the screen: in the page, laid
# out, and one frame later.
PAINTED = """
async (act) => {
    const start = performance.now();
    await eval(act);
    while (!document.querySelector(".loyalty-tiers-card")) {
        await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    await new Promise((resolve) => requestAnimationFrame(resolve));
    await new Promise((resolve) => requestAnimationFrame(resolve));
    return performance.now() - start;
}
"""


def main():
    with two_shops() as shops, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("LOYALTY_TIERS_BROWSER"),
            args=["--no-sandbox"],
        )
        stock, ours = shops
        guests = [regular(ours, number) for number in range(RUNS)]
        tills = [open_till(browser, shop) for shop in shops]
        calls = [calls_of_a_sale(till) for till in tills]
        line("calls of a sale to the server, stock and ours", *calls)
        line("milliseconds until the card is painted", "min / median / max")
        line("scanned, not loaded before", spread(scanned(tills[1], guests)))
        line("chosen, online", spread(chosen(tills[1], guests)))
        tills[1].cut_network()
        line("chosen, offline", spread(chosen(tills[1], guests)))
        browser.close()


def regular(shop, number):
    """A guest with a card and a title who is greeted by a card.

    :return: id and barcode
    """
    digits = f"042{number:09}"
    check = -sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(digits)) % 10
    barcode = f"{digits}{check}"
    guest = shop.admin.guest(f"Zz {number}", barcode=barcode)
    shop.sales.sync(*(shop.sales.order(guest, days) for days in range(1, 6)))
    return guest, barcode


def open_till(browser, shop):
    limit = "point_of_sale.limited_customer_count"
    shop.admin.call("ir.config_parameter", "set_param", limit, "1")
    context = browser.new_context(viewport=SCREEN)
    return Till(context.new_page(), shop, shop.till).open("admin")


def calls_of_a_sale(till):
    """What a sale asks of the server: when choosing the guest, and from then on."""
    calls = []

    def note(request):
        if request.method == "POST":
            calls.append(request.url)

    newest = "() => posmodel.models['res.partner'].getAll().at(-1).id"
    guest = till.page.evaluate(newest)
    till.page.on("request", note)
    till.page.evaluate(CHOOSE.replace("GUEST", str(guest)))
    till.page.wait_for_timeout(1000)
    choosing = len(calls)
    till.page.keyboard.press("Escape")
    till.ring("Oden")
    till.pay()
    till.page.wait_for_timeout(1000)
    till.page.remove_listener("request", note)
    till.next_guest()
    return f"{choosing} for the card, then {len(calls) - choosing}"


CHOOSE = "posmodel.setPartnerToCurrentOrder(posmodel.models['res.partner'].get(GUEST))"


def chosen(till, guests):
    return [greet(till, CHOOSE.replace("GUEST", str(guest))) for guest, _ in guests]


def scanned(till, guests):
    return [greet(till, f"posmodel.barcodeReader.scan('{code}')") for _, code in guests]


def greet(till, act):
    milliseconds = till.page.evaluate(PAINTED, act)
    till.page.wait_for_timeout(300)
    till.close_card()
    till.page.evaluate("posmodel.addNewOrder()")
    expect(till.page.locator(".product-screen")).to_be_visible()
    return milliseconds


if __name__ == "__main__":
    main()
