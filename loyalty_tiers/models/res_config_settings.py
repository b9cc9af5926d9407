# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    loyalty_tier_program_id = fields.Many2one(
        related="company_id.loyalty_tier_program_id", readonly=False
    )
    pos_loyalty_tier_recognition = fields.Selection(
        related="pos_config_id.loyalty_tier_recognition", readonly=False
    )
    pos_loyalty_tier_seconds = fields.Integer(
        related="pos_config_id.loyalty_tier_seconds", readonly=False
    )
    pos_loyalty_tier_receipt = fields.Boolean(
        related="pos_config_id.loyalty_tier_receipt", readonly=False
    )
    pos_loyalty_tier_tz = fields.Selection(
        related="pos_config_id.loyalty_tier_tz", readonly=False
    )
    pos_loyalty_tier_day_start = fields.Float(
        related="pos_config_id.loyalty_tier_day_start", readonly=False
    )
