# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from dateutil.relativedelta import relativedelta
from psycopg2.errors import UniqueViolation

from odoo import api, models
from odoo.exceptions import ConcurrencyError, MissingError, ValidationError

from .loyalty_tier_knowledge import MANAGER, SERVER

# Two notes of a guest with equal text are the same where these are equal.
SAME_FIELDS = ("kind", "tag_id", "reason", "config_id")
MOST_MONTHS = 1200  # a hundred years: what a browser says is not trusted


class LoyaltyTierKnowledge(models.AbstractModel):
    """How the staff note at the till what a guest tells them.

    A till that is not sure whether it was heard sends the same ``uuid`` again: what
    was noted is then returned, and noted once.
    """

    # A file of its own for one purpose.
    _inherit = "loyalty.tier.knowledge"  # pylint: disable=consider-merging-classes-inherited

    # ------------------------------------------------------------------- notes
    @api.model
    def note_talk(self, partner_id, config_id, values):
        """Note a talk with a guest.

        :param dict values: ``uuid``, ``text``, ``here_only``, ``managers_only``,
            ``expires_months`` (by default as the settings say; 0: never)
        :return: the talk, as in ``read_guest``
        :rtype: dict
        """
        here, partner = self._for_note(partner_id, config_id)
        talk = here._noted("res.partner.conversation", partner, values)
        if not talk:
            today = here._place.today()
            vals = {
                **here._note_values(partner, values),
                "date": today,
                "text": self._plain(values.get("text")),
                "managers_only": bool(values.get("managers_only")),
            }
            months = values.get("expires_months")
            if months is not None and months is not False:
                months = min(self._whole(months), MOST_MONTHS)
                vals["expires_on"] = months and today + relativedelta(months=months)
            talk = here._created(talk, vals)
        return here._talk_row(talk)

    @api.model
    def note_preference(self, partner_id, config_id, values):
        """Note what a guest likes, avoids, must not eat.

        :param dict values: ``uuid``, ``kind``, ``tag_id`` or ``text``, ``source``,
            ``here_only``; for what must not be eaten ``reason`` and ``consent``
            (``how``, ``text``), which is needed unless the guest has agreed before
        :return: the preference, as in ``read_guest``
        :rtype: dict
        :raise ValidationError: without words, or without consent
        """
        here, partner = self._for_note(partner_id, config_id)
        preference = here._noted("res.partner.preference", partner, values)
        if not preference:
            vals = {
                "source": "told",
                **here._note_values(partner, values),
                **here._preference_values(values),
                "date": here._place.today(),
            }
            if vals.get("kind") == "forbidden":
                consent = here._agreed(partner, values)
                vals["consent_id"] = consent.id
            preference = here._said_again(partner, vals) or here._created(
                preference, vals
            )
        return here._row_of(preference)

    @api.model
    def note_occasion(self, partner_id, config_id, values):
        """Note a date to remember.

        What a guest has once, such as a birthday, is corrected by noting it again.

        :param dict values: ``uuid``, ``kind_id``, ``month``, ``day``, ``year`` (or 0)
        :return: the occasion, as in ``read_guest``
        :rtype: dict
        """
        here, partner = self._for_note(partner_id, config_id)
        occasion = here._noted("res.partner.occasion", partner, values)
        if not occasion:
            kind = here._choice("res.partner.occasion.kind", values.get("kind_id"))
            day = {
                name: self._whole(values.get(name)) for name in ("month", "day", "year")
            }
            note = here._note_values(partner, values)
            note.pop("config_id")
            same = occasion.search(
                [("partner_id", "=", partner.id), ("kind_id", "=", kind.id)]
            )
            if not kind.once:
                same = same.filtered_domain([(k, "=", v) for k, v in day.items()])
            if same:
                same[0].write({**day, "uuid": note["uuid"]})
            else:
                same = here._created(occasion, {**note, **day, "kind_id": kind.id})
            occasion = same[0]
        return here._occasion_row(occasion)

    # -------------------------------------------------------------- corrections
    @api.model
    def correct_preference(self, preference_id, config_id, values):
        """Replace a preference by what the guest says now.

        The old row is kept, archived; what must not be eaten is replaced for good.

        :param dict values: as for ``note_preference``, those that differ
        :return: the new row
        :rtype: dict
        """
        here, old = self._for_change("res.partner.preference", preference_id, config_id)
        noted = here._noted("res.partner.preference", old.partner_id, values)
        if noted:
            return here._row_of(noted)
        vals = {"reason": False, "consent_id": False}
        if values.get("kind", old.kind) == "forbidden":
            consent = old.consent_id or here._agreed(old.partner_id, values)
            vals = {"reason": old.reason, "consent_id": consent.id}
        vals |= here._preference_values({"kind": old.kind, **values})
        if "tag_id" in vals and "text" not in vals:
            vals["text"] = False  # another word, no longer the guest's own
        if "text" in vals and "tag_id" not in vals:
            vals["tag_id"] = False
        if "here_only" in values:
            vals["config_id"] = here._only_here(values)
        vals |= {"uuid": self._uuid(values), "date": here._place.today()}
        return here._row_of(old._correct(vals))

    @api.model
    def confirm_preference(self, preference_id, config_id):
        """Note that a preference still holds: its date is today.

        :return: the row
        :rtype: dict
        """
        here, row = self._for_change("res.partner.preference", preference_id, config_id)
        row.date = here._place.today()
        return here._row_of(row)

    @api.model
    def remove_preference(self, preference_id, config_id):
        """Remove a preference for good."""
        return self._remove("res.partner.preference", preference_id, config_id)

    @api.model
    def remove_talk(self, talk_id, config_id):
        """Remove the note of a talk for good."""
        return self._remove("res.partner.conversation", talk_id, config_id)

    @api.model
    def remove_occasion(self, occasion_id, config_id):
        """Remove a date to remember for good."""
        return self._remove("res.partner.occasion", occasion_id, config_id)

    @api.model
    def withdraw_consent(self, partner_id, config_id):
        """Forget at once what a guest must not eat: the guest wants it so."""
        here, partner = self._for_note(partner_id, config_id)
        here.env["res.partner.consent"]._forget_guests(here._written_for(partner))
        return True

    # ------------------------------------------------------------------- checks
    @api.model
    def _for_note(self, partner_id, config_id):
        """Check who notes, and for whom.

        :return: this model as the till sees it, and the guest, both with all rights
        :rtype: tuple
        """
        self._check_group(SERVER)
        here = self._at(config_id)
        return here.sudo(), here._guest(partner_id).sudo()

    @api.model
    def _for_change(self, model, record_id, config_id):
        """Check who changes a note, and that this till knows of it.

        :return: this model as the till sees it, and the row, both with all rights
        :rtype: tuple
        :raise MissingError: where it is gone, or is another shop's own
        """
        self._check_group(SERVER)
        here = self._at(config_id)
        row = here.env[model].sudo().browse(self._whole(record_id)).exists()
        if row:
            here._guest(row.partner_id.id)
        shop = "config_id" in row and row.config_id.id
        hidden = "managers_only" in row and row.managers_only
        if (
            not row
            or (shop and shop not in here._place.config_ids)
            or (hidden and not self.env.user.has_group(MANAGER))
        ):
            raise MissingError(
                self.env._("This note is gone: somebody has changed or removed it.")
            )
        return here.sudo(), row

    @api.model
    def _remove(self, model, record_id, config_id):
        _here, row = self._for_change(model, record_id, config_id)
        row.unlink()
        return True

    @api.model
    def _noted(self, model, partner, values):
        """Return what was noted with the same uuid before, as it stands now.

        :raise ValidationError: where it was noted of another guest
        """
        rows = self.env[model].with_context(active_test=False)
        row = rows.search([("uuid", "=", self._uuid(values))])
        if row and row.partner_id != partner:
            raise ValidationError(self.env._("This was noted of another guest."))
        while "replaced_by_id" in row and row.replaced_by_id:
            row = row.replaced_by_id
        return row.with_context(active_test=True)

    @api.model
    def _created(self, rows, vals):
        """Create a row, unless another call creates the same one at this moment.

        :param rows: an empty recordset of its model
        :raise ConcurrencyError: Odoo then tries this call again, which finds the row
        """
        try:
            with self.env.cr.savepoint():
                row = rows.create(vals)
                row.flush_recordset()
                return row
        except UniqueViolation as error:
            raise ConcurrencyError(str(error)) from error

    @api.model
    def _said_again(self, partner, vals):
        """Return the row that says the same already, with the day of today.

        What was guessed and is told now is no guess any more.

        :param dict vals: of a new preference
        """
        rows = self.env["res.partner.preference"].search(
            [
                ("partner_id", "=", partner.id),
                *((name, "=", vals.get(name, False)) for name in SAME_FIELDS),
            ]
        )
        text = (vals.get("text") or "").casefold()
        row = rows.filtered(lambda row: (row.text or "").casefold() == text)[:1]
        if not row:
            return row
        if row.source != vals["source"]:
            return row._correct({k: vals[k] for k in ("source", "date", "uuid")})
        row.date = vals["date"]
        return row

    @api.model
    def _agreed(self, partner, values):
        """Return the consent of a guest, recorded now where the till asked for it.

        :raise ValidationError: where the guest was not asked
        """
        consents = self.env["res.partner.consent"]
        asked = values.get("consent")
        if not asked:
            return consents._in_force(partner)[:1]
        how = asked.get("how") or "spoken"
        if how not in dict(consents._fields["how"].selection):
            raise ValidationError(self.env._("There is no such choice."))
        return consents._record(partner, how, self._plain(asked.get("text")))
