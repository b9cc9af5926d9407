# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

CRON = "loyalty_tiers_marketing.ir_cron_messages"
MAILED_BEFORE = "loyalty_tiers.mailed_promotions"  # ids of programs

# What each kind is written for, and how it is set up at first: hours to wait after
# its cause, days after which it would be too late, percent held back.
KINDS = {
    "promotion": ("news", 0.0, 2.0, 0.0),
    "opened": ("news", 12.0, 5.0, 10.0),
    "next": ("offers", 10.0, 7.0, 10.0),
    "ending": ("offers", 9.0, 14.0, 0.0),
    "birthday": ("birthday", 0.0, 90.0, 0.0),
    "overdue": ("offers", 9.0, 7.0, 10.0),
    "thanks": ("party", 12.0, 3.0, 0.0),
}


class LoyaltyTierMessage(models.Model):
    """What a guest is told by itself: once for each cause, if it can be told in time.

    Every program has one of each kind, switched off. The mails are those of a mailing
    that a message owns, so that opens, clicks and limits are counted as for any other.
    """

    _name = "loyalty.tier.message"
    _description = "Automatic Message"
    _order = "program_id, id"
    _rec_name = "kind"

    program_id = fields.Many2one(
        comodel_name="loyalty.tier.program",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="program_id.company_id")
    kind = fields.Selection(
        selection=[
            ("promotion", "Promoted"),
            ("opened", "New on the hidden menu"),
            ("next", "One visit from the next tier"),
            ("ending", "Tier ending soon"),
            ("birthday", "Birthday"),
            ("overdue", "Missed for too long"),
            ("thanks", "Thank you"),
        ],
        string="Message",
        required=True,
        readonly=True,
    )
    is_on = fields.Boolean(
        string="On", help="What happened before it was switched on is not told."
    )
    on_since = fields.Datetime(readonly=True, copy=False)
    sentence = fields.Char(string="When", compute="_compute_sentence")
    days = fields.Integer(
        string="Days Before",
        help="So many days before the birthday; a tier that celebrates for longer is "
        "written to earlier.",
    )
    wait_hours = fields.Float(
        string="Wait", help="So long after what it is about: others may come along."
    )
    late_days = fields.Float(
        string="Too Late After Days",
        required=True,
        help="What could not be told by then, for the night, for consent or for too "
        "many messages, is not told at all.",
    )
    template_id = fields.Many2one(
        comodel_name="mail.template",
        required=True,
        domain=[("model", "=", "res.partner")],
        ondelete="restrict",
        help="How the letter looks. What it says is written here.",
    )
    mailing_id = fields.Many2one(
        comodel_name="mailing.mailing", readonly=True, copy=False, ondelete="restrict"
    )
    hold_back = fields.Float(
        digits=(4, 1),
        help="Percent of the guests, drawn by lot, who do not get it: what it brings "
        "is told by comparing with them.",
    )
    ran_on = fields.Datetime(readonly=True, copy=False)
    error = fields.Char(readonly=True, copy=False)
    error_on = fields.Datetime(readonly=True, copy=False)
    sent_count = fields.Integer(string="Sent", compute="_compute_counts")
    waiting_count = fields.Integer(string="Waiting", compute="_compute_counts")
    left_out = fields.Char(string="Not Told", compute="_compute_counts")

    _kind_unique = models.Constraint(
        "UNIQUE(program_id, kind)", "A program has one message of each kind."
    )
    _times_make_sense = models.Constraint(
        "CHECK(days >= 0 AND wait_hours >= 0 AND late_days > 0)",
        "Days and hours cannot be negative, and something must be left of the time "
        "in which it can be told.",
    )
    _hold_back_share = models.Constraint(
        "CHECK(hold_back BETWEEN 0 AND 50)",
        "Hold back between 0 and 50 percent of the guests.",
    )

    @api.model
    def _set_up(self, programs=None):
        """Give programs the messages that they lack, switched off.

        :param programs: all by default
        :return: those that are new
        """
        if programs is None:
            every = self.env["loyalty.tier.program"].with_context(active_test=False)
            programs = every.search([])
        known = {(message.program_id, message.kind) for message in self.search([])}
        messages = self.create(
            [
                {
                    "program_id": program.id,
                    "kind": kind,
                    "template_id": self.env.ref(
                        f"loyalty_tiers_marketing.message_template_{kind}"
                    ).id,
                    "wait_hours": wait,
                    "late_days": late,
                    "hold_back": held,
                }
                for program in programs
                for kind, (_purpose, wait, late, held) in KINDS.items()
                if (program, kind) not in known
            ]
        )
        self._switch_on_as_before()
        return messages

    @api.model
    def _switch_on_as_before(self):
        """Go on where programs told promotions by mail before this addon did."""
        settings = self.env["ir.config_parameter"].sudo()
        before = settings.get_param(MAILED_BEFORE)
        if before:
            ids = [int(program_id) for program_id in before.split(",")]
            told = self.search([("program_id", "in", ids), ("kind", "=", "promotion")])
            told.is_on = True
            settings.set_param(MAILED_BEFORE, False)

    @api.depends("kind")
    @api.depends_context("lang")
    def _compute_display_name(self):
        names = dict(self._fields["kind"]._description_selection(self.env))
        for message in self:
            message.display_name = names.get(message.kind, "")

    def _compute_counts(self):
        addressees = self.env["loyalty.tier.addressee"]
        known = Domain("mailing_id", "in", self.mailing_id.ids)
        unsent = known & Domain("trace_ids", "=", False)
        sent = dict(
            self.env["mailing.trace"]
            .sudo()
            ._read_group(
                Domain("mass_mailing_id", "in", self.mailing_id.ids)
                & Domain("trace_status", "not in", ("cancel", "error"))
                & Domain("is_test_trace", "=", False),
                ["mass_mailing_id"],
                ["__count"],
            )
        )
        fates = {}
        for mailing, fate, count in addressees._read_group(
            unsent, ["mailing_id", "fate"], ["__count"]
        ):
            fates.setdefault(mailing, {})[fate] = count
        for message in self:
            unsent = {**fates.get(message.mailing_id, {})}
            message.sent_count = sent.get(message.mailing_id.sudo(), 0)
            message.waiting_count = unsent.pop("written", 0)
            message.left_out = addressees._left_out_text(unsent)

    # -------------------------------------------------------------- switching
    def write(self, vals):
        switched_on = self.filtered(lambda m: not m.is_on) if vals.get("is_on") else []
        res = super().write(vals)
        if switched_on:
            switched_on._begin()
        if not {"template_id", "hold_back"}.isdisjoint(vals):
            for message in self.filtered("mailing_id"):
                message.sudo().mailing_id.write(message._mailing_values())
        return res

    def _begin(self):
        """Begin to tell, of what happens from now on."""
        self.sudo().write(
            {"on_since": fields.Datetime.now(), "error": False, "error_on": False}
        )
        for message in self.sudo():
            if not message.mailing_id:
                message.mailing_id = (
                    self.env["mailing.mailing"].sudo().create(message._mailing_values())
                )
            message._learn_menu(told_on=message.on_since)

    def _mailing_values(self):
        """Return what the mailing of this message consists of.

        :rtype: dict
        """
        self.ensure_one()
        house = self._house()
        text = self._wording()
        return {
            # It is none of those that somebody writes, and has been sent for ever.
            "active": False,
            "state": "done",
            "sent_date": self.on_since or fields.Datetime.now(),
            "name": self.env._("Automatic: %(message)s", message=self.display_name),
            "subject": text.subject,
            "mailing_model_id": self.env["ir.model"]._get_id("res.partner"),
            "loyalty_tier_program_id": self.program_id.id,
            "loyalty_tier_purpose": KINDS[self.kind][0],
            "loyalty_tier_template_id": self.template_id.id,
            "loyalty_tier_hold_back": self.hold_back,
            "email_from": house.email_formatted or self.env.user.email_formatted,
            "user_id": self.env.ref("base.user_root").id,
        }

    def _house(self):
        """Return the company in whose name guests are written to.

        :rtype: res.company
        """
        # Its address is read by whoever previews a message, of whichever company.
        return self.program_id.sudo()._house()

    def _window(self):
        """Return since when, and until when, causes can be told now.

        :return: after the first moment, in UTC, up to the second one
        :rtype: tuple(datetime, datetime)
        """
        self.ensure_one()
        until = fields.Datetime.now() - timedelta(hours=self.wait_hours)
        since = until - timedelta(days=self.late_days)
        return max(since, self.on_since), until

    # ----------------------------------------------------------------- buttons
    def action_preview(self):
        """Open the letter, as some guest would get it.

        :return: a window action
        """
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Preview"),
            "res_model": "loyalty.tier.message.preview",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_message_id": self.id},
        }

    def action_guests(self):
        """Open who was told, who waits, and who was left out and why.

        :return: a window action
        """
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.display_name,
            "res_model": "loyalty.tier.addressee",
            "views": [(False, "list")],
            "domain": [("mailing_id", "=", self.mailing_id.id)],
        }

    def action_resume(self):
        """Go on after a text that could not be filled in has been mended."""
        self.check_access("write")
        self.sudo().write({"error": False, "error_on": False})
