# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from odoo.addons.loyalty_tiers.models.loyalty_tier_score_cut import THRESHOLD

from ..segment_sql import (
    AIM,
    COLUMNS,
    FIFTHS,
    FRESH,
    labelled,
    measured,
    potential,
    stated_shares,
)

LOCK = 0x5E63E27  # any number, of refreshing alone
FLUSHED = ("loyalty.tier.entry", "loyalty.tier.share", "loyalty.tier.segment")
CUTS = """
WITH ranked AS MATERIALIZED (SELECT spend FROM %(fresh)s WHERE spend > 0)
SELECT percentile_disc(%(fifths)s) WITHIN GROUP (ORDER BY last_visit),
       percentile_disc(%(fifths)s || %(aim)s::float8) WITHIN GROUP (ORDER BY visits),
       percentile_disc(%(fifths)s) WITHIN GROUP (ORDER BY spend),
       percentile_disc(%(fifths)s) WITHIN GROUP (ORDER BY margin),
       ARRAY[%(layers)s], count(*)
  FROM %(fresh)s
"""
NAMES = SQL(", ").join(map(SQL.identifier, COLUMNS))


class LoyaltyTierSegment(models.Model):
    """Refreshing: the only writer of segments, by a few statements for everybody."""

    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "loyalty.tier.segment"

    @api.model
    def _cron_refresh(self):
        """Scheduled: bring the segments of all programs up to date.

        Each program is committed: it can be interrupted, and goes on with the next one.
        """
        commit = self.env["ir.cron"]._commit_progress
        programs = self.env["loyalty.tier.program"].search([])
        left = programs.filtered(lambda program: program._segments_are_old())
        commit(remaining=len(left))
        for done, program in enumerate(left, start=1):
            if self._is_alone(program):
                self._refresh(program)
            if not commit(1, remaining=len(left) - done):
                return

    @api.model
    def _refresh(self, program):
        """Bring the segments of a program up to date; writes only what differs.

        :param program: one ``loyalty.tier.program``
        :return: how many rows were written or removed
        :rtype: int
        :raise UserError: when somebody else is at it
        """
        if not self._is_alone(program):
            raise UserError(
                self.env._(
                    "The segments of %s are being refreshed right now. Look again in a "
                    "minute.",
                    program.name,
                )
            )
        for name in FLUSHED:
            self.env[name].flush_model()
        # Compiling takes longer than running; sorts of a million rows stay in memory.
        self.env.cr.execute("SET LOCAL jit = off; SET LOCAL work_mem = '128MB'")
        self._measure(program)
        cuts = self._cuts(program)
        written = self._remove(program)
        if cuts:
            written += self._write_fresh(program, cuts)
        self.env.cr.execute(SQL("DROP TABLE %s", FRESH))
        self.env["loyalty.tier.segment.cut"]._keep(program, cuts)
        if program.segments_due:
            program.segments_due = False
        self.invalidate_model()
        return written

    @api.model
    def _is_alone(self, program):
        """Make sure that nobody else refreshes a program until this transaction ends."""
        query = SQL("SELECT pg_try_advisory_xact_lock(%s, %s)", LOCK, program.id)
        return self.env.execute_query(query)[0][0]

    @api.model
    def _measure(self, program):
        """Put what each customer did in the window into a table of this transaction.

        SQL because a million customers are measured at once. A table, so that the
        planner knows how many they are.
        """
        since = program._segments_since()
        self.env.cr.execute(
            SQL(
                """
                CREATE TEMP TABLE %(fresh)s ON COMMIT DROP AS
                SELECT measured.partner_id, measured.visits, measured.spend,
                       measured.last_visit, measured.rhythm,
                       measured.margin + COALESCE(costs.change, 0) AS margin,
                       COALESCE(costs.change, 0) AS cost_change,
                       shares.percent AS share, known.id IS NOT NULL AS is_known
                  FROM (%(measured)s) measured
             LEFT JOIN (%(costs)s) costs ON costs.partner_id = measured.partner_id
             LEFT JOIN (%(shares)s) shares ON shares.partner_id = measured.partner_id
             LEFT JOIN loyalty_tier_segment known
                    ON known.program_id = %(program_id)s
                   AND known.partner_id = measured.partner_id
                """,
                fresh=FRESH,
                measured=measured(program._terms(), program.id, since),
                costs=self.env["loyalty.tier.segment.cost"]._changes(program, since),
                shares=stated_shares(program.id),
                program_id=program.id,
            )
        )
        self.env.cr.execute(SQL("ANALYZE %s (partner_id)", FRESH))

    @api.model
    def _cuts(self, program):
        """Find where the fifths and the layers begin.

        SQL because percentiles of a million customers are wanted. Who has more than a
        cut is above it; the layers are cut as the rules of tiers cut a ranking.

        :return: lists of four cuts for ``recency``, ``frequency``, ``money`` and
            ``margin``; three for ``layers``; ``aim``; ``customers``. Empty when nobody
            came
        :rtype: dict
        """
        layers = [
            SQL(THRESHOLD[program.layer_by], value=border)
            for border in program._layer_borders()
        ]
        (row,) = self.env.execute_query(
            SQL(
                CUTS,
                fifths=FIFTHS,
                aim=AIM,
                layers=SQL(", ").join(layers),
                fresh=FRESH,
            )
        )
        recency, visits, money, margin, layers, customers = row
        if not customers:
            return {}
        return {
            "recency": recency,
            "frequency": visits[:4],
            "aim": visits[4],
            "money": money,
            "margin": margin,
            "layers": layers,
            "customers": customers,
        }

    @api.model
    def _potential_cut(self, program, cuts):
        """Find where the best fifth of those who have potential begins.

        SQL because it is a percentile of all, and depends on the other cuts.
        """
        (row,) = self.env.execute_query(
            SQL(
                """
                SELECT percentile_disc(0.8) WITHIN GROUP (ORDER BY potential)
                  FROM (SELECT %s AS potential FROM %s) potentials WHERE potential > 0
                """,
                potential(cuts["aim"], program.currency_id.decimal_places),
                FRESH,
            )
        )
        return row[0]

    @api.model
    def _write_fresh(self, program, cuts):
        cuts["potential"] = self._potential_cut(program, cuts)
        cuts["curve"] = self.env["loyalty.tier.segment.cut"]._curve()
        select = labelled(
            cuts,
            cuts["potential"],
            program.overdue_factor,
            program.currency_id.decimal_places,
        )
        # Not by ON CONFLICT, which locks, and so writes, every row that stays.
        return self._update(program, select) + self._insert(program, select)

    @api.model
    def _update(self, program, select):
        """Write the customers who differ from what was known. SQL: see ``_measure``."""
        return self._count(
            SQL(
                """
                UPDATE loyalty_tier_segment segment
                   SET (%(names)s, write_uid, write_date)
                     = (%(fresh)s, %(uid)s, now() AT TIME ZONE 'UTC')
                  FROM (%(select)s) fresh (partner_id, %(names)s)
                 WHERE segment.program_id = %(program_id)s
                   AND segment.partner_id = fresh.partner_id
                   AND (%(known)s) IS DISTINCT FROM (%(fresh)s)
                """,
                names=NAMES,
                fresh=self._of("fresh"),
                known=self._of("segment"),
                uid=self.env.uid,
                select=select,
                program_id=program.id,
            )
        )

    @api.model
    def _insert(self, program, select):
        """Write the customers who are new. SQL: see ``_measure``.

        Who is known was found before: the planner misjudges a table that is filling.
        """
        return self._count(
            SQL(
                """
                INSERT INTO loyalty_tier_segment (program_id, partner_id, %(names)s,
                       create_uid, create_date, write_uid, write_date)
                SELECT %(program_id)s, fresh.*, %(uid)s, now() AT TIME ZONE 'UTC',
                       %(uid)s, now() AT TIME ZONE 'UTC'
                  FROM (%(select)s WHERE NOT is_known) fresh
                """,
                names=NAMES,
                uid=self.env.uid,
                select=select,
                program_id=program.id,
            )
        )

    @api.model
    def _remove(self, program):
        """Forget the customers who did not come in the window. SQL: see ``_measure``."""
        return self._count(
            SQL(
                """
                DELETE FROM loyalty_tier_segment segment
                 WHERE program_id = %s AND NOT EXISTS (
                       SELECT FROM %s fresh
                        WHERE fresh.partner_id = segment.partner_id)
                """,
                program.id,
                FRESH,
            )
        )

    @api.model
    def _of(self, alias):
        return SQL(", ").join(SQL.identifier(alias, name) for name in COLUMNS)

    @api.model
    def _count(self, statement):
        """Run a statement and return how many rows it wrote, without fetching them."""
        self.env.cr.execute(statement)
        return self.env.cr.rowcount
