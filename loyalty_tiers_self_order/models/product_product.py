# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class ProductProduct(models.Model):
    """The pictures of variants: those of what is hidden are not for everybody."""

    _inherit = "product.product"

    def _can_return_content(self, field_name=None, access_token=None):
        closed = self.env["loyalty.tier.gate"]._closed_ids()
        gates = self.sudo()._loyalty_tier_gates().get(self.id, frozenset())
        if gates & closed and not self.env["loyalty.tier.device"]._shows(self.sudo()):
            return False
        return super()._can_return_content(field_name, access_token)
