# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class LoyaltyTierSimulationMover(models.TransientModel):
    """A customer who would move under the rules of a draft.

    Written by the simulator when a manager asks for the names, in one statement.
    """

    _name = "loyalty.tier.simulation.mover"
    _description = "Who Would Move"
    _order = "sales desc, id"
    _rec_name = "partner_id"

    simulation_id = fields.Many2one(
        comodel_name="loyalty.tier.simulation",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    currency_id = fields.Many2one(related="simulation_id.currency_id")
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Customer",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    phone = fields.Char(related="partner_id.phone")
    email = fields.Char(related="partner_id.email")
    from_tier_id = fields.Many2one(
        comodel_name="loyalty.tier",
        string="Tier Now",
        readonly=True,
        ondelete="cascade",
    )
    to_tier_id = fields.Many2one(
        comodel_name="loyalty.tier",
        string="Tier Then",
        readonly=True,
        ondelete="cascade",
    )
    moves_on = fields.Date(
        readonly=True, help="Who is lowered keeps the tier to the end of it."
    )
    visits = fields.Integer(readonly=True)
    spend = fields.Monetary(readonly=True)
    stars = fields.Integer(readonly=True)
    last_visit = fields.Date(readonly=True)
    sales = fields.Monetary(string="Sales, 12 Months", readonly=True)
