# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models, tools


class ProductProduct(models.Model):
    _inherit = "product.product"

    @api.model
    @tools.ormcache()
    def _loyalty_tier_variant_gates(self):
        """Return which variants are reserved alone, kept in memory: they are few.

        :return: by id of the template, by id of the variant: id of the gate
        :rtype: dict(int, dict(int, int))
        """
        found = {}
        everything = self.sudo().with_context(active_test=False)
        domain = [("loyalty_tier_variant_gate_id", "!=", False)]
        for product in everything.search(domain):
            gate = product.loyalty_tier_variant_gate_id
            found.setdefault(product.product_tmpl_id.id, {})[product.id] = gate.id
        return found

    @api.model
    def _loyalty_tier_closed_variants(self, closed, template=None):
        """Return which variants are closed though their template may be open.

        :param closed: ids of ``loyalty.tier.gate``, as of ``_closed_ids``
        :param template: of which template alone; of all where none is given
        :rtype: list(int)
        """
        if not closed:
            return []
        gates = self._loyalty_tier_variant_gates()
        of_templates = gates.values()
        if template is not None:
            of_templates = [gates.get(template.id, {})]
        return [
            variant_id
            for of_template in of_templates
            for variant_id, gate_id in of_template.items()
            if gate_id in closed
        ]

    @api.model_create_multi
    def create(self, vals_list):
        products = super().create(vals_list)
        if any(vals.get("loyalty_tier_variant_gate_id") for vals in vals_list):
            self.env["loyalty.tier.gate"]._gates_changed()
        return products

    def write(self, vals):
        res = super().write(vals)
        if not {"loyalty_tier_variant_gate_id", "product_tmpl_id"}.isdisjoint(vals):
            self.env["loyalty.tier.gate"]._gates_changed()
        return res

    def unlink(self):
        reserved = self.sudo().filtered("loyalty_tier_variant_gate_id")
        res = super().unlink()
        if reserved:
            self.env["loyalty.tier.gate"]._gates_changed()
        return res
