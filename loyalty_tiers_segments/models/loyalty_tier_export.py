# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class LoyaltyTierExport(models.AbstractModel):
    _inherit = "loyalty.tier.export"

    @api.model
    def _plain(self, record, name):
        if record._name == "loyalty.tier.segment" and name == "value":
            # A guest has a right to what we hold, in words that hurt nobody.
            return {
                "mvc": self.env._("Sales well above their cost"),
                "mgc": self.env._("Sales above their cost, likely to grow"),
                "steady": self.env._("Sales above their cost"),
                "bz": self.env._("Sales below their cost"),
            }[record.value]
        return super()._plain(record, name)
