# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL

OTHER_MINIMUMS = ("spend", "stars", "orders", "margin")


class LoyaltyTierAudience(models.Model):
    """What the picks of an audience ask of guests: as domains on contacts.

    With all rights: an audience names no guest to who may not see its program, and
    contacts are searched with the rights of who asks.
    """

    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "loyalty.tier.audience"

    def _domain(self):
        """Return the contacts who are in this audience now.

        :return: a domain on ``res.partner``; only who is a customer of the program
        :rtype: Domain
        """
        self.ensure_one()
        audience = self.sudo()
        asked = [
            audience._of_members(),
            audience._of_segments(),
            audience._of_likes(),
            audience._of_occasions(),
            audience._of_shop(),
        ]
        return Domain.AND(asked)

    def _of_customers(self, select):
        """Say that the customer, a firm or a person, is among some.

        :param SQL select: ids of commercial partners
        :rtype: Domain
        """
        return Domain("commercial_partner_id", "in", select)

    def _of_members(self):
        """Ask for tiers, visits and where members stand, in one look."""
        tiers = self._tiers()
        members = Domain("program_id", "=", self._program().id)
        if tiers:
            members &= Domain("tier_id", "in", tiers._origin.ids)
        today = self._program()._today()
        if self.visited_within:
            since = today - timedelta(days=self.visited_within)
            members &= Domain("last_visit", ">=", since)
        if self.away_for:
            members &= Domain("last_visit", "<=", today - timedelta(days=self.away_for))
        standing, others = self._of_standing(today)
        found = self.env["loyalty.tier.membership"]._search(members & standing)
        return self._of_customers(found.subselect("partner_id")) & others

    def _of_segments(self):
        domain = self._segments()
        if domain.is_true():
            return Domain.TRUE
        segments = self.env["loyalty.tier.segment"]
        return self._of_customers(segments._customers_sql(self._program(), domain))

    def _of_likes(self):
        if not self.like_tag_ids:
            return Domain.TRUE
        # By kind, not by what may be read: with all rights, all could be.
        liked = self.env["res.partner.preference"]._search(
            Domain("kind", "=", "likes")
            & Domain("tag_id", "in", self.like_tag_ids._origin.ids)
        )
        return Domain("id", "in", liked.subselect("partner_id"))

    def _of_occasions(self):
        if not self.occasion_kind_id:
            return Domain.TRUE
        last = self._program()._today() + timedelta(days=self.occasion_days)
        coming = self.env["res.partner.occasion"]._search(
            Domain("kind_id", "=", self.occasion_kind_id._origin.id)
            & Domain("next_date", "<=", fields.Date.to_string(last))
        )
        return Domain("id", "in", coming.subselect("partner_id"))

    def _of_shop(self):
        if not self.shop:
            return Domain.TRUE
        return self._of_customers(
            SQL(
                """
                SELECT entry.partner_id
                  FROM loyalty_tier_entry entry
                  JOIN pos_order ON pos_order.id = entry.origin_id
                 WHERE entry.program_id = %s AND entry.origin_model = 'pos.order'
                   AND pos_order.config_id = %s
                """,
                self._program().id,
                int(self.shop),
            )
        )

    # -------------------------------------------------------- where they stand
    def _of_standing(self, today):
        """Return what the ready-made part asks.

        :param date today: on the clock of the program
        :return: of memberships, and of contacts
        :rtype: tuple(Domain, Domain)
        """
        if self.ready == "promoted":
            return Domain.TRUE, self._of_customers(self._promoted())
        if self.ready == "next":
            return self._one_visit_before(today), Domain.TRUE
        if self.ready == "ending":
            return Domain("is_ending_soon", "=", True), Domain.TRUE
        if self.ready == "once":
            before = today - timedelta(days=self.ready_days)
            return self._came_once() & Domain("joined_on", "<=", before), Domain.TRUE
        if self.ready == "overdue":
            overdue = self.env["loyalty.tier.segment"]._customers_sql(
                self._program(), Domain("overdue_on", "<=", today)
            )
            return Domain.TRUE, self._of_customers(overdue)
        return Domain.TRUE, Domain.TRUE

    def _promoted(self):
        since = fields.Datetime.now() - timedelta(days=self.ready_days)
        moves = self.env["loyalty.tier.move"]._search(
            Domain("program_id", "=", self._program().id)
            & Domain("is_promotion", "=", True)
            & Domain("date", ">=", since)
        )
        return moves.subselect("partner_id")

    def _came_once(self):
        return Domain.custom(
            to_sql=lambda model, alias, query: SQL(
                "%s = %s",
                model._field_to_sql(alias, "joined_on", query),
                model._field_to_sql(alias, "last_visit", query),
            )
        )

    def _one_visit_before(self, today):
        """Ask who lacks one visit, and nothing else, for the next tier.

        Secret tiers are announced to nobody.
        """
        return Domain.OR(
            Domain("tier_id", "=", held) & self._lacks_a_visit(rule, today)
            for held, rung in self._steps(self._program()._ladder().rungs)
            for rule in rung.rules
        )

    def _steps(self, rungs):
        """Pair each tier that can be held, or none, with the next one above it."""
        for height, held in enumerate([False, *(rung.tier_id for rung in rungs)]):
            above = [r for r in rungs[height:] if not (r.secret or r.retired)]
            if above:
                yield held, above[0]

    def _lacks_a_visit(self, rule, today):
        minimums = rule.minimums
        if not minimums.visits or not rule.is_known:
            return Domain.FALSE
        met = Domain("visits", "=", minimums.visits - 1)
        for name in OTHER_MINIMUMS:
            if least := getattr(minimums, name):
                met &= Domain(name, ">=", least)
        if minimums.days:
            joined = today - timedelta(days=minimums.days)
            met &= Domain("joined_on", "<=", joined)
        return met
