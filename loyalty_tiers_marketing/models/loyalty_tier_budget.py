# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class LoyaltyTierBudget(models.Model):
    """Letters are paid from the budget of the tier, like its perks."""

    _inherit = "loyalty.tier.budget"

    spent = fields.Monetary(help="What perks and letters have cost in this period.")

    def _spent(self):
        spent = super()._spent()
        if not self.tier_id:
            return spent
        letters = [
            ("tier_id", "=", self.tier_id._origin.id),
            ("postage", ">", 0),
            ("chosen_on", ">=", self.program_id._period_start(self.period)),
        ]
        addressees = self.env["loyalty.tier.addressee"].sudo()
        [(postage,)] = addressees._read_group(letters, [], ["postage:sum"])
        return spent + (postage or 0.0)
