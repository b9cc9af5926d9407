# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models

from ..audit.door import Door

PRODUCTS = ("product.template", "product.product")
MOST = 20  # rows that are read of each model


class LoyaltyTierAuditModels(models.AbstractModel):
    """Finds doors among the models: what portal or public users may read.

    Each that is a product, links to one, or hangs on a record of any kind, is asked
    through RPC for what belongs to closed products: rows, counts, groups, names.
    """

    _name = "loyalty.tier.audit.models"
    _description = "Models of the Loyalty Audit"

    @api.model
    def _doors(self):
        """Return a door for each model; see ``loyalty.tier.audit.door``.

        :rtype: list(Door)
        """
        doors = []
        for name in sorted(self._readable()):
            model = self.env.get(name)
            if model is None or model._abstract or model._transient or not model._auto:
                continue
            if name in PRODUCTS:
                doors += self._of_products(name)
            asked = self._asked(model)
            if asked:
                doors.append(self._door(name, model._description, asked))
        return doors

    @api.model
    def _readable(self):
        """Return the models that portal or public users may read at all.

        :rtype: set(str)
        """
        groups = self.env.ref("base.group_portal") + self.env.ref("base.group_public")
        groups |= groups.all_implied_ids
        rights = self.env["ir.model.access"].search(
            [("perm_read", "=", True), ("group_id", "in", [False, *groups.ids])]
        )
        return set(rights.model_id.mapped("model"))

    @api.model
    def _door(self, name, description, asked, **values):
        (path, params), *more = asked
        return Door(
            f"model:{name}",
            f"{description} ({name})",
            path,
            params=params,
            more=tuple(more),
            rpc=True,
            kind="model",
            login=True,
            **values,
        )

    @api.model
    def _call(self, model, method, *args, **kwargs):
        params = {"model": model, "method": method, "args": args, "kwargs": kwargs}
        return f"/web/dataset/call_kw/{model}/{method}", params

    @api.model
    def _asked(self, model):
        """Return what a model is asked for: by each of its links to products."""
        asked = []
        for field in model._fields.values():
            if field.groups and not self._for_guests(field):
                continue
            domain = self._domain(model, field)
            if domain:
                asked += self._calls(model, field.name, domain)
        return asked

    @api.model
    def _for_guests(self, field):
        return (
            "base.group_portal" in field.groups or "base.group_public" in field.groups
        )

    @api.model
    def _domain(self, model, field):
        """Return the domain that finds closed products by a field, where one can."""
        if not field._description_searchable:
            return None
        if field.relational and field.comodel_name in PRODUCTS:
            kind = field.comodel_name.split(".")[1]
            return [[field.name, "in", "{%s_ids}" % kind]]
        if field.type == "many2one_reference":
            kind_field = model._fields.get(field.model_field)
            if kind_field and kind_field._description_searchable:
                return [
                    "|",
                    "&",
                    [field.model_field, "=", "product.template"],
                    [field.name, "in", "{template_ids}"],
                    "&",
                    [field.model_field, "=", "product.product"],
                    [field.name, "in", "{product_ids}"],
                ]
        return None

    @api.model
    def _calls(self, model, field_name, domain):
        name, field = model._name, model._fields[field_name]
        fields = sorted({"display_name", field_name, *self._texts(model)})
        if field.type == "many2one_reference":
            fields.append(field.model_field)
        calls = [self._call(name, "search_read", domain, fields, 0, MOST)]
        if field.type == "many2one" and field.store:
            calls.append(
                self._call(
                    name,
                    "formatted_read_group",
                    domain,
                    groupby=[field_name],
                    aggregates=["__count"],
                )
            )
        return calls

    @api.model
    def _texts(self, model):
        """Return the names of the texts that a guest may read of a model."""
        return [
            field.name
            for field in model._fields.values()
            if field.type in ("char", "text", "html")
            and field.store
            and (not field.groups or self._for_guests(field))
        ]

    @api.model
    def _of_products(self, name):
        """Return the doors of the products themselves, asked for by name."""
        kind = name.split(".")[1]
        by_id = [["id", "in", "{%s_ids}" % kind]]
        every = [
            self._call(name, "search_read", by_id, ["display_name"]),
            self._call(
                name, "formatted_read_group", by_id, groupby=["name"], aggregates=[]
            ),
            self._call(name, "read", "{%s_ids}" % kind, ["display_name"]),
        ]
        one = self._call(name, "name_search", "{part}")
        found = self._call(name, "search_read", [["name", "=", "{name}"]], ["barcode"])
        return [
            self._door(f"{name}:ids", self.env[name]._description, every),
            self._door(
                f"{name}:names", self.env[name]._description, [one, found], each=True
            ),
        ]
