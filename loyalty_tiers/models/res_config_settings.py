# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .ir_config_parameter import MONTHS


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
    pos_loyalty_tier_hosts_pass = fields.Boolean(
        related="pos_config_id.loyalty_tier_hosts_pass", readonly=False
    )
    pos_loyalty_tier_load_members = fields.Boolean(
        related="pos_config_id.loyalty_tier_load_members", readonly=False
    )
    pos_loyalty_tier_tz = fields.Selection(
        related="pos_config_id.loyalty_tier_tz", readonly=False
    )
    pos_loyalty_tier_day_start = fields.Float(
        related="pos_config_id.loyalty_tier_day_start", readonly=False
    )
    group_loyalty_tiers_server = fields.Boolean(
        string="Who works at a till knows its guests",
        implied_group="loyalty_tiers.group_loyalty_tiers_server",
        group="point_of_sale.group_pos_user",
    )
    loyalty_tiers_audit_nightly = fields.Boolean(string="Audit every night")
    loyalty_tiers_ask_again_months = fields.Integer(
        config_parameter="loyalty_tiers.ask_again_months",
        default=MONTHS["ask_again"],
    )
    loyalty_tiers_forbidden_months = fields.Integer(
        config_parameter="loyalty_tiers.forbidden_months",
        default=MONTHS["forbidden"],
    )
    loyalty_tiers_preference_months = fields.Integer(
        config_parameter="loyalty_tiers.preference_months",
        default=MONTHS["preference"],
    )
    loyalty_tiers_conversation_months = fields.Integer(
        config_parameter="loyalty_tiers.conversation_months",
        default=MONTHS["conversation"],
    )
    loyalty_tiers_access_months = fields.Integer(
        config_parameter="loyalty_tiers.access_months",
        default=MONTHS["access"],
    )

    @api.model
    def get_values(self):
        night = self.env.ref("loyalty_tiers.ir_cron_audit_night").sudo()
        return {**super().get_values(), "loyalty_tiers_audit_nightly": night.active}

    def set_values(self):
        res = super().set_values()
        night = self.env.ref("loyalty_tiers.ir_cron_audit_night").sudo()
        if night.active != self.loyalty_tiers_audit_nightly:
            night.active = self.loyalty_tiers_audit_nightly
        parameters = self.env["ir.config_parameter"].sudo()
        for name in MONTHS:
            months = self[f"loyalty_tiers_{name}_months"]
            if months < 0:
                raise ValidationError(
                    self.env._("Months cannot be negative. 0 keeps for ever.")
                )
            if not months:
                # Odoo forgets a setting of 0, which would bring the default back.
                parameters.set_param(f"loyalty_tiers.{name}_months", "0")
        return res
