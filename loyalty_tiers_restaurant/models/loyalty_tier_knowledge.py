# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class LoyaltyTierKnowledge(models.AbstractModel):
    """Tells the till the kitchen's codes of what a guest likes and avoids."""

    _inherit = "loyalty.tier.knowledge"

    @api.model
    def _preference_row(self, row):
        codes = self.env["res.partner.preference.tag"]._codes()
        return {**super()._preference_row(row), "code": codes.get(row["tag_id"], "")}
