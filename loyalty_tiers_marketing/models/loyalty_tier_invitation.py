# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import hash_sign, urls, verify_hash_signed

from .res_partner_consent import CHANNELS, PURPOSES

SCOPE = "loyalty_tiers_marketing.invitation"
PAGE = "/mailing/messages/confirm"
GOOD_FOR = 14 * 24  # hours
PAUSE = timedelta(hours=1)  # in which the same is not asked twice
MOST_A_DAY = 3  # mails to one guest: who types in addresses of others is no guest


class LoyaltyTierInvitation(models.AbstractModel):
    """Asks by e-mail whether we may write, where an address is not proven yet.

    The mail holds a signed link to a page with the words and one button. Only that
    button records a consent: mail scanners open links, they press nothing.
    """

    _name = "loyalty.tier.invitation"
    _description = "Question by E-Mail"

    @api.model
    def _invite(self, partners, purposes, channel="email", again=False):
        """Ask guests by e-mail, each in their language.

        Skips who has no e-mail, whose address is blacklisted, who agreed already, and
        who was asked just now.

        :param partners: guests; asked as the user
        :param purposes: some of ``PURPOSES``
        :param str channel: one of ``CHANNELS``, by which they are to be written to
        :param bool again: ask even within the hour, as for another address
        :return: who was written to
        :rtype: res.partner
        """
        purposes = [purpose for purpose in PURPOSES if purpose in purposes]
        if not purposes:
            return partners.browse()
        guests = self._to_ask(partners.sudo(), purposes, channel, again)
        if guests:
            template = self.env.ref("loyalty_tiers_marketing.mail_template_invitation")
            template = template.sudo().with_context(
                loyalty_tiers_purposes=purposes, loyalty_tiers_channel=channel
            )
            template.send_mail_batch(guests.ids)
            self._note_asked(guests, purposes, channel)
        return partners & guests

    @api.model
    def _to_ask(self, partners, purposes, channel, again):
        guests = partners.filtered("email_normalized")
        blacklist = self.env["mail.blacklist"].sudo()
        emails = guests.mapped("email_normalized")
        blacklisted = set(blacklist.search([("email", "in", emails)]).mapped("email"))
        known = self.env["res.partner.consent"]._known(guests, purposes, [channel])
        agreed = known.filtered(
            lambda row: not row.withdrawn_on and not row.unconfirmed
        )
        agreed = {consent._key() for consent in agreed}
        tired = self._just_asked(guests, purposes, channel, again)
        return guests.filtered(
            lambda guest: (
                guest not in tired
                and guest.email_normalized not in blacklisted
                and {(guest.id, purpose, channel) for purpose in purposes} - agreed
            )
        )

    @api.model
    def _just_asked(self, guests, purposes, channel, again):
        """Return who has had our question within the hour, or too often today.

        :rtype: res.partner
        """
        now = fields.Datetime.now()
        rows = (
            self.env["loyalty.tier.asking"]
            .sudo()
            .search(
                [
                    ("partner_id", "in", guests.ids),
                    ("answer", "=", "invited"),
                    ("purpose", "in", purposes),
                    ("channel", "=", channel),
                    ("asked_on", ">", now - timedelta(days=1)),
                ]
            )
        )
        tired = guests.browse()
        for guest, asked in rows.grouped("partner_id").items():
            lately = asked.filtered(lambda row: row.asked_on > now - PAUSE)
            often = max(asked.grouped("purpose").values(), key=len)
            asked_all = set(lately.mapped("purpose")) >= set(purposes)
            if len(often) >= MOST_A_DAY or (asked_all and not again):
                tired |= guest
        return tired

    @api.model
    def _note_asked(self, guests, purposes, channel):
        self.env["loyalty.tier.asking"].sudo().create(
            [
                {
                    "partner_id": guest.id,
                    "purpose": purpose,
                    "channel": channel,
                    "answer": "invited",
                }
                for guest in guests
                for purpose in purposes
            ]
        )

    @api.model
    def _on_new_address(self, partners):
        """Write nothing to new addresses until their owners have confirmed them.

        A consent belongs to the person and is kept; an address that somebody typed
        may be another person's.

        :param partners: guests who changed their e-mail themselves
        """
        known = self.env["res.partner.consent"]._known(partners, PURPOSES, ["email"])
        in_force = known.filtered(lambda consent: not consent.withdrawn_on)
        in_force.unconfirmed = True
        partners.loyalty_tier_unproven = True
        for guest in in_force.partner_id:
            self._invite_again(guest)

    @api.model
    def _on_corrected_address(self, partners):
        """Trust an address that the house has typed.

        :param partners: guests with an address that nobody had confirmed
        """
        if not partners:
            return
        partners.loyalty_tier_unproven = False
        known = self.env["res.partner.consent"]._known(partners, PURPOSES, ["email"])
        known.filtered("unconfirmed").unconfirmed = False

    @api.model
    def _invite_again(self, guest):
        """Ask a guest to confirm a new address, for all that waits for it.

        :param guest: one guest
        """
        known = self.env["res.partner.consent"]._known(guest, PURPOSES, ["email"])
        waiting = known.filtered(lambda row: row.unconfirmed and not row.withdrawn_on)
        self._invite(guest, waiting.mapped("purpose"), again=True)

    # --------------------------------------------------------------- the link
    @api.model
    def _link(self, partner, purposes, channel):
        """Return the address of the page on which a guest agrees.

        :rtype: str
        """
        said = [partner.id, list(purposes), channel, partner.email_normalized]
        token = hash_sign(self.env(su=True), SCOPE, said, expiration_hours=GOOD_FOR)
        return urls.urljoin(partner.get_base_url(), f"{PAGE}?token={token}")

    @api.model
    def _read_link(self, token):
        """Return what a link asks; nothing where it is too old, or not ours.

        :param str token: as a browser says
        :return: the guest, with all rights, purposes, channel
        :rtype: tuple(res.partner, list(str), str) or None
        """
        try:
            said = verify_hash_signed(self.env(su=True), SCOPE, token)
        except ValueError:  # no token at all
            return None
        if not said:
            return None
        partner_id, purposes, channel, email = said
        guest = self.env["res.partner"].sudo().browse(partner_id).exists()
        if not guest or guest.email_normalized != email or channel not in CHANNELS:
            return None
        return guest, [name for name in purposes if name in PURPOSES], channel

    @api.model
    def _accept(self, guest, purposes, channel):
        """Record that a guest agreed on the page of a link.

        :return: the consents that are new
        """
        # The mail was read there: the address is the guest's own.
        guest.loyalty_tier_unproven = False
        consents = self.env["res.partner.consent"]
        return consents._agree(guest, purposes, [channel], how="website")
