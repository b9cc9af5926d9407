# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import re

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import format_list, html2plaintext

from .loyalty_tier_addressee_paper import NAME, TITLE

# What nobody writes but the buttons.
OF_BUTTONS = {"state", "mailing_id", "rest_mailing_id", "approved_by_id", "printed_on"}
# What the choice of guests follows from.
OF_CHOICE = {
    "audience_id",
    "purpose",
    "company_id",
    "pieces",
    "postage",
    "budget",
    "best",
    "hold_back",
}


class LoyaltyTierPaper(models.Model):
    """Letters for the best guests of an audience, within what postage may cost."""

    _name = "loyalty.tier.paper"
    _description = "Letters to the Best Guests"
    _order = "id desc"

    name = fields.Char(required=True)
    audience_id = fields.Many2one(
        comodel_name="loyalty.tier.audience", required=True, ondelete="restrict"
    )
    purpose = fields.Selection(
        selection=lambda self: self.env["res.partner.consent"]._message_purposes(),
        compute="_compute_purpose",
        store=True,
        precompute=True,
        readonly=False,
        required=True,
        help="Only who wants post for it gets a letter.",
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        default=lambda self: self.env.company,
        help="Whose letterhead it is.",
    )
    program_id = fields.Many2one(
        comodel_name="loyalty.tier.program",
        compute="_compute_program_id",
        store=True,
        ondelete="cascade",
    )
    currency_id = fields.Many2one(related="program_id.currency_id")
    pieces = fields.Integer(string="Letters at Most", required=True, default=80)
    postage = fields.Monetary(string="Postage of Each")
    budget = fields.Monetary(help="What the postage of all may cost.")
    best = fields.Selection(
        selection=[
            ("spend", "Who spends most"),
            ("margin", "Who brings most margin"),
            ("visits", "Who comes most often"),
        ],
        string="The Best",
        required=True,
        default="spend",
        help="In the time that counts for tiers.",
    )
    hold_back = fields.Float(
        digits=(4, 1),
        help="Percent of the best, chosen at random, who get no letter: what letters "
        "bring is told by comparing with them. The next best take their places.",
    )
    body = fields.Html(
        string="Letter",
        translate=True,
        default=lambda self: self._default_body(),
        help="{title} and {name} are filled in, in the language of the guest.",
    )
    state = fields.Selection(
        selection=[
            ("draft", "Draft"),
            ("asked", "Waits for a Manager"),
            ("chosen", "Chosen"),
            ("printed", "Printed"),
        ],
        required=True,
        readonly=True,
        default="draft",
        copy=False,
    )
    mailing_id = fields.Many2one(
        comodel_name="mailing.mailing", readonly=True, copy=False, ondelete="set null"
    )
    rest_mailing_id = fields.Many2one(
        comodel_name="mailing.mailing",
        string="E-mail for the Rest",
        readonly=True,
        copy=False,
        ondelete="set null",
    )
    approved_by_id = fields.Many2one(
        comodel_name="res.users", readonly=True, copy=False
    )
    printed_on = fields.Datetime(readonly=True, copy=False)
    addressee_ids = fields.One2many(
        comodel_name="loyalty.tier.addressee", inverse_name="paper_id", readonly=True
    )
    letter_ids = fields.One2many(
        comodel_name="loyalty.tier.addressee",
        inverse_name="paper_id",
        string="Guests",
        domain=[("fate", "=", "written")],
        readonly=True,
    )
    outcome = fields.Json(compute="_compute_outcome")

    _numbers_not_negative = models.Constraint(
        "CHECK(pieces >= 0 AND postage >= 0 AND budget >= 0)",
        "Letters, postage and budget cannot be negative.",
    )
    _pieces_at_most = models.Constraint(
        "CHECK(pieces <= 5000)",
        "5000 letters at once are the most that fit into a file.",
    )
    _hold_back_share = models.Constraint(
        "CHECK(hold_back BETWEEN 0 AND 50)",
        "Hold back between 0 and 50 percent of the guests.",
    )

    @api.model
    def _default_body(self):
        lines = [Markup("<p>%s</p>") % line for line in self._default_lines()]
        return Markup("").join(lines)

    @api.model
    def _default_lines(self):
        """Return a letter to begin with, in the language of the environment.

        :rtype: list(str)
        """
        env = self.env
        return [
            env._("Dear %(title)s %(name)s,", title=TITLE, name=NAME),
            env._("It has been a while since we had the pleasure of your company."),
            env._("We have put something aside for you: come and taste it."),
            env._("See you soon, your hosts"),
        ]

    @api.depends("audience_id")
    def _compute_purpose(self):
        for paper in self:
            paper.purpose = paper.audience_id.purpose or paper.purpose

    @api.depends("audience_id.program_id", "company_id")
    def _compute_program_id(self):
        for paper in self:
            paper.program_id = (
                paper.audience_id.program_id or paper.company_id._loyalty_tier_program()
            )

    @api.depends("mailing_id", "state")
    @api.depends_context("lang", "uid", "allowed_company_ids")
    def _compute_outcome(self):
        outcomes = self.env["loyalty.tier.mailing.outcome"]
        for paper in self:
            mailing = paper.sudo().mailing_id
            paper.outcome = outcomes._outcome(mailing) if mailing else False

    @api.constrains("body")
    def _check_body(self):
        for paper in self:
            text = html2plaintext(paper.body or "")
            unknown = set(re.findall(r"\{[^{}]*\}", text)) - {NAME, TITLE}
            if unknown:
                raise ValidationError(
                    self.env._(
                        "The letter uses %(unknown)s, which cannot be filled in. Use "
                        "%(title)s and %(name)s.",
                        unknown=format_list(self.env, sorted(unknown)),
                        title=TITLE,
                        name=NAME,
                    )
                )

    # ------------------------------------------------------------------ rights
    @api.model_create_multi
    def create(self, vals_list):
        self._check_buttons({name for vals in vals_list for name in vals})
        papers = super().create(vals_list)
        for paper in papers:
            paper._translate_default()
        return papers

    def _translate_default(self):
        """Say what is left of the first letter in the other languages of the shop."""
        here = self._default_lines()
        for lang, _name in self.env["res.lang"].get_installed():
            there = self.with_context(lang=lang)._default_lines()
            lines = {
                line: translated
                for line, translated in zip(here, there, strict=True)
                if lang != (self.env.lang or "en_US") and line in (self.body or "")
            }
            if lines:
                self.update_field_translations("body", {lang: lines})

    def write(self, vals):
        self._check_buttons(vals)
        if OF_CHOICE.intersection(vals) and any(
            paper.state != "draft" for paper in self
        ):
            raise UserError(
                self.env._(
                    "The guests have been chosen for this. Choose anew to change it."
                )
            )
        return super().write(vals)

    @api.model
    def _check_buttons(self, names):
        """Raise where somebody writes what only the buttons write.

        :raise AccessError: naming the fields
        """
        if not self.env.su and OF_BUTTONS.intersection(names):
            raise AccessError(
                self.env._("What became of letters is noted by their buttons only.")
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_chosen(self):
        if any(paper.state in ("chosen", "printed") for paper in self):
            raise UserError(
                self.env._(
                    "Guests have been chosen for these letters: what they cost stands "
                    "on a budget. Undo the choice first; what is printed stays."
                )
            )
