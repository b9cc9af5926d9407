# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.exceptions import ValidationError

# The widest number that the database keeps.
WIDEST = 2**31 - 1


class LoyaltyTierKnowledge(models.AbstractModel):
    """What a till sends, checked; what it is answered, in the words of the card."""

    # A file of its own for one purpose.
    _inherit = "loyalty.tier.knowledge"  # pylint: disable=consider-merging-classes-inherited

    # ------------------------------------------------------------ what is sent
    @api.model
    def _plain(self, text):
        """Return a text as the guest said it: on one line, stored as it is.

        :raise ValidationError: where it is no text
        """
        if text and not isinstance(text, str):
            raise ValidationError(self.env._("This is no text."))
        return " ".join((text or "").replace("\x00", "").split())

    @api.model
    def _whole(self, number):
        """Return a whole number, not below zero.

        :raise ValidationError: where it is none
        """
        if number in (None, False):
            return 0
        if type(number) is not int or not 0 <= number <= WIDEST:
            raise ValidationError(self.env._("This is no number."))
        return number

    @api.model
    def _uuid(self, values):
        """Return the name that the till gave to a note.

        :raise ValidationError: where it gave none
        """
        uuid = values.get("uuid")
        if not isinstance(uuid, str) or not 8 <= len(uuid) <= 64:
            raise ValidationError(self.env._("The till gave this note no name."))
        return uuid

    @api.model
    def _choice(self, model, record_id):
        """Return a word of the catalogue that the till chose.

        :raise ValidationError: where there is none
        """
        record = self.env[model].browse(self._whole(record_id)).exists()
        if not record:
            raise ValidationError(self.env._("There is no such choice."))
        return record

    @api.model
    def _only_here(self, values):
        """Return the till whose shop alone is told, or False for every shop."""
        here = self.env.context["loyalty_tiers_config_id"]
        return bool(values.get("here_only")) and here

    @api.model
    def _note_values(self, partner, values):
        return {
            "partner_id": partner.id,
            "uuid": self._uuid(values),
            "config_id": self._only_here(values),
        }

    @api.model
    def _preference_values(self, values):
        """Return what a till says of a preference, as fields.

        :param dict values: as for ``note_preference``
        """
        vals = {}
        for name in ("kind", "source"):
            if values.get(name):
                vals[name] = self._one_of(name, values[name])
        if "tag_id" in values:
            tag_id = values["tag_id"]
            tag = tag_id and self._choice("res.partner.preference.tag", tag_id)
            vals["tag_id"] = tag and tag.id
        if "text" in values:
            vals["text"] = self._plain(values["text"]) or False
        if vals.get("kind") == "forbidden" and values.get("reason"):
            vals["reason"] = self._one_of("reason", values["reason"])
        return vals

    # -------------------------------------------------------- what is answered
    @api.model
    def _row_of(self, preference):
        """Return a preference as ``read_guest`` returns it."""
        row = {
            "id": preference.id,
            "kind": preference.kind,
            "reason": preference.reason,
            "tag_id": preference.tag_id.id,
            "tag": preference.tag_id.name,
            "text": preference.text,
            "source": preference.source,
            "date": preference.date.isoformat(),
            "by": preference.user_id.partner_id.name,
            "here_only": bool(preference.config_id),
        }
        if preference.kind == "forbidden":
            return self._forbidden_row(row)
        return self._preference_row(row)

    @api.model
    def _talk_row(self, talk):
        """Return a talk as ``read_guest`` returns it."""
        return {
            "id": talk.id,
            "text": talk.text,
            "date": talk.date.isoformat(),
            "by": talk.user_id.partner_id.name,
            "managers_only": talk.managers_only,
            "here_only": bool(talk.config_id),
        }

    @api.model
    def _occasion_row(self, occasion):
        """Return an occasion as ``read_guest`` returns it."""
        tier_id = (occasion.partner_id.loyalty_tier_card or {}).get("tier_id")
        tier = self.env["loyalty.tier"].browse(tier_id or ())
        row = {
            "id": occasion.id,
            "kind_id": occasion.kind_id.id,
            "name": occasion.kind_id.name,
            "icon": occasion.kind_id.icon,
            "month": occasion.month,
            "day": occasion.day,
        }
        return self._occasion_rows([row], tier.occasion_days)[0]
