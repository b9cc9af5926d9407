# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from typing import NamedTuple
from urllib.parse import urlencode

from werkzeug.exceptions import BadRequest, NotFound, Unauthorized

from odoo.http import request, route
from odoo.models import BaseModel

from odoo.addons.mass_mailing.controllers.main import MassMailController

PAGE = "/mailing/<int:mailing_id>/messages"
OPEN = {"type": "http", "auth": "public", "website": True, "multilang": False}


class Letter(NamedTuple):
    """A mail that somebody holds in hand: its link is signed for this one."""

    mailing: BaseModel
    guest: BaseModel  # whose wishes are shown; may be none
    addressees: BaseModel  # for whom leaving counts
    keys: dict  # document_id, email, hash_token: what the link carries

    @property
    def url(self):
        return f"/mailing/{self.mailing.id}/messages"


class MailingMessages(MassMailController):
    """The page behind the link of a mail: what a guest wants to be written.

    Opening a link changes nothing, because scanners of mail servers open links; only
    a button does. Whoever has no valid link learns nothing, not even who exists.
    """

    @route()
    def mailing_confirm_unsubscribe(
        self, mailing_id, document_id=None, email=None, hash_token=None
    ):
        response = super().mailing_confirm_unsubscribe(
            mailing_id, document_id, email, hash_token
        )
        mailing = request.env["mailing.mailing"].sudo().browse(mailing_id)
        purpose = mailing._loyalty_tier_purpose_of_guests()
        if not purpose:
            return response
        if not hash_token:
            return request.redirect("/my/messages")
        letter = self._loyalty_tier_letter(mailing_id, document_id, email, hash_token)
        return self._loyalty_tier_render(
            "loyalty_tiers_marketing.page_leave",
            letter,
            purpose=purpose,
        )

    @route()
    def mailing_confirm_unsubscribe_post(
        self, mailing_id, document_id=None, email=None, hash_token=None
    ):
        response = super().mailing_confirm_unsubscribe_post(
            mailing_id, document_id, email, hash_token
        )
        mailing = request.env["mailing.mailing"].sudo().browse(int(mailing_id))
        if not mailing._loyalty_tier_purpose_of_guests():
            return response
        if not hash_token:
            return request.redirect("/my/messages")
        letter = self._loyalty_tier_letter(
            int(mailing_id), document_id, email, hash_token
        )
        return self._loyalty_tier_back(letter, "left")

    def _mailing_unsubscribe_from_document(
        self, mailing, document_id, email, hash_token
    ):
        """Leave the purpose of a mailing, and only it; called for each kind of link.

        :return: the page; one click in a mail program shows none
        """
        purpose = mailing._loyalty_tier_purpose_of_guests()
        if not purpose:
            return super()._mailing_unsubscribe_from_document(
                mailing, document_id, email, hash_token
            )
        if not hash_token:
            # Somebody of the house tries the link of a mailing: nobody is to leave.
            return request.redirect("/my/messages")
        letter = self._loyalty_tier_letter(mailing.id, document_id, email, hash_token)
        if request.httprequest.method == "POST":
            consents = request.env["res.partner.consent"]
            consents._leave(letter.addressees, [purpose], ["email"], how="link")
        return self._loyalty_tier_page(letter)

    def _prepare_mailing_subscription_values(
        self, mailing, document_id, email, hash_token
    ):
        values = super()._prepare_mailing_subscription_values(
            mailing, document_id, email, hash_token
        )
        if hash_token and mailing.mailing_model_real == "res.partner":
            keys = {"document_id": document_id, "email": email}
            keys = urlencode({**keys, "hash_token": hash_token})
            values["loyalty_tiers_url"] = f"/mailing/{mailing.id}/messages?{keys}"
        return values

    # ----------------------------------------------------------------- our page
    @route(PAGE, methods=["GET"], sitemap=False, **OPEN)
    def loyalty_tier_messages(self, mailing_id, **params):
        """Show what the guest gets, with switches.

        :return: the rendered page
        """
        letter = self._loyalty_tier_letter(mailing_id, *self._loyalty_tier_keys(params))
        return self._loyalty_tier_page(letter, params.get("done"))

    @route(f"{PAGE}/change", methods=["POST"], **OPEN)
    def loyalty_tier_messages_change(self, mailing_id, **params):
        """Switch one purpose on or off.

        :param str purpose: which
        :param str channel: by which channel
        :param str wanted: given where the guest wants it
        :return: a redirect to the page
        """
        letter = self._loyalty_tier_letter(mailing_id, *self._loyalty_tier_keys(params))
        wanted = bool(params.get("wanted"))
        purpose, channel = params.get("purpose"), params.get("channel")
        # Who shares an address leaves together, but agrees for oneself only.
        is_shared = channel == "email" and not wanted
        request.env["loyalty.tier.messages"]._change(
            letter.addressees if is_shared else letter.guest,
            purpose,
            channel,
            wanted,
            "link",
        )
        return self._loyalty_tier_back(letter, "changed")

    @route(f"{PAGE}/leave", methods=["POST"], **OPEN)
    def loyalty_tier_messages_leave(self, mailing_id, **params):
        """Leave all purposes.

        :return: a redirect to the page
        """
        letter = self._loyalty_tier_letter(mailing_id, *self._loyalty_tier_keys(params))
        request.env["loyalty.tier.messages"]._leave_all(
            letter.guest, letter.addressees, "link"
        )
        return self._loyalty_tier_back(letter, "left_all")

    @route(f"{PAGE}/unblock", methods=["POST"], **OPEN)
    def loyalty_tier_messages_unblock(self, mailing_id, **params):
        """Take the address off the blacklist, as Odoo's own page does.

        :return: a redirect to the page
        """
        letter = self._loyalty_tier_letter(mailing_id, *self._loyalty_tier_keys(params))
        self.mail_blocklist_remove(mailing_id, **letter.keys)
        return self._loyalty_tier_back(letter, "unblocked")

    # ---------------------------------------------------------------- who holds it
    def _loyalty_tier_keys(self, params):
        return [params.get(name) for name in ("document_id", "email", "hash_token")]

    def _check_mailing_email_token(
        self, mailing_id, document_id, email, hash_token, required_mailing_id=False
    ):
        # Odoo breaks on a link that is none; it is refused like any other.
        number, token = str(document_id or "0"), str(hash_token or "")
        if not (number.isascii() and number.isdecimal() and token.isascii()):
            raise BadRequest()
        return super()._check_mailing_email_token(
            mailing_id, document_id, email, hash_token, required_mailing_id
        )

    def _loyalty_tier_letter(self, mailing_id, document_id, email, hash_token):
        """Return the mail whose link was followed.

        :raise BadRequest: where the link is no link
        :raise Unauthorized: where it is not signed for this mail and address
        """
        try:
            mailing = self._check_mailing_email_token(
                mailing_id, document_id, email, hash_token, required_mailing_id=True
            )
        except NotFound as error:  # nobody learns which mailings exist
            raise Unauthorized() from error
        if not hash_token or mailing.mailing_model_real != "res.partner":
            raise Unauthorized()
        messages = request.env["loyalty.tier.messages"]
        guest, addressees = messages._addressee(int(document_id), email)
        keys = {"document_id": document_id, "email": email, "hash_token": hash_token}
        return Letter(mailing, guest, addressees, keys)

    # ------------------------------------------------------------------- answers
    def _loyalty_tier_page(self, letter, done=None):
        self._loyalty_tier_speak(letter.guest)
        page = request.env["loyalty.tier.messages"]._page(letter.guest)
        blacklist = request.env["loyalty.tier.messages"]._is_blacklisted
        page["blacklisted"] = blacklist(letter.keys["email"])
        return self._loyalty_tier_render(
            "loyalty_tiers_marketing.page_messages", letter, done=done, **page
        )

    def _loyalty_tier_speak(self, guest):
        """Answer in the guest's language, whatever the browser's is."""
        if guest.lang:
            request.update_context(lang=guest.lang)

    def _loyalty_tier_render(self, template, letter, **values):
        self._loyalty_tier_speak(letter.guest)
        titles = dict(request.env["res.partner.consent"]._message_purposes())
        values.update(
            purpose_title=titles.get(values.pop("purpose", None)),
            base=letter.url,
            keys=letter.keys,
            mailing=letter.mailing,
            email=letter.keys["email"],
            page_url=f"{letter.url}?{urlencode(letter.keys)}",
        )
        response = request.render(template, values)
        # The link in the address bar opens this page: no other house is to see it.
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["Cache-Control"] = "no-store"
        return response

    def _loyalty_tier_back(self, letter, done):
        keys = urlencode({**letter.keys, "done": done})
        return request.redirect(f"{letter.url}?{keys}")
