# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class LoyaltyTierEraser(models.AbstractModel):
    _inherit = "loyalty.tier.eraser"

    @api.model
    def _clear_texts(self, people):
        res = super()._clear_texts(people)
        # What a guest has told us, though it is a number. Segments follow from sums.
        shares = people.env["loyalty.tier.share"]
        shares.search([("partner_id", "in", people.ids)]).unlink()
        return res
