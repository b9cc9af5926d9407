# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models

MARKETING = "loyalty_tiers.group_loyalty_tiers_marketing"


class Base(models.AbstractModel):
    _inherit = "base"

    def export_data(self, fields_to_export):
        # All of Odoo's exports end here: what leaves the house leaves a line.
        res = super().export_data(fields_to_export)
        export = self.env["loyalty.tier.export"]
        is_of_guests = self._name == "res.partner" or export._is_ours(self)
        if self and is_of_guests and self.env.user.has_group(MARKETING):
            self.env["loyalty.tier.access"]._leave_export(self)
        return res
