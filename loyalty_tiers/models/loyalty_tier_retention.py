# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.tools import SQL

CHUNK = 5000  # rows that are removed, and committed, at once
MISSED_DAYS = 30  # so long it is remembered that somebody asked for nobody we know


class LoyaltyTierRetention(models.AbstractModel):
    """Removes each night what is known of guests for longer than the owner wants."""

    _name = "loyalty.tier.retention"
    _description = "Retention of Guest Data"

    @api.model
    def _today(self):
        """Return the day that ages are counted to, the same for all shops."""
        return fields.Date.today()

    @api.model
    def _cron_work(self):
        """Scheduled: remove what is too old.

        Each chunk is committed: it can be interrupted, and goes on where it was.
        """
        cron = self.env["ir.cron"]
        for model, condition in self._outdated():
            while removed := self._remove_chunk(model, condition):
                if not cron._commit_progress(removed, remaining=1):
                    return
        cron._commit_progress(remaining=0)

    @api.model
    def _outdated(self):
        """Say which rows are too old.

        :return: names of models, each with a condition on its table
        :rtype: list(tuple(str, SQL))
        """
        forbidden, preference = self._limit("forbidden"), self._limit("preference")
        preferences, outdated = "res.partner.preference", []
        if forbidden:
            rows = SQL("kind = 'forbidden' AND date < %s", forbidden)
            outdated.append((preferences, rows))
            outdated.append(("res.partner.consent", self._outdated_consents(forbidden)))
        if preference:
            rows = SQL("kind != 'forbidden' AND date < %s", preference)
            outdated.append((preferences, rows))
        outdated.append(("res.partner.conversation", self._outdated_talks()))
        return outdated + self._outdated_access()

    @api.model
    def _outdated_consents(self, limit):
        """Of consents without anything that they allow, those too old to be proof.

        Only what must not be eaten is allowed for the sake of notes; whoever may or
        may not be written to has said so until further notice.
        """
        return SQL(
            """
            purpose = 'health'
            AND COALESCE(withdrawn_on, given_on) < %s AND NOT EXISTS (
                SELECT FROM res_partner_preference preference
                 WHERE preference.consent_id = res_partner_consent.id)
            """,
            limit,
        )

    @api.model
    def _outdated_talks(self):
        limit = self._limit("conversation")
        expired = SQL("expires_on < %s", self._today())
        if not limit:
            return expired
        return SQL("%s OR expires_on IS NULL AND date < %s", expired, limit)

    @api.model
    def _outdated_access(self):
        limit, access = self._limit("access"), "loyalty.tier.access"
        missed = fields.Date.subtract(self._today(), days=MISSED_DAYS)
        rows = [(access, SQL("action = 'missed' AND date < %s", missed))]
        return rows + [(access, SQL("date < %s", limit))] if limit else rows

    @api.model
    def _limit(self, name):
        """Return the first day that is kept.

        :param str name: as for ``_loyalty_tiers_months``
        :return: nothing where all is kept
        :rtype: date or None
        """
        months = self.env["ir.config_parameter"]._loyalty_tiers_months(name)
        return fields.Date.subtract(self._today(), months=months) if months else None

    @api.model
    def _remove_chunk(self, model, condition):
        """Remove some rows. SQL because nobody may read what guests must not eat.

        :return: how many
        :rtype: int
        """
        self.env.flush_all()
        table = SQL.identifier(self.env[model]._table)
        removed = self.env.execute_query(
            SQL(
                "DELETE FROM %(table)s WHERE id IN (SELECT id FROM %(table)s"
                " WHERE %(condition)s LIMIT %(chunk)s) RETURNING id",
                table=table,
                condition=condition,
                chunk=CHUNK,
            )
        )
        self.env.invalidate_all(flush=False)
        return len(removed)
