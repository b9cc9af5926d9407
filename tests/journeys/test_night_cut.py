"""The nightly process is killed at any moment: run again, it ends as if it had not been.

Three times in ./test; LOYALTY_TIERS_CUTS says how many times.
"""

import contextlib
import os
import random
import subprocess
import time

import psycopg2
import pytest
from box import process
from box.setup import box

CUTS = int(os.environ.get("LOYALTY_TIERS_CUTS", "3"))
PATIENCE = 300  # seconds for one night
WHOLE, CUT = "journey-night", "journey-night-cut"
READY, DONE = "The night begins.", "The night is over."

# Whose entries are due: 24,000 guests; every tenth of them will hold a tier.
PREPARE = """
program = env['loyalty.tier.program'].create({
    'name': 'Night', 'window': 'rolling',
    'tier_ids': [
        (0, 0, {'name': f'Tier {visits}', 'sequence': visits,
                'rule_ids': [(0, 0, {'min_visits': visits})]})
        for visits in (5, 8)],
})
env.cr.execute("SELECT max(id) FROM res_partner")
before = env.cr.fetchone()[0]
env.cr.execute('''
    INSERT INTO res_partner (name, complete_name, active, type, autopost_bills)
    SELECT 'Guest ' || g, 'Guest ' || g, TRUE, 'contact', 'ask'
      FROM generate_series(1, 24000) g''')
env.cr.execute('''
    UPDATE res_partner SET commercial_partner_id = id WHERE id > %s''', [before])
env.cr.execute('''
    INSERT INTO loyalty_tier_entry (
           program_id, partner_id, company_id, date, day, amount, units, multiplier,
           origin_model, origin_id, takes_back_id, write_date)
    SELECT %s, id, 1, day, day, 10, 1, 1, 'res.company', id * 10 + visit, 0, now()
      FROM res_partner,
           generate_series(1, CASE WHEN id %% 20 = 0 THEN 9 WHEN id %% 20 = 7 THEN 6
                                   ELSE 2 END) visit,
           LATERAL (SELECT current_date - visit * 3 AS day) days
     WHERE id > %s''', [program.id, before])
env.cr.commit()
env.cr.execute("ANALYZE loyalty_tier_entry, res_partner")
"""
NIGHT = f"""
print({READY!r}, flush=True)
env['loyalty.tier.program']._cron_check()
env.cr.commit()
print({DONE!r}, flush=True)
"""
MEMBERSHIPS = """
    SELECT partner_id, tier_id, until, visits, spend, stars, orders, joined_on,
           last_visit, review_on, since IS NULL
      FROM loyalty_tier_membership ORDER BY partner_id, program_id"""
MOVES = """
    SELECT partner_id, from_tier_id, to_tier_id, is_promotion, cause, visits, spend,
           until, party
      FROM loyalty_tier_move ORDER BY partner_id, id"""
MESSAGES = """
    SELECT res_id, count(*) FROM mail_message WHERE model = 'res.partner'
     GROUP BY res_id ORDER BY res_id"""


@pytest.fixture(scope="module")
def night():
    with box("requirements-test.txt") as (odoo, databases):
        night = Night(odoo, databases)
        databases.copy(databases.shop(), WHOLE)
        odoo.shell("writing 24,000 guests", WHOLE, PREPARE, "journey-night-shop.log")
        databases.copy(WHOLE, CUT)
        night.run(WHOLE)
        night.whole = night.outcome(WHOLE)
        databases.rename(CUT, f"{CUT}-fresh")
        yield night
        for name in (WHOLE, CUT, f"{CUT}-fresh"):
            databases.drop(name)


@pytest.mark.parametrize("cut", range(CUTS))
def test_a_night_cut_off_and_run_again_ends_as_one_undisturbed(night, cut):
    night.databases.copy(f"{CUT}-fresh", CUT)
    moment = random.Random(cut).uniform(0, night.seconds)

    night.run(CUT, killed_after=moment)
    settled = len(night.outcome(CUT)[0])
    night.run(CUT)

    for whole, again in zip(night.whole, night.outcome(CUT), strict=True):
        assert again == whole
    print(f"killed after {moment:.2f} s of {night.seconds:.2f}: {settled} settled")


class Night:
    """The nightly job, as a process of its own that can be killed.

    :ivar float seconds: how long the undisturbed night took
    :ivar tuple whole: its outcome
    """

    def __init__(self, odoo, databases):
        self.databases = databases
        self._odoo = odoo
        self.seconds = 0.0

    def run(self, database, killed_after=None):
        """Run the night, to its end or until it is killed."""
        log = process.log_path(f"journey-{database}-night.log")
        command = self._odoo.command(
            "shell", "-d", database, "--no-http", "--max-cron-threads=0"
        )
        script = log.with_suffix(".py")
        script.write_text(NIGHT, encoding="utf-8")
        with script.open() as code, log.open("wb") as stream:
            job = process.start(
                command,
                env=self._odoo.environ,
                stdin=code,
                stdout=stream,
                stderr=subprocess.STDOUT,
            )
        script.unlink()
        self._wait(job, log, READY)
        began = time.monotonic()
        if killed_after is None:
            self._wait(job, log, DONE)
            self.seconds = self.seconds or time.monotonic() - began
            job.wait(PATIENCE)
        else:
            time.sleep(killed_after)
            process.end(job, process.signal.SIGKILL)
            self._wait_for_the_database(database)

    def _wait(self, job, log, word):
        end = time.monotonic() + PATIENCE
        while word not in log.read_text(errors="replace"):
            assert job.poll() is None or word in log.read_text(errors="replace"), (
                log.read_text(errors="replace")[-2000:]
            )
            assert time.monotonic() < end, f"{word} was not said"
            time.sleep(0.02)

    def _wait_for_the_database(self, database):
        """Wait until it has noticed: a statement that runs is run to its end."""
        query = f"SELECT pid FROM pg_stat_activity WHERE datname = '{database}'"
        end = time.monotonic() + PATIENCE
        while self._odoo.postgres.query(query) and time.monotonic() < end:
            time.sleep(0.1)

    def outcome(self, database):
        """Return all memberships, moves and the number of messages."""
        dsn = f"host={self._odoo.postgres.socket} user=odoo dbname={database}"
        with contextlib.closing(psycopg2.connect(dsn)) as connection:
            with connection.cursor() as cursor:
                rows = []
                for query in (MEMBERSHIPS, MOVES, MESSAGES):
                    cursor.execute(query)
                    rows.append(cursor.fetchall())
        return tuple(rows)
