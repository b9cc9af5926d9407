# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.tools import SQL

REPORT = """
SELECT perk.id, perk.id AS perk_id, perk.program_id, perk.tier_id, perk.kind,
       perk.given, given.granted, given.served, given.lapsed, given.cost,
       given.served_told, given.served_back, given.missed_told, given.missed_back,
       control.told AS control_told, control.back AS control_back,
       100.0 * given.served_back / NULLIF(given.served_told, 0) AS served_rate,
       100.0 * given.missed_back / NULLIF(given.missed_told, 0) AS missed_rate,
       100.0 * control.back / NULLIF(control.told, 0) AS control_rate
  FROM loyalty_tier_perk perk
  JOIN loyalty_tier_program program ON program.id = perk.program_id
 CROSS JOIN LATERAL (
       SELECT (now() AT TIME ZONE program.tz)::date - program.return_days AS told_until
       ) time
 CROSS JOIN LATERAL (
       SELECT count(*) AS granted,
              count(*) FILTER (WHERE is_served) AS served,
              count(*) FILTER (WHERE state = 'lapsed') AS lapsed,
              COALESCE(sum(cost) FILTER (WHERE is_served), 0) AS cost,
              count(*) FILTER (WHERE is_served AND told) AS served_told,
              count(*) FILTER (WHERE is_served AND told AND back) AS served_back,
              count(*) FILTER (WHERE NOT is_served AND told) AS missed_told,
              count(*) FILTER (WHERE NOT is_served AND told AND back) AS missed_back,
              array_agg(DISTINCT tier_id) FILTER (WHERE is_served AND told) AS tier_ids,
              min(day) FILTER (WHERE is_served AND told) AS first_day,
              max(day) FILTER (WHERE is_served AND told) AS last_day
         FROM (SELECT loyalty_tier_grant.state, loyalty_tier_grant.cost,
                      loyalty_tier_grant.tier_id, moment.day,
                      loyalty_tier_grant.state = 'served' AS is_served,
                      -- Too early to tell; and an erased guest tells nothing.
                      moment.day < time.told_until AND guest.id IS NOT NULL AS told,
                      %(back)s AS back
                 FROM loyalty_tier_grant
                 LEFT JOIN res_partner guest ON guest.id = loyalty_tier_grant.partner_id
                CROSS JOIN LATERAL (
                      SELECT (COALESCE(served_on, date)
                              AT TIME ZONE 'UTC' AT TIME ZONE program.tz)::date AS day
                      ) moment
                WHERE loyalty_tier_grant.perk_id = perk.id) grants
       ) given
 CROSS JOIN LATERAL (
       SELECT count(*) AS told, count(*) FILTER (WHERE %(control_back)s) AS back
         FROM (SELECT membership.partner_id AS customer_id, min(entry.day) AS day
                 FROM loyalty_tier_membership membership
                 JOIN loyalty_tier_entry entry
                   ON entry.program_id = program.id
                  AND entry.partner_id = membership.partner_id
                  AND entry.held IS NOT TRUE AND entry.units > 0
                  AND entry.day BETWEEN given.first_day AND given.last_day
                WHERE membership.program_id = program.id
                  AND membership.tier_id = ANY(given.tier_ids)
                  AND NOT EXISTS (
                      SELECT FROM loyalty_tier_grant own
                        JOIN res_partner holder ON holder.id = own.partner_id
                       WHERE own.perk_id = perk.id
                         AND holder.commercial_partner_id = membership.partner_id)
                GROUP BY membership.partner_id) moment
       ) control
 WHERE perk.given <> 'always'
"""

# Whether a customer came again after a day, within the time of the program.
BACK = """
EXISTS (SELECT FROM loyalty_tier_entry visit
         WHERE visit.program_id = program.id AND visit.partner_id = %s
           AND visit.held IS NOT TRUE AND visit.units > 0
           AND visit.day > moment.day
           AND visit.day <= moment.day + program.return_days)
"""


class LoyaltyTierPerkReport(models.Model):
    """What perks bring: granted, served, what they cost, and who came back.

    Beside those who were served stand those who were granted it and never got it,
    and members of the same tiers who came in the same time and were given nothing.
    """

    _name = "loyalty.tier.perk.report"
    _description = "What Perks Bring"
    _auto = False
    _rec_name = "perk_id"
    _order = "served desc, id"

    perk_id = fields.Many2one(comodel_name="loyalty.tier.perk", readonly=True)
    program_id = fields.Many2one(comodel_name="loyalty.tier.program", readonly=True)
    currency_id = fields.Many2one(related="program_id.currency_id")
    tier_id = fields.Many2one(comodel_name="loyalty.tier", readonly=True)
    kind = fields.Selection(
        selection=lambda self: self._selection_of("kind"), readonly=True
    )
    given = fields.Selection(
        selection=lambda self: self._selection_of("given"), readonly=True
    )
    granted = fields.Integer(readonly=True)
    served = fields.Integer(readonly=True)
    lapsed = fields.Integer(readonly=True)
    cost = fields.Monetary(readonly=True)
    served_told = fields.Integer(
        string="Served, Old Enough",
        readonly=True,
        help="So long ago that who comes back has come back.",
    )
    served_back = fields.Integer(string="Served and Came Back", readonly=True)
    missed_told = fields.Integer(string="Not Served, Old Enough", readonly=True)
    missed_back = fields.Integer(string="Not Served and Came Back", readonly=True)
    control_told = fields.Integer(
        string="Others of the Tier",
        readonly=True,
        help="Members of the same tiers who came in the same time, without this perk.",
    )
    control_back = fields.Integer(string="Others Who Came Back", readonly=True)
    served_rate = fields.Float(
        string="Came Back, Served %",
        readonly=True,
        aggregator="avg",
        digits=(5, 1),
        help="Of those who got it, who came again within the days of the program.",
    )
    missed_rate = fields.Float(
        string="Came Back, Not Served %",
        readonly=True,
        aggregator="avg",
        digits=(5, 1),
        help="Of those who were granted it and never got it.",
    )
    control_rate = fields.Float(
        string="Came Back, Others %",
        readonly=True,
        aggregator="avg",
        digits=(5, 1),
        help="Of members of the same tiers who came in the same time, without it.",
    )

    _depends = {
        "loyalty.tier.perk": ["program_id", "tier_id", "kind", "given"],
        "loyalty.tier.program": ["return_days", "tz"],
        "loyalty.tier.grant": ["perk_id", "partner_id", "state", "cost", "served_on"],
        "loyalty.tier.entry": ["partner_id", "day", "units", "held"],
        "loyalty.tier.membership": ["partner_id", "tier_id"],
        "res.partner": ["commercial_partner_id"],
    }

    def _selection_of(self, name):
        return (
            self.env["loyalty.tier.perk"]._fields[name]._description_selection(self.env)
        )

    @property
    def _table_query(self):
        return SQL(
            REPORT,
            back=SQL(BACK, SQL("guest.commercial_partner_id")),
            control_back=SQL(BACK, SQL("moment.customer_id")),
        )

    def action_grants(self):
        """Open to whom the perk was given.

        :return: a window action
        """
        return self.perk_id.action_grants()
