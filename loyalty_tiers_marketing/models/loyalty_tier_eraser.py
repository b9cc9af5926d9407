# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models

from .res_partner_consent import CHANNELS, PURPOSES


class LoyaltyTierEraser(models.AbstractModel):
    _inherit = "loyalty.tier.eraser"

    @api.model
    def _forgotten(self):
        return [*super()._forgotten(), "loyalty.tier.asking"]

    @api.model
    def _erase(self, partner, contact=False):
        # Who did not want to be written to is still a contact: without the refusal the
        # guest would pass for somebody who was never asked.
        consents = self.env["res.partner.consent"]
        said = {} if contact else consents._standing(partner)
        res = super()._erase(partner, contact)
        left = {key for key, standing in said.items() if standing == "left"}
        for channel in CHANNELS:
            purposes = [name for name in PURPOSES if (name, channel) in left]
            consents._leave(partner, purposes, [channel], how="spoken")
        return res
