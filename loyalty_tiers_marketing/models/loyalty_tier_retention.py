# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.tools import SQL

ASKED_DAYS = 400  # longer than anybody waits before asking again


class LoyaltyTierRetention(models.AbstractModel):
    _inherit = "loyalty.tier.retention"

    @api.model
    def _outdated(self):
        limit = fields.Date.subtract(self._today(), days=ASKED_DAYS)
        asked = ("loyalty.tier.asking", SQL("asked_on < %s", limit))
        return [*super()._outdated(), asked]
