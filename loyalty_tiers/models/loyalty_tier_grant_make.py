# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from calendar import isleap
from datetime import timedelta

from odoo import api, models
from odoo.tools import SQL

from .. import grant_sql
from ..score_sql import days, ids, sums

HALF_A_YEAR = 183  # days
PERIODS = ("day", "month", "year", "ever")


class LoyaltyTierGrant(models.Model):
    """Giving: promotions, stars collected and occasions make grants, once each.

    SQL because the same statements serve one guest at payment and thousands at night.
    """

    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "loyalty.tier.grant"

    @api.model
    def _grant_promotions(self, program, move_ids):
        """Give what promotions bring; their party is due until all of it is served.

        :param program: one ``loyalty.tier.program``
        :param list move_ids: moves just made, whose party may be due
        :return: the grants made
        :rtype: loyalty.tier.grant
        """
        if not move_ids or not program._perks_given().get("promotion"):
            return self.browse()
        grants = self._give(
            program,
            SQL(
                grant_sql.PROMOTION,
                **self._giving(program, SQL("move.partner_id")),
                all=program.sudo().skipped_tiers == "all",
                move_ids=move_ids,
            ),
        )
        due = grants.move_id.filtered(lambda move: move.party == "none")
        due.party = "due"
        return grants

    @api.model
    def _grant_repeats(self, program, partner_ids):
        """Give what guests have collected enough stars or visits for.

        What is left over counts for the next time. No query where no perk repeats.

        :param program: one ``loyalty.tier.program``
        :param partner_ids: ids of commercial partners, settled just now
        :return: the grants made
        :rtype: loyalty.tier.grant
        """
        grants, partner_ids = self.browse(), list(partner_ids)
        repeating = program._perks_repeating()
        if not repeating or not partner_ids:
            return grants
        giving = self._giving(program, SQL("holder.partner_id"))
        for perk in repeating:
            about = {
                **giving,
                "perk_id": perk.id,
                "measure": SQL.identifier(perk.measure),
            }
            collected = self._collected(program, perk, partner_ids, about)
            grants |= self._give(program, SQL(grant_sql.REPEAT, **about), collected)
        return grants

    @api.model
    def _collected(self, program, perk, partner_ids, about):
        """Say what members have collected since they reached the tier of a perk.

        Gifts that they have no stars for any more lapse, unless they were served.

        :param Repeating perk: the perk
        :param dict about: what the statement needs

        :rtype: SQL
        """
        terms = program._terms()
        scope = SQL(
            grant_sql.SINCE_REACHED,
            partner_ids=ids(partner_ids),
            counted_from=perk.counted_from,
            # Of two visits on one day, the second is none.
            same_day=perk.measure == "stars" and not terms.stars_per_visit,
        )
        return SQL(
            grant_sql.COLLECTED,
            **about,
            uid=self.env.uid,
            height=program._ladder().height(perk.tier_id) + 1,
            partner_ids=ids(partner_ids),
            tz=program.sudo().tz,
            sums=sums(terms),
            days=days(terms, program.id, scope),
        )

    @api.model
    def _grant_occasions(self, program, partner_ids=None):
        """Give what is due on occasions whose time has come, once a year.

        :param program: at most one ``loyalty.tier.program``
        :param partner_ids: ids of the contacts whose occasion was noted just now;
            everybody's, at night
        :return: the grants made
        :rtype: loyalty.tier.grant
        """
        if not program or not program._perks_given().get("occasion"):
            return self.browse()
        scope = SQL("TRUE")
        if partner_ids is not None:
            scope = SQL("occasion.partner_id = ANY(%s)", ids(partner_ids))
        self.env["res.partner.occasion"].flush_model()
        self.env["res.partner"].flush_model(["active", "commercial_partner_id"])
        found = SQL(
            grant_sql.OCCASION,
            **self._giving(program, SQL("found.partner_id")),
            days=SQL(", ").join(self._coming_days(program)),
            scope=scope,
            half_a_year=HALF_A_YEAR,
        )
        return self._give(program, found)

    @api.model
    def _coming_days(self, program, ahead=None):
        """Say which days of the year come within the longest window of a tier.

        :param int ahead: so many days, instead of that window
        :return: month, day of the month, and the day on which it is celebrated
        """
        if ahead is None:
            tiers = program.sudo().with_context(active_test=False).tier_ids
            ahead = max(tiers.mapped("occasion_days"), default=0)
        today = program._today()
        for number in range(min(ahead, 365) + 1):
            day = today + timedelta(days=number)
            yield SQL("(%s, %s, %s::date)", day.month, day.day, day)
            if (day.month, day.day) == (2, 28) and not isleap(day.year):
                yield SQL("(2, 29, %s::date)", day)

    @api.model
    def _giving(self, program, partner_id):
        """Return what all the statements need.

        :param SQL partner_id: the guest, in the statement
        """
        rungs = enumerate(program._ladder().rungs, start=1)
        rows = [
            SQL("(%s, %s, %s)", r.tier_id, height, r.retired) for height, r in rungs
        ]
        starts = {period: program._period_start(period) for period in PERIODS}
        return {
            "program_id": program.id,
            "today": program._today(),
            "tiers": SQL(", ").join(rows or [SQL("(NULL::int, NULL::int, FALSE)")]),
            "available": grant_sql.available(),
            "lapses": grant_sql.lapses(),
            "left": grant_sql.left(partner_id, starts),
        }

    @api.model
    def _give(self, program, found, prepared=None):
        """Make the grants that a statement has found, once for each cause.

        :param SQL found: a selection of ``grant_sql.COLUMNS``
        :param SQL prepared: what it selects from
        :rtype: loyalty.tier.grant
        """
        for model in ("loyalty.tier.grant", "loyalty.tier.perk", "loyalty.tier"):
            self.env[model].flush_model()
        rows = self.env.execute_query(
            SQL(
                grant_sql.GIVE,
                columns=grant_sql.COLUMNS,
                program_id=program.id,
                uid=self.env.uid,
                found=found,
                prepared=prepared or SQL(""),
            )
        )
        self.invalidate_model()
        return self.sudo().browse(sorted(grant_id for grant_id, _partner in rows))
