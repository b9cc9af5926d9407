# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class LoyaltyTierAsking(models.Model):
    """That a guest was asked whether we may write, and what the guest said.

    Keeps the till from asking twice, and a stranger from being written to again and
    again. The consent itself is a ``res.partner.consent``. Written by the till
    (``loyalty.tier.knowledge``) and by ``loyalty.tier.invitation``.
    """

    _name = "loyalty.tier.asking"
    _description = "Question to a Guest"
    _order = "asked_on desc, id desc"
    _rec_name = "partner_id"

    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Guest",
        required=True,
        index=True,
        ondelete="cascade",
    )
    purpose = fields.Selection(
        selection=lambda self: self.env["res.partner.consent"]._message_purposes(),
        required=True,
    )
    channel = fields.Selection(
        selection=lambda self: self.env["res.partner.consent"]._labels("channel"),
        required=True,
    )
    answer = fields.Selection(
        selection=[
            ("yes", "Yes"),
            ("later", "Not now"),
            ("no", "No"),
            ("invited", "Asked by e-mail"),
        ],
        required=True,
    )
    asked_on = fields.Datetime(required=True, default=fields.Datetime.now)
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Asked By",
        required=True,
        ondelete="cascade",
        default=lambda self: self.env.user,
    )
    config_id = fields.Many2one(
        comodel_name="pos.config", string="Till", ondelete="set null"
    )
    uuid = fields.Char(readonly=True, copy=False)

    # The till sends an answer again when it did not hear ours.
    _uuid_unique = models.Constraint("UNIQUE(uuid)", "This answer is already noted.")
