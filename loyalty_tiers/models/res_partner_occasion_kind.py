# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class ResPartnerOccasionKind(models.Model):
    """What is celebrated: a birthday, an anniversary, what the house adds."""

    _name = "res.partner.occasion.kind"
    _description = "Occasion Kind"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    icon = fields.Char(default="fa-calendar", help="Name of a Font Awesome icon.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    once = fields.Boolean(
        string="One for Each Guest",
        help="Noting it again corrects the day: a guest has one birthday.",
    )
