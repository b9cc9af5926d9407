# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import file_open

from ..context_keys import EDITION

STYLE = "mass_mailing/static/src/scss/mass_mailing_mail.scss"


class LoyaltyTierMailingPreview(models.TransientModel):
    """A mailing as a guest of some tier and language would get it; sends nothing."""

    _name = "loyalty.tier.mailing.preview"
    _description = "Preview of a Mailing"

    mailing_id = fields.Many2one(
        comodel_name="mailing.mailing", required=True, ondelete="cascade"
    )
    program_id = fields.Many2one(related="mailing_id.loyalty_tier_program_id")
    tier_id = fields.Many2one(
        comodel_name="loyalty.tier",
        string="As",
        domain="[('program_id', '=', program_id)]",
    )
    lang = fields.Selection(
        selection=lambda self: self.env["res.lang"].get_installed(),
        string="Language",
        required=True,
        default=lambda self: self.env.lang or "en_US",
    )
    width = fields.Selection(
        selection=[("desktop", "Desktop"), ("phone", "Phone")],
        required=True,
        default="desktop",
    )
    reader_id = fields.Many2one(
        comodel_name="res.partner", compute="_compute_mail", string="Read By"
    )
    subject = fields.Char(compute="_compute_mail")
    body = fields.Html(compute="_compute_mail", sanitize=False)
    trouble = fields.Char(compute="_compute_mail", help="Why the mail cannot be shown.")

    @api.depends("mailing_id", "tier_id", "lang")
    def _compute_mail(self):
        for preview in self:
            preview.subject = preview.body = preview.trouble = False
            preview.reader_id = preview._reader()
            if not preview.mailing_id:
                continue
            try:
                preview.subject, preview.body = preview._mail()
            except UserError as error:
                preview.trouble = preview.mailing_id._loyalty_tier_trouble(error)

    def _reader(self):
        """Return a guest of that tier and language; whoever looks, if there is none.

        :rtype: res.partner
        """
        members = self.env["loyalty.tier.membership"]
        held = [
            ("program_id", "=", self.program_id.id),
            ("tier_id", "=", self.tier_id.id),
        ]
        for wanted in ([*held, ("partner_id.lang", "=", self.lang)], held):
            if member := members.search(wanted, limit=1):
                return member.partner_id
        return self.env.user.partner_id

    def _mail(self):
        """Render subject and the whole mail, as Odoo does when sending.

        :rtype: tuple(str, Markup)
        :raise UserError: where a placeholder cannot be understood
        """
        mailing = self.mailing_id._origin.with_context(
            **{EDITION: (self.lang, self.tier_id.id or 0)}
        )
        reader = self.reader_id.with_company(mailing._loyalty_tier_company())
        # Whoever reads it in the place of a guest wears the title of the guest.
        reader._update_cache({"loyalty_tier_id": self.tier_id.id})
        try:
            texts = mailing._loyalty_tier_read_by(reader)
        finally:
            reader.invalidate_recordset(["loyalty_tier_id"])
        body = mailing._prepend_preview(Markup(texts["body_html"]), texts["preview"])
        return texts["subject"], self._laid_out(body)

    @api.model
    def _laid_out(self, body):
        with file_open(STYLE) as style:
            return self.env["ir.qweb"]._render(
                "mass_mailing.mass_mailing_mail_layout",
                {
                    "body": body,
                    "mailing_style": Markup("<style>%s</style>") % Markup(style.read()),
                },
                minimal_qcontext=True,
            )
