# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class LoyaltyTierChannel(models.AbstractModel):
    _inherit = "loyalty.tier.channel"

    @api.model
    def _channels(self):
        return super()._channels() + ["sale.order"]
