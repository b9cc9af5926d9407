# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    loyalty_tier_messenger = fields.Selection(
        related="company_id.loyalty_tier_messenger", readonly=False
    )
    loyalty_tier_messenger_url = fields.Char(
        related="company_id.loyalty_tier_messenger_url", readonly=False
    )
    loyalty_tier_messenger_token = fields.Char(
        related="company_id.loyalty_tier_messenger_token", readonly=False
    )
    loyalty_tier_messenger_domain = fields.Char(
        related="company_id.loyalty_tier_messenger_domain", readonly=False
    )
