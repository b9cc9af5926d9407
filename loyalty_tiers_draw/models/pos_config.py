# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class PosConfig(models.Model):
    _inherit = "pos.config"

    loyalty_tier_draw_invitation = fields.Char(
        string="Draw on the Receipt",
        compute="_compute_loyalty_tier_draw_invitation",
        help="The line above the code; empty while no draw is on. All that a till "
        "knows of draws.",
    )

    @api.depends("company_id")
    @api.depends_context("lang")
    def _compute_loyalty_tier_draw_invitation(self):
        draws = self.env["loyalty.tier.draw"]
        running = {company: draws._running(company) for company in self.company_id}
        for config in self:
            config.loyalty_tier_draw_invitation = running[config.company_id].invitation
