# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tools import SQL

from ..models.loyalty_tier_draft import RULE_FIELDS, TERM_FIELDS


class LoyaltyTierSimulation(models.TransientModel):
    """A draft of a program's rules, and what would happen if they were in force.

    The draft is kept here while a manager tries numbers; the shop's own records are
    only read. It becomes true through ``loyalty.tier.change``.
    """

    _name = "loyalty.tier.simulation"
    _description = "What If"
    _rec_name = "program_id"

    program_id = fields.Many2one(
        comodel_name="loyalty.tier.program",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="program_id.company_id")
    currency_id = fields.Many2one(related="program_id.currency_id")
    before = fields.Json(readonly=True)
    draft = fields.Json(compute="_compute_draft")
    line_ids = fields.One2many(
        comodel_name="loyalty.tier.simulation.line",
        inverse_name="simulation_id",
        string="Rules",
    )
    order_count = fields.Integer(readonly=True, string="Orders Played On")
    all_measures = fields.Boolean()
    measures = fields.Json(compute="_compute_measures")
    all_terms = fields.Boolean(string="Window, Holding and Stars")
    apply_on = fields.Date(
        string="From", help="The day on which these rules begin to apply."
    )
    summary = fields.Text(compute="_compute_summary", string="What Changes")
    promise = fields.Char(compute="_compute_summary")

    window = fields.Selection(selection=lambda self: self._choices("window"))
    window_count = fields.Integer(string="Length of the Window")
    window_unit = fields.Selection(selection=lambda self: self._choices("window_unit"))
    window_period = fields.Selection(
        selection=lambda self: self._choices("window_period")
    )
    year_start = fields.Selection(
        selection=lambda self: self._choices("year_start"), string="Year Starts In"
    )
    holding = fields.Selection(
        selection=lambda self: self._choices("holding"), string="Held"
    )
    hold_count = fields.Integer(string="Held For")
    hold_unit = fields.Selection(selection=lambda self: self._choices("hold_unit"))
    hold_from = fields.Selection(
        selection=lambda self: self._choices("hold_from"), string="Counted From"
    )
    hold_round = fields.Selection(
        selection=lambda self: self._choices("hold_round"), string="Rounded"
    )
    hold_round_day = fields.Integer()
    hold_round_month = fields.Selection(
        selection=lambda self: self._choices("hold_round_month")
    )
    grace_days = fields.Integer(string="Days of Grace")
    lowering = fields.Selection(selection=lambda self: self._choices("lowering"))
    min_visit_amount = fields.Monetary(string="Minimum per Visit")
    stars_per_visit = fields.Integer()
    stars_per_order = fields.Integer()
    star_order_minimum = fields.Monetary(string="Minimum per Order")
    amount_per_star = fields.Monetary()

    @api.model
    def _choices(self, name):
        """Offer what the program offers, in the same words."""
        field = self.env["loyalty.tier.program"]._fields[name]
        return field._description_selection(self.env)

    @api.depends("program_id")
    def _compute_display_name(self):
        for simulation in self:
            simulation.display_name = self.env._(
                "What if: %s", simulation.program_id.name
            )

    @api.depends(
        *TERM_FIELDS,
        *(f"line_ids.{name}" for name in ("rule_id", "tier_id", *RULE_FIELDS)),
    )
    def _compute_draft(self):
        for simulation in self:
            simulation.draft = {
                "terms": {name: simulation[name] for name in TERM_FIELDS},
                "rules": [line._as_rule() for line in simulation.line_ids],
            }

    @api.depends("all_measures", "line_ids")
    def _compute_measures(self):
        """Show the columns that the rules of the program use, or all."""
        for simulation in self:
            rules = (simulation.before or {}).get("rules", [])
            shown = {
                name
                for name in RULE_FIELDS
                if simulation.all_measures or any(rule[name] for rule in rules)
            }
            shown |= {"min_visits"} - shown if not shown else set()
            simulation.measures = sorted(shown)

    @api.depends("draft", "apply_on")
    @api.depends_context("lang")
    def _compute_summary(self):
        drafts = self.env["loyalty.tier.draft"]
        for simulation in self:
            sentences = drafts._sentences(
                simulation.program_id, simulation.before, simulation.draft
            )
            simulation.summary = "\n".join(sentences)
            simulation.promise = self.env["loyalty.tier.change"]._promise(
                simulation.program_id, simulation.apply_on
            )

    @api.model
    def _values_for(self, program):
        """Return the values of a simulation that starts from the present rules.

        :rtype: dict
        """
        before = self.env["loyalty.tier.draft"]._of(program)
        return {
            "program_id": program.id,
            "before": before,
            "order_count": self.env["loyalty.tier.simulator"]._order_count(program),
            **before["terms"],
            "line_ids": [
                Command.create(
                    {
                        "rule_id": rule["id"],
                        "tier_id": rule["tier_id"],
                        **{name: rule[name] for name in RULE_FIELDS},
                    }
                )
                for rule in before["rules"]
            ],
        }

    # -------------------------------------------------------------------- play
    @api.readonly
    def action_play(self, draft):
        """Play a draft of rules on the history of the shop; writes nothing.

        :param dict draft: as on the screen, saved or not
        :return: what the screen shows; ``problems`` alone when it cannot be played
        :rtype: dict
        """
        program, draft = self._trusted(draft)
        problems = self.env["loyalty.tier.draft"]._problems(program, draft)
        if problems:
            return {"problems": problems}
        return self.env["loyalty.tier.outcome"]._outcome(program, self.before, draft)

    @api.readonly
    def action_play_past(self, draft):
        """Play a draft of rules as if it had been in force for twelve months.

        :param dict draft: as on the screen, saved or not
        :return: members per tier at the end of each month, now and then
        :rtype: dict
        """
        program, draft = self._trusted(draft)
        if self.env["loyalty.tier.draft"]._problems(program, draft):
            return {}
        return self.env["loyalty.tier.outcome"]._past(program, draft)

    def _trusted(self, draft):
        """Check the right to change the rules, and that a draft is one."""
        self.ensure_one()
        self.check_access("read")
        self.program_id.check_access("write")
        return self.program_id, self.env["loyalty.tier.draft"]._parse(
            self.program_id, draft
        )

    def _checked_draft(self):
        """Return the program and the saved draft.

        :raise UserError: naming what is wrong with it, or when nothing changes
        """
        program, draft = self._trusted(self.draft)
        drafts = self.env["loyalty.tier.draft"]
        problems = drafts._problems(program, draft)
        if problems:
            raise UserError("\n".join(problems))
        return program, draft

    # ------------------------------------------------------------------- names
    def action_names(self):
        """Open the list of who would move; of one cell, if the context names it.

        :return: a window action
        """
        program, draft = self._checked_draft()
        terms = self.env["loyalty.tier.draft"]._terms(program, draft)
        among, context = [SQL("TRUE")], self.env.context
        for key, column in (("loyalty_tiers_from", "from"), ("loyalty_tiers_to", "to")):
            if key in context:
                among.append(
                    SQL(
                        "%s IS NOT DISTINCT FROM %s",
                        SQL.identifier(f"{column}_tier_id"),
                        int(context[key] or 0) or None,
                    )
                )
        if context.get("loyalty_tiers_steps") in ("up", "down"):
            up = context["loyalty_tiers_steps"] == "up"
            among.append(SQL("steps > 0") if up else SQL("steps < 0"))
        self.env["loyalty.tier.simulator"]._list_movers(
            self, terms, SQL(" AND ").join(among)
        )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "loyalty_tiers.loyalty_tier_simulation_mover_action"
        )
        return {**action, "domain": [("simulation_id", "=", self.id)]}

    # --------------------------------------------------------------------- use
    def action_confirm(self):
        """Ask from when on these rules shall apply, and say what that means.

        :return: a window action
        """
        program, draft = self._checked_draft()
        self._check_changes(draft)
        self.apply_on = self.apply_on or program._today()
        view = self.env.ref("loyalty_tiers.loyalty_tier_simulation_confirm")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Use These Rules"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(view.id, "form")],
            "target": "new",
        }

    def action_use(self):
        """Use the draft, now or from its date on.

        :return: a window action: the program
        """
        program, draft = self._checked_draft()
        self._check_changes(draft)
        self.env["loyalty.tier.change"]._plan(
            program, self.before, draft, self.apply_on or program._today()
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": program._name,
            "res_id": program.id,
            "views": [(False, "form")],
            "target": "main",
        }

    def _check_changes(self, draft):
        if not self.env["loyalty.tier.draft"]._commands(self.before, draft):
            raise ValidationError(
                self.env._("These are the present rules: nothing would change.")
            )
