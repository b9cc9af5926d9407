# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.tools import SQL


class PosConfig(models.Model):
    """The till loads the members who matter, in place of counting all orders."""

    _inherit = "pos.config"  # pylint: disable=consider-merging-classes-inherited

    def _get_limited_partner_count(self):
        if self.env.context.get("loyalty_tiers_members_instead"):
            return 0
        return super()._get_limited_partner_count()

    def get_limited_partners_loading(self, offset=0):
        program = self._loyalty_tier_program()
        if not (self.loyalty_tier_load_members and program):
            return super().get_limited_partners_loading(offset)
        limit = max(self._get_limited_partner_count(), 0)
        rows = self._loyalty_tier_members(program, limit, offset)
        if len(rows) < limit:
            rows += self._loyalty_tier_others(program, limit - len(rows), offset)
        # Odoo's own query with a limit of nobody, which the database does not run;
        # what other addons add to it stays.
        nobody = self.with_context(loyalty_tiers_members_instead=True)
        added = super(PosConfig, nobody).get_limited_partners_loading(offset)
        return rows + [row for row in added if row not in set(rows)]

    def _loyalty_tier_members(self, program, limit, offset):
        """Read the members that the till loads: the highest tier first, then visits.

        Each tier is read through an index, no further than what is asked for.

        :return: one-tuples of ids of customers
        :rtype: list(tuple)
        """
        rungs = [rung.tier_id for rung in reversed(program._ladder().rungs)]
        read = [
            SQL(
                """
                (SELECT partner.id, %(place)s AS place, visits, last_visit
                   FROM %(members)s AND %(held)s
               ORDER BY visits DESC, last_visit DESC
                  LIMIT %(last)s)
                """,
                place=place,
                members=self._loyalty_tier_visible_members(program),
                held=SQL("tier_id = %s", tier_id)
                if tier_id
                else SQL("tier_id IS NULL"),
                last=limit + offset,
            )
            for place, tier_id in enumerate([*rungs, None])
        ]
        return self.env.execute_query(
            SQL(
                "SELECT id FROM (%s) AS member"
                " ORDER BY place, visits DESC, last_visit DESC, id LIMIT %s OFFSET %s",
                SQL(" UNION ALL ").join(read),
                limit,
                offset,
            )
        )

    def _loyalty_tier_others(self, program, limit, offset):
        """Read customers who are no members, the newest first.

        :param int offset: how many were loaded before, members too
        :return: one-tuples of ids of customers
        :rtype: list(tuple)
        """
        if offset:
            members = self._loyalty_tier_visible_members(program)
            [[count]] = self.env.execute_query(SQL("SELECT count(*) FROM %s", members))
            offset = max(offset - count, 0)
        return self.env.execute_query(
            SQL(
                """
                SELECT partner.id
                  FROM res_partner partner
                 WHERE %s
                   AND NOT EXISTS (SELECT FROM loyalty_tier_membership membership
                                    WHERE membership.program_id = %s
                                      AND membership.partner_id = partner.id)
              ORDER BY partner.id DESC LIMIT %s OFFSET %s
                """,
                self._loyalty_tier_visible(),
                program.id,
                limit,
                offset,
            )
        )

    def _loyalty_tier_visible_members(self, program):
        """Say in SQL which members this till may load: tables and condition.

        :rtype: SQL
        """
        self.env["loyalty.tier.membership"].flush_model()
        return SQL(
            "loyalty_tier_membership membership"
            " JOIN res_partner partner ON partner.id = membership.partner_id"
            " WHERE membership.program_id = %s AND %s",
            program.id,
            self._loyalty_tier_visible(),
        )

    def _loyalty_tier_visible(self):
        """Say in SQL which ``partner`` this till may load.

        :rtype: SQL
        """
        self.env["res.partner"].flush_model(["active", "company_id"])
        return SQL(
            "partner.active AND (partner.company_id = %s OR partner.company_id IS NULL)",
            self.company_id.id,
        )
