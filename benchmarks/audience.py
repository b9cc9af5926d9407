"""Whom a mailing is for: counting and choosing 200,000 of a million guests.

Beside Odoo's own mailing to as many contacts, found by their city: with its blacklist
in the domain, as ours leaves blacklisted guests out, and without. CUSTOMERS changes
the size of the shop.
"""

import json
import os
from pathlib import Path

from box.databases import Databases
from box.paths import LOGS
from box.setup import box
from figures import line, ratio, spread

HERE = Path(__file__).resolve().parent
CUSTOMERS = int(os.environ.get("CUSTOMERS", "1000000"))
DATABASE = "bench_audience"
TITLES = {
    "count": "counting",
    "resolve": "finding the ids",
    "choose": "at sending (ours notes whom it chose)",
}


def main():
    with box("requirements-test.txt") as (odoo, databases):
        figures = measure(odoo, databases)
    line(f"{CUSTOMERS:,} customers", f"stock finds {figures['found']:,}")
    line("ours", ", ".join(f"{k} {v:,}" for k, v in figures["counts"].items()))
    line("seconds, min / median / max", "stock", "stock, blacklist", "ours")
    for name, title in TITLES.items():
        times = figures[name]
        line(title, *(spread(times[who], ".2f") for who in ("stock", "barred", "ours")))
        line(
            "  ours to stock",
            ratio(times["stock"], times["ours"]),
            ratio(times["barred"], times["ours"]),
        )


def measure(odoo, databases: Databases):
    """Generate a shop, measure it, and forget it."""
    result = LOGS / f"{DATABASE}.json"
    databases.copy(databases.shop(), DATABASE)
    try:
        code = (HERE / "audience_measure.py").read_text(encoding="utf-8")
        code += f"\nmain(env, {CUSTOMERS}, {str(result)!r}, {str(HERE)!r})\n"
        log = LOGS / f"{DATABASE}.log"
        odoo.shell(f"A mailing of {CUSTOMERS:,} customers", DATABASE, code, log)
    finally:
        databases.drop(DATABASE)
    return json.loads(result.read_text())


if __name__ == "__main__":
    main()
