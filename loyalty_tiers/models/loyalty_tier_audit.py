# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError

# Runs of the past that are kept, with their findings.
KEPT = 60


class LoyaltyTierAudit(models.Model):
    """One audit: every door walked as every kind of guest, and what showed there.

    Written by the walk only (:meth:`_walk`), a batch in each transaction; whoever looks
    at a run that is not done makes it go on, and so does a scheduled job.
    """

    _name = "loyalty.tier.audit"
    _description = "Audit of the Hidden Menu"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "id desc"

    name = fields.Char(compute="_compute_name")
    date = fields.Datetime(
        required=True, readonly=True, default=fields.Datetime.now, string="Started"
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="By",
        readonly=True,
        default=lambda self: self.env.user,
    )
    nightly = fields.Boolean(readonly=True)
    state = fields.Selection(
        selection=[
            ("running", "Walking"),
            ("stopped", "Stopped"),
            ("green", "Nothing leaks"),
            ("red", "Something shows"),
        ],
        required=True,
        readonly=True,
        default="running",
    )
    # Who walks, which doors, and what each cell of the table says.
    plan = fields.Json(readonly=True)
    cells = fields.Json(readonly=True)
    position = fields.Integer(string="Walked", readonly=True)
    size = fields.Integer(string="To Walk", readonly=True)
    answers = fields.Integer(
        string="Answers Read", readonly=True, help="Of the server, to what was asked."
    )
    seconds = fields.Float(string="Duration (s)", readonly=True)
    door_count = fields.Integer(string="Doors", readonly=True)
    visitor_count = fields.Integer(string="Visitors", readonly=True)
    finding_ids = fields.One2many(
        comodel_name="loyalty.tier.audit.finding",
        inverse_name="audit_id",
        readonly=True,
    )
    red_count = fields.Integer(string="Red", readonly=True)
    grey_count = fields.Integer(string="Not Walked", readonly=True)

    @api.depends("date")
    @api.depends_context("lang", "tz")
    def _compute_name(self):
        for audit in self:
            date = fields.Datetime.context_timestamp(audit, audit.date)
            audit.name = self.env._("Audit of %s", date.strftime("%Y-%m-%d %H:%M"))

    @api.depends("name")
    def _compute_display_name(self):
        for audit in self:
            audit.display_name = audit.name

    # ---------------------------------------------------------------- start
    @api.model
    def action_audit_now(self):
        """Start an audit and show it; for managers.

        :return: the action that opens it
        :rtype: dict
        """
        self._check_manager()
        audit = self._start()
        self.env.ref("loyalty_tiers.ir_cron_audit_walk")._trigger()
        return {
            "type": "ir.actions.act_window",
            "name": audit.display_name,
            "res_model": self._name,
            "res_id": audit.id,
            "views": [(False, "form")],
        }

    @api.model
    def _check_manager(self):
        if not self.env.user.has_group("loyalty_tiers.group_loyalty_tiers_manager"):
            raise AccessError(self.env._("Audits are for managers of Loyalty Tiers."))

    @api.model
    def _start(self, **values):
        """Begin an audit; what is left of the one before stops.

        :rtype: loyalty.tier.audit
        """
        audits = self.sudo()
        audits.search([("state", "=", "running")]).state = "stopped"
        old = audits.search([], offset=KEPT)
        old.unlink()
        return audits.create({"user_id": self.env.user.id, **values})

    def action_stop(self):
        """Stop walking; what was found stays. For managers."""
        self._check_manager()
        running = self.sudo().filtered(lambda audit: audit.state == "running")
        running.state = "stopped"

    def walk_on(self):
        """Walk for a few seconds and tell how far it is; for managers.

        Called by the page that shows the audit, until it is done.

        :return: ``state``, ``position``, ``size`` and ``red``
        :rtype: dict
        """
        self.ensure_one()
        self._check_manager()
        self.sudo()._walk(seconds=4.0)
        return {
            "state": self.state,
            "position": self.position,
            "size": self.size,
            "red": self.red_count,
        }

    # ---------------------------------------------------------------- cron
    @api.model
    def _cron_walk(self):
        """Scheduled: go on with an audit that nobody looks at."""
        cron = self.env["ir.cron"]
        for audit in self.search([("state", "=", "running")]):
            while audit._walk(seconds=20.0):
                if not cron._commit_progress(1, remaining=audit.size - audit.position):
                    return
            cron._commit_progress(1, remaining=0)

    @api.model
    def _cron_night(self):
        """Scheduled, where the shop wants it: an audit every night."""
        recent = fields.Datetime.now() - timedelta(hours=12)
        if not self.search_count([("nightly", "=", True), ("date", ">", recent)]):
            self._start(nightly=True)
        self._cron_walk()

    # ---------------------------------------------------------------- done
    def _done(self):
        """Close the audit: green or red, and let managers know of red."""
        self.ensure_one()
        self.state = "red" if self.red_count else "green"
        asked = self.env["mail.activity"].search(
            [
                ("res_model", "=", self._name),
                ("activity_type_id", "=", self._activity_type().id),
            ]
        )
        if self.state == "green":
            asked.action_feedback(self.env._("The audit after this one was green."))
        elif not asked:
            self._raise_activities()

    @api.model
    def _activity_type(self):
        return self.env.ref("mail.mail_activity_data_warning")

    def _raise_activities(self):
        """Ask each manager to look, once: not every night anew."""
        managers = self.env.ref("loyalty_tiers.group_loyalty_tiers_manager")
        for user in managers.all_user_ids.filtered(lambda user: not user.share):
            audit = self.with_context(lang=user.lang)
            audit.activity_schedule(
                "mail.mail_activity_data_warning",
                user_id=user.id,
                summary=audit.env._("The hidden menu shows where it should not"),
                note=audit.env._("%s findings of the audit", self.red_count),
            )
