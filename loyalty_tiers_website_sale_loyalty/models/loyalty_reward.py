# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class LoyaltyReward(models.Model):
    _inherit = "loyalty.reward"

    def _loyalty_tier_shut(self, closed):
        """Return the rewards that give, or name, what is reserved by these gates.

        The text of a reward names all that may be chosen: one closed dish closes it.

        :param closed: ids of ``loyalty.tier.gate``, as of ``_closed_ids``
        :rtype: loyalty.reward
        """
        if not closed:
            return self.browse()
        rewards = self.sudo()
        products = rewards.reward_product_ids | rewards.discount_product_ids
        shut = {
            product_id
            for product_id, gates in products._loyalty_tier_gates().items()
            if gates & closed
        }
        return self.filtered(
            lambda reward: (
                not shut.isdisjoint(
                    reward.sudo().reward_product_ids.ids
                    + reward.sudo().discount_product_ids.ids
                )
            )
        )
