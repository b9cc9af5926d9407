# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class ResPartnerOccasion(models.Model):
    """A date to remember, each year: birthday, anniversary, with or without year."""

    _name = "res.partner.occasion"
    _description = "Guest Occasion"
    _order = "month, day, id"

    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Guest",
        required=True,
        index=True,
        ondelete="cascade",
    )
    kind_id = fields.Many2one(
        comodel_name="res.partner.occasion.kind",
        required=True,
        ondelete="restrict",
    )
    month = fields.Integer(required=True)
    day = fields.Integer(required=True)
    year = fields.Integer(help="Leave at 0 where the guest does not tell.")
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Noted By",
        readonly=True,
        default=lambda self: self.env.user,
    )
    uuid = fields.Char(readonly=True, copy=False, help="Given by the till.")

    _month_day_idx = models.Index("(month, day)")
    _uuid_unique = models.Constraint(
        "UNIQUE(uuid)", "This occasion has been noted already."
    )
