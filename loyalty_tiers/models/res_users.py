# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class ResUsers(models.Model):
    _inherit = "res.users"

    loyalty_tier_keys = fields.Json(
        compute="_compute_loyalty_tier_keys",
        compute_sudo=True,
        groups="base.group_system",
        help="What opens gates to the guest behind this login. Read anew by each "
        "transaction, so that a tier gained or lost counts from the next click.",
    )

    @api.depends("partner_id")
    def _compute_loyalty_tier_keys(self):
        gates = self.env["loyalty.tier.gate"]
        for user in self:
            nobody = user._is_public()
            guest = self.env["res.partner"] if nobody else user.partner_id
            user.loyalty_tier_keys = gates._keys(guest)
