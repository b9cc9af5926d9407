# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class ProductProduct(models.Model):
    _inherit = "product.product"

    def _loyalty_tier_sold_at(self, config):
        """Tell whether a till sells this product today.

        :param config: one ``pos.config``
        :rtype: bool
        """
        template = self.product_tmpl_id
        domain = template._load_pos_data_domain({}, config)
        return (
            self.active and template.active and bool(template.filtered_domain(domain))
        )
