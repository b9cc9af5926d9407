# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import re
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

WRONG_GUESSES = 20  # of one user within ...
WRONG_MINUTES = 10
PLACEHOLDER = re.compile(r"{(name|title|visits)}")


class ResPartner(models.Model):
    """Recognition for other systems: a door, a kiosk of the house, another till."""

    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "res.partner"

    @api.model
    def loyalty_recognition(  # noqa: PLR0913
        self, id=None, barcode=None, phone=None, email=None, with_forbidden=False
    ):
        """Recognise a guest. For XML-RPC and JSON-2; exactly one way to name the guest.

        :param int id: of the contact
        :param str barcode: barcode or member code
        :param str phone: in any form
        :param str email: address
        :param bool with_forbidden: also what the guest must not eat, for who serves
            guests; leaves a line
        :return: ``found``; and where it is true ``id``, ``greeting``, ``name``,
            ``title``, ``tier_id``, ``visits``, ``progress`` (0 to 1), ``missing``,
            ``perks``, ``due``, ``incognito``, ``preferences``, on request
            ``forbidden``. Where several guests fit, ``found`` is false and ``count``
            says how many.
        :rtype: dict
        :raise AccessError: for who does not work at a till
        :raise UserError: after too many wrong guesses
        """
        self._loyalty_tier_may_recognise()
        asked = {"id": id, "barcode": barcode, "phone": phone, "email": email}
        asked = {kind: value for kind, value in asked.items() if value}
        if len(asked) != 1:
            raise ValidationError(
                self.env._("Name the guest by one of: id, barcode, phone, email.")
            )
        guests = self._loyalty_tier_named(*next(iter(asked.items())))
        if not guests:
            self._loyalty_tier_missed()
        if len(guests) != 1:
            return {"found": False, "count": len(guests)}
        answer = guests._loyalty_tier_recognised()
        if with_forbidden:
            answer["forbidden"] = guests._loyalty_tier_forbidden()
        return answer

    @api.model
    def _loyalty_tier_may_recognise(self):
        if not self.env.user.has_group("loyalty_tiers.group_loyalty_tiers_cashier"):
            raise AccessError(
                self.env._("Only the staff of the shop recognises guests.")
            )
        since = fields.Datetime.now() - timedelta(minutes=WRONG_MINUTES)
        guesses = self.env["loyalty.tier.access"].sudo()
        wrong = guesses.search_count(
            [
                ("date", ">=", since),
                ("user_id", "=", self.env.uid),
                ("action", "=", "missed"),
            ],
            limit=WRONG_GUESSES,
        )
        if wrong >= WRONG_GUESSES:
            raise UserError(
                self.env._(
                    "Too many guests were asked for whom nobody knows. "
                    "Try again in %s minutes.",
                    WRONG_MINUTES,
                )
            )

    @api.model
    def _loyalty_tier_missed(self):
        """Note that somebody asked for nobody we know, whatever becomes of the call."""
        values = {
            "user_id": self.env.uid,
            "action": "missed",
            "subject": "identity",
        }
        with self.env["loyalty.tier.settlement"]._own_transaction() as own:
            own.env["loyalty.tier.access"].create(values)

    @api.model
    def _loyalty_tier_named(self, kind, value):
        """Return the guests whom a user may see and who are named so.

        :param str kind: ``id``, ``barcode``, ``phone`` or ``email``
        :rtype: res.partner
        """
        if kind == "id":
            ids = [value] if type(value) is int else []
            return self.search([("id", "in", ids)])
        if not isinstance(value, str):
            return self.browse()
        finder = self.env["loyalty.tier.guest.finder"]
        value = value.strip().replace("\0", "")
        found = getattr(finder, f"_by_{kind}")({value} - {""}).get(value, set())
        guests = self.browse(sorted(found))
        firms = guests.commercial_partner_id
        # Contacts of one firm share what they hold.
        return firms if len(guests) > 1 and len(firms) == 1 else guests

    def _loyalty_tier_recognised(self):
        """Return what the user may know of the only guest."""
        self.ensure_one()
        card, guest = self.loyalty_tier_card or {}, self.sudo()
        tier = guest.env["loyalty.tier"].browse(card.get("tier_id") or ())
        program = guest.env.company._loyalty_tier_program()
        due = guest.env["loyalty.tier.grant"]._due_rows(program, guest)
        return {
            "found": True,
            "id": guest.id,
            "greeting": guest._loyalty_tier_greeting(tier, card.get("visits", 0)),
            "name": guest.loyalty_tier_called or guest.name or "",
            "title": False if guest.loyalty_tier_incognito else tier.name,
            "tier_id": tier.id,
            "visits": card.get("visits", 0),
            "progress": card.get("progress", 0.0),
            "missing": card.get("missing") or "",
            "perks": [perk["name"] for perk in tier.pos_perks or []],
            "due": [{"id": row["id"], "name": row["name"]} for row in due],
            "incognito": guest.loyalty_tier_incognito,
            "preferences": self._loyalty_tier_told(),
        }

    def _loyalty_tier_greeting(self, tier, visits):
        """Return the line that a till greets with; without title for who wants none."""
        program = self.env.company._loyalty_tier_program()
        line = "" if self.loyalty_tier_incognito else tier.pos_greeting
        if not line and program:
            line = program._till_welcome()
        name = self.loyalty_tier_called or self.name or ""
        values = {"name": name, "title": "", "visits": str(visits)}
        return PLACEHOLDER.sub(lambda found: values[found[1]], line or "").strip()

    def _loyalty_tier_told(self):
        """Return what the guest likes and avoids in every shop, for who may read it."""
        role = "loyalty_tiers.group_loyalty_tiers_"
        user = self.env.user
        if not (user.has_group(f"{role}server") or user.has_group(f"{role}marketing")):
            return []
        return self._loyalty_tier_notes("!=")

    def _loyalty_tier_forbidden(self):
        """Return what the guest must not eat, and leave a line that it was read."""
        if not self.env.user.has_group("loyalty_tiers.group_loyalty_tiers_server"):
            raise AccessError(
                self.env._("Only who serves guests knows what they must not eat.")
            )
        notes = self._loyalty_tier_notes("=")
        if notes:
            lines = self.env["loyalty.tier.access"]
            lines._leave([(self.id, "opened", "forbidden")])
        return notes

    def _loyalty_tier_notes(self, operator):
        people = self | self.commercial_partner_id
        notes = (
            self.env["res.partner.preference"]
            .sudo()
            .search(
                [
                    ("partner_id", "in", people.ids),
                    ("kind", operator, "forbidden"),
                    ("config_id", "=", False),
                ]
            )
        )
        return [
            {
                "kind": note.kind,
                "text": note._wording(),
                "reason": note.reason,
                "source": note.source,
                "date": fields.Date.to_string(note.date),
            }
            for note in notes
        ]
