# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class ResPartner(models.Model):
    """How a public device greets a guest who has shown the card."""

    _inherit = "res.partner"

    def _loyalty_tier_public_greeting(self):
        """Return the line that a kiosk greets with: the title, and how to be called.

        Nothing else of the guest, as others may stand by: no surname where the guest
        did not say how to be called, no number of visits.

        :rtype: str
        """
        self.ensure_one()
        guest = self.sudo()
        called = guest.loyalty_tier_called or next(iter((guest.name or "").split()), "")
        tier = guest.loyalty_tier_id
        if guest.loyalty_tier_incognito or not tier:
            return self.env._("Welcome, %s!", called)
        line = tier.pos_greeting or ""
        if not line or "{visits}" in line:
            return self.env._(
                "Welcome, %(title)s %(name)s!", title=tier.name, name=called
            )
        return line.replace("{name}", called).replace("{title}", tier.name).strip()
