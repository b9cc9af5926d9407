# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class LoyaltyTierIdea(models.Model):
    """A treat that the staff propose; a manager turns it into a perk."""

    _name = "loyalty.tier.idea"
    _description = "Loyalty Tier Idea"
    _order = "create_date desc, id desc"

    name = fields.Char(string="Idea", required=True)
    description = fields.Text()
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Proposed By",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
    )
    program_id = fields.Many2one(
        comodel_name="loyalty.tier.program",
        required=True,
        ondelete="cascade",
        default=lambda self: self.env.company._loyalty_tier_program(),
    )
    company_id = fields.Many2one(related="program_id.company_id")
    currency_id = fields.Many2one(related="program_id.currency_id")
    cost = fields.Monetary(help="What it costs each time. Estimates will do.")
    seconder_ids = fields.Many2many(
        comodel_name="res.users", string="Seconded By", readonly=True
    )
    state = fields.Selection(
        selection=[
            ("proposed", "Proposed"),
            ("adopted", "Adopted"),
            ("declined", "Declined"),
        ],
        required=True,
        readonly=True,
        default="proposed",
    )
    perk_id = fields.Many2one(
        comodel_name="loyalty.tier.perk", readonly=True, ondelete="set null"
    )
