# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from typing import NamedTuple

from odoo import api, models
from odoo.tools import SQL

from ..ladder import Score


class Measured(NamedTuple):
    """A customer as measured now, beside what the membership said until now."""

    partner_id: int
    membership_id: int | None
    held: int | None  # tier
    before: Score
    after: Score
    last_visit: object  # date of the shop, or None
    party_tier_id: int | None  # promoted to it, and the party is still due


class LoyaltyTierScore(models.AbstractModel):
    """What customers' entries add up to, beside what they hold: writes nothing."""

    _name = "loyalty.tier.score"
    _description = "Loyalty Tier Score"

    @api.model
    def _measure(self, program, partner_ids):
        """Measure customers, and read what they hold. Writes nothing.

        SQL because one statement must serve one customer and thousands.

        :param program: one ``loyalty.tier.program``
        :param partner_ids: ids of commercial partners
        :rtype: list(Measured)
        """
        self.env["loyalty.tier.membership"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT customer.id, membership.id, membership.tier_id,
                       membership.visits, membership.spend, membership.stars,
                       sums.visits, sums.spend, sums.stars, sums.last_visit,
                       party.to_tier_id
                  FROM unnest(%(partner_ids)s) AS customer(id)
             LEFT JOIN loyalty_tier_membership membership
                    ON membership.program_id = %(program_id)s
                   AND membership.partner_id = customer.id
             LEFT JOIN (
                       SELECT * FROM (%(sums)s) all_sums
                        WHERE partner_id = ANY(%(partner_ids)s)
                       ) sums ON sums.partner_id = customer.id
             LEFT JOIN LATERAL (%(party)s) party ON TRUE
                """,
                partner_ids=list(partner_ids),
                program_id=program.id,
                sums=self.env["loyalty.tier.entry"]._sums(program),
                party=self._party_due(program),
            )
        )
        return [self._as_measured(program, row) for row in rows]

    @api.model
    def _party_due(self, program):
        """Select the tier held by ``customer.id`` if its party is due."""
        return SQL(
            """
            SELECT to_tier_id FROM loyalty_tier_move
             WHERE party = 'due' AND program_id = %s AND partner_id = customer.id
               AND to_tier_id = membership.tier_id
             ORDER BY id DESC LIMIT 1
            """,
            program.id,
        )

    @api.model
    def _as_measured(self, program, row):
        (partner_id, membership_id, held, *numbers, last_visit, party_tier_id) = row
        decimals = program._measuring().decimals
        before, after = (
            Score(visits or 0, round(float(spend or 0), decimals), stars or 0)
            for visits, spend, stars in (numbers[:3], numbers[3:])
        )
        return Measured(
            partner_id, membership_id, held, before, after, last_visit, party_tier_id
        )

    @api.model
    def _forgotten(self, program):
        """Find the customers whose membership is not what their entries add up to.

        SQL because it compares all customers with all entries in one statement. It
        compares the sums, not when they were written: a sale that began first may be
        committed last.

        :param program: one ``loyalty.tier.program``
        :return: ids of partners
        :rtype: list(int)
        """
        self.env["loyalty.tier.membership"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT COALESCE(membership.partner_id, sums.partner_id)
                  FROM (SELECT * FROM loyalty_tier_membership
                         WHERE program_id = %(program_id)s) membership
             FULL JOIN (%(sums)s) sums ON sums.partner_id = membership.partner_id
                 WHERE (membership.visits, membership.stars, membership.last_visit)
                       IS DISTINCT FROM
                       (COALESCE(sums.visits, 0), COALESCE(sums.stars, 0),
                        sums.last_visit)
                    OR round(membership.spend::numeric, %(decimals)s)
                       IS DISTINCT FROM
                       round(COALESCE(sums.spend, 0)::numeric, %(decimals)s)
                """,
                program_id=program.id,
                sums=self.env["loyalty.tier.entry"]._sums(program),
                decimals=program._measuring().decimals,
            )
        )
        return [partner_id for (partner_id,) in rows]
