# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class LoyaltyTierBudget(models.Model):
    """What a tier may cost in a period: warns first, then asks a manager."""

    _name = "loyalty.tier.budget"
    _description = "Loyalty Tier Budget"
    _order = "tier_id, period"

    tier_id = fields.Many2one(
        comodel_name="loyalty.tier", required=True, index=True, ondelete="cascade"
    )
    program_id = fields.Many2one(related="tier_id.program_id")
    company_id = fields.Many2one(related="tier_id.program_id.company_id")
    currency_id = fields.Many2one(related="tier_id.program_id.currency_id")
    period = fields.Selection(
        selection=[("month", "Month"), ("quarter", "Quarter"), ("year", "Year")],
        required=True,
        default="month",
    )
    amount = fields.Monetary(required=True)
    warn_at = fields.Float(
        string="Warn At", default=0.8, help="Share of the budget that is spent."
    )

    _one_per_period = models.Constraint(
        "UNIQUE(tier_id, period)", "A tier has one budget for each period."
    )
