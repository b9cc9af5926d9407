# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class ResPartnerConversationPhrase(models.Model):
    """A ready phrase for a note of a talk, so that two taps do."""

    _name = "res.partner.conversation.phrase"
    _description = "Conversation Phrase"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
