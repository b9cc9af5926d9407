# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import json

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_shop import ELIGIBLE, STRANGERS, HiddenMenuCase

WORD = "zyx"


@tagged("post_install", "-at_install")
class TestShopRpc(HiddenMenuCase):
    """Guests who log in and ask the server themselves, model by model."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["product.pricelist.item"].create(
            {
                "pricelist_id": cls.env["product.pricelist"].search([], limit=1).id
                or cls.env["product.pricelist"].create({"name": "All"}).id,
                "applied_on": "1_product",
                "product_tmpl_id": cls.hidden["secret"].template.id,
                "compute_price": "fixed",
                "fixed_price": 43137.0,
            }
        )
        for kind in ("alternative_product_ids", "optional_product_ids"):
            cls.open[kind] = cls.hidden["secret"].template
        cls.open.accessory_product_ids = cls.hidden["teaser"].variant
        cls.env.flush_all()

    def _models(self):
        """Return the models that a portal user may read and that know of products.

        Found by what is installed, so that a model of another app is asked, too.
        """
        user = self.users["tierless"]
        for name in sorted(self.env.registry):
            model = self.env[name].with_user(user)
            if model._abstract or model._transient or not model._auto:
                continue
            if not model.has_access("read"):
                continue
            if name.startswith("product.") or any(
                field.comodel_name in ("product.template", "product.product")
                for field in model._fields.values()
                if field.relational
            ):
                yield model

    @mute_logger("odoo.http", "odoo.addons.base.models.ir_rule")
    def test_no_model_betrays_anything(self):
        models = list(self._models())
        self.assertGreater(len(models), 12)
        for visitor in STRANGERS[1:]:
            self._come_as(visitor)
            for model in models:
                where = f"{model._name} as {visitor}"
                for answer in self._questions(model):
                    self.assertNoTrace(answer, said=(WORD,), where=where)

    def _questions(self, model):
        name = model._name
        names = [
            field.name
            for field in model._fields.values()
            if field.type != "binary" and model._has_field_access(field, "read")
        ]
        yield self._call(name, "search_read", [], names)
        rows = model.sudo().with_context(active_test=False).search([], limit=400)
        for row in rows[-40:]:
            yield self._call(name, "read", [row.id], names)
        if model._rec_name:
            yield self._call(name, "name_search", WORD)
            yield self._call(name, "search_count", [("display_name", "ilike", WORD)])
        yield self._call(name, "web_search_read", [], {"display_name": {}})
        yield self._call(name, "export_data", rows[-40:].ids, ["id", "display_name"])

    def _portal(self, visitor, model, method, *args, **kwargs):
        answer = json.loads(self._call(model, method, *args, visitor=visitor, **kwargs))
        self.assertIn("result", answer, f"{model}.{method}")
        return answer["result"]

    def test_no_question_counts_what_is_closed(self):
        asked = (
            ("product.template", [("name", "ilike", "zyxgold")]),
            ("product.template", [("product_variant_ids.name", "ilike", "zyxgold")]),
            ("product.template", [("product_variant_ids.barcode", "like", "29000")]),
            ("product.template", [("alternative_product_ids.name", "ilike", WORD)]),
            ("product.template", [("optional_product_ids.name", "ilike", WORD)]),
            ("product.template", [("accessory_product_ids.name", "ilike", WORD)]),
            ("product.template", [("list_price", ">", 40000)]),
            ("product.template", [("variants_default_code", "ilike", "ZYX")]),
            (
                "product.template",
                [("attribute_line_ids.value_ids.name", "=", "Zyxgallon")],
            ),
            ("product.template", [("product_tag_ids.name", "ilike", WORD)]),
            ("product.product", [("barcode", "=like", "2900000000%")]),
            ("product.product", [("default_code", "ilike", "zyx")]),
            ("product.tag", [("product_template_ids.name", "ilike", WORD)]),
            ("product.tag", [("name", "ilike", WORD)]),
            ("product.attribute.value", [("name", "ilike", WORD)]),
            ("product.attribute", [("name", "ilike", WORD)]),
            ("product.public.category", [("name", "ilike", WORD)]),
            ("product.category", [("name", "ilike", WORD)]),
            ("product.ribbon", [("name", "ilike", WORD)]),
            ("product.image", [("name", "ilike", WORD)]),
            ("product.pricelist.item", [("fixed_price", "=", 43137)]),
            ("mail.message", [("body", "ilike", "zyxgoldreview")]),
        )
        for visitor in STRANGERS[1:]:
            for model, domain in asked:
                count = self._portal(visitor, model, "search_count", domain)
                self.assertEqual(count, 0, f"{model} {domain} as {visitor}")
        for visitor in ELIGIBLE:
            for model, domain in asked[:-1]:
                count = self._portal(visitor, model, "search_count", domain)
                self.assertGreater(count, 0, f"{model} {domain} as {visitor}")

    def test_groups_and_sums_leave_out_what_is_closed(self):
        groups = ["categ_id", "product_tag_ids", "public_categ_ids"]
        for visitor in STRANGERS[1:]:
            for group in groups:
                args = ([], [group], ["__count", "list_price:max", "list_price:sum"])
                rows = self._portal(
                    visitor, "product.template", "formatted_read_group", *args
                )
                self.assertNoTrace(json.dumps(rows))
                self.assertLess(max(row["list_price:max"] for row in rows), 40000)

    def test_json_2_tells_no_more(self):
        user = self.users["below"]
        key = (
            self.env["res.users.apikeys"]
            .with_user(user)
            .sudo()
            ._generate("rpc", "test", None)
        )
        headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
        self.authenticate(None, None)
        for model in ("product.template", "product.product", "product.tag"):
            said = {"domain": [], "fields": ["display_name"]}
            answer = self.url_open(
                f"/json/2/{model}/search_read", json.dumps(said), headers=headers
            )
            self.assertEqual(answer.status_code, 200, answer.text)
            self.assertNoTrace(answer, where=model)

    def test_another_rule_does_not_open_it(self):
        self.env["ir.rule"].create(
            {
                "name": "Everything",
                "model_id": self.env["ir.model"]._get_id("product.template"),
                "domain_force": "[(1, '=', 1)]",
                "groups": [(4, self.env.ref("base.group_portal").id)],
            }
        )
        domain = [("name", "ilike", "zyxgold")]
        for visitor in STRANGERS[1:]:
            count = self._portal(visitor, "product.template", "search_count", domain)
            self.assertEqual(count, 0)
