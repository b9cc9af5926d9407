# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.tools import format_list

from ..ladder import Rule

MINIMUM_FIELDS = (
    "min_visits",
    "min_orders",
    "min_spend",
    "min_margin",
    "min_stars",
    "min_days",
)
ASKED_FIELDS = (*MINIMUM_FIELDS, "max_days_away")


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
    _cut_takes_somebody = models.Constraint(
        "CHECK(cut IS NULL OR COALESCE(cut_value, 0) > 0)",
        "A ranking that takes nobody: fill in how many percent or how many customers.",
    )
    _cut_at_most_all = models.Constraint(
        "CHECK(cut IS NULL OR cut = 'count' OR cut_value <= 100)",
        "A ranking cannot take more than 100 percent.",
    )
    _cut_counts_whole_customers = models.Constraint(
        "CHECK(cut IS DISTINCT FROM 'count' OR cut_value = floor(cut_value))",
        "Customers are counted one by one: fill in a whole number.",
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

    @api.depends(*ASKED_FIELDS, "cut", "cut_value", "tier_id")
    @api.depends_context("lang")
    def _compute_sentence(self):
        for rule in self:
            text = rule._text()
            rule.sentence = text[:1].upper() + text[1:]

    def _text(self):
        """Say what the rule asks, to stand in a sentence.

        :rtype: str
        """
        self.ensure_one()
        program = self.tier_id.program_id
        parts = program._rule_texts(self._as_ladder_rule())
        if not parts:
            return self.env._("from the first visit on")
        return format_list(self.env, parts)

    def _cut_text(self):
        """Say which customers the ranking of this rule takes."""
        return self.tier_id.program_id._cut_text(self.cut, self.cut_value)

    def _asks_nothing(self):
        """Tell whether a guest who never comes again would meet this rule."""
        return not self.cut and not any(self[name] for name in MINIMUM_FIELDS)

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
