# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models

from .loyalty_tier_audit_door import AUDIT


class LoyaltyTierAudit(models.Model):
    _inherit = "loyalty.tier.audit"

    @api.model
    def _clean_up(self, user, session):
        """Take away orders that a leak let the auditor make at a kiosk.

        :param user: who walked; empty for nobody
        :param session: of the visit
        """
        res = super()._clean_up(user, session)
        orders = self.env["pos.order"].sudo()
        domain = [("uuid", "=like", f"{AUDIT}-%"), ("state", "=", "draft")]
        orders.search(domain).unlink()
        return res
