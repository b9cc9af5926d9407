# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models

# What decides whether and where a till has to hide a dish.
TOLD = {"active", "available_in_pos", "loyalty_tier_gate_id", "sale_ok"}


class ProductTemplate(models.Model):
    """Open tills hear of dishes that become reserved, or free."""

    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "product.template"

    @api.model_create_multi
    def create(self, vals_list):
        templates = super().create(vals_list)
        templates._loyalty_tier_tell_tills(
            {name for vals in vals_list for name in vals}
        )
        return templates

    def write(self, vals):
        res = super().write(vals)
        self._loyalty_tier_tell_tills(set(vals))
        return res

    def _loyalty_tier_tell_tills(self, names):
        """Have the open tills ask again, where this may concern the hidden menu.

        :param set names: fields that were written
        """
        gates = self.env["loyalty.tier.gate"]
        concerned = TOLD | set(self._loyalty_tier_categories())
        if not concerned.isdisjoint(names) and gates._rows():
            gates._tell_tills()
