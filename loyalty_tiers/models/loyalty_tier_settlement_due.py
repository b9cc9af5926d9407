# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import api, models
from odoo.tools import SQL, split_every

CHUNK = 5000  # customers per transaction
FETCHED = 100_000  # customers found at once; a list of numbers, some megabytes
# A sale that began before the last night's work may have been committed after it.
OVERLAP = timedelta(hours=1)


class LoyaltyTierSettlement(models.AbstractModel):
    """The night: settles who may have changed, and looks at nobody else."""

    _inherit = "loyalty.tier.settlement"

    @api.model
    def _settle_due(self, program):
        """Settle all customers of a program whose tier may have changed by itself.

        Each chunk is committed: it can be interrupted, run twice and run late. Who is
        being settled by a till at this moment is left to the till.

        :param program: one ``loyalty.tier.program``
        :return: whether all is done
        :rtype: bool
        """
        began = self.env.cr.now()
        if program._is_settling():
            return True  # the work that is left settles everybody
        busy = []
        done = (
            self._settle_found(program, "check", self._written(program), busy)
            and self._settle_found(program, "time", self._to_review(program), busy)
            and self._rank_anew(program, busy)
        )
        if done and not busy:
            # Should a till that is settling somebody fail, the next night looks again.
            program.settled_at = began
        return done

    @api.model
    def _rank_anew(self, program, busy):
        """Cut the ranking of the customers anew, and settle who is concerned."""
        concerned = self.env["loyalty.tier.score"]._recut(program)
        return concerned is None or self._settle_found(
            program, "ranking", concerned, busy
        )

    @api.model
    def _settle_found(self, program, cause, condition, busy):
        """Settle the customers of a selection, chunk by chunk.

        :param SQL condition: a selection of ``partner_id``
        :param list busy: filled with those whom somebody else is settling
        :return: whether it was finished in the time that the scheduler gives
        """
        after_id = 0
        while True:
            found = self._find(condition, after_id)
            for chunk in split_every(CHUNK, found, list):
                with self._own_transaction() as own:
                    own._settle_chunk(program, chunk, cause, busy)
                if not self.env["ir.cron"]._commit_progress(len(chunk)):
                    return False
            if len(found) < FETCHED:
                return True
            after_id = found[-1]

    @api.model
    def _settle_chunk(self, program, partner_ids, cause, busy):
        memberships = self.env["loyalty.tier.membership"]
        # Compiling a statement of many small sums takes longer than running it.
        self.env.cr.execute("SET LOCAL jit = off")
        program = program.with_env(self.env)
        moves = memberships._settle(program, partner_ids, cause, busy=busy)
        moves._announce()
        self.env["loyalty.tier.grant"]._grant_repeats(program, partner_ids)._tell()

    @api.model
    def _find(self, selection, after_id):
        self.env.cr.execute("SET LOCAL jit = off")
        rows = self.env.execute_query(
            SQL(
                "SELECT DISTINCT partner_id FROM (%s) found WHERE partner_id > %s"
                " ORDER BY partner_id LIMIT %s",
                selection,
                after_id,
                FETCHED,
            )
        )
        return [partner_id for (partner_id,) in rows]

    @api.model
    def _written(self, program):
        """Select whose entries were written since the last night."""
        since = program.settled_at and program.settled_at - OVERLAP
        return SQL(
            "SELECT partner_id FROM loyalty_tier_entry"
            " WHERE program_id = %s AND write_date >= %s",
            program.id,
            since or program.create_date,
        )

    @api.model
    def _to_review(self, program):
        """Select for whom time alone may change something: a window, an end."""
        return SQL(
            "SELECT partner_id FROM loyalty_tier_membership"
            " WHERE program_id = %s AND review_on <= %s",
            program.id,
            program._today(),
        )
