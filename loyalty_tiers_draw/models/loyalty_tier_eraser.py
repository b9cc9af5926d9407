# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.tools import SQL


class LoyaltyTierEraser(models.AbstractModel):
    _inherit = "loyalty.tier.eraser"

    @api.model
    def _texts(self):
        # What still waits is not sent: the consent is gone as well.
        messages = {"text": SQL("'-'"), "error": None}
        return {**super()._texts(), "loyalty.tier.messenger.message": messages}
