# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models

from ..fate_sql import POST


class MailingTrace(models.Model):
    """That a letter is in the post: a guest has heard from the shop."""

    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "mailing.trace"

    trace_type = fields.Selection(
        selection_add=[(POST, "Letter")], ondelete={POST: "cascade"}
    )
