# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models

from .pos_order import MARK


class PosOrderLine(models.Model):
    _inherit = "pos.order.line"

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        marked = [MARK in (vals.get("note") or "") for vals in vals_list]
        if any(marked):
            orders = self.concat(
                *(line for line, mark in zip(lines, marked, strict=True) if mark)
            ).order_id
            orders._loyalty_tier_noted()
        return lines

    def write(self, vals):
        res = super().write(vals)
        if MARK in (vals.get("note") or ""):
            self.order_id._loyalty_tier_noted()
        return res
