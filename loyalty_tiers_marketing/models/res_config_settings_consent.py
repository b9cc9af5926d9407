# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models

from .loyalty_tier_knowledge_wish import ASK_AGAIN, PARAMETER

MANY = 500  # guests, to whom a mailing goes without a question


class ResConfigSettings(models.TransientModel):
    """Whom the house may write to."""

    _inherit = "res.config.settings"

    loyalty_tiers_unasked = fields.Selection(
        selection=[
            ("no", "Only guests who agreed"),
            ("yes", "Also guests who were never asked"),
        ],
        default="no",
        config_parameter="loyalty_tiers_marketing.unasked",
    )
    loyalty_tiers_ask_again_days = fields.Integer(
        default=ASK_AGAIN, config_parameter=PARAMETER
    )
    loyalty_tiers_ask_twice_above = fields.Integer(
        default=MANY, config_parameter="loyalty_tiers_marketing.ask_twice_above"
    )
    loyalty_tiers_confirm_spoken = fields.Boolean(
        string="Confirm by E-Mail",
        config_parameter="loyalty_tiers_marketing.confirm_spoken",
    )
