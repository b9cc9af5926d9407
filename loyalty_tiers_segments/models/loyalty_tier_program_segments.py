# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta
from itertools import pairwise

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

# Changing one of these changes the segments of everybody.
SEGMENT_FIELDS = {
    "segment_months",
    "layer_by",
    "layer_1",
    "layer_2",
    "layer_3",
    "overdue_factor",
    "margin_at",
    "min_visit_amount",
}
AT_ONCE = 50_000  # members up to which a click may wait for the refresh


class LoyaltyTierProgram(models.Model):
    """How the customers of a program are segmented, for marketing."""

    _inherit = "loyalty.tier.program"

    segment_months = fields.Integer(
        string="Segments Look Back",
        required=True,
        default=12,
        help="Months of visits and sales by which customers are segmented.",
    )
    layer_by = fields.Selection(
        selection=[
            ("customers", "Share of customers"),
            ("sales", "Running share of sales"),
        ],
        string="Layers Are Cut By",
        required=True,
        default="customers",
        help="Customers are ranked by sales. The best 30% of the customers, or those who "
        "together bring the first 30% of the sales.",
    )
    layer_1 = fields.Float(string="First Layer", required=True, default=30.0)
    layer_2 = fields.Float(string="Second Layer", required=True, default=60.0)
    layer_3 = fields.Float(string="Third Layer", required=True, default=90.0)
    overdue_factor = fields.Float(
        string="Overdue After",
        required=True,
        default=2.0,
        help="Times the guest's own rhythm: who comes each week is overdue after two.",
    )
    margin_at = fields.Selection(
        selection=[
            ("today", "Today's cost prices"),
            ("sale", "The cost on the day of the sale"),
        ],
        required=True,
        default="today",
        help="Today's prices tell what a customer is worth from now on.",
    )
    share_question = fields.Char(
        translate=True,
        default=lambda self: self.env._(
            "Of the last ten times that you went out, how often were you with us?"
        ),
        help="Asked in person, if at all; the answer is noted on the contact.",
    )
    segments_due = fields.Boolean(readonly=True, copy=False)
    segments_on = fields.Date(string="Refreshed", compute="_compute_segments_on")

    _overdue_after_some_time = models.Constraint(
        "CHECK(overdue_factor >= 1)",
        "Nobody is overdue before their own rhythm is over: 1 or more.",
    )

    @api.constrains("segment_months")
    def _check_segment_months(self):
        if any(not 1 <= program.segment_months <= 120 for program in self):
            raise ValidationError(self.env._("Look back 1 month to 120 months."))

    @api.constrains("layer_1", "layer_2", "layer_3")
    def _check_layers(self):
        for program in self:
            borders = [0.0, *program._layer_borders(), 100.0]
            if any(low >= high for low, high in pairwise(borders)):
                raise ValidationError(
                    self.env._(
                        "Each layer ends after the one before it and below 100%, such "
                        "as 30, 60 and 90."
                    )
                )

    def write(self, vals):
        res = super().write(vals)
        if not SEGMENT_FIELDS.isdisjoint(vals):
            self._refresh_segments_later()
        return res

    def _refresh_segments_later(self):
        """Have the segments refreshed in the background."""
        self.write({"segments_due": True})
        self.env.ref("loyalty_tiers_segments.ir_cron_segments").sudo()._trigger()

    def _compute_segments_on(self):
        cuts = self.env["loyalty.tier.segment.cut"]
        for program in self:
            program.segments_on = cuts._latest(program).day

    def _layer_borders(self):
        """Return where the first three layers end, in percent.

        :rtype: list(float)
        """
        return [self.layer_1, self.layer_2, self.layer_3]

    def _segments_since(self):
        """Return the first day of the window of the segments.

        :rtype: date
        """
        span = relativedelta(months=self.segment_months)
        return self._today() - span + timedelta(days=1)

    def _segments_are_old(self):
        """Tell whether segments were not refreshed today, or something has changed."""
        return self.segments_due or self.segments_on != self._today()

    def action_segments(self):
        """Open the segments of this program.

        :return: a window action
        """
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "loyalty_tiers_segments.loyalty_tier_segment_action"
        )
        return {**action, "context": {"search_default_program_id": self.id}}

    def action_refresh_segments(self):
        """Refresh the segments: at once, or in the background where they are many.

        :return: a client action that says so
        :raise AccessError: for who is not in marketing
        """
        self.check_access("read")
        if not self.env.user.has_group("loyalty_tiers.group_loyalty_tiers_marketing"):
            raise AccessError(self.env._("Only marketing refreshes segments."))
        programs = self.sudo()
        large = programs.filtered(lambda program: program.member_count > AT_ONCE)
        if large:
            large._refresh_segments_later()
        for program in programs - large:
            self.env["loyalty.tier.segment"].sudo()._refresh(program)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("Segments are being refreshed in the background.")
                if large
                else self.env._("Segments are up to date."),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }
