# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import api, fields, models

LOST_AFTER_DAYS = 2  # an order that a till still keeps may arrive late
LOOKED_BACK_DAYS = 30


class LoyaltyTierGrant(models.Model):
    """The night: occasions come, perks lapse, and what was left undone is noted."""

    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "loyalty.tier.grant"

    @api.model
    def _cron_night(self):
        """Scheduled: give for occasions, let lapse, repair. Can be run at any time."""
        commit = self.env["ir.cron"]._commit_progress
        for program in self.env["loyalty.tier.program"].search([]):
            self._lapse(program)
            self._grant_occasions(program)._tell()
            self._serve_forgotten_lines(program)
            self._recall_lost(program)
            if not commit(1):
                return

    @api.model
    def _lapse(self, program):
        """Let the grants lapse whose last day is over."""
        over = self.search(
            [
                ("program_id", "=", program.id),
                ("state", "in", ("due", "postponed", "asked")),
                ("lapses_on", "<", program._today()),
            ]
        )
        over.write({"state": "lapsed"})
        over._hold_parties(False)
        over._tell()

    @api.model
    def _serve_forgotten_lines(self, program):
        """Note what orders have served, should the power have gone in between."""
        since = fields.Datetime.now() - timedelta(days=LOOKED_BACK_DAYS)
        lines = self.env["pos.order.line"].search(
            [("loyalty_tier_grant_id", ">", 0), ("create_date", ">=", since)]
        )
        grants = self.browse(lines.mapped("loyalty_tier_grant_id")).exists()
        waiting = grants.filtered(
            lambda g: g.program_id == program and g.state not in ("served", "lapsed")
        )
        self._serve_lines(
            lines.filtered(lambda line: line.loyalty_tier_grant_id in waiting.ids).ids
        )

    @api.model
    def _recall_lost(self, program):
        """Make free products due again whose order never came, or was cancelled."""
        now = fields.Datetime.now()
        served = self.search(
            [
                ("program_id", "=", program.id),
                ("state", "=", "served"),
                ("order_uuid", "!=", False),
                ("perk_id.product_id", "!=", False),
                ("served_on", "<", now - timedelta(days=LOST_AFTER_DAYS)),
                ("served_on", ">", now - timedelta(days=LOOKED_BACK_DAYS)),
            ]
        )
        orders = self.env["pos.order"].search(
            [("uuid", "in", served.mapped("order_uuid")), ("state", "!=", "cancel")]
        )
        lines = self.env["pos.order.line"].search(
            [
                ("loyalty_tier_grant_id", "in", served.ids),
                ("order_id.state", "!=", "cancel"),
            ]
        )
        kept = set(orders.mapped("uuid"))
        on_orders = set(lines.mapped("loyalty_tier_grant_id"))
        lost = served.filtered(
            lambda g: g.order_uuid not in kept and g.id not in on_orders
        )
        lost._make_due_again()
        lost._tell()

    def _tell(self):
        """Have the tills load again the guests concerned."""
        self.env["res.partner"]._loyalty_tier_touch(
            self.partner_id.commercial_partner_id.ids
        )

    @api.model
    def _join_merged(self, partners):
        """Leave one of each gift to guests who were two: none is given twice.

        :param partners: contacts that others were merged into
        """
        grants = self.search(
            [
                ("partner_id", "in", partners.ids),
                ("cause", "in", ("promotion", "occasion")),
                ("state", "!=", "lapsed"),
            ],
            order="id",
        )
        years = grants.grouped(
            lambda g: (g.partner_id, g.perk_id, g.occasion_on and g.occasion_on.year)
        )
        for same in years.values():
            waiting = same.filtered(lambda grant: grant.state != "served")
            surplus = waiting if same - waiting else waiting[1:]
            surplus.write({"state": "lapsed"})
            surplus._hold_parties(False)
