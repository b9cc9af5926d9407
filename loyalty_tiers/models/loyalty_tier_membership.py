# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.tools import SQL

from ..ladder import Score

# Writes what differs, where nobody has settled the customer since the measuring.
WRITE_SETTLED = """
   UPDATE loyalty_tier_membership membership
      SET tier_id = settled.tier_id, visits = settled.visits,
          spend = settled.spend, stars = settled.stars,
          last_visit = settled.last_visit,
          since = CASE WHEN settled.moved THEN now() AT TIME ZONE 'UTC'
                       ELSE membership.since END,
          write_uid = %(uid)s, write_date = now() AT TIME ZONE 'UTC'
     FROM (VALUES %(rows)s) AS settled(
          id, held_id, old_visits, old_spend, old_stars,
          tier_id, visits, spend, stars, last_visit, moved)
    WHERE membership.id = settled.id
      AND (membership.tier_id, membership.visits, membership.spend,
           membership.stars)
          IS NOT DISTINCT FROM
          (settled.held_id, settled.old_visits, settled.old_spend,
           settled.old_stars)
      AND (membership.tier_id, membership.visits, membership.spend,
           membership.stars, membership.last_visit)
          IS DISTINCT FROM
          (settled.tier_id, settled.visits, settled.spend,
           settled.stars, settled.last_visit)
RETURNING membership.partner_id
"""


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
    orders = fields.Integer(readonly=True)
    margin = fields.Monetary(
        readonly=True, groups="loyalty_tiers.group_loyalty_tiers_manager"
    )
    joined_on = fields.Date(readonly=True, help="Day of the first visit.")
    until = fields.Date(
        readonly=True,
        help="The tier is held through this day, if nothing more happens. "
        "Empty: it has no end.",
    )
    review_on = fields.Date(
        readonly=True,
        help="The day on which time alone may change something here.",
    )
    last_visit = fields.Date(readonly=True)
    missing = fields.Char(compute="_compute_missing", string="Next Tier")
    progress = fields.Float(compute="_compute_missing")

    # An index, no constraint: merging contacts deletes the rows of all contacts
    # when a constraint that holds the partner is hurt (see base_partner_merge).
    _review_idx = models.Index("(program_id, review_on) WHERE review_on IS NOT NULL")
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
        customers = self.env["loyalty.tier.score"]._measure(program, partner_ids)
        for customer in customers:
            before = customer.before if may_lower else Score()
            tier_id = ladder.place(customer.held, before, customer.after)
            if tier_id != customer.held:
                moved[customer.partner_id] = tier_id
        self._write_settled(customers, moved)
        moves = self._make_moves(program, customers, moved, cause, origins or {}, party)
        self.env["res.partner"]._loyalty_tier_touch(list(moved))
        return moves

    @api.model
    def _write_stayed(self, program, customers):
        """Write the new scores of customers who were measured and keep their tier.

        :param program: one ``loyalty.tier.program``
        :param customers: list of ``Measured``
        :return: ids of the partners whose membership was written; the others must be
            settled
        :rtype: set(int)
        """
        ladder = program._ladder()
        return self._write_settled(
            [
                customer
                for customer in customers
                if ladder.place(customer.held, customer.before, customer.after)
                == customer.held
            ],
            {},
        )

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
                           %(uid)s, now() AT TIME ZONE 'UTC',
                           %(uid)s, now() AT TIME ZONE 'UTC'
                      FROM res_partner partner
                     WHERE partner.id = ANY(%(partner_ids)s)
                     ORDER BY partner.id
                        ON CONFLICT (program_id, partner_id)
                        DO UPDATE SET write_date = membership.write_date
                    RETURNING id
                    """,
                    **params,
                    uid=self.env.uid,
                )
            )

    @api.model
    def _write_settled(self, customers, moved):
        """Write the memberships that differ from what was measured.

        Leaves alone who was settled by somebody else since the measuring. SQL because
        the rows differ from each other: the ORM would write one by one.

        :param customers: list of ``Measured``
        :param dict moved: the new tier of those who change it, by partner id
        :return: ids of the partners whose membership was written
        :rtype: set(int)
        """
        rows = [self._settled_row(c, moved) for c in customers if c.membership_id]
        if not rows:
            return set()
        written = self.env.execute_query(
            SQL(
                WRITE_SETTLED,
                rows=SQL(", ").join(rows),
                uid=self.env.uid,
            )
        )
        self.invalidate_model()
        return {partner_id for (partner_id,) in written}

    @api.model
    def _settled_row(self, customer, moved):
        return SQL(
            "(%s, %s::int, %s, %s::numeric, %s,"
            " %s::int, %s, %s::numeric, %s, %s::date, %s)",
            customer.membership_id,
            customer.held,
            *customer.before,
            moved.get(customer.partner_id, customer.held),
            *customer.after,
            customer.last_visit,
            customer.partner_id in moved,
        )

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
