# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.http import request, route

from odoo.addons.portal.controllers.portal import CustomerPortal

PAGE = "/my/messages"


class MessagesPortal(CustomerPortal):
    """The page "My messages": what a guest wants to be written.

    Reads and changes the user's own contact, whatever a browser sends.
    """

    @route(PAGE, type="http", auth="user", website=True, methods=["GET"], sitemap=False)
    def loyalty_tier_my_messages(self, **params):
        """Show the page.

        :return: the rendered page
        """
        guest = self._loyalty_tier_guest()
        values = self._prepare_portal_layout_values()
        values.update(request.env["loyalty.tier.messages"]._page(guest))
        values.update(
            page_name="loyalty_tier_messages",
            base=PAGE,
            keys={},
            email=guest.email_normalized,
            done=params.get("done"),
        )
        response = request.render("loyalty_tiers_marketing.portal_messages", values)
        response.headers["Cache-Control"] = "no-store"
        return response

    @route(f"{PAGE}/change", type="http", auth="user", website=True, methods=["POST"])
    def loyalty_tier_my_messages_change(self, **params):
        """Switch one purpose on or off.

        :param str purpose: which
        :param str channel: by which channel
        :param str wanted: given where the guest wants it
        :return: a redirect to the page
        """
        request.env["loyalty.tier.messages"]._change(
            self._loyalty_tier_guest(),
            params.get("purpose"),
            params.get("channel"),
            bool(params.get("wanted")),
            "website",
        )
        return request.redirect(f"{PAGE}?done=changed")

    @route(f"{PAGE}/leave", type="http", auth="user", website=True, methods=["POST"])
    def loyalty_tier_my_messages_leave(self, **_params):
        """Leave all purposes.

        :return: a redirect to the page
        """
        guest = self._loyalty_tier_guest()
        request.env["loyalty.tier.messages"]._leave_all(guest, guest, "website")
        return request.redirect(f"{PAGE}?done=left_all")

    @route(f"{PAGE}/unblock", type="http", auth="user", website=True, methods=["POST"])
    def loyalty_tier_my_messages_unblock(self, **_params):
        """Take the own address off the blacklist.

        :return: a redirect to the page
        """
        email = self._loyalty_tier_guest().email_normalized
        if email:
            request.env["mail.blacklist"].sudo()._remove(email)
        return request.redirect(f"{PAGE}?done=unblocked")

    @route(f"{PAGE}/confirm", type="http", auth="user", website=True, methods=["POST"])
    def loyalty_tier_my_messages_confirm(self, **_params):
        """Send the mail again that confirms a new address.

        :return: a redirect to the page
        """
        guest = self._loyalty_tier_guest()
        request.env["loyalty.tier.invitation"]._invite_again(guest)
        return request.redirect(f"{PAGE}?done=sent")

    def _loyalty_tier_guest(self):
        """Return the user's own contact, with all rights."""
        return request.env.user.partner_id.sudo()
