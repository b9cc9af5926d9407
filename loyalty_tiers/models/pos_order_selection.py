# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.tools import SQL

# What the selection of counted orders reads from the database.
READ_FIELDS = {
    "pos.order": None,
    "pos.order.line": None,
    "pos.config": None,
    "pos.category": ["parent_id"],
    "product.product": ["product_tmpl_id", "standard_price"],
    "product.template": ["pos_categ_ids"],
    "res.currency.rate": None,
    "res.company": ["currency_id", "loyalty_tier_program_id"],
    "res.partner": ["commercial_partner_id"],
    "loyalty.tier.program": None,
}

# The parts of orders, each on the day and for the customer that it counts for.
SELECT = """
WITH part AS (
    SELECT pos_order.id, program.id AS program_id,
           COALESCE(sold.order_id, 0) AS takes_back_id,
           sum(CASE WHEN program.tax_included
                    THEN line.price_subtotal_incl
                    ELSE line.price_subtotal END) AS amount,
           sum(line.qty) AS units,
           sum(line.price_subtotal - %(cost)s) AS margin
      FROM pos_order
      JOIN res_company company ON company.id = pos_order.company_id
      JOIN loyalty_tier_program program
        ON program.id = company.loyalty_tier_program_id AND program.active
      JOIN pos_order_line line ON line.order_id = pos_order.id
      JOIN product_product product ON product.id = line.product_id
 LEFT JOIN pos_order_line sold ON sold.id = line.refunded_orderline_id
     WHERE pos_order.state IN ('paid', 'done')
       AND %(condition)s AND NOT (%(uncounted)s)
     GROUP BY pos_order.id, program.id, sold.order_id
)
SELECT part.program_id, customer.commercial_partner_id,
       pos_order.company_id, source.date_order, %(day)s,
       round((part.amount * %(rate)s)::numeric, money.decimal_places),
       part.units,
       round((part.margin * %(rate)s)::numeric, money.decimal_places),
       %(multiplier)s, NULL::int, NULL::int, 'pos.order', part.id, part.takes_back_id
  FROM part
  JOIN pos_order ON pos_order.id = part.id
  JOIN pos_order source
    ON source.id = CASE WHEN part.takes_back_id = 0 THEN part.id
                        ELSE part.takes_back_id END
  JOIN res_partner customer ON customer.id = source.partner_id
  JOIN pos_config shop ON shop.id = source.config_id
  JOIN res_company company ON company.id = pos_order.company_id
  JOIN loyalty_tier_program program ON program.id = part.program_id
  JOIN (SELECT id, GREATEST(ceil(log(1 / rounding)), 0)::int AS decimal_places
          FROM res_currency) money ON money.id = program.currency_id
"""


class PosOrder(models.Model):
    """What paid orders count for, said in SQL: one statement for one or for all."""

    # A file of its own for one purpose.
    _inherit = "pos.order"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    def _loyalty_tier_select(self, condition, paid_now=False):
        """Select what paid orders count for: the decision that an order counts.

        The goods of an order count on its own day for its own customer. Goods that
        it takes back count negative on the day, and for the customer, of the order
        that sold them. Tips, gift cards, deposits and what the program excludes are
        no goods. SQL because the same selection serves one order and all of them.

        :param SQL condition: on ``pos_order``, ``program``: the orders looked at
        :param bool paid_now: whether what guests hold now is what they held when
            they paid
        :return: rows for ``loyalty.tier.entry._record``
        :rtype: SQL
        """
        for model, names in READ_FIELDS.items():
            self.env[model].flush_model(names)
        config = self.env["pos.config"]
        return SQL(
            SELECT,
            condition=condition,
            uncounted=self._loyalty_tier_uncounted(),
            day=config._loyalty_tier_shop_day(SQL("source.date_order"), SQL("shop")),
            rate=self._loyalty_tier_rate(SQL("shop.currency_id")),
            cost=self._loyalty_tier_cost(),
            multiplier=self._loyalty_tier_multiplier(paid_now),
        )

    @api.model
    def _loyalty_tier_cost(self):
        """Say in SQL what the goods of a line cost; estimated until it is known.

        What they would cost today, for who wants to know it by the context.
        """
        today = SQL(
            "line.qty * COALESCE(pos_order.currency_rate, 1) * COALESCE("
            "(product.standard_price ->> pos_order.company_id::text)::numeric, 0)"
        )
        if self.env.context.get("loyalty_tiers_cost_today"):
            return today
        return SQL(
            "CASE WHEN line.is_total_cost_computed THEN COALESCE(line.total_cost, 0)"
            " ELSE %s END",
            today,
        )

    @api.model
    def _loyalty_tier_uncounted(self):
        """Say in SQL which order lines do not count: tips, gift cards, exclusions.

        :return: a condition on ``line``, ``sold`` (what it takes back), ``program``
        :rtype: SQL
        """
        return SQL(" OR ").join(self._loyalty_tier_excluded())
