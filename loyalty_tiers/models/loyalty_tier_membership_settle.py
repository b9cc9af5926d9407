# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.tools import SQL, split_every

from ..score_sql import ids
from ..settle_sql import MAKE_MEMBERS, SETTLE, SETTLED, WRITE_STAYED

AT_ONCE = 5000  # customers per statement


class LoyaltyTierMembership(models.Model):
    """Settling: customers are given the tier that their entries earn."""

    _inherit = "loyalty.tier.membership"

    @api.model
    def _settle(self, program, partner_ids, cause, origins=None, party=True, busy=None):
        """Give customers the tier that their entries earn.

        The only writer of memberships. Runs in the caller's transaction and tells
        nobody: who wants to know reads the moves.

        :param program: one ``loyalty.tier.program``
        :param partner_ids: ids of commercial partners
        :param str cause: why now, a value of ``loyalty.tier.move.cause``
        :param dict origins: the order that caused it, ``(model, id)`` by partner id
        :param bool party: whether the party of a promotion becomes due
        :param list busy: where given, nobody waits for others who settle the same
            customers: it is filled with who was left out
        :return: the moves made; empty when nobody changed tier
        :rtype: loyalty.tier.move
        """
        self.flush_model()
        move_ids = []
        for asked in split_every(AT_ONCE, sorted(set(partner_ids)), list):
            some = self._lock(program, asked, busy is None)
            if busy is not None:
                busy += set(asked) - set(some)
            rows = some and self.env.execute_query(
                self._settling(program, some, cause, origins or {}, party)
            )
            move_ids += sorted(move_id for (move_id,) in rows)
        moves = self.env["loyalty.tier.move"].browse(move_ids)
        for model in (self, moves, self.env["loyalty.tier.honour"]):
            model.invalidate_model()
        self.env["loyalty.tier.gate"]._forget_viewers()
        if party:
            self.env["loyalty.tier.grant"].sudo()._grant_promotions(program, move_ids)
        return moves

    @api.model
    def _settling(self, program, partner_ids, cause, origins, party):
        """Say in one statement how to settle customers, one or thousands.

        SQL because the same statement serves one sale and the night of a million
        customers: only who changes is written, nobody is fetched.
        """
        known = [partner for partner in partner_ids if origins.get(partner, (0, 0))[1]]
        return SQL(
            SETTLE,
            placed=self.env["loyalty.tier.score"]._select_among(program, partner_ids),
            settled=SETTLED,
            program_id=program.id,
            partner_ids=ids(partner_ids),
            today=program._today(),
            kept=self._kept(program, cause),
            promised=self._promised(program),
            tiers=SQL(", ").join(self._tier_rows(program, party)),
            cause=cause,
            origin_partners=known,
            origin_models=[origins[partner][0] for partner in known],
            origin_ids=[origins[partner][1] for partner in known],
            uid=self.env.uid,
        )

    @api.model
    def _kept(self, program, cause):
        """Say whose tier the present rules would take, or end earlier: it is kept.

        Changed rules lower nobody before the end of what they hold, nor do they bring
        the end forward; nor does a new ranking, where tiers are held for a time.
        """
        if not program._protects() and cause != "ranking":
            return SQL("FALSE")
        terms = program._terms()
        safe = [
            rung.tier_id
            for rung in terms.ladder.rungs
            if program._protects()
            or terms.lowers(rung) == "never"
            or terms.clock.holding == "period"
        ]
        return SQL(
            "membership.tier_id = ANY(%s::int[])"
            " AND (held.height > COALESCE(tier.height, 0)"
            " OR COALESCE(placed.until, 'infinity')"
            " < COALESCE(membership.until, 'infinity'))"
            " AND COALESCE(membership.until + %s, 'infinity') >= %s::date",
            safe,
            terms.clock.grace,
            program._today(),
        )

    @api.model
    def _promised(self, program):
        """Say through which day a member was promised to hold the tier, grace included.

        Who is ranked was promised no day: they are warned as long before as others.
        """
        terms = program._terms()
        end = SQL("membership.until + %s", terms.clock.grace)
        if not (terms.slides and terms.asks("cut")):
            return end
        return SQL(
            "COALESCE(%s, CASE WHEN membership.review_on IS NOT NULL"
            " THEN %s::date + %s END)",
            end,
            program._today(),
            program.sudo().warn_days,
        )

    @api.model
    def _tier_rows(self, program, party):
        texts = program._move_texts()
        for height, rung in enumerate(program._terms().ladder.rungs, start=1):
            sentence, has_party = texts[rung.tier_id]
            yield SQL(
                "(%s, %s, %s, %s)", rung.tier_id, height, sentence, has_party and party
            )
        # A program without tiers places nobody.
        yield SQL("(NULL::int, NULL::int, NULL::varchar, FALSE)")

    @api.model
    def _write_stayed(self, program, customers):
        """Write the new scores of customers who were measured and keep their tier.

        :param program: one ``loyalty.tier.program``
        :param customers: list of ``Measured``
        :return: ids of the partners whose membership was written; the others must be
            settled
        :rtype: set(int)
        """
        rows = [
            SQL(
                "(%s, %s::timestamp, %s::int, %s::date, %s, %s::numeric, %s, %s,"
                " %s::numeric, %s::date, %s::date, %s::date)",
                customer.membership_id,
                customer.version,
                customer.tier_id,
                customer.until,
                *customer.score[:5],
                customer.joined_on,
                customer.last_visit,
                customer.review_on,
            )
            for customer in customers
            if customer.membership_id
            and customer.tier_id == customer.held
            and not program._protects()
        ]
        if not rows:
            return set()
        written = self.env.execute_query(
            SQL(
                WRITE_STAYED,
                rows=SQL(", ").join(rows),
                settled=SETTLED,
                uid=self.env.uid,
            )
        )
        self.invalidate_model()
        return {partner_id for (partner_id,) in written}

    @api.model
    def _lock(self, program, partner_ids, wait):
        """Lock the memberships of customers, making those that do not exist yet.

        Two tills that settle the same customer at once take turns here, before
        either measures; so neither can miss what the other has recorded. SQL because
        the ORM cannot lock a row that is not there yet.

        :return: ids of the partners to settle
        :rtype: list(int)
        """
        params = {"program_id": program.id, "partner_ids": ids(partner_ids)}
        locked = self.env.execute_query(
            SQL(
                """
                SELECT partner_id FROM loyalty_tier_membership
                 WHERE program_id = %(program_id)s
                   AND partner_id = ANY(%(partner_ids)s)
                 ORDER BY partner_id FOR NO KEY UPDATE %(skip)s
                """,
                **params,
                skip=SQL("" if wait else "SKIP LOCKED"),
            )
        )
        if len(locked) == len(partner_ids):
            return partner_ids
        if not wait:
            return self._not_locked(program, partner_ids, locked)
        self.env.execute_query(SQL(MAKE_MEMBERS, **params, uid=self.env.uid))
        return partner_ids

    @api.model
    def _not_locked(self, program, partner_ids, locked):
        """Return who is locked by us or not a member yet: others are being settled."""
        members = self.env.execute_query(
            SQL(
                "SELECT partner_id FROM loyalty_tier_membership"
                " WHERE program_id = %s AND partner_id = ANY(%s)",
                program.id,
                ids(partner_ids),
            )
        )
        busy = {row[0] for row in members} - {row[0] for row in locked}
        return [partner_id for partner_id in partner_ids if partner_id not in busy]
