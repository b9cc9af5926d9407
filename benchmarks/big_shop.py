"""A shop with a million customers: opening its till, and finding one guest, against stock.

SIZES="100000" measures a smaller one; each customer has ten orders.
"""

import os
import statistics
from functools import partial
from pathlib import Path

from figures import in_turn, line, ratio, spread, timed
from till_opening import load_data
from two_shops import EVERY_QUERY, two_shops

SIZES = [int(n) for n in os.environ.get("SIZES", "1000000").split()]
FILL = (Path(__file__).parent / "big_shop.sql").read_text(encoding="utf-8")
OPENINGS = 3
FOUND = 15  # guests who are looked for with us
STOCK_FOUND = 2  # with stock: it takes its time
SETTING = "loyalty_tier_load_members"
# What Odoo's list of customers asks for.
FIELDS = "name parent_name phone_mobile_search email barcode street zip city"
FIELDS = [*FIELDS.split(), "state_id", "country_id", "vat"]
GUESTS = """
SELECT id, phone, email FROM res_partner
 WHERE name LIKE 'Customer %%' AND id %% 7919 = 11 ORDER BY id LIMIT %s
"""
NOBODY = "090-0000-0000"


def main():
    for size in SIZES:
        fill = FILL.replace("{customers}", str(size))
        with two_shops(
            EVERY_QUERY, prepare=lambda shop, fill=fill: shop.sql(fill)
        ) as pair:
            print(f"\n{size:,} customers, {10 * size:,} orders")
            opening(*pair)
            finding(*pair)


def opening(stock, ours):
    line("opening a till: load_data", "ours to stock", "seconds of stock, of ours")
    for choice in (False, True):
        ours.admin.call("pos.config", "write", [ours.till], {SETTING: choice})
        calls = [load_data(shop, since=False) for shop in (stock, ours)]
        calls[1]()  # warm
        times = in_turn(*calls, rounds=OPENINGS)
        seconds = [f"{statistics.median(one):.2f}" for one in times]
        what = "members first" if choice else "customers as Odoo chooses them"
        line(f"  {what}", ratio(*times), ", ".join(seconds))
    queries = [
        shop.queries(call) for shop, call in zip((stock, ours), calls, strict=True)
    ]
    line("  queries, members first", f"{queries[0]}, {queries[1]}")


def finding(stock, ours):
    line(
        "finding a guest: milliseconds, whole call",
        "stock: found, min / median / max",
        "ours: found, min / median / max",
        "queries of stock, of ours",
    )
    guests = ours.sql(GUESTS, FOUND)
    codes = [
        (
            ours.admin.call("res.partner", "loyalty_name_card", [guest], ours.till)[
                "code"
            ]
        )
        for guest, _phone, _email in guests
    ]
    for what, texts in {
        "number as stored": [phone for _id, phone, _email in guests],
        "number as spoken": [spoken(phone) for _id, phone, _email in guests],
        "last six digits": [phone.replace("-", "")[-6:] for _, phone, _ in guests],
        "e-mail": [email for _id, _phone, email in guests],
        "member code": codes,
        "number of nobody": [NOBODY] * FOUND,
    }.items():
        ours_call, stock_call = ask(ours), ask_stock(stock)
        line(
            f"  {what}",
            measured(stock_call, texts[:STOCK_FOUND]),
            measured(ours_call, texts),
            ", ".join(
                str(shop.queries(partial(call, texts[0])))
                for shop, call in ((stock, stock_call), (ours, ours_call))
            ),
        )


def spoken(phone):
    """The national number, as a guest says it."""
    return phone.replace("+81 ", "0")


def ask(shop):
    return lambda text: shop.admin.call(
        "res.partner", "loyalty_find_guest", shop.till, text
    )


def ask_stock(shop):
    """What the till sends when a cashier types a text and presses Enter."""

    def call(text):
        domain = ["|"] * (len(FIELDS) - 1)
        domain += [(name, "ilike", f"{text}%") for name in FIELDS]
        return shop.admin.call("res.partner", "get_new_partner", shop.till, domain, 0)

    return call


def answer(call, text, answers):
    answers.append(call(text))


def measured(call, texts):
    """How many were found, of how many, and the milliseconds of each call."""
    call(texts[0])  # warm
    found, times = 0, []
    for text in texts:
        answers = []
        times.append(1000 * timed(partial(answer, call, text, answers)))
        found += bool(answers[0]["res.partner"])
    return f"{found} of {len(texts)}, {spread(times)}"


if __name__ == "__main__":
    main()
