"""Runs inside Odoo's shell (see segments.py): the segments of one shop, beside SQL."""

import json
import os
import resource
import sys
from datetime import timedelta
from pathlib import Path

from odoo.addons.loyalty_tiers_segments.segment_sql import COLUMNS

BENCHMARKS = Path(os.environ["LOYALTY_TIERS_BENCHMARKS"])
sys.path.insert(0, str(BENCHMARKS))

from night_measure import NIGHTS, open_shop, vacuum  # noqa: E402

SEGMENT_SIDE = """
    CREATE TABLE bench_segment (LIKE loyalty_tier_segment INCLUDING ALL);
    ALTER TABLE bench_segment
      ADD FOREIGN KEY (program_id) REFERENCES loyalty_tier_program ON DELETE CASCADE,
      ADD FOREIGN KEY (partner_id) REFERENCES res_partner ON DELETE CASCADE,
      ADD FOREIGN KEY (create_uid) REFERENCES res_users ON DELETE SET NULL,
      ADD FOREIGN KEY (write_uid) REFERENCES res_users ON DELETE SET NULL;
"""
SAME = """
    SELECT count(*) FROM (
           SELECT partner_id, {columns} FROM loyalty_tier_segment WHERE program_id = %s
           EXCEPT SELECT partner_id, {columns} FROM bench_segment) differing
"""


def floor_statement():
    """The plain SQL, with the names of what is written filled in."""
    names = {
        "columns": ", ".join(COLUMNS),
        "old": ", ".join(f"old.{name}" for name in COLUMNS),
        "fresh": ", ".join(f"l.{name}" for name in COLUMNS),
    }
    text = (BENCHMARKS / "segments.sql").read_text()
    for name, words in names.items():
        text = text.replace(f"{{{name}}}", words)
    return text


def main(env, customers, result):
    shop, last = open_shop(env, customers, SEGMENT_SIDE)
    vacuum(env, "loyalty_tier_entry")
    env["loyalty.tier.segment.cost"]._look(shop.today)
    figures = {"customers": customers, "first": both(shop, 0)}
    vacuum(env, "loyalty_tier_segment", "bench_segment")
    figures["nights"] = [
        segments_night(shop, last - timedelta(days=left), left)
        for left in reversed(range(NIGHTS))
    ]
    figures["rows"] = shop.count("loyalty_tier_segment")
    env.cr.execute(SAME.format(columns=", ".join(COLUMNS)), (shop.program.id,))
    figures["differing"] = env.cr.fetchone()[0]
    figures["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    Path(result).write_text(json.dumps(figures))


def both(shop, number):
    """Refresh in plain SQL and with ours; who goes first changes."""
    segments = shop.env["loyalty.tier.segment"]
    works = {
        "sql": lambda: shop.plain(floor_statement()),
        "ours": lambda: segments._refresh(shop.program),
    }
    order = ("sql", "ours") if number % 2 else ("ours", "sql")
    return {who: shop.measure(works[who]) for who in order}


def segments_night(shop, day, number):
    shop.pass_day(day)
    times = both(shop, number)
    segments = shop.env["loyalty.tier.segment"]
    times["again"] = segments._refresh(shop.program)
    shop.env.cr.commit()
    return times
