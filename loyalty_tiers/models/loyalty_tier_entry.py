# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.tools import SQL

# What a sales channel selects for :meth:`LoyaltyTierEntry._record`, in this order.
COLUMNS = SQL(
    "program_id, partner_id, company_id, date, day, amount, units, margin,"
    " multiplier, visits, stars, origin_model, origin_id, takes_back_id"
)

# Brings entries in line with what a channel selects.
RECORD = """
WITH fresh (%(columns)s) AS (%(select)s),
former AS (
    SELECT entry.program_id, entry.partner_id, entry.origin_model,
           entry.origin_id, TRUE AS lost
      FROM loyalty_tier_entry entry
      JOIN fresh USING (
           program_id, origin_model, origin_id, takes_back_id)
     WHERE entry.partner_id <> fresh.partner_id
),
written AS (
    INSERT INTO loyalty_tier_entry AS entry (
           %(columns)s, create_uid, create_date, write_uid, write_date)
    SELECT fresh.*, %(uid)s, now() AT TIME ZONE 'UTC',
           %(uid)s, now() AT TIME ZONE 'UTC' FROM fresh
        ON CONFLICT (program_id, origin_model, origin_id, takes_back_id)
        -- The multiplier stays: it is what was promised at payment.
        DO UPDATE SET (partner_id, company_id, date, day, amount, units, margin,
                       visits, stars, write_uid, write_date)
                    = (EXCLUDED.partner_id, EXCLUDED.company_id,
                       EXCLUDED.date, EXCLUDED.day, EXCLUDED.amount,
                       EXCLUDED.units, EXCLUDED.margin, EXCLUDED.visits,
                       EXCLUDED.stars, EXCLUDED.write_uid, EXCLUDED.write_date)
     WHERE (entry.partner_id, entry.day, entry.amount, entry.units, entry.margin,
            entry.visits, entry.stars)
           IS DISTINCT FROM
           (EXCLUDED.partner_id, EXCLUDED.day, EXCLUDED.amount, EXCLUDED.units,
            EXCLUDED.margin, EXCLUDED.visits, EXCLUDED.stars)
    RETURNING program_id, partner_id, origin_model, origin_id, FALSE AS lost
)
SELECT * FROM former UNION ALL SELECT * FROM written
"""


class LoyaltyTierEntry(models.Model):
    """One order that counts towards a tier; a refund is a negative entry.

    Sales channels write entries, nothing else does. An entry mirrors its order: it
    moves when the customer of the order is changed, and goes when the order no
    longer counts. So a score can always be explained line by line.
    """

    _name = "loyalty.tier.entry"
    _description = "Loyalty Tier Entry"
    _order = "date desc, id desc"
    _rec_name = "origin_name"

    program_id = fields.Many2one(
        comodel_name="loyalty.tier.program",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Customer",
        required=True,
        readonly=True,
        ondelete="cascade",
        help="The commercial partner: contacts of a firm share.",
    )
    company_id = fields.Many2one(
        comodel_name="res.company", required=True, readonly=True
    )
    currency_id = fields.Many2one(related="program_id.currency_id")
    date = fields.Datetime(required=True, readonly=True)
    day = fields.Date(
        string="Business Day",
        required=True,
        readonly=True,
        help="In the time zone of the shop. "
        "A refund belongs to the day of the order that it takes back.",
    )
    amount = fields.Monetary(
        required=True,
        readonly=True,
        help="What counts of the order, in the currency of the program.",
    )
    units = fields.Float(
        required=True,
        readonly=True,
        digits="Product Unit",
        help="Quantity of what counts; a day on which nothing is left is no visit.",
    )
    margin = fields.Monetary(
        readonly=True, help="What counts of the order, without tax and less its cost."
    )
    multiplier = fields.Float(
        readonly=True,
        default=1.0,
        help="Times the stars, as the tier held at payment promised.",
    )
    visits = fields.Integer(
        readonly=True, help="Visits brought along from elsewhere, on this day."
    )
    stars = fields.Integer(
        readonly=True, help="Stars brought along from elsewhere, on this day."
    )
    held = fields.Boolean(
        readonly=True, help="Earns nothing until a manager has approved it."
    )
    origin_model = fields.Char(required=True, readonly=True)
    origin_id = fields.Many2oneReference(
        string="Order", model_field="origin_model", required=True, readonly=True
    )
    takes_back_id = fields.Many2oneReference(
        model_field="origin_model",
        required=True,
        readonly=True,
        default=0,
        help="The order of which this entry takes back goods.",
    )

    # An order that is synchronised twice counts once. The partner is not part of
    # the key: merging contacts would delete the rows that clash.
    _origin_unique = models.Constraint(
        "UNIQUE(program_id, origin_model, origin_id, takes_back_id)",
        "This order is already counted.",
    )
    # What the nightly settling of all reads, it reads from this index alone.
    _counted_idx = models.Index(
        "(program_id, partner_id, day) INCLUDE (amount, units, visits)"
        " WHERE held IS NOT TRUE"
    )
    _customer_idx = models.Index("(program_id, partner_id, day)")
    _written_idx = models.Index("USING brin (write_date)")
    _taken_back_idx = models.Index("(takes_back_id) WHERE takes_back_id <> 0")

    @api.model
    def _record(self, select):
        """Bring the entries in line with what a channel selects, in one statement.

        SQL because the same statement serves one order at payment and a million at
        the start. What is recorded already is left alone; what differs is corrected.

        :param SQL select: rows of ``COLUMNS``; partners are commercial partners
        :return: the customers whose entries changed, by program id, each with the
            last order that changed them
        :rtype: dict(int, dict(int, tuple(str, int)))
        """
        rows = self.env.execute_query(
            SQL(
                RECORD,
                columns=COLUMNS,
                select=select,
                uid=self.env.uid,
            )
        )
        self.invalidate_model()
        lost = self._group_affected(row[:4] for row in rows if row[4])
        for program_id, origins in lost.items():
            self._have_reviewed(program_id, list(origins))
        return self._group_affected(row[:4] for row in rows)

    @api.model
    def _forget(self, select, scope):
        """Remove entries of orders that no longer count.

        SQL because the entries are compared with the same selection that records
        them.

        :param SQL select: rows of ``COLUMNS``, as for :meth:`_record`
        :param SQL scope: condition on ``entry``, naming the orders looked at
        :return: as :meth:`_record`
        """
        rows = self.env.execute_query(
            SQL(
                """
                WITH fresh (%(columns)s) AS (%(select)s),
                -- Not by an anti join, whose plan depends on a guess of the rows.
                gone AS (
                    SELECT program_id, origin_model, origin_id, takes_back_id
                      FROM loyalty_tier_entry entry WHERE %(scope)s
                    EXCEPT
                    SELECT program_id, origin_model, origin_id, takes_back_id FROM fresh
                )
                DELETE FROM loyalty_tier_entry entry USING gone
                 WHERE entry.program_id = gone.program_id
                   AND entry.origin_model = gone.origin_model
                   AND entry.origin_id = gone.origin_id
                   AND entry.takes_back_id = gone.takes_back_id
             RETURNING entry.program_id, entry.partner_id, entry.origin_model,
                       entry.origin_id
                """,
                columns=COLUMNS,
                select=select,
                scope=scope,
            )
        )
        self.invalidate_model()
        affected = self._group_affected(rows)
        for program_id, origins in affected.items():
            self._have_reviewed(program_id, list(origins))
        return affected

    @api.model
    def _have_reviewed(self, program_id, partner_ids):
        """Leave a note for the night, in case that these are not settled at once.

        A new entry is found by its date, one that is gone, or that has gone to another
        customer, is not. SQL because
        settling alone writes memberships by the ORM: nobody.
        """
        self.env.execute_query(
            SQL(
                """
                UPDATE loyalty_tier_membership SET review_on = LEAST(review_on, %s)
                 WHERE program_id = %s AND partner_id = ANY(%s) RETURNING id
                """,
                self.env["loyalty.tier.program"].browse(program_id)._today(),
                program_id,
                partner_ids,
            )
        )
        self.env["loyalty.tier.membership"].invalidate_model(["review_on"])

    @api.model
    def _group_affected(self, rows):
        affected = {}
        for program_id, partner_id, origin_model, origin_id in rows:
            origins = affected.setdefault(program_id, {})
            origins[partner_id] = (origin_model, origin_id)
        return affected

    @api.model
    def _customers(self, program, after_id, limit):
        """Return the next customers who have entries or a membership.

        SQL because the ORM cannot unite two tables.

        :param program: one ``loyalty.tier.program``
        :param int after_id: only partners with a greater id
        :param int limit: how many at most
        :return: ids of partners, rising
        :rtype: list(int)
        """
        rows = self.env.execute_query(
            SQL(
                """
                (SELECT DISTINCT partner_id FROM loyalty_tier_entry
                  WHERE program_id = %(program_id)s AND partner_id > %(after_id)s
                  ORDER BY partner_id LIMIT %(limit)s)
                UNION
                (SELECT partner_id FROM loyalty_tier_membership
                  WHERE program_id = %(program_id)s AND partner_id > %(after_id)s
                  ORDER BY partner_id LIMIT %(limit)s)
                ORDER BY partner_id LIMIT %(limit)s
                """,
                program_id=program.id,
                after_id=after_id,
                limit=limit,
            )
        )
        return [partner_id for (partner_id,) in rows]
