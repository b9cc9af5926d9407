# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate

from odoo import api, fields, models
from odoo.tools import SQL

from ..segment_sql import FRESH

CURVE = [share / 100 for share in range(95, 0, -5)]  # of the customers, the best first
BEST = 30  # percent of the customers of whom the sentence speaks
KEPT_DAYS = 400  # so that this night can be compared with the same one last year


class LoyaltyTierSegmentCut(models.Model):
    """Where the fifths and the layers of a program began, night by night.

    Explains every label without ranking anybody again. Refreshing is the only writer.
    """

    _name = "loyalty.tier.segment.cut"
    _description = "Loyalty Segment Cuts"
    _order = "day desc, id desc"
    _rec_name = "day"

    program_id = fields.Many2one(
        comodel_name="loyalty.tier.program",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="program_id.company_id")
    day = fields.Date(required=True, readonly=True)
    customer_count = fields.Integer(string="Customers", readonly=True)
    cuts = fields.Json(
        readonly=True,
        help="Who has more than the fourth cut is in the best fifth, and so on.",
    )

    sentence = fields.Char(compute="_compute_sentence")

    _program_day_unique = models.Constraint(
        "UNIQUE(program_id, day)", "The cuts of this day are kept already."
    )

    @api.depends("cuts")
    @api.depends_context("lang")
    def _compute_sentence(self):
        for cut in self:
            curve = (cut.cuts or {}).get("curve") or []
            best = min(curve, key=lambda point: abs(point[0] - BEST), default=None)
            cut.sentence = best and self.env._(
                "The best %(customers)s%% of the guests bring %(sales)s%% of the sales.",
                customers=f"{best[0]:.0f}",
                sales=f"{best[1]:.0f}",
            )

    @api.model
    def _keep(self, program, cuts):
        """Keep the cuts of today.

        :param program: one ``loyalty.tier.program``
        :param dict cuts: as ``loyalty.tier.segment._cuts`` found them
        """
        values = {
            "customer_count": cuts.get("customers", 0),
            "cuts": {name: self._plain(found) for name, found in cuts.items()},
        }
        today = program._today()
        cut = self.search([("program_id", "=", program.id), ("day", "=", today)])
        if cut:
            cut.write(values)
        else:
            self.create({**values, "program_id": program.id, "day": today})

    @api.model
    def _curve(self):
        """Find how much of the sales the best customers bring, from what was measured.

        SQL because the spend of all is added up. Equal customers are one step of the
        curve: its points say how many customers they are about.

        :return: shares of customers and of sales in percent, rising
        :rtype: list(tuple(float, float))
        """
        rows = self.env.execute_query(
            SQL(
                """
                WITH ranked AS MATERIALIZED (SELECT spend FROM %s WHERE spend > 0),
                steps AS (
                    SELECT percentile_disc(%s::float8[])
                           WITHIN GROUP (ORDER BY spend DESC) AS floors FROM ranked)
                SELECT count(*), sum(spend) FROM ranked, steps
                 GROUP BY width_bucket(spend, floors)
                 ORDER BY width_bucket(spend, floors) DESC
                """,
                FRESH,
                CURVE,
            )
        )
        customers = list(accumulate(row[0] for row in rows))
        sales = list(accumulate(float(row[1]) for row in rows))
        return [
            (round(100 * count / customers[-1], 1), round(100 * sold / sales[-1], 1))
            for count, sold in zip(customers, sales, strict=True)
        ]

    @api.model
    def _plain(self, found):
        """Return a value as JSON can hold it."""
        if isinstance(found, (list, tuple)):
            return [self._plain(one) for one in found]
        if isinstance(found, date):
            return found.isoformat()
        return float(found) if isinstance(found, Decimal) else found

    @api.model
    def _latest(self, program):
        """Return the cuts that the labels of today follow from.

        :param program: one ``loyalty.tier.program``
        :rtype: loyalty.tier.segment.cut
        """
        return self.sudo().search([("program_id", "=", program.id)], limit=1)

    @api.autovacuum
    def _gc_old(self):
        before = fields.Date.today() - timedelta(days=KEPT_DAYS)
        self.search([("day", "<", before)]).unlink()
