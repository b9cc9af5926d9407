# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.tools import SQL

# Equal sales share a rank and a running share, as they share a tier.
RANKING = """
SELECT membership.id,
       membership.program_id,
       membership.partner_id,
       membership.tier_id,
       membership.spend AS sales,
       membership.visits,
       membership.last_visit,
       rank() OVER by_sales AS rank,
       membership.spend / sum(membership.spend) OVER program AS share,
       sum(membership.spend) OVER by_sales
       / sum(membership.spend) OVER program AS running_share,
       (count(*) OVER by_sales)::float
       / count(*) OVER program AS customer_share
  FROM loyalty_tier_membership membership
 WHERE membership.spend > 0
WINDOW program AS (PARTITION BY membership.program_id),
       by_sales AS (PARTITION BY membership.program_id
                        ORDER BY membership.spend DESC)
"""


class LoyaltyTierRanking(models.Model):
    """The customers of a program by what they spend in its window, as of now.

    A view of the memberships: nobody writes it. The shares are of all customers of
    the program, whichever of them a filter shows.
    """

    _name = "loyalty.tier.ranking"
    _description = "Loyalty Tier Sales Ranking"
    _auto = False
    _order = "program_id, rank, id"
    _rec_name = "partner_id"
    _depends = {
        "loyalty.tier.membership": [
            "program_id",
            "partner_id",
            "tier_id",
            "spend",
            "visits",
            "last_visit",
        ],
    }

    program_id = fields.Many2one(comodel_name="loyalty.tier.program", readonly=True)
    company_id = fields.Many2one(related="program_id.company_id")
    currency_id = fields.Many2one(related="program_id.currency_id")
    partner_id = fields.Many2one(
        comodel_name="res.partner", string="Customer", readonly=True
    )
    tier_id = fields.Many2one(
        comodel_name="loyalty.tier", string="Layer", readonly=True
    )
    tier_color = fields.Char(related="tier_id.color", string="Tier Color")
    rank = fields.Integer(readonly=True, aggregator=False)
    sales = fields.Monetary(readonly=True, help="In the window of the program.")
    share = fields.Float(
        string="Share of Sales", readonly=True, help="Of the sales of all customers."
    )
    running_share = fields.Float(
        readonly=True,
        aggregator="max",
        help="Share of sales of this customer and all who spend as much or more.",
    )
    customer_share = fields.Float(
        string="Best % of Customers",
        readonly=True,
        aggregator="max",
        help="This customer and all who spend as much or more, as a share of all.",
    )
    visits = fields.Integer(readonly=True)
    last_visit = fields.Date(readonly=True)

    @property
    def _table_query(self):
        return SQL(RANKING)
