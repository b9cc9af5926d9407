"""What our data costs when a till opens: queries, bytes and time, against stock."""

import os
import statistics

from figures import in_turn, line, ratio, timed
from playwright.sync_api import sync_playwright
from till import Till
from two_shops import CUSTOMERS, EVERY_QUERY, two_shops

ROUNDS = 9
STARTS = 4
LIMIT = "point_of_sale.limited_customer_count"
LOADED = (100, CUSTOMERS)


def main():
    line("opening a till", "first", "second")
    loading = dict(queries_and_bytes())
    with two_shops(crowd=True) as shops, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("LOYALTY_TIERS_BROWSER"),
            args=["--no-sandbox"],
        )
        for customers in LOADED:
            load(shops, customers)
            print(f"{customers} customers loaded")
            line("  load_data: queries, stock and ours", *loading[customers][0])
            line("  load_data: bytes, ours to stock", *loading[customers][1])
            line("  load_data: time, ours to stock", *load_times(shops))
            line("  until it can sell, ours to stock", *starts(shops, browser))
        browser.close()


def load(shops, customers):
    for shop in shops:
        shop.admin.call("ir.config_parameter", "set_param", LIMIT, str(customers))


def queries_and_bytes():
    with two_shops(EVERY_QUERY, crowd=True) as shops:
        for customers in LOADED:
            load(shops, customers)
            figures = []
            for since in (False, True):
                calls = [load_data(shop, since) for shop in shops]
                for call in calls:
                    call()
                queries = [s.queries(c) for s, c in zip(shops, calls, strict=True)]
                sizes = [len(shop.admin.received) for shop in shops]
                figures.append((queries, sizes))
            yield (
                customers,
                (
                    [f"{q[0]}, {q[1]}, {q[1] - q[0]:+}" for q, _ in figures],
                    [f"{s[1] / s[0]:.3f} ({s[0]}, {s[1]})" for _, s in figures],
                ),
            )


def load_data(shop, since):
    """The call by which a till loads: all, or what is new since its last start."""
    admin, session = shop.admin, shop.sales.session_id
    models = list(admin.call("pos.session", "load_data_params", session))
    [[now]] = shop.sql(
        "SELECT to_char(now() at time zone 'utc', 'YYYY-MM-DD HH24:MI:SS')"
    )
    context = {"pos_last_server_date": now if since else False}
    context["pos_limited_loading"] = True
    return lambda: admin.call(
        "pos.session", "load_data", session, models, context=context
    )


def load_times(shops):
    for since in (False, True):
        calls = [load_data(shop, since) for shop in shops]
        in_turn(*calls, rounds=2)  # warm
        yield ratio(*in_turn(*calls, rounds=ROUNDS))


def starts(shops, browser):
    """Seconds from the address to the products: in a new browser, and once more."""
    times = [([], []) for _ in shops]
    for _ in range(STARTS):
        for which, shop in enumerate(shops):
            first, second = start_twice(shop, browser)
            times[which][0].append(first)
            times[which][1].append(second)
    for nth in (0, 1):
        stock, ours = times[0][nth], times[1][nth]
        yield f"{ratio(stock, ours)}, {statistics.median(stock):.1f} s"


def start_twice(shop, browser):
    context = browser.new_context()
    till = Till(context.new_page(), shop, shop.till)
    till.log_in("admin")
    # As from the back office: the second time too, the till asks for what is new.
    address = f"{shop.url}/pos/ui/{shop.till}?from_backend=True"
    seconds = []
    for _ in range(2):

        def start():
            till.page.goto(address)
            till.page.wait_for_selector(".product-screen")

        seconds.append(timed(start))
        till.page.goto(f"{shop.url}/web/login")
    context.close()
    return seconds


if __name__ == "__main__":
    main()
