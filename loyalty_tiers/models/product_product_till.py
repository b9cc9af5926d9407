# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models

TOLD = {"active", "loyalty_tier_variant_gate_id"}


class ProductProduct(models.Model):
    """Open tills hear of variants that become reserved alone, or free."""

    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "product.product"

    @api.model_create_multi
    def create(self, vals_list):
        products = super().create(vals_list)
        if any(vals.get("loyalty_tier_variant_gate_id") for vals in vals_list):
            self.env["loyalty.tier.gate"]._tell_tills()
        return products

    def write(self, vals):
        res = super().write(vals)
        gates = self.env["loyalty.tier.gate"]
        if not TOLD.isdisjoint(vals) and gates._rows():
            gates._tell_tills()
        return res
