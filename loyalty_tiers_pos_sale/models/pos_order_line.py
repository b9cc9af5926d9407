# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class PosOrderLine(models.Model):
    _inherit = "pos.order.line"

    def _loyalty_tier_allowed(self):
        """Return who allowed this line: on the quotation, where not at the till."""
        allowed = super()._loyalty_tier_allowed()
        sale = self.sudo().sale_order_line_id.order_id
        return allowed or sale._loyalty_tier_allowed_for(self.product_id)
