# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.tools import format_list

from ..ladder import Rule


class LoyaltyTierRule(models.Model):
    """One way to earn a tier: every filled-in minimum must be met."""

    _name = "loyalty.tier.rule"
    _description = "Loyalty Tier Rule"
    _order = "id"
    _rec_name = "sentence"

    tier_id = fields.Many2one(
        comodel_name="loyalty.tier", required=True, index=True, ondelete="cascade"
    )
    currency_id = fields.Many2one(related="tier_id.program_id.currency_id")
    min_visits = fields.Integer(
        string="Visits", help="Distinct days on which the customer came."
    )
    min_spend = fields.Monetary(string="Spend")
    min_stars = fields.Integer(string="Stars")
    min_orders = fields.Integer(string="Orders")
    min_margin = fields.Monetary(string="Margin")
    min_days = fields.Integer(
        string="Days since Joining", help="Days since the first visit."
    )
    max_days_away = fields.Integer(
        string="Came Within", help="Days since the last visit, at most. 0: any."
    )
    cut = fields.Selection(
        selection=[
            ("customers", "Best customers, in % of all"),
            ("sales", "Customers who bring the first % of sales"),
            ("count", "Best customers, by number"),
        ],
        string="Ranking",
        help="Customers are ranked by what they spend in the window, every night.",
    )
    cut_value = fields.Float(string="Cut", help="Percent, or number of customers.")
    cut_spend = fields.Monetary(
        string="Spend of the Last One",
        readonly=True,
        copy=False,
        help="What the last customer above the cut has spent, as of last night.",
    )
    sentence = fields.Char(compute="_compute_sentence", string="Rule")

    _minimums_not_negative = models.Constraint(
        "CHECK(LEAST(min_visits, min_spend, min_stars, min_orders, min_margin,"
        " min_days, max_days_away) >= 0)",
        "A minimum cannot be negative. Leave it at 0 to ask for nothing.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        rules = super().create(vals_list)
        rules.tier_id.program_id._ladder_changed()
        return rules

    def write(self, vals):
        res = super().write(vals)
        self.tier_id.program_id._ladder_changed()
        return res

    def unlink(self):
        programs = self.tier_id.program_id
        res = super().unlink()
        programs._ladder_changed()
        return res

    @api.depends("min_visits", "min_spend", "min_stars", "tier_id")
    @api.depends_context("lang")
    def _compute_sentence(self):
        for rule in self:
            parts = rule.tier_id.program_id._amount_texts(rule._as_ladder_rule())
            rule.sentence = (
                format_list(self.env, parts)
                if parts
                else self.env._("From the first visit on")
            )

    def _as_ladder_rule(self):
        """Return this rule for the ladder."""
        self.ensure_one()
        return Rule(
            self.min_visits,
            self.min_spend,
            self.min_stars,
            self.min_orders,
            self.min_margin,
            self.min_days,
            self.max_days_away,
            self.cut or None,
            self.cut_value,
            self.cut_spend,
        )
