# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.tools import SQL

# What was ordered, less what was credited of it, on the moment of the order.
SOLD_BY_SALES = """
    SELECT customer.commercial_partner_id AS partner_id, product.product_tmpl_id,
           GREATEST(line.product_uom_qty - GREATEST(
               bill.back - GREATEST(bill.units - line.product_uom_qty, 0), 0), 0)
           * COALESCE(unit.factor / NULLIF(stock_unit.factor, 0), 1) AS quantity,
           sale_order.date_order AS moment
      FROM sale_order
      JOIN res_partner customer ON customer.id = sale_order.partner_id
      JOIN sale_order_line line ON line.order_id = sale_order.id
      JOIN product_product product ON product.id = line.product_id
      JOIN product_template template ON template.id = product.product_tmpl_id
 LEFT JOIN uom_uom unit ON unit.id = line.product_uom_id
 LEFT JOIN uom_uom stock_unit ON stock_unit.id = template.uom_id
CROSS JOIN LATERAL (
           SELECT COALESCE(sum(posting.quantity)
                           FILTER (WHERE move.move_type = 'out_refund'), 0) AS back,
                  COALESCE(sum(posting.quantity)
                           FILTER (WHERE move.move_type <> 'out_refund'), 0) AS units
             FROM sale_order_line_invoice_rel rel
             JOIN account_move_line posting ON posting.id = rel.invoice_line_id
             JOIN account_move move ON move.id = posting.move_id
            WHERE rel.order_line_id = line.id AND move.state = 'posted') bill
     WHERE sale_order.partner_id = ANY(%(family)s) AND sale_order.state = 'sale'
       AND line.display_type IS NULL AND line.is_downpayment IS NOT TRUE
"""


class LoyaltyTierGate(models.Model):
    _inherit = "loyalty.tier.gate"

    @api.model
    def _limit_sources(self, family):
        for model in ("sale.order", "sale.order.line", "account.move"):
            self.env[model].flush_model()
        self.env["account.move.line"].flush_model(["quantity", "move_id"])
        return super()._limit_sources(family) + [SQL(SOLD_BY_SALES, family=family)]
