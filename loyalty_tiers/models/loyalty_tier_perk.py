# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class LoyaltyTierPerk(models.Model):
    """What a tier gives, and so do the tiers above it.

    Needs no product and no price: "name plate on the shelf" is a perk.
    """

    _name = "loyalty.tier.perk"
    _description = "Loyalty Tier Perk"
    _order = "sequence, id"

    tier_id = fields.Many2one(
        comodel_name="loyalty.tier", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True, translate=True)
