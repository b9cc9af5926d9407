# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class SmsComposer(models.TransientModel):
    """Ties each text message of a mailing to the choice of its guest.

    In the transaction that makes the message: so that after an interruption it is
    known of each guest whether it was made.
    """

    _inherit = "sms.composer"

    def _prepare_body_values(self, records):
        mailing = self.mailing_id
        if not (mailing and mailing._loyalty_tier_is_addressed()):
            return super()._prepare_body_values(records)
        # The title of a guest is the one held in the program of the mailing.
        composer = self.with_company(mailing._loyalty_tier_company())
        return super(SmsComposer, composer)._prepare_body_values(records)

    def _prepare_mass_sms_values(self, records):
        values = super()._prepare_mass_sms_values(records)
        mailing = self.mailing_id
        if not (self._is_mass_sms() and mailing._loyalty_tier_is_addressed()):
            return values
        addressees = self.env["loyalty.tier.addressee"].sudo()
        waiting = addressees._waiting(mailing, records.ids)
        return {
            guest_id: self._loyalty_tier_tied(message, waiting.get(guest_id))
            for guest_id, message in values.items()
        }

    def _loyalty_tier_tied(self, message, addressee_id):
        [(command, nothing, trace)] = message["mailing_trace_ids"]
        trace = {**trace, "loyalty_tier_addressee_id": addressee_id}
        return {**message, "mailing_trace_ids": [(command, nothing, trace)]}
