# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models

from .res_partner_consent import CHANNELS, PURPOSES


class ResPartner(models.Model):
    """What guests want to be written who turn out to be one."""

    # A file of its own for one purpose.
    _inherit = "res.partner"  # pylint: disable=consider-merging-classes-inherited

    def _loyalty_tier_withdraw_as_one(self):
        """Who left on one contact has left, unless the guest agreed on another later."""
        res = super()._loyalty_tier_withdraw_as_one()
        known = self.env["res.partner.consent"]._known(self, PURPOSES, CHANNELS)
        for rows in known.grouped(lambda row: row._key()[1:]).values():
            in_force = rows.filtered(lambda row: not row.withdrawn_on)
            left = rows.filtered(
                lambda row, here=in_force.partner_id: row.partner_id not in here
            )
            left_on = max(left.mapped("withdrawn_on"), default=None)
            if left_on:
                in_force.filtered(
                    lambda row, left_on=left_on: row.given_on <= left_on
                )._withdraw()
        return res
