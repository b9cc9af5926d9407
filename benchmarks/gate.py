"""The gate in a shop of 20,000 products, 4,000 of them reserved.

PRODUCTS and ROUNDS change the size.
"""

import json
import os
from pathlib import Path

from box.paths import LOGS
from box.setup import box
from figures import line, ratio, spread

HERE = Path(__file__).resolve().parent
PRODUCTS = int(os.environ.get("PRODUCTS", "20000"))
ROUNDS = int(os.environ.get("ROUNDS", "30"))
DATABASE = "bench_gate"


def main():
    result = LOGS / f"{DATABASE}.json"
    with box("requirements-test.txt") as (odoo, databases):
        databases.copy(databases.shop(), DATABASE)
        try:
            code = (HERE / "gate_measure.py").read_text(encoding="utf-8")
            code += f"\nmain(env, {PRODUCTS}, {ROUNDS}, {str(result)!r})\n"
            log = LOGS / f"{DATABASE}.log"
            odoo.shell(f"A shop of {PRODUCTS:,} products", DATABASE, code, log)
        finally:
            databases.drop(DATABASE)
    report(json.loads(result.read_text()))


def report(figures):
    """Print what was measured."""
    print(f"{figures['products']:,} products, {figures['reserved']:,} reserved")
    line("with the rules to without", "on the clock", "Odoo's own work")
    for what, figure in figures["pairs"].items():
        wall, cpu = (ratio(*_off_and_on(figure[kind])) for kind in ("wall", "cpu"))
        line(what, wall, cpu)
        same = "the same SQL" if figure["same_sql"] else "other SQL"
        without, with_it = figure["queries"]
        line("", f"{same}, {with_it - without:+} queries", milliseconds(figure))
    line("", "milliseconds, min / median / max", "queries")
    for what, times in figures["alone"].items():
        seconds = spread([1000 * one for one in times["seconds"]], ".2f")
        line(what, seconds, str(times["queries"]))


def milliseconds(figure):
    seconds = figure["wall"]["on"]
    return f"{spread([1000 * one for one in seconds], '.1f')} ms"


def _off_and_on(times):
    return times["off"], times["on"]


if __name__ == "__main__":
    main()
