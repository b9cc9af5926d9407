"""Runs inside Odoo's shell (see night.py): the night of one shop, in turn with SQL.

The floor is plain SQL that computes and writes the same: scores of twelve months from
the entries, a ranking of all, and the rows that differ in a side table.
"""

import json
import os
import resource
import time
from datetime import date, timedelta
from pathlib import Path

from odoo.tools import SQL

BENCHMARKS = os.environ["LOYALTY_TIERS_BENCHMARKS"]

NIGHTS = 3
TUNED = "SET work_mem = '256MB'; SET jit = off; SET max_parallel_workers_per_gather = 0"
RANKED = """
    SELECT partner_id, visits, spend, last_visit,
           CASE WHEN place <= 0.05 * of_all THEN %(a)s WHEN place <= 0.3 * of_all THEN %(b)s
                WHEN place <= 0.6 * of_all THEN %(c)s END AS tier_id
      FROM (SELECT scores.*, row_number() OVER (ORDER BY spend DESC) AS place,
                   count(*) OVER () AS of_all
              FROM (SELECT partner_id, count(DISTINCT day)::int AS visits,
                           sum(amount) AS spend, max(day) AS last_visit
                      FROM loyalty_tier_entry
                     WHERE program_id = %(program)s AND held IS NOT TRUE
                       AND day > %(today)s::date - interval '12 months'
                     GROUP BY partner_id) scores) ranked
"""
# The same tables, indexes and references as ours: what is written is the same.
SIDE = """
    CREATE TABLE bench_side (LIKE loyalty_tier_membership INCLUDING ALL);
    CREATE TABLE bench_move (LIKE loyalty_tier_move INCLUDING ALL);
    DO $$DECLARE r record; BEGIN
      FOR r IN SELECT replace(conrelid::regclass::text, 'loyalty_tier_', 'bench_') AS t,
                      pg_get_constraintdef(oid) AS reference
                 FROM pg_constraint
                WHERE contype = 'f' AND conrelid IN (
                      'loyalty_tier_membership'::regclass, 'loyalty_tier_move'::regclass)
      LOOP EXECUTE format('ALTER TABLE %s ADD %s',
                          replace(r.t, 'bench_membership', 'bench_side'), r.reference);
      END LOOP;
    END$$;
"""
FIRST = """
    WITH placed AS (
        INSERT INTO bench_side (
               program_id, partner_id, tier_id, visits, spend, stars, orders, margin,
               last_visit, joined_on, since, create_uid, create_date, write_uid,
               write_date)
        SELECT %(program)s, partner_id, tier_id, visits, spend, 0, 0, 0, last_visit,
               last_visit, now(), 1, now(), 1, now()
          FROM ({ranked}) ranked
        RETURNING partner_id, tier_id, visits, spend)
    INSERT INTO bench_move (
           program_id, partner_id, date, to_tier_id, is_promotion, visits, spend, stars,
           cause, rules_sentence, party, create_uid, create_date, write_uid, write_date)
    SELECT %(program)s, partner_id, now(), tier_id, TRUE, visits, spend, 0, 'history',
           'best customers', 'none', 1, now(), 1, now()
      FROM placed WHERE tier_id IS NOT NULL
"""
NIGHT = """
    UPDATE bench_side side
       SET tier_id = ranked.tier_id, visits = ranked.visits, spend = ranked.spend,
           last_visit = ranked.last_visit, write_date = now()
      FROM ({ranked}) ranked
     WHERE side.partner_id = ranked.partner_id
       AND (side.tier_id, side.visits, side.spend, side.last_visit)
           IS DISTINCT FROM
           (ranked.tier_id, ranked.visits, ranked.spend, ranked.last_visit)
"""


PROGRAM = {
    "name": "Night",
    "window": "rolling",
    "tier_ids": [
        (
            0,
            0,
            {
                "name": name,
                "rule_ids": [(0, 0, {"cut": "customers", "cut_value": cut})],
            },
        )
        for name, cut in (("Wood", 60), ("Silver", 30), ("Gold", 5))
    ],
}


def fill(env, customers, entries_each=10, days=1095):
    """Make a program, customers and their entries."""
    program = env["loyalty.tier.program"].create(PROGRAM)
    env.company.loyalty_tier_program_id = program
    program.write({"orders_read_to": -1, "members_settled_to": -1})
    env.flush_all()
    env.cr.execute("SELECT max(id) FROM res_partner")
    numbers = {
        "base": env.cr.fetchone()[0],
        "program": program.id,
        "customers": customers,
        "entries": customers * entries_each,
        "days": days,
    }
    statements = (Path(BENCHMARKS) / "night.sql").read_text()
    env.cr.execute(statements, numbers)
    env.cr.commit()
    vacuum(env, "res_partner", "loyalty_tier_entry")


def vacuum(env, *tables):
    """Do what PostgreSQL does by itself after a while: outside of a transaction."""
    connection = env.cr._cnx
    connection.commit()
    connection.autocommit = True
    for table in tables:
        env.cr.execute(f"VACUUM ANALYZE {table}")
    connection.autocommit = False


class Night:
    """One shop, whose clock we set."""

    def __init__(self, env):
        self.env = env
        self.program = env["loyalty.tier.program"].search([("name", "=", "Night")])
        self.today = date.today()
        type(self.program)._today = lambda program: self.today
        low, middle, high = self.program.tier_ids.sorted().ids
        self.tiers = {"a": high, "b": middle, "c": low}

    def measure(self, work):
        """Return CPU seconds of Odoo and of the database, seconds, WAL in megabytes."""
        cpu, wall, wal = self._cpu(), time.perf_counter(), self._wal()
        work()
        self.env.cr.commit()
        return {
            "cpu": self._cpu() - cpu,
            "wall": time.perf_counter() - wall,
            "wal": (self._wal() - wal) / 1e6,
        }

    def _cpu(self):
        backends = self.env.execute_query(
            SQL("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
        )
        ticks = 0
        for (pid,) in backends:
            stat = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
            ticks += int(stat[11]) + int(stat[12])
        return time.process_time() + ticks / os.sysconf("SC_CLK_TCK")

    def _wal(self):
        query = SQL("SELECT pg_current_wal_lsn() - '0/0'::pg_lsn")
        return self.env.execute_query(query)[0][0]

    # ----------------------------------------------------------------- the floor
    def plain(self, statement):
        cr = self.env.cr
        cr.execute(TUNED)
        cr.execute(
            statement.format(ranked=RANKED),
            {"program": self.program.id, "today": self.today, **self.tiers},
        )
        cr.execute("RESET ALL")

    # ------------------------------------------------------------------ our work
    def first(self):
        """Settle everybody for the first time, chunk by chunk as the scheduler does."""
        self.program.write({"orders_read_to": -1, "members_settled_to": 0})
        while self.program._work_step():
            self.env.cr.commit()

    def night(self):
        self.env["loyalty.tier.settlement"]._settle_due(self.program)

    def pass_day(self, day):
        """Let a day's entries come in, and its morning come."""
        self.env.cr.execute(
            "UPDATE loyalty_tier_entry SET held = FALSE, write_date = now()"
            " WHERE program_id = %s AND day = %s",
            (self.program.id, day),
        )
        self.env.cr.commit()
        self.today = day

    def count(self, table, condition="TRUE"):
        self.env.cr.execute(
            f"SELECT count(*) FROM {table} WHERE program_id = %s AND {condition}",  # noqa: S608
            (self.program.id,),
        )
        return self.env.cr.fetchone()[0]

    # --------------------------------------------------------------- row by row
    def row_by_row(self, partner_ids):
        """Do the same through the ORM, one customer after the other."""
        memberships = self.env["loyalty.tier.membership"].sudo()
        entries = self.env["loyalty.tier.entry"].sudo()
        since = self.today - timedelta(days=365)
        for partner_id in partner_ids:
            own = [
                ("program_id", "=", self.program.id),
                ("partner_id", "=", partner_id),
            ]
            counted = entries.search([*own, ("day", ">", since)])
            values = {
                "visits": len(set(counted.mapped("day"))),
                "spend": sum(counted.mapped("amount")),
                "last_visit": max(counted.mapped("day"), default=False),
            }
            memberships.search(own).write(values)
            self.env.flush_all()

    def set_based(self, partner_ids):
        self.env["loyalty.tier.membership"]._settle(self.program, partner_ids, "time")


def open_shop(env, customers, side):
    """Make a shop on the day before its last nights, and a table for plain SQL.

    :return: the shop and the day of its last entries
    """
    fill(env, customers)
    shop = Night(env)
    last = env.execute_query(SQL("SELECT max(day) FROM loyalty_tier_entry"))[0][0]
    shop.today = last - timedelta(days=NIGHTS)
    env.cr.execute(
        "UPDATE loyalty_tier_entry SET held = TRUE WHERE program_id = %s AND day > %s",
        (shop.program.id, shop.today),
    )
    env.cr.execute(side)
    env.cr.commit()
    return shop, last


def main(env, customers, result):
    shop, last = open_shop(env, customers, SIDE)
    figures = {
        "customers": customers,
        "first": {
            "sql": shop.measure(lambda: shop.plain(FIRST)),
            "ours": shop.measure(shop.first),
        },
    }
    vacuum(env, "loyalty_tier_membership", "bench_side")
    shop.night()  # what the first run has written itself is looked at once more
    figures["members"] = shop.count("loyalty_tier_membership")
    figures["nights"] = [
        one_night(shop, last - timedelta(days=left)) for left in reversed(range(NIGHTS))
    ]
    figures["orm"] = through_the_orm(shop)
    figures["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    Path(result).write_text(json.dumps(figures))


def one_night(shop, day):
    """Let a day pass, and do its night in plain SQL, then ours, then ours again."""
    shop.pass_day(day)
    moves = shop.count("loyalty_tier_move")
    written = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime())
    times = {
        "sql": shop.measure(lambda: shop.plain(NIGHT)),
        "ours": shop.measure(shop.night),
    }
    changed = shop.count("loyalty_tier_membership", f"write_date >= '{written}'")
    time.sleep(1)
    again = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime())
    times["again"] = shop.measure(shop.night)
    return {
        **times,
        "changed": changed,
        "changed_again": shop.count(
            "loyalty_tier_membership", f"write_date >= '{again}'"
        ),
        "moves": shop.count("loyalty_tier_move") - moves,
    }


def through_the_orm(shop):
    """Settle a thousand customers one by one through the ORM, and all at once."""
    rows = shop.env.execute_query(
        SQL(
            "SELECT partner_id FROM loyalty_tier_membership WHERE program_id = %s"
            " ORDER BY partner_id LIMIT 1000",
            shop.program.id,
        )
    )
    some = [partner_id for (partner_id,) in rows]
    return {
        "orm": shop.measure(lambda: shop.row_by_row(some)),
        "ours": shop.measure(lambda: shop.set_based(some)),
    }
