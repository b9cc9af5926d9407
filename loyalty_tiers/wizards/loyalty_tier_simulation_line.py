# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

from ..models.loyalty_tier_draft import RULE_FIELDS


class LoyaltyTierSimulationLine(models.TransientModel):
    """One rule of a draft, beside what it was."""

    _name = "loyalty.tier.simulation.line"
    _description = "Rule on Trial"
    _rec_name = "tier_id"

    simulation_id = fields.Many2one(
        comodel_name="loyalty.tier.simulation",
        required=True,
        index=True,
        ondelete="cascade",
    )
    program_id = fields.Many2one(related="simulation_id.program_id")
    currency_id = fields.Many2one(related="simulation_id.currency_id")
    rule_id = fields.Many2one(comodel_name="loyalty.tier.rule", ondelete="set null")
    tier_id = fields.Many2one(
        comodel_name="loyalty.tier", required=True, ondelete="cascade"
    )
    min_visits = fields.Integer(string="Visits")
    min_orders = fields.Integer(string="Orders")
    min_spend = fields.Monetary(string="Spend")
    min_margin = fields.Monetary(string="Margin")
    min_stars = fields.Integer(string="Stars")
    min_days = fields.Integer(string="Days since Joining")
    max_days_away = fields.Integer(string="Came Within")
    cut = fields.Selection(selection=lambda self: self._cuts(), string="Ranking")
    cut_value = fields.Float(string="Cut", digits=(16, 2))
    was = fields.Char(compute="_compute_was", string="Until Now")

    @api.model
    def _cuts(self):
        """Offer what a rule offers, in the same words."""
        field = self.env["loyalty.tier.rule"]._fields["cut"]
        return field._description_selection(self.env)

    @api.depends("rule_id", *RULE_FIELDS)
    @api.depends_context("lang")
    def _compute_was(self):
        for line in self:
            rules = (line.simulation_id.before or {}).get("rules", [])
            former = next((r for r in rules if r["id"] == line.rule_id.id), None)
            if not former:
                line.was = self.env._("new")
            else:
                changed = [n for n in RULE_FIELDS if former[n] != line[n]]
                text = bool(changed) and line._former_text(former, changed)
                line.was = text and self.env._("was %s", text)

    def _former_text(self, former, changed):
        """Say what a rule asked in those measures that are changed."""
        self.ensure_one()
        if len(changed) == 1 and self._fields[changed[0]].type == "integer":
            return str(former[changed[0]])  # the column says of what
        if {"cut", "cut_value"} & set(changed):
            changed = [*changed, "cut", "cut_value"]
        only = {
            name: value if name in (*changed, "tier_id") else type(value)()
            for name, value in former.items()
        }
        return self.env["loyalty.tier.draft"]._asked(self.program_id, only)

    def _as_rule(self):
        """Return this line as a rule of a draft.

        :rtype: dict
        """
        self.ensure_one()
        return {
            "id": self.rule_id.id or 0,
            "tier_id": self.tier_id.id or 0,
            **{name: self[name] for name in RULE_FIELDS},
        }
