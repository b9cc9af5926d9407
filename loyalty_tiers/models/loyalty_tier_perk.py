# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


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
    currency_id = fields.Many2one(related="tier_id.program_id.currency_id")
    yearly_cost = fields.Monetary(
        help="What it costs the shop in a year, for one guest. Estimates will do."
    )

    _yearly_cost_not_negative = models.Constraint(
        "CHECK(yearly_cost >= 0)", "What a perk costs cannot be negative."
    )

    @api.model_create_multi
    def create(self, vals_list):
        perks = super().create(vals_list)
        self.env.registry.clear_cache()  # what tills load is kept in memory
        return perks

    def write(self, vals):
        res = super().write(vals)
        self.env.registry.clear_cache()
        return res

    def unlink(self):
        res = super().unlink()
        self.env.registry.clear_cache()
        return res
