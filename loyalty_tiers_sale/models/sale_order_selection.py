# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.tools import SQL

# What the selection of counted orders reads from the database.
READ_FIELDS = {
    "sale.order": None,
    "sale.order.line": None,
    "account.move": ["state", "move_type", "currency_id", "invoice_currency_rate"],
    "account.move.line": ["quantity", "price_subtotal", "price_total", "move_id"],
    "pos.category": ["parent_id"],
    "product.product": ["product_tmpl_id", "standard_price"],
    "product.template": ["pos_categ_ids", "uom_id"],
    "res.currency.rate": None,
    "res.company": ["currency_id", "loyalty_tier_program_id"],
    "res.partner": ["commercial_partner_id"],
    "loyalty.tier.program": None,
}
# An order line and its bills, as amounts of the program: with or without taxes.
AMOUNT = (
    "CASE WHEN program.tax_included THEN {0}.price_total ELSE {0}.price_subtotal END"
)

# The goods of orders, and what was taken back of them, on the day of the order. A
# credit note for goods that were billed twice takes back no more than the second bill.
SELECT = f"""
WITH item AS (
    SELECT sale_order.id, program.id AS program_id,
           program.sale_counted = 'invoiced' AS by_bill,
           line.product_uom_qty AS units, {AMOUNT.format("line")} AS amount,
           line.price_subtotal - %(cost)s AS margin,
           bill.units AS billed_units, bill.amount AS billed,
           bill.units_back, bill.back
      FROM sale_order
      JOIN res_company company ON company.id = sale_order.company_id
      JOIN loyalty_tier_program program
        ON program.id = company.loyalty_tier_program_id AND program.active
      JOIN sale_order_line line ON line.order_id = sale_order.id
      JOIN product_product product ON product.id = line.product_id
      JOIN product_template template ON template.id = product.product_tmpl_id
 LEFT JOIN uom_uom unit ON unit.id = line.product_uom_id
 LEFT JOIN uom_uom stock_unit ON stock_unit.id = template.uom_id
CROSS JOIN LATERAL (
           SELECT sum(units) FILTER (WHERE NOT is_back) AS units,
                  sum(%(bill_amount)s) FILTER (WHERE NOT is_back) AS amount,
                  sum(units) FILTER (WHERE is_back) AS units_back,
                  sum(%(bill_amount)s) FILTER (WHERE is_back) AS back
             FROM (%(bills)s) AS bill (
                  is_back, units, price_total, price_subtotal)
           ) bill
     WHERE sale_order.state = 'sale' AND line.display_type IS NULL
       AND line.is_downpayment IS NOT TRUE
       AND %(condition)s AND NOT (%(uncounted)s)
), goods AS (
    SELECT id, program_id, by_bill, sum(units) AS units, sum(amount) AS amount,
           sum(margin) AS margin,
           COALESCE(sum(billed_units), 0) AS billed_units,
           COALESCE(sum(billed), 0) AS billed,
           COALESCE(sum(units_back), 0) AS units_back, COALESCE(sum(back), 0) AS back
      FROM item GROUP BY id, program_id, by_bill
), counted AS (
    SELECT id, program_id,
           CASE WHEN by_bill THEN billed_units ELSE units END AS units,
           CASE WHEN by_bill THEN billed ELSE amount END AS amount,
           CASE WHEN NOT by_bill THEN margin
                WHEN amount <> 0 THEN margin * billed / amount ELSE 0 END AS margin,
           CASE WHEN back = 0 AND units_back = 0 THEN 0
                WHEN billed_units >= units AND billed_units <= units_back
                     AND billed - back < 0.005 THEN 1
                WHEN by_bill AND billed > 0 THEN back / billed
                WHEN amount > 0 THEN (back - GREATEST(billed - amount, 0)) / amount
                WHEN units > 0
                THEN (units_back - GREATEST(billed_units - units, 0)) / units
                ELSE 0 END AS share_back
      FROM goods
), part AS (
    SELECT id, program_id, 0 AS takes_back_id, units, amount, margin FROM counted
     WHERE units <> 0 OR amount <> 0
 UNION ALL
    SELECT id, program_id, id, -units * share, -amount * share, -margin * share
      FROM counted, LEAST(share_back, 1) AS share
     WHERE share > 0 AND (units <> 0 OR amount <> 0)
)
SELECT part.program_id, customer.commercial_partner_id,
       source.company_id, source.date_order,
       (source.date_order AT TIME ZONE 'UTC' AT TIME ZONE program.tz)::date,
       round((part.amount * %(rate)s)::numeric, money.decimal_places),
       part.units,
       round((part.margin * %(rate)s)::numeric, money.decimal_places),
       %(multiplier)s, NULL::int, NULL::int, 'sale.order', part.id, part.takes_back_id
  FROM part
  JOIN sale_order source ON source.id = part.id
  JOIN res_partner customer ON customer.id = source.partner_id
  JOIN res_company company ON company.id = source.company_id
  JOIN loyalty_tier_program program ON program.id = part.program_id
  JOIN (SELECT id, GREATEST(ceil(log(1 / rounding)), 0)::int AS decimal_places
          FROM res_currency) money ON money.id = program.currency_id
"""
# What was billed and credited of a line, in the currency of its order.
BILLS = """
    SELECT move.move_type = 'out_refund', posting.quantity,
           posting.price_total * exchange, posting.price_subtotal * exchange
      FROM sale_order_line_invoice_rel rel
      JOIN account_move_line posting ON posting.id = rel.invoice_line_id
      JOIN account_move move ON move.id = posting.move_id
CROSS JOIN LATERAL (
           SELECT CASE WHEN move.currency_id = sale_order.currency_id THEN 1
                       ELSE COALESCE(sale_order.currency_rate
                                     / NULLIF(move.invoice_currency_rate, 0), 1)
                  END AS exchange) money
     WHERE rel.order_line_id = line.id AND move.state = 'posted'
       AND move.move_type IN ('out_invoice', 'out_receipt', 'out_refund')
"""


class SaleOrder(models.Model):
    """What sales orders count for, said in SQL: one statement for one or for all."""

    # A file of its own for one purpose.
    _inherit = "sale.order"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    def _loyalty_tier_select(self, condition, paid_now=False):
        """Select what confirmed orders count for: the decision that an order counts.

        The goods of an order count on its own day for its own customer: as ordered,
        or as billed, where the program says so. What is credited counts negative on
        the same day, never more than was counted. Down payments, delivery, gift cards
        and what the program excludes are no goods.

        :param SQL condition: on ``sale_order``, ``program``: the orders looked at
        :param bool paid_now: whether what guests hold now is what they held when
            they ordered
        :return: rows for ``loyalty.tier.entry._record``
        :rtype: SQL
        """
        for model, names in READ_FIELDS.items():
            self.env[model].flush_model(names)
        return SQL(
            SELECT,
            condition=condition,
            uncounted=SQL(" OR ").join(self._loyalty_tier_uncounted()),
            cost=self._loyalty_tier_cost(),
            bills=SQL(" UNION ALL ").join(self._loyalty_tier_bills()),
            bill_amount=SQL(AMOUNT.format("bill")),
            rate=self._loyalty_tier_rate(SQL("source.currency_id")),
            multiplier=self._loyalty_tier_multiplier(paid_now),
        )

    @api.model
    def _loyalty_tier_uncounted(self):
        """Say in SQL which order lines do not count.

        :return: conditions on ``line`` and ``program``
        :rtype: list(SQL)
        """
        conditions = self._loyalty_tier_excluded()
        if "is_delivery" in self.env["sale.order.line"]._fields:
            conditions.append(SQL("line.is_delivery IS TRUE"))
        return conditions

    @api.model
    def _loyalty_tier_bills(self):
        """Select what was billed and taken back of ``line``, an order line.

        :return: selections of whether it was taken back, quantity, amount with and
            without taxes in the currency of ``sale_order``; other apps add theirs
        :rtype: list(SQL)
        """
        return [SQL(BILLS)]

    @api.model
    def _loyalty_tier_cost(self):
        """Say in SQL what the goods of a line cost, in the currency of its order.

        What they would cost today, for who wants to know it by the context.
        """
        recorded = "purchase_price" in self.env["sale.order.line"]._fields
        if recorded and not self.env.context.get("loyalty_tiers_cost_today"):
            return SQL("line.product_uom_qty * COALESCE(line.purchase_price, 0)")
        return SQL(
            "line.product_uom_qty * COALESCE(unit.factor / NULLIF(stock_unit.factor, 0),"
            " 1) * COALESCE(sale_order.currency_rate, 1) * COALESCE("
            "(product.standard_price ->> sale_order.company_id::text)::numeric, 0)"
        )
