# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..audit.traces import Suspect
from ..viewer import as_holder_of

# Reserved products that are asked for one by one at each door, for each gate.
SAMPLE = 4
# Reserved products that are looked for in lists.
MOST = 1000


class LoyaltyTierAudit(models.Model):
    """What the auditor looks for, and as whom."""

    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "loyalty.tier.audit"

    @api.model
    def _visitors(self):
        """Return as whom doors are walked: nobody, a guest without tier, each tier.

        Tiers to which the same is open walk together.

        :return: ``key``, ``name``, ``tier_ids`` to play or False, ``closed`` gates
        :rtype: list(dict)
        """
        gates, nobody = self.env["loyalty.tier.gate"], self.env["res.partner"]
        # Who holds nothing opens nothing, whatever the gate itself believes.
        closed = sorted(row.gate_id for row in gates._rows())
        visitors = [
            {"key": "nobody", "name": self.env._("Nobody"), "tier_ids": False},
            {"key": "no_tier", "name": self.env._("No tier"), "tier_ids": []},
        ]
        for visitor in visitors:
            visitor["closed"] = closed
        alike = {}
        for tier in self.env["loyalty.tier"].search([("program_id.active", "=", True)]):
            with as_holder_of(tier.ids):
                key = (tier.program_id.id, gates._closed_ids(nobody))
            alike.setdefault(key, []).append(tier)
        for (_program, shut), tiers in alike.items():
            names = [tier.name for tier in tiers]
            visitors.append(
                {
                    "key": f"tier_{tiers[0].id}",
                    "name": names[0] if len(names) < 2 else f"{names[0]} – {names[-1]}",
                    "names": names,
                    "tier_ids": tiers[0].ids,
                    "closed": sorted(shut),
                }
            )
        return visitors

    @api.model
    def _reserved_templates(self):
        """Return what is reserved, newest first, with the gates of each.

        :return: gates by template
        :rtype: dict(product.template, frozenset(int))
        """
        gates = frozenset(row.gate_id for row in self.env["loyalty.tier.gate"]._rows())
        templates = self.env["product.template"]
        if not gates:
            return {}
        domain = ~Domain(templates._loyalty_tier_open_domain(gates))
        found = templates.search(domain, order="id desc", limit=MOST)
        of_templates = found._loyalty_tier_gates()
        return {template: of_templates[template.id] for template in found}

    @api.model
    def _reserved_variants(self):
        """Return the variants that are reserved alone, with the gates of each.

        :rtype: dict(product.product, frozenset(int))
        """
        gates = [row.gate_id for row in self.env["loyalty.tier.gate"]._rows()]
        variants = self.env["product.product"].search(
            [("loyalty_tier_variant_gate_id", "in", gates)], order="id desc", limit=MOST
        )
        return {
            variant: frozenset(variant.loyalty_tier_variant_gate_id.ids)
            for variant in variants
        }

    @api.model
    def _menu(self):
        """Return all that is reserved, with what betrays it.

        :return: list of ``suspect``, ``gates``, ``record``, ``values`` (ids of the
            attribute values that it has)
        :rtype: list(dict)
        """
        dishes = self._reserved_templates()
        variants = self._reserved_variants()
        langs = [code for code, _name in self.env["res.lang"].get_installed()]
        menu = [
            self._dish(template, gates, langs) for template, gates in dishes.items()
        ]
        menu += [
            self._variant_alone(variant, gates)
            for variant, gates in variants.items()
            if variant.product_tmpl_id not in dishes
        ]
        return menu

    @api.model
    def _dish(self, template, gates, langs):
        variants = template.product_variant_ids
        names = {template.with_context(lang=lang).name for lang in langs}
        codes = {*variants.mapped("barcode"), *variants.mapped("default_code")}
        suspect = Suspect(
            template.id,
            frozenset(template.ids),
            frozenset(variants.ids),
            tuple(sorted(filter(None, names))),
            tuple(sorted(filter(None, codes))),
            (),
        )
        values = template.attribute_line_ids.value_ids
        return {
            "suspect": suspect,
            "gates": gates,
            "record": template,
            "values": values,
        }

    @api.model
    def _variant_alone(self, variant, gates):
        codes = filter(None, (variant.barcode, variant.default_code))
        template_id = variant.product_tmpl_id.id
        of_variant = variant.product_template_attribute_value_ids
        suspect = Suspect(
            template_id, frozenset(), frozenset(variant.ids), (), tuple(codes), ()
        )
        return {
            "suspect": suspect,
            "gates": gates,
            "record": variant,
            "values": of_variant.product_attribute_value_id,
        }

    @api.model
    def _with_values(self, dishes):
        """Return suspects with the names of the values that they alone have.

        :param dishes: of :meth:`_menu`, those that are closed to a visitor
        :rtype: list(Suspect)
        """
        closed = {dish["record"] for dish in dishes}
        suspects = []
        for dish in dishes:
            own = dish["values"].filtered(lambda value: self._only_of(value, closed))
            names = tuple(
                sorted({name for name in own.mapped("name") if len(name) > 3})
            )
            suspects.append(dish["suspect"]._replace(values=names))
        return suspects

    @api.model
    def _only_of(self, value, closed):
        """Tell whether no open product has an attribute value."""
        namesakes = self.env["product.attribute.value"].search(
            [("name", "=", value.name)]
        )
        used = self.env["product.template.attribute.value"].search(
            [("product_attribute_value_id", "in", namesakes.ids)]
        )
        variants = used.ptav_product_variant_ids
        if variants:
            return all(v in closed or v.product_tmpl_id in closed for v in variants)
        return all(template in closed for template in used.product_tmpl_id)

    @api.model
    def _innocent_names(self, dishes):
        """Return names of what is open that hold the name of something closed.

        In one query for each model: a big shop has many names.

        :param dishes: of :meth:`_menu`, those that are closed to a visitor
        :rtype: set(str)
        """
        closed = {
            dish["record"].id
            for dish in dishes
            if dish["record"]._name == "product.template"
        }
        names = {name for dish in dishes for name in dish["suspect"].names}
        found = set()
        for model, skipped in self._namesakes(closed).items():
            for (name,) in self.env.execute_query(self._names_sql(model, skipped)):
                if name and any(closed_name in name for closed_name in names):
                    found.add(name)
        return found

    @api.model
    def _namesakes(self, closed):
        """Return the models whose names guests read, and ids that they do not read.

        :param closed: ids of templates that are closed
        :rtype: dict(str, tuple(int))
        """
        categories = self.env["product.template"]._loyalty_tier_categories().values()
        reserved = self.env["loyalty.tier.gate"]._of_categories()
        found = {model: tuple(reserved[model]) for model in categories}
        found["product.template"] = tuple(closed)
        # Each page of addresses names all the places of the world.
        return {**found, "res.country": (), "res.country.state": ()}

    @api.model
    def _names_sql(self, model, skipped):
        table = self.env[model]
        name = SQL.identifier("name")
        if table._fields["name"].translate:
            name = SQL("jsonb_path_query(name, '$.*') #>> '{}'")
        return SQL(
            "SELECT %s FROM %s WHERE id != ALL(%s)",
            name,
            SQL.identifier(table._table),
            list(skipped),
        )
