# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.tools import SQL

# What tills have settled stands among what tills sold: it is taken off the order.
SETTLED = """
    SELECT customer.commercial_partner_id AS partner_id, product.product_tmpl_id,
           -item.qty AS quantity, sale_order.date_order AS moment
      FROM sale_order
      JOIN res_partner customer ON customer.id = sale_order.partner_id
      JOIN sale_order_line line ON line.order_id = sale_order.id
      JOIN pos_order_line item ON item.sale_order_line_id = line.id
      JOIN pos_order settled ON settled.id = item.order_id
      JOIN product_product product ON product.id = line.product_id
     WHERE sale_order.partner_id = ANY(%(family)s) AND sale_order.state = 'sale'
       AND line.is_downpayment IS NOT TRUE AND settled.state IN ('paid', 'done')
"""


class LoyaltyTierGate(models.Model):
    _inherit = "loyalty.tier.gate"

    @api.model
    def _limit_sources(self, family):
        return super()._limit_sources(family) + [SQL(SETTLED, family=family)]
