# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class LoyaltyTierAuditFinding(models.Model):
    """One thing that an audit found at a door, with its evidence.

    Written by the audit alone.
    """

    _name = "loyalty.tier.audit.finding"
    _description = "Finding of an Audit of the Hidden Menu"
    _order = "audit_id desc, kind, id"
    _rec_name = "door_name"

    audit_id = fields.Many2one(
        comodel_name="loyalty.tier.audit",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    door = fields.Char(string="Key of the Door", required=True, readonly=True)
    door_name = fields.Char(string="Door", required=True, readonly=True)
    visitor = fields.Char(string="Key of the Visitor", required=True, readonly=True)
    visitor_name = fields.Char(string="Visitor", required=True, readonly=True)
    kind = fields.Selection(
        selection=[
            ("trace", "Shows something closed"),
            ("missing", "Lacks something allowed"),
            ("unwalked", "Could not be walked"),
        ],
        string="What",
        required=True,
        readonly=True,
    )
    product_tmpl_id = fields.Many2one(
        comodel_name="product.template",
        string="Product",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
    )
    mark = fields.Char(string="Betrayed By", readonly=True)
    address = fields.Char(string="Asked", readonly=True)
    status = fields.Integer(readonly=True, help="Of the answer, by HTTP.")
    excerpt = fields.Text(string="Evidence", readonly=True)
