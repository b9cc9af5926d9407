# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class LoyaltyTierBreach(models.Model):
    """Something reserved that was sold to somebody for whom it was closed.

    A paid order is never refused: what went past a gate is kept here with its
    evidence, for a manager to clear. What a manager allowed at the till stands here
    as well, with the reason.
    """

    _name = "loyalty.tier.breach"
    _description = "Loyalty Tier Breach"
    _order = "date desc, id desc"
    _rec_name = "product_id"

    company_id = fields.Many2one(
        comodel_name="res.company", required=True, readonly=True
    )
    gate_id = fields.Many2one(
        comodel_name="loyalty.tier.gate", readonly=True, ondelete="cascade"
    )
    product_id = fields.Many2one(
        comodel_name="product.product", required=True, readonly=True, ondelete="cascade"
    )
    quantity = fields.Float(readonly=True, digits="Product Unit")
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Guest",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
        help="Empty: nobody was on the order.",
    )
    seller_id = fields.Many2one(
        comodel_name="res.users", string="Sold By", readonly=True
    )
    config_id = fields.Many2one(
        comodel_name="pos.config", string="Till", readonly=True, ondelete="set null"
    )
    origin_model = fields.Char(required=True, readonly=True)
    origin_id = fields.Many2oneReference(
        string="Order", model_field="origin_model", required=True, readonly=True
    )
    line_id = fields.Integer(
        readonly=True, help="Line of the order: one breach for each."
    )
    date = fields.Datetime(required=True, readonly=True)
    kind = fields.Selection(
        selection=[
            ("tier", "Not the tier"),
            ("time", "Not the time"),
            ("limit", "Over the limit"),
        ],
        required=True,
        readonly=True,
    )
    # Kept as numbers and ids, so that each manager reads them in the own language.
    facts = fields.Json(readonly=True)
    reason = fields.Char(
        readonly=True, help="Why a manager allowed it when it was sold."
    )
    allowed_by = fields.Char(readonly=True)
    state = fields.Selection(
        selection=[
            ("open", "To look at"),
            ("allowed", "Allowed by a manager"),
            ("cleared", "Cleared"),
        ],
        required=True,
        readonly=True,
        default="open",
        index=True,
    )

    # An order that is synchronised twice is a breach once. No partner in the key.
    _line_unique = models.UniqueIndex("(origin_model, line_id)")
