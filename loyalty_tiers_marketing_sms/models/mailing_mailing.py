# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

SMS = "sms"


class MailingMailing(models.Model):
    """A mailing to guests by text message."""

    _inherit = "mailing.mailing"

    # Whoever is written to for a purpose is always told how to leave it.
    sms_allow_unsubscribe = fields.Boolean(
        compute="_compute_sms_allow_unsubscribe",
        store=True,
        readonly=False,
        default=None,
    )

    @api.depends("loyalty_tier_purpose", "mailing_type")
    def _compute_sms_allow_unsubscribe(self):
        for mailing in self:
            mailing.sms_allow_unsubscribe = (
                mailing.sms_allow_unsubscribe or mailing._loyalty_tier_is_sms()
            )

    def _loyalty_tier_is_sms(self):
        return self.mailing_type == SMS and self._loyalty_tier_is_addressed()

    def _loyalty_tier_channel(self):
        if self.mailing_type == SMS:
            return SMS
        return super()._loyalty_tier_channel()

    def _get_seen_list_sms(self):
        # Nobody is chosen twice, and who has got it is no longer among the rest.
        if self._loyalty_tier_is_addressed():
            return [], []
        return super()._get_seen_list_sms()

    def _send_sms_get_composer_values(self, res_ids):
        values = super()._send_sms_get_composer_values(res_ids)
        if self._loyalty_tier_is_addressed():
            values["mass_sms_allow_unsubscribe"] = True
        return values

    def action_send_sms(self, res_ids=None):
        if question := self._loyalty_tier_to_confirm(at_once=True):
            return question
        if res_ids:
            for mailing in self.filtered(lambda m: m._loyalty_tier_is_sms()):
                res_ids = mailing._loyalty_tier_of_those(res_ids)
        return super().action_send_sms(res_ids)
