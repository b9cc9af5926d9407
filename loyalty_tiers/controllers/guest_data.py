# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import http
from odoo.http import content_disposition, request


class GuestData(http.Controller):
    @http.route(
        "/loyalty_tiers/guest_data/<int:partner_id>",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=False,
    )
    def guest_data(self, partner_id):
        """Send all data of a guest as a file. Made when asked for, stored nowhere.

        :param int partner_id: the guest
        :raise NotFound: when there is no such contact
        """
        partner = request.env["res.partner"].browse(partner_id).exists()
        if not partner:
            raise request.not_found()
        file = request.env["loyalty.tier.export"]._zip(partner)
        return request.make_response(
            file,
            [
                ("Content-Type", "application/zip"),
                ("Content-Disposition", content_disposition(f"guest-{partner_id}.zip")),
                ("Cache-Control", "no-store"),
            ],
        )
