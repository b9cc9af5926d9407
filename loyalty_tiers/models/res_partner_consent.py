# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class ResPartnerConsent(models.Model):
    """That a guest agreed: to what, when, how, asked by whom, in which words."""

    _name = "res.partner.consent"
    _description = "Guest Consent"
    _order = "given_on desc, id desc"

    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Guest",
        required=True,
        index=True,
        ondelete="cascade",
    )
    purpose = fields.Selection(
        selection=[("health", "What the guest must not eat")],
        required=True,
        default="health",
    )
    given_on = fields.Datetime(required=True, default=fields.Datetime.now)
    how = fields.Selection(
        selection=[
            ("spoken", "Spoken"),
            ("written", "In writing"),
            ("website", "On the website"),
        ],
        required=True,
        default="spoken",
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Asked By",
        required=True,
        default=lambda self: self.env.user,
    )
    text = fields.Text(required=True, help="The words that the guest agreed to.")
    withdrawn_on = fields.Datetime(readonly=True)
    withdrawn_by_id = fields.Many2one(comodel_name="res.users", readonly=True)
