# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import re
from typing import NamedTuple

from odoo import api, models
from odoo.tools import email_normalize

from odoo.addons.loyalty_tiers import phones
from odoo.addons.loyalty_tiers_marketing.models.res_partner_consent import PURPOSES

MOST = {"name": 64, "email": 254, "phone": 32}  # characters
# A name goes into mails: it is no place for advertisements, or for a script.
NO_NAME = re.compile(r"[<>{}@\\]|://|\bwww\.", re.IGNORECASE)
ADDRESS = re.compile(
    r"[^\s@\"'<>(),;:\\]+@[^\s@\"'<>(),;:\\]+\.[^\s@\"'<>(),;:\\.]{2,}"
)
SHORTEST_PHONE = 7  # digits


class Said(NamedTuple):
    """What a guest entered, checked."""

    name: str
    email: str  # normalized, empty without
    phone: str  # empty without
    purposes: tuple
    channels: tuple


class LoyaltyTierJoin(models.AbstractModel):
    """The form: what may be entered, and what is said where it may not."""

    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "loyalty.tier.join"

    @api.model
    def _read_form(self, values, purposes, channels):
        """Check what came from a browser.

        :param dict values: ``name``, ``email``, ``phone``
        :param list purposes: ticked
        :param list channels: ticked
        :return: what was said, and a message for each field where something is wrong
        :rtype: tuple(Said, dict)
        """
        said = Said(
            *(phones.plain(values.get(name)) for name in MOST),
            tuple(p for p in PURPOSES if p in purposes),
            tuple(c for c, _label in self._channels() if c in channels),
        )
        errors = {
            "name": self._name_error(said.name),
            "email": self._email_error(said.email),
            "phone": self._phone_error(said.phone),
            "consent": self._consent_error(said),
        }
        if not (said.email or said.phone):
            errors["email"] = self.env._(
                "Enter your e-mail address or your phone number, so that we know you "
                "when you come again."
            )
        email = email_normalize(said.email) or "" if not errors["email"] else said.email
        return said._replace(email=email), {k: v for k, v in errors.items() if v}

    @api.model
    def _name_error(self, name):
        if not name:
            return self.env._("How may we call you? Enter your name.")
        if len(name) > MOST["name"]:
            return self._too_long(MOST["name"])
        if NO_NAME.search(name) or not any(letter.isalpha() for letter in name):
            return self.env._("Enter a name: letters only, without signs or links.")
        return ""

    @api.model
    def _email_error(self, email):
        if len(email) > MOST["email"]:
            return self._too_long(MOST["email"])
        if email and not (ADDRESS.fullmatch(email) and email_normalize(email)):
            return self.env._(
                "This is no e-mail address. It looks like name@example.com."
            )
        return ""

    @api.model
    def _phone_error(self, phone):
        if len(phone) > MOST["phone"]:
            return self._too_long(MOST["phone"])
        if not phone:
            return ""
        whole = len(phones.digits(phone)) >= SHORTEST_PHONE
        known = whole and phones.is_number(phone) and self._sanitized(phone)
        return "" if known else self._no_phone()

    @api.model
    def _no_phone(self):
        return self.env._(
            "This is no phone number. Enter all digits; one from abroad begins with + "
            "and the code of the country."
        )

    @api.model
    def _sanitized(self, phone):
        country = self.env.company.country_id
        if not country:
            return phone  # nothing can be told of a number without its country
        return self.env["res.partner"]._phone_format(number=phone, country=country)

    @api.model
    def _consent_error(self, said):
        if said.purposes and not said.channels:
            return self.env._("Tick as well how we may write to you.")
        if said.channels and not said.purposes:
            return self.env._("Tick as well what we may write to you about.")
        if "email" in said.channels and not said.email:
            return self.env._("To hear by e-mail, enter your e-mail address.")
        if {"sms", "messenger"} & set(said.channels) and not said.phone:
            return self.env._("To hear by phone, enter your phone number.")
        return ""

    @api.model
    def _too_long(self, most):
        return self.env._("This is too long: at most %(count)s characters.", count=most)

    # ------------------------------------------------------------- what is asked
    @api.model
    def _question(self):
        """Return what a guest is asked, above the purposes."""
        return self.env._("May we write to you? You can stop it at any time.")

    @api.model
    def _purposes(self):
        """Return for what a guest may want to be written to.

        :return: code and label
        :rtype: list(tuple(str, str))
        """
        labels = self._consent_labels("purpose")
        return [(purpose, labels[purpose]) for purpose in PURPOSES]

    @api.model
    def _channels(self):
        """Return by which ways a guest can be written to here.

        :return: code and label
        :rtype: list(tuple(str, str))
        """
        channels = ["email", "sms"]
        if self.env.company.sudo()._loyalty_tier_messenger() is not None:
            channels.append("messenger")
        labels = self._consent_labels("channel")
        return [(channel, labels[channel]) for channel in channels]

    @api.model
    def _consent_labels(self, name):
        field = self.env["res.partner.consent"]._fields[name]
        return dict(field._description_selection(self.env))

    @api.model
    def _asked(self, purpose):
        """Return the words that a guest has seen: they are kept with the consent.

        :param str purpose: one of ``PURPOSES``
        :rtype: str
        """
        return f"{self._question()} {self._consent_labels('purpose')[purpose]}"
