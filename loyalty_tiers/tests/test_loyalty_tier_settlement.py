# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import date, timedelta
from unittest.mock import patch

from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import SQL

from .common import LoyaltyTiersCommon

CUSTOMERS = 20_000
ENTRIES = 80_000
DAYS = 500
LAST_DAY = date(2025, 12, 29)
# Days until the next night: the year turns, one is run twice, one is run late.
NIGHTS = (1, 1, 1, 0, 40)
DAILY = 400  # customers who come on one day
SETTLED = (
    "tier_id, until, visits, spend, stars, orders, margin, joined_on, last_visit,"
    " review_on"
)
KINDS = {
    "the last year, as long as earned": {
        "rules": ({"min_visits": 2}, {"min_visits": 5, "min_days": 200}),
        "window": "rolling",
    },
    "calendar year, one step at a time": {
        "rules": ({"min_spend": 60.0}, {"min_spend": 150.0}, {"min_visits": 8}),
        "window": "calendar",
        "holding": "period",
        "hold_from": "window",
        "hold_count": 3,
        "grace_days": 10,
        "lowering": "step",
    },
    "the best of the last months": {
        "rules": (
            {"cut": "customers", "cut_value": 30.0},
            {"cut": "customers", "cut_value": 5.0},
        ),
        "window": "rolling",
        "window_count": 6,
    },
}


@tagged("post_install", "-at_install")
class TestLoyaltyTierSettlement(LoyaltyTiersCommon):
    """Nights of a shop with twenty thousand customers, written by set-based SQL."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.program.active = False
        cls.before = cls._run(SQL("SELECT max(id) FROM res_partner"))[0][0]
        cls._run(
            SQL(
                "INSERT INTO res_partner (name, complete_name, active, type,"
                " autopost_bills, commercial_partner_id)"
                " SELECT name, name, TRUE, 'contact', 'ask', NULL"
                " FROM (SELECT 'Guest ' || g AS name FROM generate_series(1, %s) g) g"
                " RETURNING id",
                CUSTOMERS,
            )
        )
        cls._run(
            SQL(
                "UPDATE res_partner SET commercial_partner_id = id"
                " WHERE id > %s RETURNING id",
                cls.before,
            )
        )
        cls.programs = [cls._program(name, **kind) for name, kind in KINDS.items()]

    @classmethod
    def _program(cls, name, rules, **values):
        tiers = [
            Command.create(cls._tier_values(rank, f"Tier {rank}", [rule]))
            for rank, rule in enumerate(rules)
        ]
        return cls._make_program(name=name, tier_ids=tiers, **values)

    def test_night_after_night_gives_what_a_full_settling_gives(self):
        self.today = LAST_DAY
        programs = self.registry["loyalty.tier.program"]
        self.startPatcher(patch.object(programs, "_today", lambda program: self.today))
        for program in self.programs:
            self._history(program)
        self.env.cr.execute("ANALYZE loyalty_tier_entry")
        for program in self.programs:
            program._resettle("history")
            self._work(program=program)
            self._age(program)

        for days in NIGHTS:
            self.today += timedelta(days=days)
            for program in self.programs:
                self._business(program)
            self._cron("_cron_check")
            for program in self.programs:
                self._age(program)

        for program in self.programs:
            with self.subTest(program.name):
                self._compare(program)

    def _compare(self, program):
        held = self._standings(program)
        self.assertGreater(len(held), CUSTOMERS * 0.6)
        self.assertGreater(len({row[1] for row in held}), len(program.tier_ids))
        moves = [("program_id", "=", program.id), ("cause", "in", ("check", "time"))]
        self.assertGreater(self.env["loyalty.tier.move"].search_count(moves), 50)

        self._run(
            SQL(
                "DELETE FROM loyalty_tier_membership WHERE program_id = %s RETURNING id",
                program.id,
            )
        )
        self.env.invalidate_all()
        program._resettle("history")
        self._work(program=program)

        self.assertFalse(set(held) ^ set(self._standings(program)))

    # ------------------------------------------------------------- the business
    def _history(self, program):
        """Let everybody come now and then, a few often."""
        self._sell(
            program,
            SQL(
                """
                SELECT g AS number, %(before)s + 1 + floor(%(customers)s * power(
                           (g::bigint * 7919 %% 10007) / 10007.0, 3))::int AS partner_id,
                       %(today)s::date - (g::bigint * 104729 %% %(days)s)::int AS day,
                       round((5 + g::bigint * 31 %% 400 / 10.0)::numeric, 2) AS amount
                  FROM generate_series(1, %(entries)s) g
                """,
                before=self.before,
                customers=CUSTOMERS,
                today=self.today,
                days=DAYS,
                entries=ENTRIES,
            ),
        )
        # A visit of each, on some day: nobody stays away for good.
        self._sell(
            program,
            SQL(
                "SELECT %s + g AS number, %s + g AS partner_id,"
                " %s::date - (g * 37 %% %s) AS day, 12.0 AS amount"
                " FROM generate_series(1, %s) g",
                ENTRIES,
                self.before,
                self.today,
                DAYS,
                CUSTOMERS,
            ),
        )

    def _business(self, program):
        """Let some come today, and some bring back what they bought."""
        last = self._run(SQL("SELECT max(origin_id) FROM loyalty_tier_entry"))[0][0]
        self._sell(
            program,
            SQL(
                "SELECT %s + g AS number, %s + 1 + (g * 7907 + %s) %% %s AS partner_id,"
                " %s::date AS day, 20.0 + g %% 90 AS amount"
                " FROM generate_series(1, %s) g",
                last,
                self.before,
                self.today.toordinal() * 13,
                CUSTOMERS,
                self.today,
                DAILY,
            ),
        )
        self._sell(
            program,
            SQL(
                "SELECT %s + origin_id AS number, partner_id, day, -amount AS amount,"
                " origin_id AS takes_back_id FROM loyalty_tier_entry"
                " WHERE program_id = %s AND amount > 0 AND origin_id %% 997 = %s",
                last + DAILY,
                program.id,
                self.today.day,
            ),
            refund=True,
        )

    def _sell(self, program, sales, refund=False):
        self._run(
            SQL(
                """
                INSERT INTO loyalty_tier_entry (
                       program_id, partner_id, company_id, date, day, amount, units,
                       margin, multiplier, origin_model, origin_id, takes_back_id,
                       write_date)
                SELECT %(program)s, partner_id, %(company)s, day, day, amount,
                       sign(amount), round(amount / 3, 2), 1, 'res.company', number,
                       %(back)s, now() AT TIME ZONE 'UTC'
                  FROM (%(sales)s) sales
                    ON CONFLICT DO NOTHING RETURNING id
                """,
                program=program.id,
                company=self.env.company.id,
                back=SQL("takes_back_id") if refund else SQL("0"),
                sales=sales,
            )
        )

    # ---------------------------------------------------------------- database
    def _age(self, program):
        """Let what was written be written before the last night.

        In a test the moment of all transactions is the same one, so that each night
        would look at everybody.
        """
        self._run(
            SQL(
                "UPDATE loyalty_tier_entry SET write_date = write_date - interval '2 days'"
                " WHERE program_id = %s AND write_date > now() - interval '1 day'"
                " RETURNING id",
                program.id,
            )
        )
        program.settled_at = self.env.cr.now()

    def _standings(self, program):
        return self._run(
            SQL(
                f"SELECT partner_id, {SETTLED} FROM loyalty_tier_membership"
                " WHERE program_id = %s",
                program.id,
            )
        )

    @classmethod
    def _run(cls, query):
        cls.env.flush_all()
        return cls.env.execute_query(query)
