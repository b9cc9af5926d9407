# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class LoyaltyTierGrant(models.Model):
    _inherit = "loyalty.tier.grant"

    cause = fields.Selection(
        selection_add=[("draw", "Won in a draw")], ondelete={"draw": "set staff"}
    )
