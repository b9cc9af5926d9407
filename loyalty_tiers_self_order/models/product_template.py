# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class ProductTemplate(models.Model):
    """The host gives the pictures of a menu to everybody who knows a number."""

    _inherit = "product.template"

    def _can_return_content(self, field_name=None, access_token=None):
        closed = self.env["loyalty.tier.gate"]._closed_ids()
        gates = self.sudo()._loyalty_tier_gates().get(self.id, frozenset())
        if gates & closed and not self.env["loyalty.tier.device"]._shows(self.sudo()):
            # Who may read the product sees the picture all the same.
            return False
        return super()._can_return_content(field_name, access_token)
