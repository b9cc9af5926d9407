# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL

# What moves a guest while the shop is running. Reading the history of a shop, cards
# brought along, changed rules and merged contacts are no news for the guest.
TOLD_CAUSES = ["order", "check", "time", "ranking", "honour", "exception"]
BIRTHDAY = "loyalty_tiers.occasion_kind_birthday"


class LoyaltyTierMessage(models.Model):
    """What there is to tell: a reader of facts for each kind of message.

    A reader selects ``partner_id``, ``cause``, ``born`` (when it came true) and
    ``over`` (when it is no longer worth a word; may be empty), moments in UTC. It is
    asked again before a cause is told: what is no longer selected is overtaken.
    """

    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "loyalty.tier.message"

    def _facts(self):
        """Select what could be told now, told already or not.

        :return: a selection of ``partner_id``, ``cause`` and ``tell_by``
        :rtype: SQL
        """
        self.ensure_one()
        self.env.flush_all()
        since, until = self._window()
        reader = getattr(self.sudo(), f"_facts_{self.kind}")
        return SQL(
            """
            SELECT fact.partner_id, fact.cause, LEAST(fact.over, fact.born
                   + make_interval(secs => %(seconds)s)) AS tell_by
              FROM (%(facts)s) fact
              JOIN res_partner guest ON guest.id = fact.partner_id AND guest.active
             WHERE fact.born > %(since)s AND fact.born <= %(until)s
               AND COALESCE(fact.over > %(now)s, TRUE)
            """,
            facts=reader(since),
            since=since,
            until=until,
            now=fields.Datetime.now(),
            seconds=self.wait_hours * 3600 + self.late_days * 86400,
        )

    def _dawn(self, day):
        """Return the moment in UTC at which a day begins for the program.

        :param SQL day: a date
        :rtype: SQL
        """
        tz = self.program_id.tz
        return SQL("((%s)::timestamp AT TIME ZONE %s AT TIME ZONE 'UTC')", day, tz)

    def _facts_promotion(self, since):
        """A new title that is still held, or that opens something to who wants none."""
        opening = self.program_id.tier_ids.filtered("opened_count")
        return SQL(
            """
            SELECT move.partner_id, concat('move:', move.id) AS cause,
                   move.date AS born, NULL::timestamp AS over
              FROM loyalty_tier_move move
              JOIN loyalty_tier_membership member
                ON member.program_id = move.program_id
               AND member.partner_id = move.partner_id
               AND member.tier_id = move.to_tier_id
              JOIN res_partner firm ON firm.id = move.partner_id
             WHERE move.program_id = %s AND move.is_promotion AND move.date > %s
               AND move.cause = ANY(%s)
               AND (firm.loyalty_tier_incognito IS NOT TRUE OR move.to_tier_id = ANY(%s))
            """,
            self.program_id.id,
            since,
            TOLD_CAUSES,
            opening.ids,
        )

    def _facts_opened(self, since):
        """Something new on the hidden menu, for who could not have it before."""
        return SQL(
            """
            SELECT member.partner_id, concat_ws(':', 'opened',
                   extract(epoch FROM news.told_on)::bigint, member.partner_id) AS cause,
                   news.told_on AS born, NULL::timestamp AS over
              FROM (SELECT DISTINCT tier_id, told_on FROM loyalty_tier_news
                     WHERE told_on > %s) news
              JOIN loyalty_tier_membership member ON member.tier_id = news.tier_id
             WHERE member.program_id = %s AND member.since < news.told_on
            """,
            since,
            self.program_id.id,
        )

    def _facts_next(self, since):
        """One visit missing for the next tier, since the last visit."""
        program = self.program_id
        picker = self.env["loyalty.tier.audience"].new({"program_id": program.id})
        members = self.env["loyalty.tier.membership"]._search(
            Domain("program_id", "=", program.id)
            & Domain("last_visit", ">=", fields.Date.to_string(since - timedelta(2)))
            & picker._one_visit_before(program._today())
        )
        return SQL(
            """
            SELECT partner_id, concat_ws(':', 'next', id, COALESCE(tier_id, 0),
                   extract(epoch FROM since)::bigint) AS cause,
                   %s AS born, NULL::timestamp AS over
              FROM loyalty_tier_membership WHERE id IN %s
            """,
            # On the day after the visit: nobody is told so on the way home.
            self._dawn(SQL("last_visit + 1")),
            members.subselect(),
        )

    def _facts_ending(self, since):
        """A tier that ends soon: once for each end."""
        members = self.env["loyalty.tier.membership"]._search(
            Domain("program_id", "=", self.program_id.id)
            & Domain("is_ending_soon", "=", True)
        )
        return SQL(
            """
            SELECT partner_id, concat_ws(':', 'ending', id, until) AS cause,
                   %s AS born, %s AS over
              FROM loyalty_tier_membership WHERE id IN %s
            """,
            self._dawn(SQL("until - %s", self.program_id.warn_days)),
            self._dawn(SQL("until + 1")),
            members.subselect(),
        )

    def _facts_birthday(self, since):
        """A birthday that comes near enough; once a year, though its date is edited."""
        kind = self.env.ref(BIRTHDAY, raise_if_not_found=False)
        tiers = self.program_id.with_context(active_test=False).tier_ids
        ahead = max(self.days, *tiers.mapped("occasion_days"), 0)
        days = self.env["loyalty.tier.grant"]._coming_days(self.program_id, ahead)
        return SQL(
            """
            SELECT found.partner_id, found.cause, %(born)s AS born, %(over)s AS over
              FROM (SELECT occasion.partner_id, coming.day, concat_ws(':', 'birthday',
                           extract(year FROM coming.day), occasion.partner_id) AS cause,
                           GREATEST(tier.occasion_days, %(days)s, 0) AS ahead
                      FROM (VALUES %(coming)s) AS coming(month, day_of_month, day)
                      JOIN res_partner_occasion occasion
                        ON occasion.month = coming.month
                       AND occasion.day = coming.day_of_month
                       AND occasion.kind_id = %(kind_id)s
                      JOIN res_partner guest ON guest.id = occasion.partner_id
                      JOIN loyalty_tier_membership member
                        ON member.partner_id = guest.commercial_partner_id
                       AND member.program_id = %(program_id)s
                 LEFT JOIN loyalty_tier tier ON tier.id = member.tier_id) found
             WHERE NOT EXISTS (
                   SELECT FROM loyalty_tier_addressee noted
                    WHERE noted.mailing_id = %(mailing_id)s
                      AND noted.partner_id = found.partner_id
                      AND noted.cause <> found.cause
                      AND abs(noted.tell_by::date - found.day) < 183)
            """,
            born=self._dawn(SQL("found.day - found.ahead")),
            over=self._dawn(SQL("found.day + 1")),
            days=self.days,
            coming=SQL(", ").join(days),
            kind_id=kind.id if kind else None,
            program_id=self.program_id.id,
            mailing_id=self.mailing_id.id,
        )

    def _facts_overdue(self, since):
        """A regular who has been away for too long: once for each absence.

        Segments are of last night: who has come since is not missed.
        """
        return SQL(
            """
            SELECT segment.partner_id, concat_ws(':', 'overdue', segment.partner_id,
                   segment.last_visit) AS cause, %s AS born, NULL::timestamp AS over
              FROM loyalty_tier_segment segment
              JOIN loyalty_tier_membership member
                ON member.program_id = segment.program_id
               AND member.partner_id = segment.partner_id
               AND member.last_visit <= segment.last_visit
             WHERE segment.program_id = %s AND segment.overdue_on >= %s
            """,
            self._dawn(SQL("segment.overdue_on")),
            self.program_id.id,
            (since - timedelta(days=2)).date(),
        )

    def _facts_thanks(self, since):
        """A party that was held, or a gift that was served: one thank-you for the day."""
        return SQL(
            """
            SELECT partner_id, concat_ws(':', 'thanks', partner_id, (held_on
                   AT TIME ZONE 'UTC' AT TIME ZONE %(tz)s)::date) AS cause,
                   max(held_on) AS born, NULL::timestamp AS over
              FROM (SELECT partner_id, write_date AS held_on FROM loyalty_tier_move
                     WHERE program_id = %(program_id)s AND party = 'held'
                       AND write_date > %(since)s
                     UNION ALL
                    SELECT partner_id, served_on FROM loyalty_tier_grant
                     WHERE program_id = %(program_id)s AND state = 'served'
                       AND cause IN ('promotion', 'occasion')
                       AND served_on > %(since)s) held
             WHERE partner_id IS NOT NULL GROUP BY 1, 2
            """,
            tz=self.program_id.tz,
            program_id=self.program_id.id,
            since=since,
        )
