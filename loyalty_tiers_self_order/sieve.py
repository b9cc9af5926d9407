# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Takes what is closed out of the data that a public device loads.

Pure Python: knows the rows and which field leads where, nothing else. Whatever is told
of a closed product goes with it: variants, values that no other variant has, combos
that cannot be put together any more, prices, tags and categories of nothing else.
"""

from typing import NamedTuple

TEMPLATE, PRODUCT = "product.template", "product.product"
COMBO, ITEM = "product.combo", "product.combo.item"
LINE = "product.template.attribute.line"
VALUE = "product.template.attribute.value"
ATTRIBUTE, TAG = "product.attribute", "product.tag"
TILL_CATEGORY, CATEGORY = "pos.category", "product.category"
PRICE = "product.pricelist.item"
SIFTED = (
    *(TEMPLATE, PRODUCT, COMBO, ITEM, LINE, VALUE),
    *(ATTRIBUTE, TAG, TILL_CATEGORY, CATEGORY, PRICE),
)
# Lists of products that the host adds to a till, of which no model tells.
MORE_PRODUCTS = {"_pos_special_products_ids": PRODUCT}


class Closed(NamedTuple):
    """Ids of what is closed."""

    templates: frozenset
    products: frozenset
    till_categories: frozenset
    categories: frozenset


def sifted(data, links, closed):
    """Return the data without what is closed; what was given stays as it was.

    :param dict data: rows by model, as devices load them; models may lack
    :param dict links: by model, by field: the model that it leads to
    :param Closed closed: what nobody may learn of
    :rtype: dict
    """
    sieve = _Sieve(data, closed)
    sieve.products()
    sieve.values()
    sieve.labels()
    sieve.prices()
    return sieve.result(links)


class _Sieve:
    """The ids that are kept of each model, and those that have gone."""

    def __init__(self, data, closed):
        self.data, self.closed = data, closed
        self.rows = {m: {row["id"]: row for row in data.get(m, ())} for m in SIFTED}
        self.kept = {model: set(rows) for model, rows in self.rows.items()}
        self.gone = {
            **{model: set() for model in SIFTED},
            TEMPLATE: set(closed.templates),
            PRODUCT: set(closed.products),
            TILL_CATEGORY: set(closed.till_categories),
            CATEGORY: set(closed.categories),
        }
        for model in SIFTED:
            self.drop(model, self.gone[model])

    def drop(self, model, ids):
        """Take rows away; tell whether there were any."""
        ids = set(ids)
        before = len(self.kept[model])
        self.kept[model] -= ids
        self.gone[model] |= ids
        return len(self.kept[model]) != before

    def keep_only(self, model, ids):
        self.drop(model, self.kept[model] - set(ids))

    def each(self, model):
        """Return the rows that are kept."""
        return [row for id_, row in self.rows[model].items() if id_ in self.kept[model]]

    # ------------------------------------------------------------ what is sold
    def products(self):
        """Drop products until nothing needs a part that has gone."""
        changed = True
        while changed:
            changed = self._variants() | self._templates() | self._combos()

    def _variants(self):
        return self.drop(
            PRODUCT,
            [
                row["id"]
                for row in self.each(PRODUCT)
                if row["product_tmpl_id"] in self.gone[TEMPLATE]
            ],
        )

    def _templates(self):
        """Drop products without variant, and combos that lack a choice."""
        return self.drop(
            TEMPLATE,
            [
                row["id"]
                for row in self.each(TEMPLATE)
                if self._all_gone(PRODUCT, row.get("product_variant_ids"))
                or not self.gone[COMBO].isdisjoint(row.get("combo_ids") or ())
            ],
        )

    def _combos(self):
        items = [
            row["id"]
            for row in self.each(ITEM)
            if row["product_id"] in self.gone[PRODUCT]
        ]
        changed = self.drop(ITEM, items)
        combos = [
            row["id"]
            for row in self.each(COMBO)
            if self._all_gone(ITEM, row.get("combo_item_ids"))
        ]
        return self.drop(COMBO, combos) or changed

    def _all_gone(self, model, ids):
        return bool(ids) and self.gone[model].issuperset(ids)

    # ------------------------------------------------------------ what it has
    def values(self):
        """Drop the values of attributes that only variants have that are gone."""
        lines = self._used(TEMPLATE, "attribute_line_ids", self.gone[TEMPLATE])
        self.drop(LINE, lines - self._used(TEMPLATE, "attribute_line_ids"))
        of_lines = "product_template_value_ids"
        self.drop(VALUE, self._used(LINE, of_lines, self.gone[LINE]))
        of_variants = "product_template_attribute_value_ids"
        only = self._used(PRODUCT, of_variants, self.gone[PRODUCT])
        self.drop(VALUE, only - self._used(PRODUCT, of_variants))
        bare = [r["id"] for r in self.each(LINE) if self._all_gone(VALUE, r[of_lines])]
        self.drop(LINE, bare)
        if TEMPLATE in self.data:
            self.keep_only(ATTRIBUTE, self._used(LINE, "attribute_id"))

    def _used(self, model, name, ids=None):
        """Return what a field of some rows leads to; of those that are kept."""
        ids = self.kept[model] if ids is None else ids
        used = set()
        for id_ in ids:
            value = self.rows[model].get(id_, {}).get(name) or ()
            used.update([value] if isinstance(value, int) else value)
        return used

    # ------------------------------------------------------- where it belongs
    def labels(self):
        """Drop tags and categories that nothing which is left belongs to."""
        if TEMPLATE not in self.data:
            return
        tags = self._used(TEMPLATE, "product_tag_ids")
        self.keep_only(TAG, tags | self._used(PRODUCT, "product_tag_ids"))
        till = self._used(TEMPLATE, "pos_categ_ids")
        self.keep_only(TILL_CATEGORY, self._with_parents(TILL_CATEGORY, till))
        house = self._used(TEMPLATE, "categ_id")
        self.keep_only(CATEGORY, self._with_parents(CATEGORY, house))

    def _with_parents(self, model, ids):
        found = set()
        for id_ in ids:
            while id_ and id_ not in found:
                found.add(id_)
                id_ = self.rows[model].get(id_, {}).get("parent_id")
        return found

    def prices(self):
        """Drop prices of what is gone."""
        self.drop(
            PRICE,
            [
                row["id"]
                for row in self.each(PRICE)
                if row.get("product_tmpl_id") in self.gone[TEMPLATE]
                or row.get("product_id") in self.gone[PRODUCT]
                or row.get("categ_id") in self.gone[CATEGORY]
            ],
        )

    # ------------------------------------------------------------- the answer
    def result(self, links):
        """Return the rows that are kept, without references to what has gone."""
        return {
            model: [
                self._cleaned(row, links.get(model, {}))
                for row in rows
                if model not in SIFTED or row["id"] in self.kept[model]
            ]
            for model, rows in self.data.items()
        } | self._combinations(links)

    def _cleaned(self, row, links):
        return {
            name: self._reference(value, links.get(name) or MORE_PRODUCTS.get(name))
            for name, value in row.items()
        }

    def _reference(self, value, model):
        if model not in SIFTED or not value:
            return value
        if isinstance(value, int):
            return False if value in self.gone[model] else value
        if model == PRICE and PRICE in self.data:
            # A list says how many prices there are of what is not loaded.
            return [id_ for id_ in value if id_ in self.kept[PRICE]]
        return [id_ for id_ in value if id_ not in self.gone[model]]

    def _combinations(self, links):
        """Return the products, each with the variants that cannot be chosen."""
        if TEMPLATE not in self.data:
            return {}
        closed = {}
        for id_ in self.gone[PRODUCT] & self.rows[PRODUCT].keys():
            row = self.rows[PRODUCT][id_]
            values = row.get("product_template_variant_value_ids")
            if values and not self.gone[VALUE] & set(values):
                closed.setdefault(row["product_tmpl_id"], []).append(values)
        products = []
        for row in self.each(TEMPLATE):
            row = self._cleaned(row, links.get(TEMPLATE, {}))
            known = row.get("_archived_combinations")
            if known is not None:
                row["_archived_combinations"] = [
                    values for values in known if not self.gone[VALUE] & set(values)
                ] + closed.get(row["id"], [])
            products.append(row)
        return {TEMPLATE: products}
