# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class ResPartnerOccasion(models.Model):
    """What is given on an occasion is given at once when its time has come already."""

    # A file of its own for one purpose.
    _inherit = "res.partner.occasion"  # pylint: disable=consider-merging-classes-inherited

    @api.model_create_multi
    def create(self, vals_list):
        occasions = super().create(vals_list)
        occasions._loyalty_tier_give()
        return occasions

    def write(self, vals):
        res = super().write(vals)
        if not {"month", "day", "kind_id"}.isdisjoint(vals):
            self._loyalty_tier_give()
        return res

    def _loyalty_tier_give(self):
        """Give what is due; the night does so for all programs of all companies."""
        program = self.env.company._loyalty_tier_program()
        grants = self.env["loyalty.tier.grant"].sudo()
        grants._grant_occasions(program, self.partner_id.ids)._tell()
