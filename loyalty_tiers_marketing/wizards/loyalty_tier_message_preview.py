# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import logging

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..models.res_partner_message import AS_TIER

_logger = logging.getLogger(__name__)


class LoyaltyTierMessagePreview(models.TransientModel):
    """Shows the letter of a message as a guest would get it, before anybody does."""

    _name = "loyalty.tier.message.preview"
    _description = "Preview of an Automatic Message"

    message_id = fields.Many2one(
        comodel_name="loyalty.tier.message", required=True, ondelete="cascade"
    )
    program_id = fields.Many2one(related="message_id.program_id")
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Guest",
        required=True,
        default=lambda self: self.env.user.partner_id,
        ondelete="cascade",
    )
    tier_id = fields.Many2one(
        comodel_name="loyalty.tier",
        string="As",
        compute="_compute_tier_id",
        store=True,
        readonly=False,
        domain="[('program_id', '=', program_id)]",
        ondelete="cascade",
        help="As if the guest held this tier; nobody needs to.",
    )
    lang = fields.Selection(
        selection=lambda self: self.env["res.lang"].get_installed(),
        string="Language",
        default=lambda self: self.env.lang,
    )
    subject = fields.Char(compute="_compute_letter")
    body_html = fields.Html(compute="_compute_letter", sanitize=False)
    error = fields.Char(compute="_compute_letter")

    @api.depends("message_id", "partner_id")
    def _compute_tier_id(self):
        # Who tries it out holds no title; a letter without one says little.
        for preview in self:
            own = preview.partner_id.loyalty_tier_id
            tiers = preview.program_id.tier_ids
            shown = tiers.filtered(lambda tier: not tier.secret)[-1:]
            preview.tier_id = False if own else shown

    @api.depends("message_id", "partner_id", "tier_id", "lang")
    def _compute_letter(self):
        for preview in self:
            subject, body, error = "", "", ""
            try:
                with self.env.cr.savepoint():
                    subject, body = preview._letter()
            except (AccessError, psycopg2.OperationalError):
                raise
            except Exception as wrong:
                _logger.info("The text of an automatic message is wrong: %s", wrong)
                error = str(wrong)
            preview.subject, preview.body_html, preview.error = subject, body, error

    def _letter(self):
        """Render subject and letter, for whom the user may read.

        :rtype: tuple(str, str)
        """
        self.ensure_one()
        message, guest = self.message_id, self.partner_id._origin
        if not (message and guest):
            return "", ""
        message.check_access("read")
        guest.check_access("read")
        template = message.template_id.sudo().with_company(message._house())
        template = template.with_context(
            lang=self.lang or self.env.lang, **{AS_TIER: self.tier_id._origin.id}
        )
        return tuple(
            template._render_field(name, guest.ids)[guest.id]
            for name in ("subject", "body_html")
        )

    def action_test(self):
        """Send the letter to the user.

        :return: a notification
        :raise UserError: where the text cannot be filled in, or the user has no address
        """
        self.ensure_one()
        self.message_id.check_access("read")
        if self.error:
            raise UserError(self.error)
        if not self.env.user.email:
            raise UserError(self.env._("Enter your own e-mail address first."))
        mail = (
            self.env["mail.mail"]
            .sudo()
            .create(
                {
                    "subject": self.env._("Test: %(subject)s", subject=self.subject),
                    "body_html": self.body_html,
                    "email_from": self.message_id._house().email_formatted
                    or self.env.user.email_formatted,
                    "email_to": self.env.user.email_formatted,
                    "auto_delete": True,
                }
            )
        )
        mail.send()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "On its way to %(address)s.", address=self.env.user.email
                ),
            },
        }
