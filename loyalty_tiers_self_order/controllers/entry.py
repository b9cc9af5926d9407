# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import http
from odoo.http import request

from odoo.addons.pos_self_order.controllers.self_entry import PosSelfKiosk


class Entry(PosSelfKiosk):
    """Each time the page is loaded, it begins for a stranger."""

    @http.route()
    def start_self_ordering(self, *args, **kwargs):
        """Forget who was known on the device, and show the page of the host.

        :return: the page
        """
        request.env["loyalty.tier.device"]._close()
        return super().start_self_ordering(*args, **kwargs)
