# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.tools import SQL

# What tills took back of what they had settled, as a share of the order line.
TAKEN_BACK_AT_TILLS = """
    SELECT TRUE, -back.qty * per_unit, line.price_total * share,
           line.price_subtotal * share
      FROM pos_order_line sold
      JOIN pos_order_line back ON back.refunded_orderline_id = sold.id
      JOIN pos_order refund ON refund.id = back.order_id
CROSS JOIN LATERAL (
           SELECT COALESCE(stock_unit.factor / NULLIF(unit.factor, 0), 1) AS per_unit
           ) measure
CROSS JOIN LATERAL (
           SELECT -back.qty * per_unit / NULLIF(line.product_uom_qty, 0) AS share
           ) part
     WHERE sold.sale_order_line_id = line.id AND refund.state IN ('paid', 'done')
       AND program.sale_counted = 'confirmed'
"""


class SaleOrder(models.Model):
    """A sales order that is settled at a till counts once: on the order."""

    _inherit = "sale.order"

    @api.model
    def _loyalty_tier_bills(self):
        for model in ("pos.order", "pos.order.line"):
            self.env[model].flush_model()
        return super()._loyalty_tier_bills() + [SQL(TAKEN_BACK_AT_TILLS)]

    def _loyalty_tier_count(self):
        res = super()._loyalty_tier_count()
        # What an order gives up, the till counts, and the other way.
        settled = self._loyalty_tier_settled_at_tills()
        if settled:
            settled._loyalty_tier_recount("order")
        return res

    def _loyalty_tier_settled_at_tills(self):
        """Return the paid till orders that settle these sales orders.

        :rtype: pos.order
        """
        orders = self.sudo().order_line.pos_order_line_ids.order_id
        return orders.filtered(lambda order: order.state in ("paid", "done"))

    def _loyalty_tier_may_refuse(self):
        return (
            super()._loyalty_tier_may_refuse()
            and not self._loyalty_tier_settled_at_tills()
        )

    def _loyalty_tier_note_breaches(self):
        # What a till has sold, the till has noted.
        left = self.filtered(lambda o: not o._loyalty_tier_settled_at_tills())
        return super(SaleOrder, left)._loyalty_tier_note_breaches()
