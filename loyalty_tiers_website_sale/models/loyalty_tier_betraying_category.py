# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.fields import Domain


class LoyaltyTierBetrayingCategory(models.AbstractModel):
    """A category betrays what is in it, and may be reserved itself."""

    _name = "loyalty.tier.betraying.category"
    _description = "Betrays What Is Reserved for Loyalty Tiers"
    _inherit = "loyalty.tier.betraying"

    @api.model
    def _loyalty_tier_open_domain(self, closed):
        if not closed:
            return Domain.TRUE
        reserved = self.env["loyalty.tier.gate"]._reserved_categories(
            self._name, closed
        )
        # Prices of what is open are looked up along the categories above it.
        opened = super()._loyalty_tier_open_domain(closed)
        opened |= Domain("child_id", "!=", False)
        return opened & Domain("id", "not in", reserved)
