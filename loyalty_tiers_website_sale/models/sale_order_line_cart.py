# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class SaleOrderLine(models.Model):
    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "sale.order.line"

    def _is_sellable(self):
        # What was ordered once is offered again, under its name.
        return super()._is_sellable() and self.product_id.sudo().loyalty_tier_open
