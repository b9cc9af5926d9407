# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from odoo import api, models
from odoo.tools import SQL

MONTHS = 12  # of sales that are compared, and of the past that is played
# The past is played 24 times over: from so many customers on, on some of them.
SAMPLE_FROM = 100_000
SAMPLE = 20_000

# Who holds what now, and what under the rules on trial. Who has earned a tier keeps it
# to its end, and for good where it has none.
MOVES = """
WITH held AS (
    SELECT partner_id, tier_id, until FROM loyalty_tier_membership
     WHERE program_id = %(program_id)s
),
places AS (
    SELECT partner_id, held.tier_id AS from_tier_id, held.until,
           trial.tier_id AS earned_id, trial.visits, trial.spend, trial.stars,
           trial.last_visit, COALESCE(%(amount)s, 0) AS sales,
           COALESCE(array_position(%(ladder)s::int[], trial.tier_id), 0)
           - COALESCE(array_position(%(ladder)s::int[], held.tier_id), 0) AS steps
      FROM (%(trial)s) trial
 FULL JOIN held USING (partner_id) %(sales)s
),
moves AS (
    SELECT *, CASE WHEN steps < 0 AND until IS NULL THEN from_tier_id
                   ELSE earned_id END AS to_tier_id,
           CASE WHEN steps < 0 THEN until + %(grace)s + 1 END AS moves_on
      FROM places
)
"""

SALES = """
LEFT JOIN (
     SELECT partner_id, sum(amount) AS amount
       FROM loyalty_tier_entry
      WHERE program_id = %s AND day > %s AND held IS NOT TRUE
      GROUP BY partner_id
     ) sales USING (partner_id)
"""

# Keeps the names of those who move, for one simulation.
LIST_MOVERS = """
%(moves)s, listed AS (
    INSERT INTO loyalty_tier_simulation_mover (
           simulation_id, partner_id, from_tier_id, to_tier_id,
           moves_on, visits, spend, stars, last_visit, sales,
           create_uid, create_date, write_uid, write_date)
    SELECT %(simulation_id)s, partner_id, from_tier_id, to_tier_id,
           COALESCE(moves_on, %(today)s), visits, spend,
           stars, last_visit, sales,
           %(uid)s, now() AT TIME ZONE 'UTC',
           %(uid)s, now() AT TIME ZONE 'UTC'
      FROM moves
     WHERE from_tier_id IS DISTINCT FROM to_tier_id AND %(among)s
 RETURNING 1)
SELECT count(*) FROM listed
"""


class Group(NamedTuple):
    """Customers who hold one tier now and come to another one under the trial."""

    from_tier_id: int | None
    to_tier_id: int | None
    customers: int
    kept: int  # of them, those who no longer earn what they keep for good
    sales: float  # of the last twelve months
    first_on: object  # the first day on which one of them is lowered, or None


class LoyaltyTierSimulator(models.AbstractModel):
    """Plays rules on the shop's own history. Reads, writes nothing.

    In SQL, since it must compare a million customers in seconds: only sums of them
    come to Python.
    """

    _name = "loyalty.tier.simulator"
    _description = "Loyalty Tier Simulator"

    @api.model
    def _groups(self, program, terms):
        """Compare what customers hold with what they would, under other terms.

        One statement, whatever the number of customers.

        :param program: one ``loyalty.tier.program``
        :param Terms terms: on trial
        :rtype: list(Group)
        """
        self._flush()
        rows = self.env.execute_query(
            SQL(
                """
                %s SELECT from_tier_id, to_tier_id, count(*),
                       count(*) FILTER (WHERE steps < 0 AND until IS NULL),
                       sum(sales), min(moves_on)
                  FROM moves GROUP BY from_tier_id, to_tier_id
                """,
                self._moves(program, terms),
            )
        )
        return [
            Group(held, to, customers, kept, float(sales), first_on)
            for held, to, customers, kept, sales, first_on in rows
        ]

    @api.model
    def _list_movers(self, simulation, terms, among):
        """Write down who would move, for a list that can be sorted and exported.

        SQL because they may be hundreds of thousands: the ORM would create them one
        by one. Writes the list of this simulation, nothing else.

        :param simulation: one ``loyalty.tier.simulation``
        :param Terms terms: on trial
        :param SQL among: condition on the moves
        :return: how many they are
        :rtype: int
        """
        self._flush()
        self.env.execute_query(
            SQL(
                """
                DELETE FROM loyalty_tier_simulation_mover WHERE simulation_id = %s
                RETURNING NULL
                """,
                simulation.id,
            )
        )
        rows = self.env.execute_query(
            SQL(
                LIST_MOVERS,
                moves=self._moves(simulation.program_id, terms),
                simulation_id=simulation.id,
                today=simulation.program_id._today(),
                uid=self.env.uid,
                among=among,
            )
        )
        self.env["loyalty.tier.simulation.mover"].invalidate_model()
        return rows[0][0]

    @api.model
    def _moves(self, program, terms):
        """Say who holds what now, and what under other terms: ``WITH ... moves``.

        :rtype: SQL
        """
        today = program._today()
        scores = self.env["loyalty.tier.score"]
        # Where the window is those months, the score says the sales already.
        window = terms.clock.window, terms.clock.count, terms.clock.unit
        known = window == ("rolling", MONTHS, "month") and not terms.clock.freezes
        since = today - relativedelta(months=MONTHS)
        return SQL(
            MOVES,
            program_id=program.id,
            amount=SQL("trial.spend" if known else "sales.amount"),
            sales=SQL("") if known else SQL(SALES, program.id, since),
            grace=terms.clock.grace,
            ladder=[rung.tier_id for rung in terms.ladder.rungs],
            trial=scores._select(
                program,
                self._cut(program, terms, today),
                today,
                SQL("TRUE"),
                lean=True,
            ),
        )

    @api.model
    def _cut(self, program, terms, today):
        """Return the terms with the rankings cut as they would be cut on a day."""
        return self.env["loyalty.tier.score"]._cut_terms(program, terms, today)

    @api.model
    def _order_count(self, program):
        """Count the orders on which rules of a program are played.

        SQL because the record rule would count those of the user's companies only.
        """
        self._flush()
        rows = self.env.execute_query(
            SQL(
                "SELECT count(*) FROM loyalty_tier_entry"
                " WHERE program_id = %s AND takes_back_id = 0",
                program.id,
            )
        )
        return rows[0][0]

    # -------------------------------------------------------------------- past
    @api.model
    def _month_ends(self, today):
        """Return the last days of the past months, and today.

        :rtype: list(date)
        """
        first = today.replace(day=1)
        return [
            *(
                first - relativedelta(months=back, days=1)
                for back in range(MONTHS - 2, -1, -1)
            ),
            today,
        ]

    @api.model
    def _counts_on(self, program, terms, day, every):
        """Count who would have held each tier on a past day.

        Rankings are cut as on that day; for a sample as today, since cutting looks at
        all customers.

        :param program: one ``loyalty.tier.program``
        :param Terms terms: as if they had always been in force
        :param date day: nothing after it is known
        :param int every: look at one of so many customers
        :return: customers by tier id
        :rtype: dict(int, int)
        """
        self._flush()
        past = terms._replace(through=day)
        if every > 1:
            cut = self._cut(program, terms, program._today())._replace(through=day)
        else:
            cut = self._cut(program, past, day)
        rows = self.env.execute_query(
            SQL(
                "SELECT tier_id, count(*) FROM (%s) trial"
                " WHERE tier_id IS NOT NULL GROUP BY tier_id",
                self.env["loyalty.tier.score"]._select(
                    program, cut, day, self._sampled(program, every)
                ),
            )
        )
        return {tier_id: count * every for tier_id, count in rows}

    @api.model
    def _sampled(self, program, every):
        """Say which customers are looked at: by a hash, so always the same ones."""
        if every == 1:
            return SQL("TRUE")
        return SQL(
            """
            partner_id = ANY(ARRAY(
                SELECT sample.partner_id FROM loyalty_tier_membership sample
                 WHERE sample.program_id = %s
                   AND abs(hashint4(sample.partner_id)::bigint) %% %s = 0))
            """,
            program.id,
            every,
        )

    @api.model
    def _sample_step(self, customers):
        """Return of how many customers one is looked at in the past."""
        return customers // SAMPLE if customers > SAMPLE_FROM else 1

    @api.model
    def _flush(self):
        self.env["loyalty.tier.entry"].flush_model()
        self.env["loyalty.tier.membership"].flush_model()
        # Hash tables of a million customers; compiling costs more than it saves.
        self.env.cr.execute("SET LOCAL jit = off; SET LOCAL work_mem = '64MB'")
