# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class ProductProduct(models.Model):
    _inherit = "product.product"

    def _send_availability_email(self):
        self._loyalty_tier_drop_strangers()
        return super()._send_availability_email()

    def _loyalty_tier_drop_strangers(self):
        """Forget who waits for what is closed to them: they would read its name."""
        waiting = self.search([("stock_notification_partner_ids", "!=", False)])
        reserved = waiting._loyalty_tier_gates()
        if not reserved:
            return
        gates = self.env["loyalty.tier.gate"]
        closed = {
            guest: gates._closed_ids(guest)
            for guest in waiting.stock_notification_partner_ids
        }
        for product in waiting.browse(reserved):
            strangers = product.stock_notification_partner_ids.filtered(
                lambda guest, product=product: closed[guest] & reserved[product.id]
            )
            product.stock_notification_partner_ids -= strangers
