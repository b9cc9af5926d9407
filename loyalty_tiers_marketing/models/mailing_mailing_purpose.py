# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class MailingMailing(models.Model):
    """What a mailing is sent for: who has left that gets it no more."""

    _inherit = "mailing.mailing"

    loyalty_tier_purpose = fields.Selection(
        selection=lambda self: self.env["res.partner.consent"]._message_purposes(),
        string="Purpose",
        help="Guests get it who want to be written to for this, and may leave only this."
        " Empty: an ordinary mailing.",
    )

    def _loyalty_tier_purpose_of_guests(self):
        """Return the purpose of a mailing to guests; nothing for an ordinary one.

        :rtype: str or False
        """
        is_to_guests = self.mailing_model_real == "res.partner"
        return is_to_guests and self.loyalty_tier_purpose
