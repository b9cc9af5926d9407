# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import logging
from contextlib import contextmanager

import psycopg2.extensions

from odoo import api, models, modules

_logger = logging.getLogger(__name__)

QUEUE = "loyalty_tiers.settle"
MEASURED = "loyalty_tiers.measured"
CARDS = "loyalty_tiers.cards"


class LoyaltyTierSettlement(models.AbstractModel):
    """When customers are settled: as soon as their sale is safely in the database.

    In a transaction of its own, so that nothing in it can undo or delay a sale: tills
    that ring the same customer would otherwise clash on one row, be rolled back and
    sleep. What fails is caught up by the scheduled check.
    """

    _name = "loyalty.tier.settlement"
    _description = "Loyalty Tier Settlement"

    @api.model
    def _measure_sales(self, affected):
        """Measure the customers of sales in the transaction of the sales.

        The answer to the till tells it; settling writes it, if nobody else has
        settled the same customer meanwhile.

        :param dict affected: as returned by ``loyalty.tier.entry._record``
        """
        cards = self.env["loyalty.tier.card"].sudo()
        scores = self.env["loyalty.tier.score"].sudo()
        for program_id, origins in affected.items():
            program = self.env["loyalty.tier.program"].browse(program_id)
            customers = scores._measure(program, origins)
            measured = self._kept(MEASURED).setdefault(program_id, {})
            measured.update({customer.partner_id: customer for customer in customers})
            by_order = {origins[c.partner_id][1]: c for c in customers}
            self._kept(CARDS).update(cards._cards(program, by_order))

    @api.model
    def _cards_of_sales(self):
        """Return the cards of the guests whose sales this transaction has counted.

        :return: cards by the id of the order
        :rtype: dict(int, dict)
        """
        return self._kept(CARDS)

    @api.model
    def _kept(self, key):
        """Return what this transaction keeps in memory under a key.

        :rtype: dict
        """
        return self.env.cr.postcommit.data.setdefault(key, {})

    @api.model
    def _settle_after_commit(self, affected, cause):
        """Settle customers once this transaction is committed.

        :param dict affected: as returned by ``loyalty.tier.entry._record``
        :param str cause: a value of ``loyalty.tier.move.cause``
        """
        if not affected:
            return
        if modules.module.current_test:
            # Test cursors never commit, and drop what waits for it.
            self.sudo()._settle_affected(affected, cause, self._kept(MEASURED))
            return
        postcommit = self.env.cr.postcommit
        queue = postcommit.data.setdefault(QUEUE, [])
        if not queue:
            postcommit.add(self._settle_queue_in_own_transaction)
        queue.append((affected, cause))

    def _settle_queue_in_own_transaction(self):
        queue = self.env.cr.postcommit.data.pop(QUEUE, [])
        measured = self.env.cr.postcommit.data.pop(MEASURED, {})
        try:
            with self._own_transaction() as own:
                for affected, cause in queue:
                    own._settle_affected(affected, cause, measured)
        except Exception:
            # The sale is paid and kept. The scheduled check settles what is left.
            _logger.exception("Customers could not be settled after their sale")

    @contextmanager
    def _own_transaction(self):
        """Work in a transaction of its own, committed at the end.

        Each statement of it sees what others have committed meanwhile: who waits for
        a lock then measures the other till's sale as well, and no transaction ever
        fails for having waited.
        """
        if modules.module.current_test:
            yield self.sudo()
            return
        with self.env.registry.cursor() as cr:
            cr.connection.set_isolation_level(
                psycopg2.extensions.ISOLATION_LEVEL_READ_COMMITTED
            )
            yield self.with_env(api.Environment(cr, api.SUPERUSER_ID, self.env.context))

    def _settle_affected(self, affected, cause, measured):
        """Settle customers and tell the tills who has a new tier.

        Most sales change no tier: one statement then writes what was measured with
        the sale. Where somebody else has settled the customer since, or the tier
        changes, the customer is locked and measured again.

        :param dict affected: as returned by ``loyalty.tier.entry._record``
        :param str cause: a value of ``loyalty.tier.move.cause``
        :param dict measured: ``Measured`` by program and partner id; may lack customers
        """
        memberships = self.env["loyalty.tier.membership"]
        for program_id, origins in affected.items():
            program = self.env["loyalty.tier.program"].browse(program_id)
            known = measured.get(program_id, {})
            written = memberships._write_stayed(
                program, [known.pop(partner) for partner in origins if partner in known]
            )
            left = [partner_id for partner_id in origins if partner_id not in written]
            moves = memberships._settle(program, left, cause, origins=origins)
            moves._announce()
            self.env["loyalty.tier.grant"]._grant_repeats(program, origins)._tell()
