# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain


class LoyaltyTierMembership(models.Model):
    """What will end, from when on that is worth a word, and what would keep it."""

    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "loyalty.tier.membership"

    warn_on = fields.Date(
        string="Ending Soon From",
        compute="_compute_warn_on",
        help="From this day on the tier counts as ending soon.",
    )
    is_ending_soon = fields.Boolean(
        string="Ending Soon",
        compute="_compute_is_ending_soon",
        search="_search_is_ending_soon",
    )
    keep_missing = fields.Char(string="To Keep It", compute="_compute_keep_missing")
    honour_ids = fields.Many2many(
        comodel_name="loyalty.tier.honour",
        string="Honours",
        compute="_compute_honour_ids",
    )
    freeze_ids = fields.Many2many(
        comodel_name="loyalty.tier.freeze",
        string="Frozen",
        compute="_compute_freeze_ids",
    )

    @api.depends("until", "program_id.warn_days")
    def _compute_warn_on(self):
        for membership in self:
            days = timedelta(days=membership.program_id.warn_days)
            membership.warn_on = membership.until and membership.until - days

    @api.depends("warn_on", "tier_id")
    def _compute_is_ending_soon(self):
        today = {program: program._today() for program in self.program_id}
        for membership in self:
            membership.is_ending_soon = bool(
                membership.tier_id
                and membership.warn_on
                and membership.warn_on <= today[membership.program_id]
            )

    @api.model
    def _search_is_ending_soon(self, operator, value):
        if operator != "in":
            return NotImplemented
        # Each program has its own time zone and its own time of warning.
        ending = Domain.OR(
            Domain("program_id", "=", program.id)
            & Domain("tier_id", "!=", False)
            & Domain("until", "<=", program._today() + timedelta(program.warn_days))
            for program in self.env["loyalty.tier.program"].search([])
        )
        if set(value) == {True, False}:
            return Domain.TRUE
        return ending if True in value else ~ending

    @api.depends("is_ending_soon", "visits", "spend", "stars")
    @api.depends_context("lang")
    def _compute_keep_missing(self):
        """Say what keeps a tier that is ending soon; nothing is said before."""
        ending = self.filtered("is_ending_soon")
        (self - ending).keep_missing = ""
        for program, members in ending.grouped("program_id").items():
            scores = members._scores_at_the_end(program)
            for member in members:
                tier_id, score = member.tier_id.id, scores.get(member.id)
                missing = program._ladder().missing_to_keep(tier_id, score)
                member.keep_missing = program._keeping_text(tier_id, missing)

    def _scores_at_the_end(self, program):
        """Return the scores that decide whether members keep their tier.

        Where the last days earn a tier, that is what will be left of today's score
        when the tier has ended: one query for each day on which tiers end.

        :return: by id of the membership
        :rtype: dict(int, Score)
        """
        if not program._terms().slides:
            return {member.id: member._score() for member in self}
        scores = {}
        for until, members in self.grouped("until").items():
            partner_ids = members.partner_id.ids
            left = self.env["loyalty.tier.score"]._scores_on(
                program, partner_ids, until + timedelta(days=1)
            )
            scores |= {member.id: left[member.partner_id.id] for member in members}
        return scores

    def _compute_honour_ids(self):
        honours = self.env["loyalty.tier.honour"].search(self._own_domain())
        self._assign_own("honour_ids", honours)

    def _compute_freeze_ids(self):
        freezes = self.env["loyalty.tier.freeze"].search(self._own_domain())
        self._assign_own("freeze_ids", freezes)

    def _own_domain(self):
        return Domain("program_id", "in", self.program_id.ids) & Domain(
            "partner_id", "in", self.partner_id.ids
        )

    def _assign_own(self, name, records):
        own = records.grouped(lambda record: (record.program_id, record.partner_id))
        for membership in self:
            key = (membership.program_id, membership.partner_id)
            membership[name] = own.get(key, records.browse())

    def action_honour(self):
        """Open the form that gives this customer a tier by hand.

        :return: a window action
        """
        self.ensure_one()
        return self._honour_dialog(self.program_id, self.partner_id)

    @api.model
    def _honour_dialog(self, program, partner):
        return self._dialog(
            "loyalty.tier.honour",
            self.env._("Honour"),
            default_partner_id=partner.id,
            loyalty_tiers_program_id=program.id,
        )

    def action_freeze(self):
        """Open the form that stops the clock for this customer.

        :return: a window action
        """
        self.ensure_one()
        return self._dialog(
            "loyalty.tier.freeze",
            self.env._("Freeze the Clock"),
            default_partner_id=self.partner_id.id,
            default_program_id=self.program_id.id,
        )

    @api.model
    def _dialog(self, model, name, **context):
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "views": [(False, "form")],
            "target": "new",
            "context": context,
        }
