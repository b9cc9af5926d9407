# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class LoyaltyTierProgram(models.Model):
    """How often guests hear from the shop."""

    _inherit = "loyalty.tier.program"

    message_limit = fields.Integer(
        string="Messages at Most",
        default=4,
        help="To one guest, over all mailings and automatic messages; 0: no limit. "
        "A tier may have its own.",
    )
    message_days = fields.Integer(string="In Days", default=30)

    _messages_not_negative = models.Constraint(
        "CHECK(message_limit >= 0 AND message_days > 0)",
        "Count messages over at least one day; 0 messages means no limit.",
    )

    def _limits_messages(self):
        """Tell whether any guest may hear from the shop too often.

        :rtype: bool
        """
        self.ensure_one()
        tiers = self.sudo().with_context(active_test=False).tier_ids
        return bool(self.message_limit or any(tiers.mapped("message_limit")))

    def _house(self):
        """Return the company in whose name guests of this program are written to.

        Guests climb the program of that company.

        :rtype: res.company
        """
        self.ensure_one()
        program = self.sudo()
        own = program.company_id & program.company_ids
        house = own or program.company_ids[:1] or program.company_id
        return self.env["res.company"].browse((house or self.env.company).id)
