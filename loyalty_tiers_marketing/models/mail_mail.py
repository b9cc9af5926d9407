# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.tools import SQL

RETRIES = 7  # the waits double from a quarter of an hour: all in all about a day
# What another attempt does not mend.
HOPELESS = ["mail_email_invalid", "mail_email_missing", "mail_spam"]
WELCOME = (
    "written",
    "limit",
    "twice",
)  # nothing that the guest has said speaks against


class MailMail(models.Model):
    """A mail to a guest is tried again: a mail server that was down forgets nobody.

    Odoo leaves a mail that has failed for somebody to retry by hand.
    """

    _inherit = "mail.mail"

    loyalty_tier_retries = fields.Integer(string="Tried Again", readonly=True)

    @api.model
    def _loyalty_tier_retry(self):
        """Put mails of ours that have failed back into the queue.

        Not those to who has left since.
        """
        mails = self.sudo().browse(self._loyalty_tier_failed_ids())
        unwelcome = mails._loyalty_tier_unwelcome()
        unwelcome.cancel()
        unwelcome.mailing_trace_ids.set_canceled()
        again = mails - unwelcome
        again.mailing_trace_ids.write(
            {"trace_status": "outgoing", "failure_type": False}
        )
        for tried, rows in again.grouped("loyalty_tier_retries").items():
            rows.write({"loyalty_tier_retries": tried + 1, "state": "outgoing"})
        if again:
            self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()._trigger()

    @api.model
    def _loyalty_tier_failed_ids(self):
        """Return the mails whose time to be tried again has come.

        SQL because the wait grows with the attempts, and because another run may be
        at the same mails.

        :rtype: list(int)
        """
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT mail.id FROM mail_mail mail
                  JOIN mailing_mailing mailing ON mailing.id = mail.mailing_id
                 WHERE mail.state = 'exception'
                   AND mailing.loyalty_tier_purpose IS NOT NULL
                   AND COALESCE(mail.failure_type, '') <> ALL(%(hopeless)s)
                   AND COALESCE(mail.loyalty_tier_retries, 0) < %(retries)s
                   AND mail.write_date < %(now)s - interval '15 minutes'
                       * power(2, COALESCE(mail.loyalty_tier_retries, 0))
                 ORDER BY mail.id LIMIT 1000 FOR UPDATE OF mail SKIP LOCKED
                """,
                hopeless=HOPELESS,
                retries=RETRIES,
                now=fields.Datetime.now(),
            )
        )
        return [mail_id for (mail_id,) in rows]

    def _loyalty_tier_unwelcome(self):
        """Return those of these mails whose guest does not want them any more.

        :rtype: mail.mail
        """
        unwelcome = self.browse()
        addressees = self.env["loyalty.tier.addressee"]
        for mailing, mails in self.grouped("mailing_id").items():
            guests = SQL(
                "SELECT id FROM res_partner WHERE id = ANY(%s)", mails.mapped("res_id")
            )
            fates = addressees._fates(
                guests,
                mailing.loyalty_tier_program_id,
                mailing.loyalty_tier_purpose,
                mailing._loyalty_tier_channel(),
            )
            rows = self.env.execute_query(
                SQL(
                    "SELECT partner_id FROM (%s) f WHERE fate = ANY(%s)",
                    fates,
                    [*WELCOME],
                )
            )
            welcome = {partner_id for (partner_id,) in rows}
            unwelcome |= mails.filtered(lambda m, w=welcome: m.res_id not in w)
        return unwelcome
