# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from typing import NamedTuple

from odoo import api, models
from odoo.tools import SQL

from .. import clock
from ..ladder import Score
from ..place_sql import placed
from ..score_sql import ids


class Measured(NamedTuple):
    """A customer as measured now, beside what the membership said until now."""

    partner_id: int
    membership_id: int | None
    version: object  # when the membership was written last
    held: int | None  # tier until now
    tier_id: int | None  # tier from now on
    until: object  # date, or None: it has no end
    score: Score
    joined_on: object  # date of the shop, or None
    last_visit: object  # date of the shop, or None
    review_on: object  # date on which time alone may change something, or None
    party_tier_id: int | None  # promoted to it, and the party is still due
    due: list | None = None  # perks to be served, as the till knows them


class LoyaltyTierScore(models.AbstractModel):
    """What customers' entries add up to, and which tier that earns: writes nothing."""

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
        self.env["loyalty.tier.grant"].flush_model()
        partner_ids = list(partner_ids)
        rows = self.env.execute_query(
            SQL(
                """
                SELECT placed.partner_id, membership.id, membership.write_date,
                       membership.tier_id, placed.tier_id, placed.until,
                       placed.visits, placed.spend, placed.stars, placed.orders,
                       placed.margin, placed.joined_on, placed.last_visit,
                       placed.review_on, party.to_tier_id, due.perks
                  FROM (%(placed)s) placed
             LEFT JOIN loyalty_tier_membership membership
                    ON membership.program_id = %(program_id)s
                   AND membership.partner_id = placed.partner_id
             LEFT JOIN LATERAL (%(party)s) party ON TRUE
             LEFT JOIN LATERAL (%(due)s) due ON TRUE
                """,
                placed=self._select_among(program, partner_ids),
                program_id=program.id,
                party=self._party_due(program, SQL("placed.partner_id")),
                due=self._perks_due(program, SQL("placed.partner_id")),
            )
        )
        return [self._as_measured(program, row) for row in rows]

    @api.model
    def _party_due(self, program, partner_id):
        """Select the tier held by a member if its party is due.

        :param SQL partner_id: of the row of ``membership``
        """
        return SQL(
            """
            SELECT to_tier_id FROM loyalty_tier_move
             WHERE party = 'due' AND program_id = %s AND partner_id = %s
               AND to_tier_id = membership.tier_id
             ORDER BY id DESC LIMIT 1
            """,
            program.id,
            partner_id,
        )

    @api.model
    def _perks_due(self, program, partner_ids):
        """Select the perks that a guest waits for, as a list for the till.

        :param SQL partner_ids: the guest, and the firm that holds the membership
        """
        if not program._perks_given():
            return SQL("SELECT NULL::jsonb AS perks")
        return SQL(
            """
            SELECT jsonb_agg(
                       jsonb_build_object('id', due_grant.id, 'perk_id', perk.id)
                       ORDER BY due_grant.date, due_grant.id) AS perks
            %s AND due_grant.state <> 'asked'
               AND (due_grant.postponed_on < %s) IS NOT FALSE
            """,
            self.env["loyalty.tier.grant"]._select_due(program, partner_ids),
            program._today(),
        )

    @api.model
    def _as_measured(self, program, row):
        (partner_id, membership_id, version, held, tier_id, until, *rest) = row
        (visits, spend, stars, orders, margin, joined_on, last_visit, *last) = rest
        decimals = program._terms().decimals
        days = (program._today() - joined_on).days if joined_on else 0
        score = Score(
            visits,
            round(float(spend), decimals),
            stars,
            orders,
            round(float(margin), decimals),
            days,
        )
        return Measured(
            partner_id,
            membership_id,
            version,
            held,
            tier_id,
            until,
            score,
            joined_on,
            last_visit,
            *last,
        )

    # ------------------------------------------------------------------ select
    @api.model
    def _select_among(self, program, partner_ids):
        """Select what some customers hold today, whether or not they are members.

        :param list partner_ids: ids of commercial partners
        :return: as :meth:`_select`
        :rtype: SQL
        """
        return self._select(
            program,
            program._terms(),
            program._today(),
            SQL("partner_id = ANY(%s)", ids(partner_ids)),
            customers=SQL("SELECT unnest(%s) AS partner_id", ids(partner_ids)),
            among=partner_ids,
        )

    @api.model
    def _select(
        self, program, terms, today, scope, customers=None, among=None, lean=False
    ):
        """Select what customers would hold on a day under some terms.

        :param program: one ``loyalty.tier.program``, whose entries are read
        :param Terms terms: its own, or others to try
        :param date today: on the clock of the program
        :param SQL scope: condition on ``partner_id``: which customers
        :param SQL customers: a selection of their ``partner_id``; all members if empty
        :param list among: their ids, if they are few
        :param bool lean: whether ``until`` may be left out where it takes long to find
        :return: rows of ``partner_id, visits, spend, stars, orders, margin,
            joined_on, last_visit, tier_id, until, review_on``
        :rtype: SQL
        """
        members = SQL(
            "SELECT partner_id FROM loyalty_tier_membership WHERE program_id = %s",
            program.id,
        )
        selects = []
        for own_clock, condition in self._clocks(program, terms, among):
            within = SQL("%s AND %s", scope, condition)
            some = SQL(
                "SELECT partner_id FROM (%s) all_of_them WHERE %s",
                customers or members,
                within,
            )
            own_terms = terms._replace(clock=own_clock)
            selects.append(
                placed(own_terms, program.id, some, within, today, lean=lean)
            )
        return SQL(" UNION ALL ").join(SQL("(%s)", select) for select in selects)

    @api.model
    def _clocks(self, program, terms, among):
        """Say whose clock is which: some guests have freezes of their own.

        :return: clocks, each with a condition on ``partner_id``
        :rtype: list(tuple(Clock, SQL))
        """
        by_freezes = {}
        among = among and set(among)
        for partner_id, freezes in program._frozen_guests().items():
            if among is None or partner_id in among:
                by_freezes.setdefault(freezes, []).append(partner_id)
        frozen = [partner_id for own in by_freezes.values() for partner_id in own]
        rest = SQL("partner_id <> ALL(%s)", ids(frozen)) if frozen else SQL("TRUE")
        clocks = [(terms.clock, rest)]
        for freezes, partner_ids in by_freezes.items():
            joined = clock.join([*terms.clock.freezes, *freezes])
            clocks.append(
                (
                    terms.clock._replace(freezes=joined),
                    SQL("partner_id = ANY(%s)", ids(partner_ids)),
                )
            )
        return clocks

    @api.model
    def _scores_on(self, program, partner_ids, day):
        """Measure customers as of another day than today. Writes nothing.

        :param program: one ``loyalty.tier.program``
        :param list partner_ids: ids of commercial partners
        :param date day: on the clock of the program
        :return: by id of the partner
        :rtype: dict(int, Score)
        """
        selection = self._select(
            program,
            program._terms(),
            day,
            SQL("partner_id = ANY(%s)", partner_ids),
            customers=SQL("SELECT unnest(%s) AS partner_id", partner_ids),
            among=partner_ids,
        )
        rows = self.env.execute_query(
            SQL(
                "SELECT partner_id, visits, spend, stars, orders, margin,"
                " COALESCE(%s - joined_on, 0) FROM (%s) placed",
                day,
                selection,
            )
        )
        decimals = program._terms().decimals
        return {
            partner_id: Score(
                visits,
                round(float(spend), decimals),
                stars,
                orders,
                round(float(margin), decimals),
                days,
            )
            for partner_id, visits, spend, stars, orders, margin, days in rows
        }
