# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class MailingTrace(models.Model):
    """What became of a mail, and for which choice of a guest it was sent."""

    _inherit = "mailing.trace"

    loyalty_tier_addressee_id = fields.Many2one(
        comodel_name="loyalty.tier.addressee",
        string="Addressee",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )

    # A choice, or a cause, makes one mail, whoever makes it at the same moment.
    _loyalty_tier_addressee_unique = models.UniqueIndex(
        "(loyalty_tier_addressee_id) WHERE loyalty_tier_addressee_id IS NOT NULL"
    )
    # Who heard from the shop lately.
    _loyalty_tier_lately_idx = models.Index(
        "(create_date, res_id) WHERE model = 'res.partner'"
    )
