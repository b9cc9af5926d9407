# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.tools import SQL

# One row for each guest of a mailing: who was to get it, and who was held back.
REPORT = """
SELECT addressee.id, addressee.mailing_id, addressee.partner_id, addressee.program_id,
       program.company_id, addressee.tier_id, addressee.fate, addressee.chosen_on,
       moment.days_since, moment.days_since > mailing.loyalty_tier_return_days AS told,
       COALESCE(mail.sent, FALSE)::int AS sent,
       COALESCE(mail.opened, FALSE)::int AS opened,
       COALESCE(mail.clicked, FALSE)::int AS clicked,
       COALESCE(visit.back, FALSE)::int AS back,
       CASE WHEN visit.back THEN 100.0 ELSE 0.0 END AS return_rate,
       COALESCE(visit.spent, 0) AS spent, COALESCE(visit.spent, 0) AS spent_each
  FROM loyalty_tier_addressee addressee
  JOIN loyalty_tier_program program ON program.id = addressee.program_id
  JOIN mailing_mailing mailing ON mailing.id = addressee.mailing_id
  JOIN res_partner guest ON guest.id = addressee.partner_id
 CROSS JOIN LATERAL (
       SELECT (addressee.chosen_on AT TIME ZONE 'UTC' AT TIME ZONE program.tz)::date
              AS day) chosen
 CROSS JOIN LATERAL (
       SELECT chosen.day,
              (now() AT TIME ZONE program.tz)::date - chosen.day AS days_since) moment
  LEFT JOIN LATERAL (
       SELECT bool_or(sent_datetime IS NOT NULL) AS sent,
              bool_or(trace_status IN ('open', 'reply')) AS opened,
              bool_or(links_click_datetime IS NOT NULL) AS clicked
         FROM mailing_trace trace
        WHERE trace.loyalty_tier_addressee_id = addressee.id
          AND trace.is_test_trace IS NOT TRUE) mail ON TRUE
  LEFT JOIN LATERAL (
       -- An entry of goods taken back has the day and the moment of their sale: what
       -- is taken back was no visit, and what was sold before does not count less.
       SELECT bool_or(day.units > 0) AS back, sum(day.amount) AS spent
         FROM (SELECT sum(entry.units) AS units, sum(entry.amount) AS amount
                 FROM loyalty_tier_entry entry
                WHERE entry.program_id = addressee.program_id
                  AND entry.partner_id = guest.commercial_partner_id
                  AND entry.held IS NOT TRUE AND entry.date > addressee.chosen_on
                  AND entry.day BETWEEN moment.day
                      AND moment.day + mailing.loyalty_tier_return_days
                GROUP BY entry.day) day) visit ON TRUE
 WHERE addressee.fate IN ('written', 'held_back')
"""
# What is added up of it.
COUNTED = (
    "tier_id",
    "fate",
    "days_since",
    "told",
    "sent",
    "opened",
    "clicked",
    "back",
    "spent",
)


class LoyaltyTierMailingReport(models.Model):
    """Who of a mailing came back to the till or the shop, and who was held back.

    All who were chosen are counted, whether or not they opened it: they differ from
    those held back by nothing but the draw.
    """

    _name = "loyalty.tier.mailing.report"
    _description = "What Mailings Bring"
    _auto = False
    _rec_name = "partner_id"
    _order = "id desc"

    mailing_id = fields.Many2one(comodel_name="mailing.mailing", readonly=True)
    partner_id = fields.Many2one(
        comodel_name="res.partner", string="Guest", readonly=True
    )
    program_id = fields.Many2one(comodel_name="loyalty.tier.program", readonly=True)
    company_id = fields.Many2one(comodel_name="res.company", readonly=True)
    currency_id = fields.Many2one(related="program_id.currency_id")
    tier_id = fields.Many2one(
        comodel_name="loyalty.tier", readonly=True, help="Held when chosen."
    )
    fate = fields.Selection(
        selection=[("written", "Written to"), ("held_back", "Held back to compare")],
        string="Group",
        readonly=True,
    )
    chosen_on = fields.Datetime(readonly=True)
    days_since = fields.Integer(readonly=True, aggregator="max")
    told = fields.Boolean(
        string="Old Enough",
        readonly=True,
        help="So long ago that who comes back has come back.",
    )
    sent = fields.Integer(readonly=True)
    opened = fields.Integer(readonly=True)
    clicked = fields.Integer(readonly=True)
    back = fields.Integer(
        string="Came Back",
        readonly=True,
        help="To a till or the shop, within the days of the mailing, and kept "
        "something of what they bought.",
    )
    return_rate = fields.Float(
        string="Came Back %", readonly=True, aggregator="avg", digits=(5, 1)
    )
    spent = fields.Monetary(readonly=True, help="Within these days, less refunds.")
    spent_each = fields.Monetary(
        string="Spent per Guest", readonly=True, aggregator="avg"
    )

    _depends = {
        "loyalty.tier.addressee": ["mailing_id", "partner_id", "program_id", "fate"],
        "loyalty.tier.entry": ["partner_id", "day", "date", "units", "amount", "held"],
        "loyalty.tier.program": ["tz", "company_id"],
        "mailing.mailing": ["loyalty_tier_return_days"],
        "mailing.trace": ["loyalty_tier_addressee_id", "trace_status"],
        "res.partner": ["commercial_partner_id"],
    }

    @property
    def _table_query(self):
        return SQL(REPORT)

    def _sums(self, mailing):
        """Add up what a mailing brought, for each tier and over all, in one query.

        SQL because the ORM knows no variance, and reads no sums in two groupings.
        Guests of the last days are left out as long as others can be counted: an
        automatic message goes on being sent.

        :param mailing: one ``mailing.mailing``
        :return: ``tier_id`` (``None``: without tier), whether it is over all tiers,
            ``fate``, and the numbers of a ``Group`` of ``loyalty.tier.mailing.outcome``
        :rtype: list(tuple)
        """
        self.check_access("read")
        self.env.flush_all()
        guests = self._search([("mailing_id", "=", mailing.id)])
        columns = [self._field_to_sql(guests.table, name, guests) for name in COUNTED]
        return self.env.execute_query(
            SQL(
                """
                SELECT tier_id, GROUPING(tier_id) = 1, fate, count(*),
                       sum(sent), sum(opened), sum(clicked), max(days_since),
                       count(*) FILTER (WHERE told), count(*) FILTER (WHERE counted),
                       COALESCE(sum(back) FILTER (WHERE counted), 0),
                       COALESCE(avg(spent) FILTER (WHERE counted), 0)::float,
                       COALESCE(var_samp(spent) FILTER (WHERE counted), 0)::float
                  FROM (SELECT *, told OR NOT bool_or(told) OVER () AS counted
                          FROM (%s) guests (%s)) guests
                 GROUP BY GROUPING SETS ((tier_id, fate), (fate))
                """,
                guests.select(*columns),
                SQL(", ").join(map(SQL.identifier, COUNTED)),
            )
        )
