# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessDenied


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
            if user._is_public():
                # Nobody holds a tier, not even while one is played: what a page keeps
                # for everybody, as the sitemap, must stay clean during an audit.
                user.loyalty_tier_keys = {"tiers": [], "gates": []}
            else:
                user.loyalty_tier_keys = gates._keys(user.partner_id)

    def _check_credentials(self, credential, env):
        """Let nobody in as the auditor, who has no password and needs none."""
        auditor = self.env.ref("loyalty_tiers.user_auditor", raise_if_not_found=False)
        if auditor and self.env.user == auditor:
            raise AccessDenied()
        return super()._check_credentials(credential, env)
