# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import logging
from datetime import datetime, time

from pytz import timezone, utc

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date

_logger = logging.getLogger(__name__)


class LoyaltyTierChange(models.Model):
    """A change of a program's rules, at once or from a day on: its version history.

    Planned by a manager from a simulation, applied by the scheduler on its day. What
    is applied is what differs between the rules as they were when it was planned and
    the draft, so that two plans do not undo each other. Nobody but this file writes it.
    """

    _name = "loyalty.tier.change"
    _description = "Loyalty Tier Change of Rules"
    _order = "apply_on desc, id desc"
    _rec_name = "sentences"

    program_id = fields.Many2one(
        comodel_name="loyalty.tier.program",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="program_id.company_id")
    apply_on = fields.Date(
        string="From",
        required=True,
        readonly=True,
        help="In the time zone of the program.",
    )
    state = fields.Selection(
        selection=[
            ("planned", "Planned"),
            ("applied", "In force"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        readonly=True,
        default="planned",
    )
    before = fields.Json(required=True, readonly=True)
    draft = fields.Json(string="Rules", required=True, readonly=True)
    replaced = fields.Json(
        readonly=True, help="The rules that were in force when it was applied."
    )
    sentences = fields.Text(compute="_compute_sentences", string="What Changes")
    user_id = fields.Many2one(
        comodel_name="res.users", string="Decided By", required=True, readonly=True
    )
    applied_at = fields.Datetime(readonly=True)
    problem = fields.Char(readonly=True, help="Why it could not be applied on its day.")

    _due_idx = models.Index("(apply_on) WHERE state = 'planned'")

    @api.depends("before", "draft")
    @api.depends_context("lang")
    def _compute_sentences(self):
        drafts = self.env["loyalty.tier.draft"]
        for change in self:
            change.sentences = "\n".join(
                drafts._sentences(change.program_id, change.before, change.draft)
            )

    @api.model
    def _promise(self, program, apply_on):
        """Say in one sentence what using a draft does.

        :param program: one ``loyalty.tier.program``
        :param date apply_on: its first day
        :rtype: str
        """
        if not apply_on or apply_on <= program._today():
            return self.env._(
                "These rules apply at once: who earns a higher tier is lifted in the "
                "next minutes, and nobody is lowered before the end of what they hold."
            )
        return self.env._(
            "These rules apply from %(date)s on. Until then nothing changes and you "
            "can cancel; then who earns a higher tier is lifted, and nobody is lowered "
            "before the end of what they hold.",
            date=format_date(self.env, apply_on),
        )

    # -------------------------------------------------------------------- plan
    @api.model
    def _plan(self, program, before, draft, apply_on):
        """Change the rules of a program, at once if the day has come.

        :param program: one ``loyalty.tier.program`` that the user may write
        :param dict before: the rules that the draft started from
        :param dict draft: without problems
        :param date apply_on: the first day of the new rules
        :rtype: loyalty.tier.change
        :raise UserError: when the day is in the past
        """
        program.check_access("write")
        today = program._today()
        if apply_on < today:
            raise UserError(
                self.env._(
                    "%(date)s is in the past. Rules can begin today or later: who has "
                    "earned a tier by the old ones keeps it.",
                    date=format_date(self.env, apply_on),
                )
            )
        change = self.sudo().create(
            {
                "program_id": program.id,
                "apply_on": apply_on,
                "before": before,
                "draft": draft,
                "user_id": self.env.uid,
            }
        )
        if apply_on == today:
            change._apply()
        else:
            cron = self.env.ref("loyalty_tiers.ir_cron_changes")
            cron._trigger(at=change._first_moment())
        return change

    def _first_moment(self):
        """Return when the day of this change begins, in UTC."""
        self.ensure_one()
        zone = timezone(self.program_id.tz)
        midnight = zone.localize(datetime.combine(self.apply_on, time.min))
        return midnight.astimezone(utc).replace(tzinfo=None)

    def action_cancel(self):
        """Take back changes whose day has not come.

        :raise UserError: when one is in force already
        """
        self.program_id.check_access("write")
        # Not while the scheduler applies it.
        self.sudo().lock_for_update()
        if any(change.state != "planned" for change in self):
            raise UserError(
                self.env._(
                    "Only a change whose day has not come can be cancelled. To go back, "
                    "change the rules again: nobody is lowered by it."
                )
            )
        self.sudo().state = "cancelled"

    # ------------------------------------------------------------------- apply
    def _apply(self):
        """Put these changes in force. Applying twice changes nothing."""
        drafts = self.env["loyalty.tier.draft"]
        for change in self.filtered(lambda change: change.state == "planned"):
            change.write(
                {
                    "state": "applied",
                    "applied_at": fields.Datetime.now(),
                    "replaced": drafts._of(change.program_id),
                }
            )
            # In one write: the ladder is judged as a whole, members settled once.
            change.program_id.write(drafts._commands(change.before, change.draft))

    @api.model
    def _cron_apply(self):
        """Scheduled: apply the changes whose day has come, in the order of their days.

        Each is committed: it can be interrupted, run twice, run late.
        """
        cron = self.env["ir.cron"]
        planned = self.search([("state", "=", "planned")], order="apply_on, id")
        due = planned.filtered(lambda c: c.apply_on <= c.program_id._today())
        for done, change in enumerate(due, start=1):
            if change.try_lock_for_update() and change.state == "planned":
                change._apply_or_say_why()
            if not cron._commit_progress(1, remaining=len(due) - done):
                return

    def _apply_or_say_why(self):
        """Apply; a change that no longer fits is cancelled, and says why."""
        self.ensure_one()
        try:
            with self.env.cr.savepoint():
                self._apply()
        except (UserError, ValidationError) as error:
            self.env.invalidate_all()
            _logger.warning("Rules of %s not changed: %s", self.program_id.name, error)
            self.write({"state": "cancelled", "problem": str(error)})
