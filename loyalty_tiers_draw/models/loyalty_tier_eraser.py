# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class LoyaltyTierEraser(models.AbstractModel):
    _inherit = "loyalty.tier.eraser"

    @api.model
    def _clear_texts(self, people):
        super()._clear_texts(people)
        messages = people.env["loyalty.tier.messenger.message"]
        messages.search([("partner_id", "in", people.ids)]).unlink()
