# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.fields import Domain


class ResPartner(models.Model):
    """What is known of guests who turn out to be one. The merge moves the rows."""

    # A file of its own for one purpose.
    _inherit = "res.partner"  # pylint: disable=consider-merging-classes-inherited

    def _loyalty_tier_withdraw_as_one(self):
        """Forget what must not be eaten, where one of these contacts wished so.

        They are one guest: who withdrew the consent on one contact did not agree on
        another. Called before they are merged.
        """
        consents = self.env["res.partner.consent"].sudo()
        domain = Domain("partner_id", "in", self.ids) & Domain("purpose", "=", "health")
        asked = consents.search(domain).partner_id
        if asked - consents._in_force(self).partner_id:
            consents._forget_guests(self)

    def _loyalty_tier_join_knowledge(self):
        """Leave one of the rows that say the same. Called after the merge."""
        self.env.invalidate_all()
        here = [("partner_id", "in", self.ids)]
        unwatched = self.sudo().with_context(loyalty_tiers_unwatched=True).env
        unwatched["res.partner.preference"].search(here)._join_doubles()
        unwatched["res.partner.occasion"].search(here)._join_doubles()
