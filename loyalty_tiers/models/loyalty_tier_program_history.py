# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import logging

from odoo import api, fields, models
from odoo.tools import SQL

_logger = logging.getLogger(__name__)

CHUNK = 5000  # orders or members per transaction of the background work


class LoyaltyTierProgram(models.Model):
    """The background work of a program: history is counted, members are settled."""

    _inherit = "loyalty.tier.program"

    # What is left to do in the background: ids up to these are done, -1 is all done.
    orders_read_to = fields.Integer(readonly=True, copy=False, default=-1)
    channel_read = fields.Char(
        readonly=True, copy=False, help="Whose orders are being read; empty: the first."
    )
    members_settled_to = fields.Integer(readonly=True, copy=False, default=-1)
    settle_cause = fields.Selection(
        selection=[
            ("history", "History of the shop"),
            ("rules", "Rules changed"),
            ("freeze", "Clock frozen"),
        ],
        default="history",
        readonly=True,
        copy=False,
    )
    history_party = fields.Boolean(readonly=True, copy=False)
    settled_at = fields.Datetime(
        readonly=True,
        copy=False,
        help="What was written before was settled by a scheduled check.",
    )
    checked_on = fields.Datetime(
        string="Last Check",
        readonly=True,
        copy=False,
        help="When the entries were last compared with the paid orders.",
    )
    repaired_count = fields.Integer(
        string="Repaired",
        readonly=True,
        copy=False,
        help="Entries that the last check had to repair. Normally none.",
    )

    def _recount(self, party=False):
        """Have the whole history of orders read again, in the background.

        :param bool party: queue the party of those who are promoted by it
        """
        self.sudo().write(
            {
                "orders_read_to": 0,
                "channel_read": False,
                "settle_cause": "history",
                "history_party": party,
            }
        )
        self._trigger_work()

    def _resettle(self, cause):
        """Have all members settled, in the background.

        :param str cause: a value of ``settle_cause``
        """
        if cause == "freeze" and self._protects():
            cause = self.settle_cause  # what changed rules promise stays promised
        self.write({"members_settled_to": 0, "settle_cause": cause})
        self._trigger_work()

    def _trigger_work(self):
        self.env.ref("loyalty_tiers.ir_cron_programs")._trigger()

    def _is_settling(self):
        """Tell whether the members are not yet settled under the present rules."""
        return self.orders_read_to >= 0 or self.members_settled_to >= 0

    def _settling_for(self):
        """Return why each program is being settled, if it is."""
        return [program._is_settling() and program.settle_cause for program in self]

    def _work_step(self, chunk=CHUNK):
        """Do one chunk of what is left: first all orders, then all members.

        :param int chunk: orders or members at once
        :return: whether something is left
        :rtype: bool
        """
        self.ensure_one()
        # Compiling statements of many small sums takes longer than running them.
        self.env.cr.execute("SET LOCAL jit = off")
        if self.orders_read_to >= 0:
            if not self._read_orders(chunk):
                # What was forgotten and is counted again is held again.
                self.env["loyalty.tier.exception"]._hold(
                    SQL("exception.program_id = %s", self.id)
                )
                self.members_settled_to = 0
        elif self.members_settled_to >= 0:
            if not self.members_settled_to:
                self.env["loyalty.tier.score"]._recut(self)
            last = self._settle_members(self.members_settled_to, chunk)
            self.members_settled_to = last or -1
            if not last:
                self.history_party = False
        return self._is_settling()

    def _read_orders(self, chunk):
        """Read the next orders of the shop's history, channel after channel.

        :param int chunk: how many orders
        :return: whether there are more
        :rtype: bool
        """
        channels = self.env["loyalty.tier.channel"]._channels()
        # An app may have been removed meanwhile.
        known = self.channel_read in channels
        current = channels.index(self.channel_read) if known else 0
        reader = self.env[channels[current]]
        last = reader._loyalty_tier_read(self, self.orders_read_to, chunk)
        following = channels[current + 1 :]
        if not last and following:
            self.write({"channel_read": following[0], "orders_read_to": 0})
            return True
        self.orders_read_to = last or -1
        return bool(last)

    def _settle_members(self, after_id, chunk):
        """Settle the next customers who have entries or a membership.

        :param int after_id: customers up to this id are settled
        :param int chunk: how many at most
        :return: the last id that was settled; 0 when nobody is left
        :rtype: int
        """
        partner_ids = self.env["loyalty.tier.entry"]._customers(self, after_id, chunk)
        self.env["loyalty.tier.membership"]._settle(
            self,
            partner_ids,
            cause=self.settle_cause,
            party=self.history_party,
            busy=[],
        )
        return partner_ids[-1] if partner_ids else 0

    @api.model
    def _cron_work(self):
        """Scheduled: finish what rule changes and new programs have left to do.

        Each chunk is committed: it can be interrupted, and goes on where it was.
        """
        cron = self.env["ir.cron"]
        for program in self.search([]).filtered(lambda p: p._is_settling()):
            while program._work_step():
                if not cron._commit_progress(1, remaining=1):
                    return
            cron._commit_progress(1)

    @api.model
    def _cron_check(self):
        """Scheduled: compare the entries of the last days with the paid orders.

        Repairs what differs and reports how much it was; normally nothing. Settles
        who was left unsettled when a server died between a sale and settling.
        """
        for program in self.search([]):
            channels = self.env["loyalty.tier.channel"]._channels()
            repaired = sum(
                self.env[name]._loyalty_tier_check(program) for name in channels
            )
            held = self.env["loyalty.tier.guard"]._look_back(program)
            self.env["loyalty.tier.settlement"]._settle_after_commit(held, "check")
            if not self.env["loyalty.tier.settlement"]._settle_due(program):
                return
            program.write(
                {"checked_on": fields.Datetime.now(), "repaired_count": repaired}
            )
            if repaired:
                _logger.info("%s: %s entries repaired", program.name, repaired)
            self.env["ir.cron"]._commit_progress(1)
