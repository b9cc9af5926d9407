# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.tools import SQL


class LoyaltyTierEraser(models.AbstractModel):
    _inherit = "loyalty.tier.eraser"

    @api.model
    def _clear_texts(self, people):
        res = super()._clear_texts(people)
        # Why somebody was allowed what is reserved: "her birthday".
        self._clear(
            "sale.order",
            {"loyalty_tier_reason": None},
            SQL("partner_id = ANY(%s)", people.ids),
        )
        return res
