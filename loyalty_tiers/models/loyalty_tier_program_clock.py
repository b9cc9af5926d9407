# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError

from odoo.addons.base.models.res_partner import _tz_get

from ..clock import Clock

MONTHS = [
    ("1", "January"),
    ("2", "February"),
    ("3", "March"),
    ("4", "April"),
    ("5", "May"),
    ("6", "June"),
    ("7", "July"),
    ("8", "August"),
    ("9", "September"),
    ("10", "October"),
    ("11", "November"),
    ("12", "December"),
]


class LoyaltyTierProgram(models.Model):
    """When: which entries are in the window, how long an earned tier is held."""

    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "loyalty.tier.program"

    window = fields.Selection(
        selection=[
            ("lifetime", "All time"),
            ("rolling", "The last months or days"),
            ("calendar", "Calendar period"),
            ("anniversary", "Year of membership"),
        ],
        required=True,
        default="lifetime",
        help="Which visits and spend make up the score.",
    )
    window_count = fields.Integer(string="Length of the Window", default=12)
    window_unit = fields.Selection(
        selection=[("day", "days"), ("month", "months")], required=True, default="month"
    )
    window_period = fields.Selection(
        selection=[("year", "Year"), ("half", "Half year"), ("quarter", "Quarter")],
        required=True,
        default="year",
    )
    year_start = fields.Selection(
        selection=MONTHS,
        string="Year Starts In",
        required=True,
        default=lambda self: self._default_year_start(),
    )
    holding = fields.Selection(
        selection=[
            ("earned", "As long as the score earns it"),
            ("period", "For a time after it was earned"),
        ],
        string="Held",
        required=True,
        default="earned",
        help="Earning a tier again extends the time.",
    )
    hold_count = fields.Integer(string="Held For", default=12)
    hold_unit = fields.Selection(
        selection=[("day", "days"), ("month", "months")], required=True, default="month"
    )
    hold_from = fields.Selection(
        selection=[
            ("day", "the day it was earned"),
            ("window", "the end of the period it was earned in"),
        ],
        string="Counted From",
        required=True,
        default="day",
    )
    hold_round = fields.Selection(
        selection=[
            ("none", "Not rounded"),
            ("month", "To the end of the month"),
            ("quarter", "To the end of the quarter"),
            ("year", "To the end of the year"),
            ("day", "To a day of the year"),
        ],
        string="Rounded",
        required=True,
        default="none",
    )
    hold_round_day = fields.Integer(default=31)
    hold_round_month = fields.Selection(selection=MONTHS, required=True, default="3")
    grace_days = fields.Integer(
        string="Days of Grace", help="So long it is still held after its end."
    )
    lowering = fields.Selection(
        selection=[
            ("never", "Never"),
            ("step", "One step at a time"),
            ("earned", "To what the score earns"),
        ],
        required=True,
        default="earned",
        help="What happens when a tier has come to its end.",
    )
    warn_days = fields.Integer(
        string="Warn Before",
        default=30,
        help="Days before its end, from which on a tier counts as ending soon.",
    )
    tz = fields.Selection(
        selection=_tz_get,
        string="Time Zone",
        required=True,
        default=lambda self: self.env["pos.config"]._default_loyalty_tier_tz(),
        help="When a new day begins for this program.",
    )

    _counts_positive = models.Constraint(
        "CHECK(window_count > 0 AND hold_count >= 0)",
        "A window needs at least one day or month, and nothing is held for less than"
        " no time.",
    )
    _grace_not_negative = models.Constraint(
        "CHECK(grace_days >= 0 AND warn_days >= 0)",
        "Days of grace and of warning cannot be negative. Leave them at 0 for none.",
    )
    _round_day_in_month = models.Constraint(
        "CHECK(hold_round_day BETWEEN 1 AND 31)", "A month has the days 1 to 31."
    )
    freeze_ids = fields.One2many(
        comodel_name="loyalty.tier.freeze",
        inverse_name="program_id",
        string="Frozen",
        domain=[("partner_id", "=", False)],
    )

    @api.model
    def _default_year_start(self):
        """Return the month in which the books of the company start their year."""
        return str(int(self.env.company.fiscalyear_last_month) % 12 + 1)

    @api.constrains("window", "holding", "lowering", "hold_from", "tier_ids")
    def _check_clock(self):
        for program in self:
            tiers = program.with_context(active_test=False).tier_ids
            ways = {tier.lowering or program.lowering for tier in tiers}
            ways = ways or {program.lowering}
            slides = program.window == "rolling" and program.holding == "earned"
            if slides and "step" in ways:
                raise ValidationError(
                    self.env._(
                        "One step at a time needs to know how long each step is held: "
                        'choose "For a time after it was earned".'
                    )
                )
            if slides and "never" in ways and len(ways) > 1:
                raise ValidationError(
                    self.env._(
                        "Where some tiers are never lowered and others are, those need "
                        "to know how long they are held: choose "
                        '"For a time after it was earned".'
                    )
                )
            if program.hold_from == "window" and (
                program.holding == "period"
                and program.window not in ("calendar", "anniversary")
            ):
                raise ValidationError(
                    self.env._(
                        "Only calendar periods and years of membership have an end to "
                        "count from. Count from the day it was earned."
                    )
                )

    def _clock(self):
        """Return the clock of this program, for who has no freeze of their own.

        :rtype: Clock
        """
        self.ensure_one()
        program = self.sudo()
        freezes = [(freeze.since, freeze.until) for freeze in program.freeze_ids]
        return Clock.of(program, freezes)

    @tools.ormcache("self.id")
    def _frozen_guests(self):
        """Return the freezes of single guests, by customer.

        Cached: the till asks for it at each payment.

        :rtype: dict(int, tuple)
        """
        freezes = self.env["loyalty.tier.freeze"].sudo()
        own = freezes.search(
            [("program_id", "=", self.id), ("partner_id", "!=", False)], order="since"
        )
        return {
            firm.id: tuple((freeze.since, freeze.until or None) for freeze in rows)
            for firm, rows in own.grouped(
                lambda freeze: freeze.partner_id.commercial_partner_id
            ).items()
        }

    def _today(self):
        """Return the day on the clock of this program.

        :rtype: date
        """
        return fields.Date.context_today(self.with_context(tz=self._clock_tz()))

    @tools.ormcache("self.id")
    def _clock_tz(self):
        """Return the time zone of this program, without a query for a card."""
        return self.sudo().tz

    def write(self, vals):
        res = super().write(vals)
        if "tz" in vals:
            self.env.registry.clear_cache()
        return res

    def action_freeze(self):
        """Open the form that stops the clock for everybody.

        :return: a window action
        """
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Freeze the Clock"),
            "res_model": "loyalty.tier.freeze",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_program_id": self.id},
        }
