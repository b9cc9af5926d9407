# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class ProductProduct(models.Model):
    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "product.product"

    def _is_add_to_cart_allowed(self):
        # First, for what is closed answers as if it did not exist.
        return self.sudo().loyalty_tier_open and super()._is_add_to_cart_allowed()
