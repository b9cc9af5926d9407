# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from typing import NamedTuple

from odoo import api, models, tools
from odoo.fields import Domain
from odoo.tools import email_normalize, format_list

from .. import phones

# How a guest can be named, the surest first.
KINDS = ("external_id", "ref", "barcode", "email", "phone", "name")
PHONE_DIGITS = 6  # a text with fewer is no phone number
NAMED = 3  # so many guests are named where several fit
SHORTEST = 3  # a shorter text names nobody


class Found(NamedTuple):
    """The guest that a row means, or why nobody is."""

    partner_id: int | None
    problem: str = ""


class LoyaltyTierGuestFinder(models.AbstractModel):
    """Finds out which contacts are meant by names, addresses, numbers.

    Reads what the user may read, writes nothing; asks the database once per kind of
    name, whatever the number of guests.
    """

    _name = "loyalty.tier.guest.finder"
    _description = "Loyalty Tier Guest Finder"

    @api.model
    def _find(self, asked_list):
        """Find the guest of each row.

        A value below ``customer`` may be any kind of name. The surest that is known
        to us decides; the others help where it fits several guests, and must not fit
        somebody else.

        :param list asked_list: for each row ``{kind: text}``, kinds of ``KINDS`` and
            ``customer``
        :rtype: list(Found)
        """
        known = self._look_up(asked_list)
        fits = [self._fitting(asked, known) for asked in asked_list]
        several = set().union(*(fit for fit in fits if len(fit) > 1))
        partners = self.env["res.partner"].browse(several)
        firms = {partner.id: partner.commercial_partner_id.id for partner in partners}
        return [
            self._found(asked, fit, firms)
            for asked, fit in zip(asked_list, fits, strict=True)
        ]

    @api.model
    def _look_up(self, asked_list):
        """Return the contacts of every name that is asked for.

        :rtype: dict(str, dict(str, set(int)))
        """
        known = {}
        for kind in KINDS:
            texts = {asked.get(kind) for asked in asked_list}
            texts |= {asked.get("customer") for asked in asked_list}
            look_up = getattr(self, f"_by_{kind}")
            known[kind] = look_up(texts - {None, ""})
        return known

    @api.model
    def _fitting(self, asked, known):
        """Return the ids of the contacts that fit what a row says.

        More than one id: several fit, or the names of the row contradict each other.
        """
        anything = asked.get("customer")
        fitting = set()
        hits = [known[kind].get(asked.get(kind), set()) for kind in KINDS]
        hits.append(
            next(
                filter(None, (known[kind].get(anything, set()) for kind in KINDS)),
                set(),
            )
        )
        for hit in filter(None, hits):
            fitting = (fitting & hit or fitting | hit) if fitting else hit
        return fitting

    @api.model
    def _found(self, asked, fit, firms):
        if len(fit) == 1:
            return Found(*fit)
        texts = list(dict.fromkeys(filter(None, asked.values())))
        if not texts:
            return Found(None, self.env._("No customer is named."))
        said = format_list(self.env, texts)
        if not fit:
            return Found(None, self.env._("No customer is known as %s.", said))
        customers = {firms[partner_id] for partner_id in fit}
        if len(customers) == 1:
            return Found(*customers)  # contacts of one firm share
        names = self.env["res.partner"].browse(sorted(customers)[:NAMED])
        return Found(
            None,
            self.env._(
                "%(count)s customers fit %(said)s, e.g. %(names)s. "
                "Name one by e-mail or external ID.",
                count=len(customers),
                said=said,
                names=format_list(self.env, names.mapped("display_name")),
            ),
        )

    # ------------------------------------------------------- one query per kind
    @api.model
    def _by_external_id(self, texts):
        """Look up external IDs; those without a dot are of an import, as in Odoo."""
        full = {text: text if "." in text else f"__import__.{text}" for text in texts}
        rows = (
            self.env["ir.model.data"]
            .sudo()
            .search_fetch(
                [
                    ("model", "=", "res.partner"),
                    ("name", "in", [text.partition(".")[2] for text in full.values()]),
                ],
                ["module", "name", "res_id"],
            )
        )
        ids = {row.complete_name: row.res_id for row in rows}
        readable = set(
            self.env["res.partner"].search([("id", "in", list(ids.values()))]).ids
        )
        return {
            text: {ids[name]}
            for text, name in full.items()
            if ids.get(name) in readable
        }

    @api.model
    def _by_ref(self, texts):
        return self._by_field("ref", {text: text for text in texts})

    @api.model
    def _by_barcode(self, texts):
        """Look up what is scanned from a card: Odoo's barcode, or our member code."""
        if not texts:
            return {}
        partners, known = self.env["res.partner"], {}
        domain = partners._loyalty_tier_with_barcode(texts)
        for partner in partners.search_fetch(domain, ["barcode", "loyalty_tier_code"]):
            for code in {partner.barcode, partner.loyalty_tier_code} & set(texts):
                known.setdefault(code, set()).add(partner.id)
        return known

    @api.model
    def _by_email(self, texts):
        mails = {text: email_normalize(text) for text in texts if "@" in text}
        return self._by_field("email_normalized", mails)

    @api.model
    def _by_phone(self, texts):
        """Look up phone numbers, however they are written."""
        partners, country = self.env["res.partner"], self.env.company.country_id
        numbers = {
            text: partners._phone_format(number=text, country=country)
            for text in texts
            if sum(letter.isdigit() for letter in text) >= PHONE_DIGITS
        }
        written = self._by_field("phone", {text: text for text in numbers})
        return {**written, **self._by_field("phone_sanitized", numbers)}

    @api.model
    def _by_name(self, texts):
        found = self._by_field("name", {text: text for text in texts})
        left = {text: text for text in texts if text not in found}
        return {**found, **self._by_field("complete_name", left)}

    @api.model
    def _by_field(self, name, wanted):
        """Look up contacts by one field.

        :param dict wanted: for each text the value that the field must have
        :return: for each text that is known, the ids of its contacts
        :rtype: dict(str, set(int))
        """
        values = list(set(filter(None, wanted.values())))
        if not values:
            return {}
        by_value = {}
        domain = Domain(name, "in", values)
        for partner in self.env["res.partner"].search_fetch(domain, [name]):
            by_value.setdefault(partner[name], set()).add(partner.id)
        return {
            text: by_value[value] for text, value in wanted.items() if value in by_value
        }

    # ---------------------------------------------------------- one at the till
    @api.model
    def _find_one(self, text):
        """Find the guests whom one text names: by index, as a million are looked at.

        :param str text: code, barcode, e-mail, phone number or its last digits
        :return: those alone who fit best
        :rtype: res.partner
        """
        text = phones.plain(text)
        partners = self.env["res.partner"]
        if len(text) < SHORTEST:
            return partners
        if "@" in text:
            return partners.browse(self._by_email([text]).get(text, ()))
        found = self._by_barcode([text]).get(text, ())
        if not found and phones.is_number(text):
            found = self._by_digits(text)
        return partners.browse(sorted(found))

    @api.model
    def _by_digits(self, text):
        """Look up a number as a guest says it, or the end of one.

        :param str text: with at least a few digits
        :return: ids of the contacts that fit best: in the country of the shop, in
            their own, anywhere; else those whose numbers end so
        """
        countries = self._countries()
        here = self.env.company.country_id.id
        dial, region = countries.get(here, ("", None))
        dials = {code for code, _region in countries.values()}
        said = phones.readings(text, dial, region, dials)
        end = phones.digits(text)
        end = end if len(end) < phones.MANY else None
        endings = {number.core for number in said} | ({end} if end else set())
        if not endings:
            return []
        partners, close = self.env["res.partner"], {}
        domain = partners._loyalty_tier_phone_ends(endings)
        for partner in partners.search_fetch(domain, ["phone", "country_id"]):
            own, _region = countries.get(partner.country_id.id, ("", None))
            fit = phones.fit(partner.phone, said, end, dial, own, dials)
            if fit is not None:
                close.setdefault(fit, []).append(partner.id)
        return close[min(close)] if close else []

    @api.model
    @tools.ormcache()
    def _countries(self):
        """Return the calling code and the two letters of each country that has them."""
        rows = self.env["res.country"].sudo().search_fetch([], ["phone_code", "code"])
        return {
            row.id: (str(row.phone_code), row.code) for row in rows if row.phone_code
        }
