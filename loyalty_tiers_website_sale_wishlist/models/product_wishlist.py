# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class ProductWishlist(models.Model):
    """A wish waits, unseen, while its product is closed to the guest."""

    _inherit = "product.wishlist"

    @api.model
    def current(self):
        # What Odoo asks of a wish, it asks with sudo; products then cannot be read.
        wishes = super().current()
        return wishes.filtered(lambda wish: wish.sudo().product_id.loyalty_tier_open)
