# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.tools import SQL


class PosCategory(models.Model):
    _name = "pos.category"
    _inherit = ["pos.category", "loyalty.tier.gated.category"]

    @api.model
    def _loyalty_tier_products(self, categ_ids):
        """Select the products of categories and of all categories below them.

        SQL because it becomes a part of the selection of orders. It starts from a
        list of ids, or else the database expects millions of rows and prepares long.

        :param list categ_ids: the categories at the top
        :return: a selection of product ids
        :rtype: SQL
        """
        return SQL(
            """
            (WITH RECURSIVE tree (id) AS (
                SELECT unnest(%s::int[])
                 UNION
                SELECT child.id FROM tree JOIN pos_category child
                    ON child.parent_id = tree.id)
            SELECT product.id FROM tree
              JOIN pos_category_product_template_rel category
                ON category.pos_category_id = tree.id
              JOIN product_product product
                ON product.product_tmpl_id = category.product_template_id)
            """,
            categ_ids,
        )
