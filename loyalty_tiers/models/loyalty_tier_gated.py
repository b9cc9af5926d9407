# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class LoyaltyTierGated(models.AbstractModel):
    """What may be reserved for tiers: products, and categories of each kind."""

    _name = "loyalty.tier.gated"
    _description = "Reserved for Loyalty Tiers"

    loyalty_tier_gate_id = fields.Many2one(
        comodel_name="loyalty.tier.gate",
        string="Reserved For",
        index="btree_not_null",
        ondelete="restrict",
        groups="base.group_user",
        help="Only these guests see and order it: at the till, at the kiosk and in "
        "the web shop.",
    )


class LoyaltyTierGatedCategory(models.AbstractModel):
    """A category may be reserved, with all that is in it and below it."""

    _name = "loyalty.tier.gated.category"
    _description = "Category Reserved for Loyalty Tiers"
    _inherit = "loyalty.tier.gated"

    @api.model_create_multi
    def create(self, vals_list):
        categories = super().create(vals_list)
        self._loyalty_tier_tree_changed()
        return categories

    def write(self, vals):
        res = super().write(vals)
        if not {"loyalty_tier_gate_id", "parent_id"}.isdisjoint(vals):
            self._loyalty_tier_tree_changed()
        return res

    def unlink(self):
        res = super().unlink()
        self._loyalty_tier_tree_changed()
        return res

    @api.model
    def _loyalty_tier_tree_changed(self):
        gates = self.env["loyalty.tier.gate"]
        if gates._rows():
            gates._gates_changed()

    @api.model
    def _loyalty_tier_gates_by_id(self, gate_ids):
        """Return the gates of the categories that are reserved, or lie below one.

        :param gate_ids: gates that are in use
        :rtype: dict(int, frozenset(int))
        """
        found = {}
        reserved = self.search([("loyalty_tier_gate_id", "in", list(gate_ids))])
        for category in reserved:
            for below in self.search([("id", "child_of", category.id)]):
                found.setdefault(below.id, set()).add(category.loyalty_tier_gate_id.id)
        return {category_id: frozenset(gates) for category_id, gates in found.items()}
