# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.tools import SQL

# What is settled at the till, or taken back of it, counts on its sales order.
COUNTED_BY_SALE = """
    EXISTS (SELECT FROM sale_order_line settled
              JOIN sale_order sale ON sale.id = settled.order_id
              JOIN res_company house ON house.id = sale.company_id
             WHERE settled.id = COALESCE(line.sale_order_line_id,
                                         sold.sale_order_line_id)
               -- A quotation is confirmed as soon as its till order is paid.
               AND sale.state <> 'cancel'
               AND house.loyalty_tier_program_id = program.id
               AND program.sale_counted = 'confirmed')
"""


class PosOrder(models.Model):
    _inherit = "pos.order"

    @api.model
    def _loyalty_tier_uncounted(self):
        for model in ("sale.order", "sale.order.line"):
            self.env[model].flush_model()
        return SQL("%s OR %s", super()._loyalty_tier_uncounted(), SQL(COUNTED_BY_SALE))

    def _loyalty_tier_count_sales(self):
        res = super()._loyalty_tier_count_sales()
        # What is taken back of a settled sale, its order takes back.
        lines = self.sudo().lines
        settled = (
            lines.sale_order_line_id + lines.refunded_orderline_id.sale_order_line_id
        )
        settled._loyalty_tier_count_later()
        return res
