# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.tools import SQL

ROWS = """
    SELECT due_grant.id, perk.id AS perk_id,
       -- A coupon for a product is served as that product is.
       CASE WHEN perk.product_id IS NULL THEN perk.kind ELSE 'product' END AS kind,
           COALESCE(perk.name->>%(lang)s, perk.name->>'en_US') AS name,
           due_grant.cause AS given, perk.product_id, due_grant.state,
           (due_grant.date AT TIME ZONE 'UTC' AT TIME ZONE %(tz)s)::date
               AS since, due_grant.tier_id, due_grant.move_id,
           move.party IS NOT DISTINCT FROM 'due' AS party
      FROM res_partner contact
 LEFT JOIN loyalty_tier_membership membership
        ON membership.partner_id = contact.commercial_partner_id
       AND membership.program_id = %(program_id)s
CROSS JOIN LATERAL (SELECT due_grant.* %(due)s) due_grant
      JOIN loyalty_tier_perk perk ON perk.id = due_grant.perk_id
 LEFT JOIN loyalty_tier_move move ON move.id = due_grant.move_id
     WHERE contact.id = %(partner_id)s
     ORDER BY perk.sequence, due_grant.date, due_grant.id
"""


class LoyaltyTierGrant(models.Model):
    """What is due to a guest now: cards and tills read it."""

    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "loyalty.tier.grant"

    @api.model
    def _select_due(self, program, partner_ids, today=None):
        """Select the grants that a guest waits for, to be served now.

        What belongs to a promotion that was taken back waits until the tier is held
        again; everything else was earned.

        :param program: one ``loyalty.tier.program``
        :param SQL partner_ids: columns, beside a row of ``membership``
        :param date today: by default on the clock of the program
        :return: ``FROM`` and ``WHERE``, with ``due_grant`` and ``perk``
        :rtype: SQL
        """
        return SQL(
            """
            FROM loyalty_tier_grant due_grant
            JOIN loyalty_tier_perk perk ON perk.id = due_grant.perk_id
       LEFT JOIN loyalty_tier perk_tier ON perk_tier.id = perk.tier_id
       LEFT JOIN loyalty_tier held_tier ON held_tier.id = membership.tier_id
           WHERE due_grant.program_id = %(program_id)s
             AND due_grant.partner_id IN (%(partner_ids)s)
             AND due_grant.state IN ('due', 'postponed', 'asked')
             AND (due_grant.available_on > %(today)s) IS NOT TRUE
             AND (due_grant.lapses_on < %(today)s) IS NOT TRUE
             AND (due_grant.cause <> 'promotion'
                  OR (perk_tier.sequence, perk_tier.id)
                     <= (held_tier.sequence, held_tier.id))
            """,
            program_id=program.id,
            partner_ids=partner_ids,
            today=today or program._today(),
        )

    @api.model
    def _due_rows(self, program, partner, config=None):
        """Read what is due to one guest, as the card shows it. One query.

        SQL because the ORM would take six queries for it: perks, tiers, moves.

        :param program: at most one ``loyalty.tier.program``
        :param partner: one ``res.partner``; a contact has what its firm has as well
        :param config: the ``pos.config`` on whose clock a day begins
        :return: rows of ``id``, ``perk_id``, ``name``, ``kind``, ``given``,
            ``product_id``, ``state``, ``since``, ``tier_id``, ``move_id``, ``party``
        :rtype: list(dict)
        """
        if not program or not program._perks_given():
            return []
        self.flush_model()
        self.env["loyalty.tier.perk"].flush_model()
        today = config._loyalty_tier_today() if config else program._today()
        rows = self.env.execute_query_dict(
            SQL(
                ROWS,
                lang=self.env.lang or "en_US",
                tz=program._clock_tz(),
                program_id=program.id,
                partner_id=partner.id,
                due=self._select_due(
                    program,
                    SQL("contact.id, contact.commercial_partner_id"),
                    today,
                ),
            )
        )
        return [self._as_due_row(row) for row in rows]

    @api.model
    def _as_due_row(self, row):
        day = fields.Date.to_string(row["since"])
        return {**{name: value or False for name, value in row.items()}, "since": day}
