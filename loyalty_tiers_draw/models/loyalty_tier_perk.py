# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class LoyaltyTierPerk(models.Model):
    _inherit = "loyalty.tier.perk"

    given = fields.Selection(
        selection_add=[("draw", "In a draw")], ondelete={"draw": "set staff"}
    )

    @api.constrains("tier_id", "given", "program_id")
    def _check_tier(self):
        drawn = self.filtered(lambda perk: perk.given == "draw")
        for perk in drawn.filtered("tier_id"):
            raise ValidationError(
                self.env._(
                    "Who draws holds no tier yet. Leave the tier of %(perk)s empty.",
                    perk=perk.name,
                )
            )
        return super(LoyaltyTierPerk, self - drawn)._check_tier()
