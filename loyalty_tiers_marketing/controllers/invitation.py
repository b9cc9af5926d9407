# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.http import Controller, request, route

from ..models.loyalty_tier_invitation import PAGE

OPEN = {"type": "http", "auth": "public", "website": True, "multilang": False}


class InvitationPage(Controller):
    """The page behind the mail that asks whether we may write.

    Only its button records the consent: a scanner of a mail server presses none.
    """

    @route(PAGE, methods=["GET"], sitemap=False, **OPEN)
    def loyalty_tier_invitation(self, token="", **_params):
        """Show the words, and one button.

        :param str token: of the link
        :return: the rendered page
        """
        return self._loyalty_tier_show(token)

    @route(f"{PAGE}/yes", methods=["POST"], **OPEN)
    def loyalty_tier_invitation_accept(self, token="", **_params):
        """Record the consent; again and again it is one.

        :param str token: of the link
        :return: the rendered page
        """
        said = self._loyalty_tier_read(token)
        if said:
            # In the guest's language: these are the words that were shown.
            request.env["loyalty.tier.invitation"]._accept(*said)
        return self._loyalty_tier_show(token, done=True)

    def _loyalty_tier_read(self, token):
        said = request.env["loyalty.tier.invitation"]._read_link(token)
        if said and said[0].lang:
            request.update_context(lang=said[0].lang)
        return said

    def _loyalty_tier_show(self, token, done=False):
        said = self._loyalty_tier_read(token)
        if not said:
            template = "loyalty_tiers_marketing.page_link_expired"
            return self._loyalty_tier_quiet(request.render(template, status=410))
        guest, purposes, _channel = said
        consents = request.env["res.partner.consent"]
        values = {
            "texts": [consents._message_text(purpose) for purpose in purposes],
            "token": token,
            "done": done,
            "address": guest.email_normalized,
            "action": f"{PAGE}/yes",
        }
        response = request.render("loyalty_tiers_marketing.page_invitation", values)
        return self._loyalty_tier_quiet(response)

    def _loyalty_tier_quiet(self, response):
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["Cache-Control"] = "no-store"
        return response
