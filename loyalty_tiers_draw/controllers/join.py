# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import http
from odoo.http import request

HONEYPOT = "website"  # nobody sees it; who fills it in is no guest
HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",  # the address opens the draw
    "X-Robots-Tag": "noindex",
}


class Join(http.Controller):
    """The page behind the code on a receipt. Decides nothing: ``loyalty.tier.join``."""

    @http.route(
        "/loyalty/join/<string:token>",
        type="http",
        auth="public",
        methods=["GET"],
        website=True,
        sitemap=False,
        readonly=False,  # a code that is unknown leaves a line
    )
    def join(self, token):
        """Show the form, or what was drawn.

        :param str token: as on the receipt
        """
        order = self._order(token)
        stage = self._joining(order)._stage(order)
        if stage == "open":
            return self._form(order)
        return self._told(order, stage)

    @http.route(
        "/loyalty/join/<string:token>",
        type="http",
        auth="public",
        methods=["POST"],
        website=True,
        sitemap=False,
    )
    def draw(self, token, **values):
        """Let a guest join and draw; the outcome is then shown by its address.

        :param str token: as on the receipt
        :param values: what was entered
        """
        order = self._order(token)
        joining = self._joining(order)
        if joining._stage(order) == "open":
            if values.get(HONEYPOT):
                return self._told(order, "wait")
            tries = request.env["loyalty.tier.join.try"]
            if tries._is_too_often("form", token):
                return self._told(order, "often")
            tries._note("form", token)
            form = request.httprequest.form
            said, errors = joining._read_form(
                values, form.getlist("purpose"), form.getlist("channel")
            )
            if errors:
                return self._form(order, said._asdict(), errors)
            joining._join(order, said)
        return request.redirect(f"/loyalty/join/{token}", code=303)

    # ------------------------------------------------------------------- helpers
    def _order(self, token):
        """Return the order of a code, unless somebody guesses codes.

        :rtype: pos.order
        """
        orders = request.env["pos.order"]
        tries = request.env["loyalty.tier.join.try"]
        here = request.httprequest.remote_addr or ""
        if tries._is_too_often("guess", here):
            return orders.sudo().browse()
        order = orders._loyalty_tier_of_draw(token)
        if not order:
            tries._note("guess", here)
        return order

    def _joining(self, order):
        joining = request.env["loyalty.tier.join"].sudo()
        return joining.with_company(order.company_id) if order else joining

    def _form(self, order, values=None, errors=None):
        joining = self._joining(order)
        page = {
            "draw": joining._draw_of(order),
            "values": values or {},
            "errors": errors or {},
            "question": joining._question(),
            "purposes": joining._purposes(),
            "channels": joining._channels(),
        }
        return self._page("loyalty_tiers_draw.join_form", order, page)

    def _told(self, order, stage):
        ticket = self._joining(order)._ticket(order) if order else None
        values = {"stage": stage, "ticket": ticket}
        return self._page("loyalty_tiers_draw.join_outcome", order, values)

    def _page(self, template, order, values):
        company = order.company_id.sudo() or request.env.company.sudo()
        page = {"company": company, "page_name": "loyalty_join", **values}
        response = request.render(template, page)
        response.headers.update(HEADERS)
        return response
