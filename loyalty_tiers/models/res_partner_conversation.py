# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class ResPartnerConversation(models.Model):
    """A dated note of a talk with a guest: "12 Feb: son's graduation"."""

    _name = "res.partner.conversation"
    _description = "Guest Conversation"
    _order = "date desc, id desc"

    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Guest",
        required=True,
        index=True,
        ondelete="cascade",
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    text = fields.Char(required=True)
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Noted By",
        readonly=True,
        default=lambda self: self.env.user,
    )
    config_id = fields.Many2one(
        comodel_name="pos.config",
        string="Only in This Shop",
        index="btree_not_null",
        ondelete="cascade",
        help="Leave empty to tell every shop.",
    )
    managers_only = fields.Boolean(help="Shown to managers, not to the other staff.")
    expires_on = fields.Date(index=True, help="Removed after this day.")
    uuid = fields.Char(readonly=True, copy=False, help="Given by the till.")

    _uuid_unique = models.Constraint(
        "UNIQUE(uuid)", "This conversation has been noted already."
    )
