# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models

from ..context_keys import EDITION


class MailingMailingTest(models.TransientModel):
    """Odoo's test mail: the edition that whoever tests wants to see.

    Odoo renders it for the first contact there is; the text is that of the edition.
    """

    _inherit = "mailing.mailing.test"

    loyalty_tier_program_id = fields.Many2one(
        related="mass_mailing_id.loyalty_tier_program_id"
    )
    loyalty_tier_purpose = fields.Selection(
        related="mass_mailing_id.loyalty_tier_purpose"
    )
    loyalty_tier_id = fields.Many2one(
        comodel_name="loyalty.tier",
        string="As",
        domain="[('program_id', '=', loyalty_tier_program_id)]",
        help="The text of guests of this tier; empty for guests without.",
    )
    loyalty_tier_lang = fields.Selection(
        selection=lambda self: self.env["res.lang"].get_installed(),
        string="Language",
        default=lambda self: self.env.lang or "en_US",
    )

    def send_mail_test(self):
        edition = (self.loyalty_tier_lang or "", self.loyalty_tier_id.id or 0)
        test = self.with_context(**{EDITION: edition})
        return super(MailingMailingTest, test).send_mail_test()
