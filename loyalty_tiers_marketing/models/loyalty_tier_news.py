# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class LoyaltyTierNews(models.Model):
    """A product of the hidden menu that a tier knows of, and since when.

    Written where an automatic message tells what is new: the menu itself does not
    remember when it opened something to whom.
    """

    _name = "loyalty.tier.news"
    _description = "News of the Hidden Menu"
    _order = "told_on desc, id desc"
    _rec_name = "product_tmpl_id"

    tier_id = fields.Many2one(
        comodel_name="loyalty.tier", required=True, readonly=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="tier_id.program_id.company_id")
    product_tmpl_id = fields.Many2one(
        comodel_name="product.template",
        string="Product",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    told_on = fields.Datetime(
        required=True,
        readonly=True,
        help="Products of one moment are told in one message.",
    )

    _once = models.Constraint(
        "UNIQUE(tier_id, product_tmpl_id)", "This tier knows of this product already."
    )
