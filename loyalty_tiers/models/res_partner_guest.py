# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class ResPartner(models.Model):
    """What the house knows of a guest."""

    _inherit = "res.partner"

    loyalty_tier_incognito = fields.Boolean(
        string="Do Not Greet by Title",
        groups="base.group_user",
        help="The guest gets every perk, and no title is spoken.",
    )
    loyalty_tier_preference_ids = fields.One2many(
        comodel_name="res.partner.preference",
        inverse_name="partner_id",
        string="Preferences",
        groups="loyalty_tiers.group_loyalty_tiers_marketing",
    )
    loyalty_tier_conversation_ids = fields.One2many(
        comodel_name="res.partner.conversation",
        inverse_name="partner_id",
        string="Conversations",
        groups="loyalty_tiers.group_loyalty_tiers_manager",
    )
    loyalty_tier_occasion_ids = fields.One2many(
        comodel_name="res.partner.occasion",
        inverse_name="partner_id",
        string="Occasions",
        groups="loyalty_tiers.group_loyalty_tiers_marketing",
    )
    loyalty_tier_grant_ids = fields.One2many(
        comodel_name="loyalty.tier.grant",
        inverse_name="partner_id",
        string="Perks Given",
        groups="loyalty_tiers.group_loyalty_tiers_marketing",
    )
