# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class ResPartnerPreferenceTag(models.Model):
    """A word of the house for what guests like or avoid: "garlic", "window seat".

    Shared by all companies, so that a guest is understood everywhere.
    """

    _name = "res.partner.preference.tag"
    _description = "Preference Tag"
    _order = "kind, sequence, id"

    name = fields.Char(required=True, translate=True)
    kind = fields.Selection(
        selection=[
            ("ingredient", "Food and drink"),
            ("seat", "Seat"),
            ("size", "Size"),
            ("service", "Service"),
        ],
        required=True,
        default="ingredient",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    product_tmpl_ids = fields.Many2many(
        comodel_name="product.template",
        relation="res_partner_preference_tag_product_rel",
        string="Dishes With It",
        help="Whoever avoids it, or must not eat it, is asked about before one of "
        "these is ordered.",
    )
