# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class ResPartnerConsentNote(models.TransientModel):
    """Notes in the back office what a guest said on the phone, or wrote on paper."""

    _name = "res.partner.consent.note"
    _description = "Note What a Guest Wants to Be Written"
    _rec_name = "partner_id"

    partner_id = fields.Many2one(
        comodel_name="res.partner", string="Guest", required=True, readonly=True
    )
    purpose = fields.Selection(
        selection=lambda self: [
            *self.env["res.partner.consent"]._message_purposes(),
            ("all", self.env._("Everything")),
        ],
        string="About",
        required=True,
        default="news",
    )
    channel = fields.Selection(
        selection=lambda self: [
            *self.env["res.partner.consent"]._labels("channel"),
            ("all", self.env._("By every channel")),
        ],
        string="By",
        required=True,
        default="email",
    )
    wants = fields.Selection(
        selection=[("yes", "Wants it"), ("no", "Does not want it")],
        string="The Guest",
        required=True,
        default="yes",
    )
    how = fields.Selection(
        selection=[("spoken", "Spoken, as on the phone"), ("written", "On paper")],
        required=True,
        default="spoken",
    )
    text = fields.Text(
        string="Words",
        compute="_compute_text",
        store=True,
        readonly=False,
        help="What was read out to the guest, or stands on the paper. Empty: our own"
        " words for each.",
    )

    @api.depends("purpose")
    def _compute_text(self):
        consents = self.env["res.partner.consent"]
        for note in self:
            is_one = note.purpose and note.purpose != "all"
            note.text = consents._message_text(note.purpose) if is_one else False

    def action_note(self):
        """Note it.

        :return: an action that closes the dialog and shows the contact anew
        """
        self.ensure_one()
        self.check_access("write")
        self.partner_id.check_access("read")
        consents = self.env["res.partner.consent"]
        purposes = [name for name, _label in consents._message_purposes()]
        channels = [name for name, _label in consents._labels("channel")]
        said = {
            "purposes": purposes if self.purpose == "all" else [self.purpose],
            "channels": channels if self.channel == "all" else [self.channel],
            "how": self.how,
        }
        if self.wants == "yes":
            consents._agree(self.partner_id, text=self.text or "", **said)
        else:
            consents._leave(self.partner_id, **said)
        return {
            "type": "ir.actions.client",
            "tag": "soft_reload",
        }
