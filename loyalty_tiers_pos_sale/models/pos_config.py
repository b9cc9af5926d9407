# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.tools import SQL


class PosConfig(models.Model):
    _inherit = "pos.config"

    @api.model
    def _loyalty_tier_uncounted_products(self):
        """A deposit is no spend: the whole sale counts when it is settled."""
        self.env["pos.config"].flush_model(["down_payment_product_id"])
        # The standard product may not be set at any till any more.
        standard = self.env["ir.model.data"]._xmlid_to_res_id(
            "pos_sale.default_downpayment_product", raise_if_not_found=False
        )
        return super()._loyalty_tier_uncounted_products() + [
            SQL(
                "SELECT down_payment_product_id FROM pos_config"
                " WHERE down_payment_product_id IS NOT NULL"
            ),
            SQL("SELECT %s", standard or 0),
        ]
