# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class ResPartnerConsent(models.Model):
    """What was written onto orders because of a consent is gone with it."""

    _inherit = "res.partner.consent"

    @api.model
    def _forget_forbidden(self, partners):
        res = super()._forget_forbidden(partners)
        self.env["pos.order"]._loyalty_tier_forget_notes(partners)
        return res
