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
    sentence = fields.Char(compute="_compute_sentence", string="Rule")

    _minimums_not_negative = models.Constraint(
        "CHECK(min_visits >= 0 AND min_spend >= 0 AND min_stars >= 0)",
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
        return Rule(self.min_visits, self.min_spend, self.min_stars)
