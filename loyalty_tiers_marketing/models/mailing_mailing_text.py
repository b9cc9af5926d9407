# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class MailingMailing(models.Model):
    """What a mailing says: in several languages, where a template has them."""

    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "mailing.mailing"

    loyalty_tier_template_id = fields.Many2one(
        comodel_name="mail.template",
        string="Text in Several Languages",
        domain="[('model', '=', 'res.partner')]",
        index="btree_not_null",
        ondelete="restrict",
        help="Each guest gets subject and text of this template in the guest's "
        "language, instead of those of the mailing.",
    )
