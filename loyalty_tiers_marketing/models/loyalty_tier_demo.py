# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models

AGREED = {
    "partner_kim": ("news", "birthday", "party", "offers"),
    "partner_park": ("news", "offers"),
    "partner_sato": ("news", "birthday", "offers"),
    "partner_lee": ("birthday", "offers"),
    "partner_tanaka": ("news", "party", "offers"),
    "partner_choi": ("offers",),
    "partner_wilson": ("news", "offers"),
    "partner_suzuki": ("birthday",),
}


class LoyaltyTierDemo(models.AbstractModel):
    """The demo shop has asked most of its guests whether it may write to them."""

    _inherit = "loyalty.tier.demo"

    @api.model
    def _ask_guests(self):
        """Record what the guests of the demo have agreed to. Called by demo data."""
        for name, purposes in AGREED.items():
            guest = self.env.ref(f"loyalty_tiers.{name}", raise_if_not_found=False)
            if guest:
                consents = self.env["res.partner.consent"]
                consents._agree(guest, purposes, ["email"])
