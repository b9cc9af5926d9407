# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import http
from odoo.http import request

from odoo.addons.mass_mailing_sms.controllers.main import MailingSMSController


class LeavingController(MailingSMSController):
    """Who leaves by the link in a text message leaves what it was for, nothing else.

    Odoo would blacklist the number: then no order could be announced to it either.
    """

    @http.route()
    def blacklist_number(self, mailing_id, trace_code, **post):
        number = post.get("sms_number", "").strip(" ")
        found = self._check_trace(mailing_id, trace_code).get("trace")
        trace = found and found.filtered(lambda t: number and t.sms_number == number)
        mailing = trace and trace.mass_mailing_id
        if not (mailing and mailing._loyalty_tier_is_addressed()):
            return super().blacklist_number(mailing_id, trace_code, **post)
        guests = request.env["res.partner"].sudo().browse(trace.mapped("res_id"))
        request.env["res.partner.consent"].sudo()._leave(
            guests.exists(), [mailing.loyalty_tier_purpose], ["sms"]
        )
        purposes = dict(request.env["res.partner.consent"].sudo()._message_purposes())
        return request.render(
            "loyalty_tiers_marketing_sms.left",
            {"purpose": purposes[mailing.loyalty_tier_purpose], "number": number},
        )
