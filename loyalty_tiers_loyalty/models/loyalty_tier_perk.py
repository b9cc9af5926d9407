# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class LoyaltyTierPerk(models.Model):
    """A perk can be a coupon of a program: given when it is served, redeemed later."""

    _inherit = "loyalty.tier.perk"

    kind = fields.Selection(
        selection_add=[("reward", "A coupon of a program")],
        ondelete={"reward": "set gesture"},
    )
    loyalty_program_id = fields.Many2one(
        comodel_name="loyalty.program",
        string="Coupons",
        domain=[("program_type", "=", "coupons")],
        index="btree_not_null",
        ondelete="restrict",
        help="The guest gets one coupon of this program each time it is served.",
    )

    @api.constrains("kind", "loyalty_program_id")
    def _check_loyalty_program(self):
        for perk in self:
            program = perk.loyalty_program_id
            if perk.kind == "reward" and program.program_type != "coupons":
                raise ValidationError(
                    self.env._("Choose the coupons that %s gives.", perk.name)
                )
