# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import logging
from typing import NamedTuple

import psycopg2.extensions

from odoo import api, fields, models, modules
from odoo.tools import SQL

from ..ladder import Score

_logger = logging.getLogger(__name__)

SETTLE_QUEUE = "loyalty_tiers.settle"


class Measured(NamedTuple):
    """A customer as measured now, beside what the membership said until now."""

    partner_id: int
    membership_id: int | None
    held: int | None  # tier
    before: Score
    after: Score
    last_visit: object  # date of the shop, or None
    party_tier_id: int | None  # promoted to it, and the party is still due


class LoyaltyTierMembership(models.Model):
    """A customer in a program: the tier held, since when, the score.

    A function of entries, rules and the clock. Settling is the only writer: there is
    no access right to write, and no other code that does.
    """

    _name = "loyalty.tier.membership"
    _description = "Loyalty Tier Membership"
    _order = "program_id, visits desc, id"
    _rec_name = "partner_id"

    program_id = fields.Many2one(
        comodel_name="loyalty.tier.program",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="program_id.company_id")
    currency_id = fields.Many2one(related="program_id.currency_id")
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Customer",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    tier_id = fields.Many2one(
        comodel_name="loyalty.tier",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        group_expand="_group_expand_tiers",
    )
    tier_color = fields.Char(related="tier_id.color", string="Tier Color")
    tier_badge = fields.Char(related="tier_id.pos_badge", string="Badge")
    since = fields.Datetime(readonly=True)
    visits = fields.Integer(readonly=True)
    spend = fields.Monetary(readonly=True)
    stars = fields.Integer(readonly=True)
    last_visit = fields.Date(readonly=True)
    missing = fields.Char(compute="_compute_missing", string="Next Tier")
    progress = fields.Float(compute="_compute_missing")

    # An index, no constraint: merging contacts deletes the rows of all contacts
    # when a constraint that holds the partner is hurt (see base_partner_merge).
    _customer_unique = models.UniqueIndex("(program_id, partner_id)")

    @api.model
    def _group_expand_tiers(self, tiers, domain):
        return self.env["loyalty.tier"].search([])

    @api.depends("visits", "spend", "stars", "tier_id")
    @api.depends_context("lang")
    def _compute_missing(self):
        for membership in self:
            standing = membership.program_id._ladder().standing(
                membership._score(), held=membership.tier_id.id
            )
            membership.missing = membership.program_id._missing_text(standing)
            membership.progress = standing.progress * 100

    def _score(self):
        """Return the score of the last settlement, for the ladder."""
        self.ensure_one()
        return Score(self.visits, self.spend, self.stars)

    def action_entries(self):
        """Open the entries that make up the score.

        :return: a window action
        """
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "loyalty_tiers.loyalty_tier_entry_action"
        )
        return {
            **action,
            "domain": [
                ("program_id", "=", self.program_id.id),
                ("partner_id", "=", self.partner_id.id),
            ],
        }

    # ----------------------------------------------------------------- measure
    @api.model
    def _measure(self, program, partner_ids):
        """Measure customers, and read what they hold. Writes nothing.

        SQL because one statement must serve one customer and thousands.

        :param program: one ``loyalty.tier.program``
        :param partner_ids: ids of commercial partners
        :rtype: list(Measured)
        """
        self.flush_model()
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
        """Select the tier whose party is due to ``customer.id``."""
        return SQL(
            """
            SELECT to_tier_id FROM loyalty_tier_move
             WHERE party = 'due' AND program_id = %s AND partner_id = customer.id
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
    def _held(self, program, partner_ids):
        """Read what contacts hold, as of the last settlement. Writes nothing.

        SQL because a till asks for a thousand contacts at once, in one query.

        :param program: at most one ``loyalty.tier.program``
        :param partner_ids: ids of contacts; each has what its firm has
        :return: by id of the contact; who never came is absent
        :rtype: dict(int, Measured)
        """
        if not program:
            return {}
        self.flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT contact.id, membership.id, membership.tier_id,
                       membership.visits, membership.spend, membership.stars,
                       membership.visits, membership.spend, membership.stars,
                       membership.last_visit, party.to_tier_id
                  FROM res_partner contact
                  JOIN res_partner customer
                    ON customer.id = contact.commercial_partner_id
                  JOIN loyalty_tier_membership membership
                    ON membership.partner_id = customer.id
                   AND membership.program_id = %(program_id)s
             LEFT JOIN LATERAL (%(party)s) party ON TRUE
                 WHERE contact.id = ANY(%(partner_ids)s)
                """,
                program_id=program.id,
                partner_ids=list(partner_ids),
                party=self._party_due(program),
            )
        )
        return {row[0]: self._as_measured(program, row) for row in rows}

    @api.model
    def _cards(self, program, customers):
        """Make the recognition cards of measured customers.

        Nothing that could hurt a guest is on a card: a tier that was lost is not
        mentioned, a secret tier is not named.

        :param program: at most one ``loyalty.tier.program``
        :param dict customers: ``Measured`` by any key
        :return: by the same key: ``tier_id`` held, ``promoted`` when it was reached
            just now, ``visits``, ``last_visit`` (shop day), ``missing`` (a sentence
            in the user's language), ``progress`` (0 to 1), ``party_tier_id`` due,
            ``as_of`` (UTC)
        :rtype: dict
        """
        cards, ladder = {}, program and program._ladder()
        for key, customer in customers.items():
            tier_id = ladder.place(customer.held, customer.before, customer.after)
            standing = ladder.standing(customer.after, held=tier_id)
            cards[key] = {
                "tier_id": tier_id or False,
                "promoted": ladder.height(tier_id) > ladder.height(customer.held),
                "visits": customer.after.visits,
                "last_visit": fields.Date.to_string(customer.last_visit) or False,
                "missing": program._missing_text(standing),
                "progress": standing.progress,
                "party_tier_id": customer.party_tier_id or False,
                "as_of": fields.Datetime.to_string(self.env.cr.now()),
            }
        return cards

    # ------------------------------------------------------------------ settle
    @api.model
    def _settle(self, program, partner_ids, cause, origins=None, party=True):
        """Give customers the tier that their scores earn.

        The only writer of memberships. Runs in the caller's transaction and tells
        nobody: who wants to know reads the moves.

        :param program: one ``loyalty.tier.program``
        :param partner_ids: ids of commercial partners
        :param str cause: why now, a value of ``loyalty.tier.move.cause``
        :param dict origins: the order that caused it, ``(model, id)`` by partner id
        :param bool party: whether the party of a promotion becomes due
        :return: the moves made; empty when nobody changed tier
        :rtype: loyalty.tier.move
        """
        partner_ids = sorted(set(partner_ids))
        if not partner_ids:
            return self.env["loyalty.tier.move"]
        self._lock(program, partner_ids)
        ladder, may_lower = program._ladder(), not program._measuring().settling
        moved = {}
        customers = self._measure(program, partner_ids)
        for customer in customers:
            before = customer.before if may_lower else Score()
            tier_id = ladder.place(customer.held, before, customer.after)
            if tier_id != customer.held:
                moved[customer.partner_id] = tier_id
        self._write_settled(customers, moved)
        moves = self._make_moves(program, customers, moved, cause, origins or {}, party)
        self._touch_partners(list(moved))
        return moves

    @api.model
    def _lock(self, program, partner_ids):
        """Lock the memberships of customers, making those that do not exist yet.

        Two tills that settle the same customer at once take turns here, before
        either measures; so neither can miss what the other has recorded. SQL because
        the ORM cannot lock a row that is not there yet.
        """
        params = {"program_id": program.id, "partner_ids": partner_ids}
        locked = self.env.execute_query(
            SQL(
                """
                SELECT partner_id FROM loyalty_tier_membership
                 WHERE program_id = %(program_id)s
                   AND partner_id = ANY(%(partner_ids)s)
                 ORDER BY partner_id FOR NO KEY UPDATE
                """,
                **params,
            )
        )
        if len(locked) < len(partner_ids):
            self.env.execute_query(
                SQL(
                    """
                    INSERT INTO loyalty_tier_membership AS membership
                           (program_id, partner_id, visits, spend, stars,
                            create_uid, create_date, write_uid, write_date)
                    SELECT %(program_id)s, partner.id, 0, 0, 0,
                           %(uid)s, %(now)s, %(uid)s, %(now)s
                      FROM res_partner partner
                     WHERE partner.id = ANY(%(partner_ids)s)
                     ORDER BY partner.id
                        ON CONFLICT (program_id, partner_id)
                        DO UPDATE SET write_date = membership.write_date
                    RETURNING id
                    """,
                    **params,
                    uid=self.env.uid,
                    now=self.env.cr.now(),
                )
            )

    @api.model
    def _write_settled(self, customers, moved):
        """Write the memberships that differ from what was measured.

        SQL because the rows differ from each other: the ORM would write one by one.
        """
        rows = [
            (
                c.membership_id,
                moved.get(c.partner_id, c.held),
                *c.after,
                c.last_visit,
                c.partner_id in moved,
            )
            for c in customers
            if c.membership_id
        ]
        if not rows:
            return
        self.env.execute_query(
            SQL(
                """
                UPDATE loyalty_tier_membership membership
                   SET tier_id = settled.tier_id, visits = settled.visits,
                       spend = settled.spend, stars = settled.stars,
                       last_visit = settled.last_visit,
                       since = CASE WHEN settled.moved THEN %(now)s
                                    ELSE membership.since END,
                       write_uid = %(uid)s, write_date = %(now)s
                  FROM (VALUES %(rows)s) AS settled(
                       id, tier_id, visits, spend, stars, last_visit, moved)
                 WHERE membership.id = settled.id
                   AND (membership.tier_id, membership.visits, membership.spend,
                        membership.stars, membership.last_visit)
                       IS DISTINCT FROM
                       (settled.tier_id, settled.visits, settled.spend,
                        settled.stars, settled.last_visit)
             RETURNING membership.id
                """,
                rows=SQL(", ").join(
                    SQL("(%s, %s::int, %s, %s::numeric, %s, %s::date, %s)", *row)
                    for row in rows
                ),
                uid=self.env.uid,
                now=self.env.cr.now(),
            )
        )
        self.invalidate_model()

    @api.model
    def _make_moves(self, program, customers, moved, cause, origins, party):
        ladder = program._ladder()
        tiers = self.env["loyalty.tier"].browse(set(moved.values()) - {None})
        vals_list = []
        for customer in customers:
            if customer.partner_id not in moved:
                continue
            tier = tiers.browse(moved[customer.partner_id])
            lifted = ladder.height(tier.id) > ladder.height(customer.held)
            origin_model, origin_id = origins.get(customer.partner_id, (False, False))
            vals_list.append(
                {
                    "program_id": program.id,
                    "partner_id": customer.partner_id,
                    "from_tier_id": customer.held,
                    "to_tier_id": tier.id,
                    "is_promotion": lifted,
                    "cause": cause,
                    "origin_model": origin_model,
                    "origin_id": origin_id,
                    "rules_sentence": tier.rules_sentence,
                    "party": "due" if lifted and party and tier.party_text else "none",
                    **customer.after._asdict(),
                }
            )
        return self.env["loyalty.tier.move"].sudo().create(vals_list)

    @api.model
    def _touch_partners(self, partner_ids):
        """Have the tills load again the customers whose tier changed.

        Tills ask for contacts by their write date. A contact that somebody else is
        writing right now gets a new write date from them: it is skipped, so that a
        sale never waits for a contact form.
        """
        if not partner_ids:
            return
        self.env.execute_query(
            SQL(
                """
                UPDATE res_partner SET write_date = %s
                 WHERE id IN (
                       SELECT id FROM res_partner
                        WHERE commercial_partner_id = ANY(%s)
                          FOR NO KEY UPDATE SKIP LOCKED)
             RETURNING id
                """,
                self.env.cr.now(),
                partner_ids,
            )
        )
        self.env["res.partner"].invalidate_model(["write_date"])

    # -------------------------------------------------------------- at payment
    @api.model
    def _settle_after_commit(self, affected, cause):
        """Settle customers as soon as the sale is safely in the database.

        In a transaction of its own, so that nothing here can undo or delay a sale:
        tills that ring the same customer would otherwise clash on one row, be rolled
        back and sleep. What fails is caught up by the scheduled check.

        :param dict affected: as returned by ``loyalty.tier.entry._record``
        :param str cause: a value of ``loyalty.tier.move.cause``
        """
        if not affected:
            return
        if modules.module.current_test:
            # Test cursors never commit, and drop what waits for it.
            self.sudo()._settle_affected(affected, cause)
            return
        postcommit = self.env.cr.postcommit
        queue = postcommit.data.setdefault(SETTLE_QUEUE, [])
        if not queue:
            postcommit.add(self._settle_queue_in_own_transaction)
        queue.append((affected, cause))

    @api.model
    def _settle_forgotten(self, program):
        """Settle the customers whose membership is not what their entries add up to.

        :param program: one ``loyalty.tier.program``
        """
        if program._is_settling():
            return  # the work that is left settles everybody
        # They may be many after a long breakdown, so again not in this transaction.
        forgotten = dict.fromkeys(self._forgotten(program), (False, False))
        self._settle_after_commit(forgotten and {program.id: forgotten}, "check")

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
        self.flush_model()
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

    def _settle_queue_in_own_transaction(self):
        queue = self.env.cr.postcommit.data.pop(SETTLE_QUEUE, [])
        try:
            with self.env.registry.cursor() as cr:
                # Each statement sees what others have committed meanwhile: who waits
                # for a lock then measures the other till's sale as well, and no
                # transaction ever fails for having waited.
                cr.connection.set_isolation_level(
                    psycopg2.extensions.ISOLATION_LEVEL_READ_COMMITTED
                )
                own = self.with_env(api.Environment(cr, api.SUPERUSER_ID, self.env.context))
                for affected, cause in queue:
                    own._settle_affected(affected, cause)
        except Exception:
            # The sale is paid and kept. The scheduled check settles what is left.
            _logger.exception("Customers could not be settled after their sale")

    def _settle_affected(self, affected, cause):
        programs = self.env["loyalty.tier.program"]
        for program_id, origins in affected.items():
            moves = self._settle(
                programs.browse(program_id), origins, cause, origins=origins
            )
            moves._tell_tills()
