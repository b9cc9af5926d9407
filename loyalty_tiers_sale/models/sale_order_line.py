# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models

# Changing one of these on a confirmed order changes what it counts for.
COUNTED_FIELDS = {
    "product_id",
    "product_uom_qty",
    "product_uom_id",
    "price_unit",
    "discount",
    "tax_ids",
    "is_downpayment",
}


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._loyalty_tier_count_later()
        return lines

    def write(self, vals):
        res = super().write(vals)
        if not COUNTED_FIELDS.isdisjoint(vals):
            self._loyalty_tier_count_later()
        return res

    def unlink(self):
        self._loyalty_tier_count_later()
        return super().unlink()

    def _loyalty_tier_count_later(self):
        self.order_id._loyalty_tier_confirmed()._loyalty_tier_count_later()

    def _can_be_edited_on_portal(self):
        # More of what is closed is no offer to its customer.
        return (
            super()._can_be_edited_on_portal()
            and not self.order_id._loyalty_tier_judged(self)
        )

    def _loyalty_tier_quantity(self):
        """Return how much is ordered, in the unit of the product.

        :rtype: float
        """
        self.ensure_one()
        ordered, unit = self.product_uom_qty, self.product_id.uom_id
        if not self.product_uom_id or self.product_uom_id == unit:
            return ordered
        return self.product_uom_id._compute_quantity(ordered, unit, round=False)
