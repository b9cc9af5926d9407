# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models, tools


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

    @api.constrains("loyalty_tier_program_id")
    def _check_loyalty_tier_program(self):
        self.sudo().loyalty_tier_program_id._check_company_using()

    def write(self, vals):
        res = super().write(vals)
        if "loyalty_tier_program_id" in vals:
            self.env.registry.clear_cache()
        if vals.get("loyalty_tier_program_id"):
            # The guests bring their history along.
            self.loyalty_tier_program_id._recount()
        return res

    def _loyalty_tier_program(self):
        """Return the program that the guests of this company climb, if it is on.

        :rtype: loyalty.tier.program
        """
        programs = self.env["loyalty.tier.program"]
        return programs.browse(self._loyalty_tier_program_id() if self else ())

    @tools.ormcache("self.id")
    def _loyalty_tier_program_id(self):
        """Return the id of the program that is on; kept in memory for the till."""
        return self.sudo().loyalty_tier_program_id.filtered("active").id or ()
