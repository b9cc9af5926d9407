# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class SaleOrder(models.Model):
    """No cart is offered a reward that is closed to its visitor."""

    _inherit = "sale.order"

    def _get_claimable_rewards(self, forced_coupons=None):
        found = super()._get_claimable_rewards(forced_coupons=forced_coupons)
        return self._loyalty_tier_without_shut(found)

    def _get_claimable_and_showable_rewards(self):
        found = super()._get_claimable_and_showable_rewards()
        return self._loyalty_tier_without_shut(found)

    def _loyalty_tier_without_shut(self, found):
        """Leave out the rewards that are closed to the visitor of a cart.

        :param found: rewards by coupon; changed in place, for callers add to it
        """
        closed = self.website_id and found and self._loyalty_tier_shut()
        if not closed:
            return found
        rewards = self.env["loyalty.reward"].concat(*found.values())
        shut = rewards._loyalty_tier_shut(closed)
        for coupon in list(found) if shut else ():
            found[coupon] -= shut
            if not found[coupon]:
                del found[coupon]
        return found

    def _apply_program_reward(self, reward, coupon, **kwargs):
        if self.website_id and reward._loyalty_tier_shut(self._loyalty_tier_shut()):
            return {"error": self.env._("This product is not available.")}
        return super()._apply_program_reward(reward, coupon, **kwargs)
