"""Making the mails of a mailing: ours beside Odoo's own to the same contacts.

From the choice of guests to the last mail in the queue; nothing is sent. CONTACTS
changes for how many, PAIRS in how many mailings they are written to.
"""

import json
import os
from pathlib import Path

from box.databases import Databases
from box.paths import LOGS
from box.setup import box
from figures import line, ratio, spread

HERE = Path(__file__).resolve().parent
CONTACTS = int(os.environ.get("CONTACTS", "20000"))
PAIRS = int(os.environ.get("PAIRS", "10"))
DATABASE = "bench_mailing"


def main():
    with box("requirements-test.txt") as (odoo, databases):
        figures = measure(odoo, databases)
    line(
        f"{CONTACTS:,} mails in {PAIRS} mailings",
        "ours to stock, time",
        "CPU of Odoo",
        "ms a mail, ours",
    )
    for name, times in figures.items():
        stock, ours = times["stock"], times["ours"]
        mails = zip(ours["wall"], times["mails"], strict=True)
        each = [1000 * seconds / count for seconds, count in mails]
        ratios = (ratio(stock[what], ours[what]) for what in ("wall", "cpu"))
        line(name, *ratios, spread(each, ".1f"))


def measure(odoo, databases: Databases):
    """Generate guests, write to them, and forget them."""
    result = LOGS / f"{DATABASE}.json"
    databases.copy(databases.shop(), DATABASE)
    try:
        code = (HERE / "mailing_measure.py").read_text(encoding="utf-8")
        code += f"\nmain(env, {CONTACTS}, {PAIRS}, {str(result)!r})\n"
        log = LOGS / f"{DATABASE}.log"
        odoo.shell(f"{CONTACTS:,} mails, twice", DATABASE, code, log)
    finally:
        databases.drop(DATABASE)
    return json.loads(result.read_text())


if __name__ == "__main__":
    main()
