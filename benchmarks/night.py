"""The night of a shop with ten thousand, a hundred thousand and a million customers.

Each shop is generated, and its work measured beside plain SQL that computes and writes
the same, in turn. SIZES="10000 100000" measures smaller ones.
"""

import json
import os
import statistics
from pathlib import Path

from box.databases import Databases
from box.paths import LOGS
from box.setup import box
from chart import bars
from figures import line, spread

HERE = Path(__file__).resolve().parent
SIZES = [int(n) for n in os.environ.get("SIZES", "10000 100000 1000000").split()]
DATABASE = "bench_night"


def main():
    with box("requirements-test.txt") as (odoo, databases):
        os.environ["LOYALTY_TIERS_BENCHMARKS"] = str(HERE)
        figures = [measure(odoo, databases, size) for size in SIZES]
    for shop in figures:
        report(shop)
    (HERE / "night.svg").write_text(
        bars(
            "A night: CPU seconds, plain SQL and ours",
            [
                (f"{shop['customers']:,}", *(cpu(shop, who) for who in ("sql", "ours")))
                for shop in figures
            ],
        ),
        encoding="utf-8",
    )


def measure(odoo, databases: Databases, size):
    """Generate a shop, measure it, and forget it."""
    result = LOGS / f"{DATABASE}.json"
    databases.copy(databases.shop(), DATABASE)
    try:
        code = (HERE / "night_measure.py").read_text(encoding="utf-8")
        code += f"\nmain(env, {size}, {str(result)!r})\n"
        log = LOGS / f"{DATABASE}.log"
        odoo.shell(f"The nights of {size:,} customers", DATABASE, code, log)
    finally:
        databases.drop(DATABASE)
    return json.loads(result.read_text())


def cpu(shop, who):
    return statistics.median(night[who]["cpu"] for night in shop["nights"])


def report(shop):
    print()
    line(f"{shop['customers']:,} customers", "ours to plain SQL, CPU", "seconds, WAL")
    first = shop["first"]
    line("first run", ratio([first], "cpu"), amounts([first]))
    line("night", ratio(shop["nights"], "cpu"), amounts(shop["nights"]))
    line("  written-ahead log", ratio(shop["nights"], "wal"))
    changed = [night["changed"] for night in shop["nights"]]
    again = [night["changed_again"] for night in shop["nights"]]
    moves = [night["moves"] for night in shop["nights"]]
    line("  members written, moves", f"{spread(changed)}, {spread(moves)}")
    line("  members written when run again", spread(again))
    orm = shop["orm"]
    line(
        "the ORM, row by row, to ours", f"{orm['orm']['cpu'] / orm['ours']['cpu']:.0f}"
    )
    line("memory of Odoo, MB", f"{shop['memory']:.0f}")


def ratio(runs, what):
    return spread(
        [run["ours"][what] / max(run["sql"][what], 1e-9) for run in runs], ".2f"
    )


def amounts(runs):
    ours = [run["ours"] for run in runs]
    seconds = spread([one["wall"] for one in ours], ".1f")
    return f"{seconds} s, {spread([one['wal'] for one in ours])} MB"


if __name__ == "__main__":
    main()
