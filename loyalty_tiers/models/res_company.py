# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    loyalty_tier_program_id = fields.Many2one(
        comodel_name="loyalty.tier.program",
        string="Loyalty Program",
        ondelete="set null",
        copy=False,
        domain="[('company_id', 'in', (False, id))]",
        help="The ladder that the customers of this company climb. "
        "Companies of a group may share one.",
    )

    @api.model
    def _get_company_root_delegated_field_names(self):
        # A branch is the same house: its guests climb the same ladder.
        return super()._get_company_root_delegated_field_names() + [
            "loyalty_tier_program_id"
        ]

    def write(self, vals):
        res = super().write(vals)
        if vals.get("loyalty_tier_program_id"):
            # The guests bring their history along.
            self.loyalty_tier_program_id._recount()
        return res

    def _loyalty_tier_program(self):
        """Return the program that the guests of this company climb, if it is on.

        :rtype: loyalty.tier.program
        """
        return self.sudo().loyalty_tier_program_id.filtered("active")
