"""The segments of a shop with a hundred thousand and a million customers.

Each shop is generated as for the night; its segments are refreshed beside plain SQL that
computes the same columns from the same entries and writes them to a table like ours, in
turn. SIZES="100000" measures a smaller one.
"""

import json
import os
from pathlib import Path

from box.databases import Databases
from box.paths import LOGS
from box.setup import box
from figures import line, spread

HERE = Path(__file__).resolve().parent
SIZES = [int(n) for n in os.environ.get("SIZES", "100000 1000000").split()]
DATABASE = "bench_segments"


def main():
    with box("requirements-test.txt") as (odoo, databases):
        os.environ["LOYALTY_TIERS_BENCHMARKS"] = str(HERE)
        for size in SIZES:
            report(measure(odoo, databases, size))


def measure(odoo, databases: Databases, size):
    """Generate a shop, measure it, and forget it."""
    result = LOGS / f"{DATABASE}.json"
    databases.copy(databases.shop(), DATABASE)
    try:
        code = (HERE / "segments_measure.py").read_text(encoding="utf-8")
        code += f"\nmain(env, {size}, {str(result)!r})\n"
        log = LOGS / f"{DATABASE}.log"
        odoo.shell(f"The segments of {size:,} customers", DATABASE, code, log)
    finally:
        databases.drop(DATABASE)
    return json.loads(result.read_text())


def report(shop):
    print()
    line(
        f"{shop['customers']:,} customers", "ours to plain SQL", "seconds of SQL, ours"
    )
    for what, runs in (("first run", [shop["first"]]), ("night", shop["nights"])):
        for measure, unit in (("wall", "time"), ("cpu", "CPU")):
            line(f"{what}, {unit}", ratio(runs, measure), amounts(runs, measure))
    line("  written-ahead log, MB", ratio(shop["nights"], "wal"))
    line("rows, that differ from plain SQL", f"{shop['rows']:,}, {shop['differing']}")
    again = [night["again"] for night in shop["nights"]]
    line("rows written when run again", spread(again))
    line("memory of Odoo, MB", f"{shop['memory']:.0f}")


def ratio(runs, what):
    return spread([run["ours"][what] / run["sql"][what] for run in runs], ".2f")


def amounts(runs, what):
    return ", ".join(
        spread([run[who][what] for run in runs], ".1f") for who in ("sql", "ours")
    )


if __name__ == "__main__":
    main()
