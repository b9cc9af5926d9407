# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.tools import email_normalize

from .res_partner_consent import CHANNELS, PURPOSES


class LoyaltyTierMessages(models.AbstractModel):
    """What a guest wants to be written, as the guest reads and changes it.

    Behind the link of a mail, and on the account: both doors say first whose wishes
    these are; this model trusts them.
    """

    _name = "loyalty.tier.messages"
    _description = "Messages That a Guest Wants"

    @api.model
    def _page(self, guest):
        """Return what a page shows of a guest.

        :param guest: one contact, with all rights; none has no wishes to show
        :return: ``purposes`` with their switches, ``gets`` in words, ``blacklisted``
        :rtype: dict
        """
        purposes = self._purposes(guest) if guest else []
        return {
            "purposes": purposes,
            "gets": self._gets(purposes),
            "blacklisted": self._is_blacklisted(guest.email_normalized),
        }

    @api.model
    def _purposes(self, guest):
        consents = self.env["res.partner.consent"]
        said, unasked_may = consents._last_said(guest), consents._unasked_may()
        channels = self._channels(guest, said)
        return [
            {
                "purpose": purpose,
                "title": title,
                "text": consents._message_text(purpose),
                "switches": [
                    self._switch(said.get((purpose, channel)), unasked_may)
                    | {"channel": channel, "label": label}
                    for channel, label in channels
                ],
            }
            for purpose, title in consents._message_purposes()
        ]

    @api.model
    def _channels(self, guest, said):
        """Return by what a guest can be reached, or is said to want to be.

        :return: channels with their labels
        :rtype: list(tuple(str, str))
        """
        has = {
            "email": guest.email,
            "sms": guest.phone,
            "post": guest.street and guest.city,
        }
        wanted = {key[1] for key, consent in said.items() if not consent.withdrawn_on}
        labels = self.env["res.partner.consent"]._labels("channel")
        return [pair for pair in labels if has.get(pair[0]) or pair[0] in wanted]

    @api.model
    def _switch(self, consent, unasked_may):
        """Say how a switch stands, and since when.

        :param consent: the one that counts; none where the guest was never asked
        """
        if not consent:
            return {"on": unasked_may, "since": False, "unconfirmed": False}
        since = consent.withdrawn_on or consent.given_on
        day = fields.Datetime.context_timestamp(self, since).date()
        is_on = not consent.withdrawn_on
        return {"on": is_on, "since": day, "unconfirmed": is_on and consent.unconfirmed}

    @api.model
    def _gets(self, purposes):
        """Return what a guest gets now, each purpose with its channels.

        :rtype: list(str)
        """
        lines = []
        for row in purposes:
            ways = [
                switch["label"]
                for switch in row["switches"]
                if switch["on"] and not switch["unconfirmed"]
            ]
            if ways:
                lines.append(f"{row['title']} ({', '.join(ways)})")
        return lines

    @api.model
    def _is_blacklisted(self, email):
        blacklist = self.env["mail.blacklist"].sudo()
        return bool(email and blacklist.search_count([("email", "=", email)], limit=1))

    # -------------------------------------------------------------- who it is
    @api.model
    def _at_address(self, email):
        """Return all contacts with an address: it is what is written to.

        Archived ones as well: somebody may bring them back.

        :rtype: res.partner
        """
        normalized = email_normalize(email or "")
        partners = self.env["res.partner"].sudo().with_context(active_test=False)
        if not normalized:
            return partners
        found = partners.search([("email_normalized", "=", normalized)])
        return found.with_context(active_test=True)

    @api.model
    def _addressee(self, partner_id, email):
        """Return who a mail went to, and everyone for whom leaving by its link counts.

        Who holds an address that the contact has no more may leave, and sees nothing
        of the contact.

        :param int partner_id: the contact that was written to; it may be gone
        :param str email: where to
        :return: the guest whose wishes are shown, if any; all who leave
        :rtype: tuple(res.partner, res.partner)
        """
        at_address = self._at_address(email)
        written_to = at_address.browse(partner_id).exists()
        guest = written_to & at_address
        if not written_to:
            guest = at_address[:1]
        return guest, at_address | written_to

    # --------------------------------------------------------------- changing
    @api.model
    def _change(self, guest, purpose, channel, wanted, how):
        """Switch one purpose on or off. What is no purpose or channel changes nothing.

        :param guest: one contact, with all rights
        :param bool wanted: on or off
        :param str how: as on ``res.partner.consent``
        :return: whether something was said that we know
        :rtype: bool
        """
        if purpose not in PURPOSES or channel not in CHANNELS or not guest:
            return False
        consents = self.env["res.partner.consent"]
        change = consents._agree if wanted else consents._leave
        change(guest, [purpose], [channel], how=how)
        if wanted and how == "website" and guest.loyalty_tier_unproven:
            self.env["loyalty.tier.invitation"]._invite_again(guest)
        return True

    @api.model
    def _leave_all(self, guest, others, how):
        """Leave all purposes: the guest by all channels, who shares the address by it."""
        consents = self.env["res.partner.consent"]
        consents._leave(guest, how=how)
        consents._leave(others - guest, PURPOSES, ["email"], how=how)
