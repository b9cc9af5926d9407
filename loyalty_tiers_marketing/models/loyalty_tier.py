# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class LoyaltyTier(models.Model):
    """How often holders of a tier hear from the shop, and who stands above whom."""

    _inherit = "loyalty.tier"

    message_limit = fields.Integer(
        string="Messages at Most",
        help="In the days that the program names; 0: as the program says.",
    )

    _message_limit_not_negative = models.Constraint(
        "CHECK(message_limit >= 0)",
        "Messages cannot be fewer than none. Leave it at 0 to do as the program says.",
    )

    def _and_above(self):
        """Return this tier and those above it, retired ones in between included.

        :rtype: loyalty.tier
        """
        if not self:
            return self
        program = self.program_id
        height = program._ladder().height
        lowest = height(self.id)
        every = program.with_context(active_test=False).tier_ids
        return every.filtered(lambda tier: height(tier.id) >= lowest)
