# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.http import request


class Website(models.Model):
    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "website"

    def _get_and_cache_current_cart(self):
        # Whoever asks for the cart comes by here, once in each request.
        cart = super()._get_and_cache_current_cart()
        paying = self.env.context.get("loyalty_tier_paying")
        if cart and not paying and not request.env.cr.readonly:
            request.cart = cart  # for whom it asks while it is tidied
            cart._loyalty_tier_tidy()
        return cart
