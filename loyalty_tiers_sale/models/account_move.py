# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class AccountMove(models.Model):
    """Credit notes take back; where a program says so, invoices count."""

    _inherit = "account.move"

    def write(self, vals):
        res = super().write(vals)
        if "state" in vals:
            # Posted, cancelled or a draft again.
            lines = self.filtered(lambda move: move.is_sale_document()).sudo()
            orders = lines.invoice_line_ids.sale_line_ids.order_id
            orders._loyalty_tier_count_later()
        return res
