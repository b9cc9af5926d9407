# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.fields import Domain

from ..domains import asked_with_sudo


class ProductProduct(models.Model):
    """A variant may be reserved alone, beside what reserves its template."""

    _name = "product.product"
    _inherit = ["product.product", "loyalty.tier.open"]

    loyalty_tier_variant_gate_id = fields.Many2one(
        comodel_name="loyalty.tier.gate",
        string="Variant Reserved For",
        index="btree_not_null",
        ondelete="restrict",
        groups="base.group_user",
        help="Beside what reserves the product itself.",
    )
    loyalty_tier_variant_open = fields.Boolean(
        string="Variant Open to Me",
        compute="_compute_loyalty_tier_open",
        search="_search_loyalty_tier_variant_open",
        compute_sudo=True,
        help="Whether the variant itself is open to the user; its template may not be.",
    )

    @api.constrains("loyalty_tier_variant_gate_id")
    def _check_loyalty_tier_company(self):
        variants = self.sudo().grouped("loyalty_tier_variant_gate_id")
        for gate, products in variants.items():
            if gate:
                gate._check_reserves(products.product_tmpl_id)

    @api.depends("loyalty_tier_variant_gate_id", "product_tmpl_id.loyalty_tier_open")
    @api.depends_context("uid")
    def _compute_loyalty_tier_open(self):
        closed = self.env["loyalty.tier.gate"]._closed_ids()
        for product in self:
            gate = product.loyalty_tier_variant_gate_id
            product.loyalty_tier_variant_open = gate.id not in closed
            product.loyalty_tier_open = (
                product.loyalty_tier_variant_open
                and product.product_tmpl_id.loyalty_tier_open
            )

    def _search_loyalty_tier_variant_open(self, operator, value):
        if operator != "in":
            return NotImplemented
        closed = self.env["loyalty.tier.gate"]._closed_ids()
        domain = self._loyalty_tier_variant_open_domain(closed)
        return asked_with_sudo(self, domain if True in value else ~domain)

    @api.model
    def _loyalty_tier_variant_open_domain(self, closed):
        if not closed:
            return Domain.TRUE
        return Domain("loyalty_tier_variant_gate_id", "not in", list(closed))

    @api.model
    def _loyalty_tier_open_domain(self, closed):
        template = self.env["product.template"]._loyalty_tier_open_domain(closed)
        own = self._loyalty_tier_variant_open_domain(closed)
        return own & Domain("product_tmpl_id", "any", template)

    def _loyalty_tier_gates(self):
        """Return the gates that reserve each of these variants.

        :return: by id of the variant: ids of gates; who has none is absent
        :rtype: dict(int, frozenset(int))
        """
        in_use = {row.gate_id for row in self.env["loyalty.tier.gate"]._rows()}
        if not in_use:
            return {}
        of_templates = self.product_tmpl_id._loyalty_tier_gates()
        found = {}
        for product in self.sudo():
            own = {product.loyalty_tier_variant_gate_id.id} & in_use
            gates = of_templates.get(product.product_tmpl_id.id, frozenset()) | own
            if gates:
                found[product.id] = gates
        return found

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
