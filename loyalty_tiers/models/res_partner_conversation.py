# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResPartnerConversation(models.Model):
    """A dated note of a talk with a guest: "12 Feb: son's graduation"."""

    _name = "res.partner.conversation"
    _inherit = ["loyalty.tier.watched"]
    _description = "Guest Conversation"
    _order = "date desc, id desc"
    _rec_name = "text"

    date = fields.Date(required=True, default=fields.Date.context_today)
    text = fields.Char(required=True)
    config_id = fields.Many2one(
        comodel_name="pos.config",
        string="Only in This Shop",
        index="btree_not_null",
        ondelete="cascade",
        help="Leave empty to tell every shop.",
    )
    managers_only = fields.Boolean(help="Shown to managers, not to the other staff.")
    expires_on = fields.Date(
        index=True,
        compute="_compute_expires_on",
        store=True,
        readonly=False,
        precompute=True,
        help="Removed after this day.",
    )

    _uuid_unique = models.Constraint(
        "UNIQUE(uuid)", "This conversation has been noted already."
    )

    @api.depends("date")
    def _compute_expires_on(self):
        """Propose the time that the settings say; a manager may say another day."""
        months = self.env["ir.config_parameter"]._loyalty_tiers_months("conversation")
        for talk in self:
            talk.expires_on = (
                talk.date + relativedelta(months=months)
                if months and talk.date
                else False
            )

    @api.constrains("text")
    def _check_text(self):
        for talk in self:
            if not (talk.text or "").strip():
                raise ValidationError(
                    self.env._("Write what was talked about, or choose a phrase.")
                )
            self._check_length(talk.text)

    def _watched_subject(self):
        return "conversation"

    @api.model
    def _watched_fields(self):
        return super()._watched_fields() | {"managers_only"}
