# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.tools import SQL


class ResPartner(models.Model):
    _inherit = "res.partner"

    @api.model
    def _mailing_get_opt_out_list_sms(self, mailing):
        """Return who wants no text message at all, for any mailing.

        Asked by Odoo for a mailing without a purpose of ours; one with a purpose has
        left them out already. SQL because numbers are compared, with those of other
        contacts too.

        :return: ids of contacts
        :rtype: list(int)
        """
        if mailing._loyalty_tier_is_addressed():
            return []
        self.env["res.partner.consent"].flush_model()
        self.flush_model(["phone_sanitized"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT reached.id
                  FROM (%s) gone
                  JOIN res_partner guest ON guest.id = gone.partner_id
                  JOIN res_partner reached
                    ON reached.id = guest.id
                    OR reached.phone_sanitized = guest.phone_sanitized
                """,
                self.env["res.partner.consent"]._left_sql("sms"),
            )
        )
        return [guest_id for (guest_id,) in rows]
