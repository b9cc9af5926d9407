# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import logging

from odoo import api, models, modules

from .loyalty_tier_grant_tap import Tap
from .pos_order_line import GIVEN

_logger = logging.getLogger(__name__)


class LoyaltyTierGrant(models.Model):
    """Free lines on orders: what went onto an order is served, whatever was known."""

    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "loyalty.tier.grant"

    @api.model
    def _serve_lines_after_commit(self):
        """Note what the orders just written have served, once they are safe."""
        given = self.env["loyalty.tier.settlement"]._kept(GIVEN)
        if not given:
            return
        line_ids = list(given)
        given.clear()
        if modules.module.current_test:
            self.sudo()._serve_lines(line_ids)
        else:
            self.env.cr.postcommit.add(lambda: self._serve_lines_apart(line_ids))

    @api.model
    def _serve_lines_apart(self, line_ids):
        try:
            with self._own_grants() as grants:
                grants._serve_lines(line_ids)
        except Exception:
            # The sale is kept; the nightly check notes what is left.
            _logger.exception("Perks could not be noted as served")

    @api.model
    def _serve_lines(self, line_ids):
        """Note that lines of orders have served grants: a sale is never refused.

        :param line_ids: ids of ``pos.order.line``
        """
        lines = self.env["pos.order.line"].browse(line_ids).exists()
        for line in lines.sorted("loyalty_tier_grant_id"):
            self._locked(line.loyalty_tier_grant_id)._serve_line(line)

    def _serve_line(self, line):
        """Note that a line has served this locked grant, or what is wrong with it."""
        order = line.order_id
        if not self:
            return
        if order.source in ("kiosk", "mobile"):
            return  # What a guest's own device sends serves nothing.
        if self.state == "served":
            if self.order_uuid != order.uuid or self._lines_before(line):
                self._note_twice(line)
            return
        if self.state == "lapsed":
            self._note_evidence(self.env._("Served after it had lapsed."))
        holders = self.partner_id | self.partner_id.commercial_partner_id
        if order.partner_id.commercial_partner_id not in holders:
            self._note_evidence(
                self.env._("Served on %(order)s, of another guest.", order=order.name)
            )
        tap = Tap(order.user_id.id, order.config_id.id, order_uuid=order.uuid)
        cost = self.program_id._cost_of(self.perk_id, order.company_id)
        self._note_served(tap, cost, served_on=order.date_order)

    def _lines_before(self, line):
        """Return how many earlier lines of the same order give this grant."""
        lines = line.order_id.lines
        return len(
            lines.filtered(
                lambda own: own.loyalty_tier_grant_id == self.id and own.id < line.id
            )
        )

    def _note_twice(self, line):
        """Keep it for the manager that a second order has served this grant.

        A line that was moved to another order, as when a bill is split, is no second.
        """
        former = self.env["pos.order"].search([("uuid", "=", self.order_uuid)])
        given = former.lines.mapped("loyalty_tier_grant_id")
        if former and self.id not in given:
            self.order_uuid = line.order_id.uuid
            return
        self._note_evidence(
            self.env._(
                "Given once more with %(order)s at %(till)s.",
                order=line.order_id.name,
                till=line.order_id.config_id.name,
            )
        )

    def _note_evidence(self, sentence):
        known = self.evidence or ""
        if sentence not in known:
            self.evidence = f"{known} {sentence}".strip()
