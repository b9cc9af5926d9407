# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.tools import SQL, format_amount


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
    warn_at = fields.Float(default=0.8, help="Share of the budget that is spent.")

    spent = fields.Monetary(
        compute="_compute_spent", help="What perks have cost in this period."
    )
    left = fields.Monetary(compute="_compute_spent")
    share = fields.Float(compute="_compute_spent", string="Spent So Far")

    _one_per_period = models.Constraint(
        "UNIQUE(tier_id, period)", "A tier has one budget for each period."
    )

    _amount_not_negative = models.Constraint(
        "CHECK(amount >= 0 AND warn_at BETWEEN 0 AND 1)",
        "A budget cannot be negative, and warns somewhere between 0% and 100%.",
    )

    @api.depends("tier_id.name", "period")
    @api.depends_context("lang")
    def _compute_display_name(self):
        periods = dict(self._fields["period"]._description_selection(self.env))
        for budget in self:
            period = periods.get(budget.period, "")
            budget.display_name = f"{budget.tier_id.name or ''} ({period})"

    @api.depends("tier_id", "period", "amount")
    def _compute_spent(self):
        for budget in self:
            budget.spent = budget._spent()
            budget.left = budget.amount - budget.spent
            budget.share = budget.spent / budget.amount * 100 if budget.amount else 0.0

    def _spent(self):
        """Add up what was served in the present period to who held the tier.

        :rtype: float, in the currency of the program
        """
        self.ensure_one()
        if not self.tier_id:
            return 0.0
        domain = [
            ("tier_id", "=", self.tier_id._origin.id),
            ("state", "=", "served"),
            ("served_on", ">=", self.program_id._period_start(self.period)),
        ]
        grants = self.env["loyalty.tier.grant"].sudo()
        [(cost,)] = grants._read_group(domain, [], ["cost:sum"])
        return cost

    @api.model
    def _judge(self, tier, cost):
        """Say what something more would do to the budgets of a tier.

        Whoever serves a guest of the tier at the same moment waits, so that no two
        spend the rest.

        :param tier: at most one ``loyalty.tier``
        :param float cost: in the currency of the program
        :return: a text for the cashier, may be empty, and whether a budget is spent
        :rtype: tuple(str, bool)
        """
        if not tier or not cost:
            return "", False
        return self._locked(tier)._judged(cost)

    def _judged(self, cost):
        """Say what something more would do to these budgets.

        :return: as :meth:`_judge`
        """
        warning = ""
        for budget in self:
            after = budget._spent() + cost
            if budget.currency_id.compare_amounts(after, budget.amount) > 0:
                return budget._text_spent(after - cost), True
            if after >= budget.amount * budget.warn_at:
                warning = budget._text_spent(after)
        return warning, False

    @api.model
    def _locked(self, tier):
        """Return the budgets of a tier, which nobody else can spend meanwhile.

        SQL because the ORM cannot wait for rows.
        """
        self.flush_model()
        rows = self.env.execute_query(
            SQL(
                "SELECT id FROM loyalty_tier_budget WHERE tier_id = %s"
                " ORDER BY id FOR NO KEY UPDATE",
                tier.id,
            )
        )
        self.invalidate_model()
        return self.browse(row[0] for row in rows)

    def _text_spent(self, spent):
        periods = dict(self._fields["period"]._description_selection(self.env))
        return self.env._(
            "Budget of %(tier)s (%(period)s): %(spent)s of %(amount)s spent.",
            tier=self.tier_id.name,
            period=periods[self.period],
            spent=format_amount(self.env, spent, self.currency_id),
            amount=format_amount(self.env, self.amount, self.currency_id),
        )
