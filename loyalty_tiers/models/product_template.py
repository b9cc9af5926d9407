# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.fields import Domain


class ProductTemplate(models.Model):
    """A dish may be reserved: by itself, or by any category that it is in.

    Record rules, shops and tills all ask ``loyalty_tier_open``; everything that
    reserves a dish must be open.
    """

    _name = "product.template"
    _inherit = ["product.template", "loyalty.tier.gated", "loyalty.tier.open"]

    loyalty_tier_reserved = fields.Boolean(
        string="On the Hidden Menu",
        compute="_compute_loyalty_tier_reserved",
        search="_search_loyalty_tier_reserved",
        groups="base.group_user",
        help="Reserved for tiers by itself, or by a category.",
    )
    loyalty_tier_hint = fields.Char(
        string="Hidden Menu",
        compute="_compute_loyalty_tier_reserved",
        groups="base.group_user",
        help="For whom it is reserved, and which of its categories reserves it.",
    )

    @api.constrains("loyalty_tier_gate_id", "company_id")
    def _check_loyalty_tier_company(self):
        for gate, templates in self.sudo().grouped("loyalty_tier_gate_id").items():
            if gate:
                gate._check_reserves(templates)

    @api.model
    def _loyalty_tier_categories(self):
        """Return by which categories a dish may be reserved; other apps add theirs.

        :return: model of the category by name of the field that leads to it
        :rtype: dict(str, str)
        """
        return {"categ_id": "product.category", "pos_categ_ids": "pos.category"}

    @api.depends(lambda self: self._loyalty_tier_depends())
    @api.depends_context("uid")
    def _compute_loyalty_tier_open(self):
        return super()._compute_loyalty_tier_open()

    @api.model
    def _loyalty_tier_depends(self):
        return ["loyalty_tier_gate_id", *self._loyalty_tier_categories()]

    @api.depends(lambda self: self._loyalty_tier_depends())
    @api.depends_context("lang")
    def _compute_loyalty_tier_reserved(self):
        gates = self.env["loyalty.tier.gate"].sudo()
        of_categories = gates._of_categories()
        in_use = {row.gate_id for row in gates._rows()}
        for template in self.sudo():
            gate = template.loyalty_tier_gate_id._origin
            hints = [gate.sentence] if gate.id in in_use else []
            for name, model in self._loyalty_tier_categories().items():
                for category in template[name]._origin:
                    ids = of_categories[model].get(category.id, ())
                    hints += [
                        template._loyalty_tier_reserved_by(category, gate)
                        for gate in gates.browse(sorted(ids))
                    ]
            template.loyalty_tier_reserved = bool(hints)
            template.loyalty_tier_hint = "\n".join(hints)

    @api.model
    def _loyalty_tier_reserved_by(self, category, gate):
        """Say that a category reserves a product, or which one above it does."""
        while category.parent_id and category.loyalty_tier_gate_id != gate:
            category = category.parent_id
        return self.env._(
            "Reserved by the category %(category)s: %(who)s",
            category=category.name,
            who=gate.who,
        )

    def _search_loyalty_tier_reserved(self, operator, value):
        if operator != "in":
            return NotImplemented
        gates = self.env["loyalty.tier.gate"].sudo()._rows()
        domain = self._loyalty_tier_open_domain(frozenset(r.gate_id for r in gates))
        return ~domain if True in value else domain

    @api.model
    def _loyalty_tier_open_domain(self, closed):
        if not closed:
            return Domain.TRUE
        domain = Domain("loyalty_tier_gate_id", "not in", list(closed))
        gates = self.env["loyalty.tier.gate"]
        for name, model in self._loyalty_tier_categories().items():
            reserved = gates._reserved_categories(model, closed)
            if reserved:
                domain &= Domain(name, "not in", reserved)
        return domain

    def _loyalty_tier_gates(self):
        """Return the gates that reserve each of these dishes, in a few queries.

        :return: by id of the template: ids of gates; who has none is absent
        :rtype: dict(int, frozenset(int))
        """
        gates = self.env["loyalty.tier.gate"]
        in_use = {row.gate_id for row in gates._rows()}
        found = {}
        if not in_use:
            return found
        of_categories = gates._of_categories()
        for template in self.sudo():
            reserved = {template.loyalty_tier_gate_id.id} & in_use
            for name, model in self._loyalty_tier_categories().items():
                for category_id in template[name].ids if of_categories[model] else ():
                    reserved |= of_categories[model].get(category_id, frozenset())
            if reserved:
                found[template.id] = frozenset(reserved)
        return found
