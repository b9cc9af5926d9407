# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models

from .loyalty_tier_addressee_few import of_few


class ResPartnerConsent(models.Model):
    """What a few guests have said, where only those are judged."""

    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "res.partner.consent"

    @api.model
    def _given_sql(self, purpose, channel):
        return of_few(self.env, super()._given_sql(purpose, channel))

    @api.model
    def _left_sql(self, channel, purpose=None):
        return of_few(self.env, super()._left_sql(channel, purpose))
