# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models

from ..context_keys import EDITIONS


class MailComposeMessage(models.TransientModel):
    """Gives each guest of a mailing the edition that fits, and ties the mail to the choice.

    In the transaction that makes the mail: so that after an interruption it is known
    of each guest whether the mail was made.
    """

    _inherit = "mail.compose.message"

    def _prepare_mail_values_dynamic(self, res_ids):
        mailing = self.mass_mailing_id
        if not (mailing and mailing._loyalty_tier_is_addressed()):
            return super()._prepare_mail_values_dynamic(res_ids)
        # Asked once for the subject and the text of these mails.
        editions = {EDITIONS: mailing._loyalty_tier_editions(res_ids)}
        composer = self.with_context(**editions)
        return super(MailComposeMessage, composer)._prepare_mail_values_dynamic(res_ids)

    def _classify_per_lang(self, res_ids, engine="inline_template"):
        mailing = self.mass_mailing_id
        if not (mailing and mailing._loyalty_tier_is_addressed()):
            return super()._classify_per_lang(res_ids, engine=engine)
        return mailing._loyalty_tier_classify(self, res_ids)

    def _prepare_mail_values_mailing_traces(self, mail_values_all):
        traces = super()._prepare_mail_values_mailing_traces(mail_values_all)
        if self.mass_mailing_id._loyalty_tier_is_addressed():
            addressees = self.env["loyalty.tier.addressee"].sudo()
            waiting = addressees._waiting(self.mass_mailing_id, list(traces))
            for guest_id, values in traces.items():
                values["loyalty_tier_addressee_id"] = waiting.get(guest_id)
        return traces
