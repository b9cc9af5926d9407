# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.exceptions import UserError


class ResPartnerKnowledge(models.TransientModel):
    """What a guest must not eat, opened by a manager in the back office.

    Created by ``res.partner.action_loyalty_tier_forbidden`` alone, which leaves a
    line for each opening. Nothing sensitive stays in the table: the rows are read
    when they are shown, what is typed is removed when it is noted.
    """

    _name = "res.partner.knowledge"
    _description = "What a Guest Must Not Eat"
    _rec_name = "partner_id"
    _transient_max_hours = 0.25

    partner_id = fields.Many2one(
        comodel_name="res.partner", string="Guest", required=True, readonly=True
    )
    line_ids = fields.One2many(
        comodel_name="res.partner.knowledge.line", inverse_name="wizard_id"
    )
    consent_id = fields.Many2one(
        comodel_name="res.partner.consent", string="Given", readonly=True
    )
    consent_given_on = fields.Datetime(related="consent_id.given_on")
    consent_user_id = fields.Many2one(related="consent_id.user_id")
    tag_id = fields.Many2one(
        comodel_name="res.partner.preference.tag",
        domain="[('kind', '=', 'ingredient')]",
    )
    text = fields.Char(string="In Words")
    reason = fields.Selection(
        selection=lambda self: self._reasons(),
    )
    how = fields.Selection(
        selection=[("spoken", "Spoken"), ("written", "In writing")],
        string="Consent",
        default="spoken",
    )
    consent_text = fields.Text(
        string="Words of the Consent",
        default=lambda self: self.env["res.partner.consent"]._text_to_read(),
    )
    agreed = fields.Boolean(string="The Guest Agrees")

    def _reasons(self):
        field = self.env["res.partner.preference"]._fields["reason"]
        return field._description_selection(self.env)

    def action_note(self):
        """Note what the guest must not eat, with the consent.

        :return: a window action that shows it
        """
        self.ensure_one()
        self.check_access("write")
        partner = self.partner_id
        partner.check_access("read")
        consents = self.env["res.partner.consent"]
        consent = consents._in_force(partner)[:1]
        if self.agreed:
            consent = consents._record(partner, self.how, self.consent_text)
        if not consent:
            raise UserError(
                self.env._(
                    "Ask %(guest)s first, and tick that the guest agrees.",
                    guest=partner.name,
                )
            )
        self.env["res.partner.preference"].sudo().create(
            {
                "partner_id": partner.id,
                "kind": "forbidden",
                "tag_id": self.tag_id.id,
                "text": self.text,
                "reason": self.reason,
                "consent_id": consent.id,
            }
        )
        return self._show_again()

    def action_withdraw(self):
        """Forget at once what the guest must not eat: the guest wants it so.

        :return: a window action that shows that nothing is kept
        """
        self.ensure_one()
        self.check_access("write")
        self.partner_id.check_access("read")
        self.env["res.partner.consent"]._forget_guests(self.partner_id)
        return self._show_again()

    def _show_again(self):
        partner = self.partner_id
        self.sudo().unlink()
        return partner._loyalty_tier_forbidden_dialog()
