# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import json
from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common_gate import HiddenMenuCommon

SECRET = "Quokka Tartare"
GATED = {
    "product.template": [
        "loyalty_tier_gate_id",
        "loyalty_tier_reserved",
        "loyalty_tier_hint",
    ],
    "product.product": [
        "loyalty_tier_gate_id",
        "loyalty_tier_variant_gate_id",
        "loyalty_tier_reserved",
        "loyalty_tier_hint",
    ],
    "product.category": ["loyalty_tier_gate_id"],
    "pos.category": ["loyalty_tier_gate_id"],
    "res.users": ["loyalty_tier_keys"],
}


@tagged("post_install", "-at_install")
class TestAccessGate(HiddenMenuCommon, HttpCase):
    """Strangers learn nothing of what is reserved, nor for whom."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.gate.name = "Qyzylorda"
        cls.dish.name = SECRET
        cls.public = cls.env.ref("base.public_user")
        cls.portal = cls._make_user("portal", "base.group_portal", internal=False)
        cls.manager = cls._make_user(
            "manager", "loyalty_tiers.group_loyalty_tiers_manager"
        )
        cls.rows = {
            "product.template": cls.dish.product_tmpl_id,
            "product.product": cls.dish,
            "product.category": cls.env["product.category"].create({"name": "C"}),
            "pos.category": cls.env["pos.category"].create({"name": "P"}),
            "res.users": cls.portal,
        }
        cls.env.flush_all()

    def test_strangers_read_no_gate_and_no_key(self):
        for user in (self.public, self.portal):
            self.env.invalidate_all()
            gates = self.env["loyalty.tier.gate"].with_user(user)
            self.assertRaises(AccessError, gates.search, [])
            self.assertRaises(AccessError, gates.browse(self.gate.id).read, ["name"])
            for model, names in GATED.items():
                rows = self.rows[model].with_user(user)
                for name in names:
                    with self.subTest(f"{user.login} {model}.{name}"):
                        self.assertRaises(AccessError, rows.read, [name])
                        for domain in ([(name, "!=", False)], [(name, "=", False)]):
                            self.assertRaises(AccessError, rows.search, domain)
                        self.assertRaises(AccessError, rows.search, [], order=name)
                        self.assertRaises(AccessError, rows._read_group, [], [name], [])
                        self.assertNotIn(name, self._named(rows))

    def _named(self, rows):
        try:
            return rows.fields_get()
        except AccessError:
            return {}

    def test_staff_reads_and_managers_reserve(self):
        dish = self.dish.product_tmpl_id.with_user(self.cashier)
        self.assertEqual(dish.loyalty_tier_gate_id.name, "Qyzylorda")
        self.assertIn("Silver", dish.loyalty_tier_hint)
        gate = self.gate.with_user(self.cashier)
        self.assertTrue(gate.sentence)
        self.assertRaises(AccessError, gate.write, {"name": "Mine"})
        self.assertRaises(AccessError, gate.create, {"name": "Mine"})
        login = self.portal.with_user(self.manager)
        self.assertRaises(AccessError, login.read, ["loyalty_tier_keys"])

        gates = self.env["loyalty.tier.gate"].with_user(self.manager)
        gate = gates.create({"name": "Cellar", "tier_ids": self.gold.ids})
        self.manager.group_ids += self.env.ref("product.group_product_manager")
        dish.with_user(self.manager).loyalty_tier_gate_id = gate
        self.assertEqual(gate.product_count, 1)

    def test_a_manager_of_another_company_reads_no_gate_of_ours(self):
        self.gate.company_id = self.company
        other = self.env["res.company"].create({"name": "Next Door"})
        stranger = self._make_user(
            "stranger", "loyalty_tiers.group_loyalty_tiers_manager", company=other
        )
        gates = self.gate.with_user(stranger)
        self.assertFalse(gates.search([("id", "=", self.gate.id)]))
        self.assertRaises(AccessError, gates.read, ["name"])
        self.assertRaises(AccessError, gates.action_products)
        self.assertRaises(AccessError, gates.write, {"name": "Mine"})

    # --------------------------------------------------------------- by wire
    def _calls(self):
        names = {"fields": ["display_name", "loyalty_tier_gate_id"]}
        dish = [("id", "=", self.dish.product_tmpl_id.id)]
        return (
            ("loyalty.tier.gate", "search_read", {"domain": []}),
            ("loyalty.tier.gate", "name_search", {"name": "Qyzyl"}),
            ("loyalty.tier.breach", "search_read", {"domain": []}),
            ("product.template", "search_read", {"domain": dish}),
            ("product.template", "search_read", {"domain": dish, **names}),
            ("product.template", "name_search", {"name": "Quokka"}),
            ("product.product", "name_search", {"name": "Quokka"}),
            (
                "product.template",
                "formatted_read_group",
                {"domain": dish, "groupby": ["name"], "aggregates": ["__count"]},
            ),
            (
                "product.template",
                "web_search_read",
                {"domain": dish, "specification": {"name": {}}},
            ),
            ("product.template", "export_data", {"ids": dish[0][2], "fields": 0}),
        )

    @mute_logger("odoo.http", "odoo.addons.rpc.controllers.main")
    def _post(self, url, said, headers=None):
        headers = {"Content-Type": "application/json", **(headers or {})}
        return self.url_open(url, json.dumps(said), headers=headers)

    def assertTellsNothing(self, text, call):
        for secret in (SECRET, "Qyzylorda"):
            self.assertNotIn(secret, text, call)

    def _said(self, method, kwargs):
        if method != "export_data":
            return [], kwargs
        return [[kwargs["ids"]], ["name", "loyalty_tier_gate_id/name"]], {}

    def test_the_web_client_of_a_portal_guest_tells_nothing(self):
        self.portal.password = self.portal.login
        self.authenticate(self.portal.login, self.portal.login)
        for model, method, kwargs in self._calls():
            args, kwargs = self._said(method, kwargs)
            params = {"model": model, "method": method, "args": args, "kwargs": kwargs}
            answer = self._post(
                f"/web/dataset/call_kw/{model}/{method}",
                {"method": "call", "params": params},
            )
            self.assertTellsNothing(answer.text, f"{model} {method}")

    def test_json_2_of_a_portal_guest_tells_nothing(self):
        keys = self.env["res.users.apikeys"].with_user(self.portal)
        tomorrow = fields.Datetime.now() + timedelta(days=1)
        key = keys._generate("rpc", "Hostile", tomorrow)
        for model, method, kwargs in self._calls():
            if method == "export_data":
                kwargs = {
                    "ids": [kwargs["ids"]],
                    "fields_to_export": ["name", "loyalty_tier_gate_id/name"],
                }
            answer = self._post(
                f"/json/2/{model}/{method}",
                kwargs,
                {"Authorization": f"bearer {key}"},
            )
            self.assertTellsNothing(answer.text, f"{model} {method}")

    def test_a_guest_of_the_tier_reads_the_dish_and_still_no_gate(self):
        self._visit(self.portal.partner_id, 2)
        if "is_published" in self.dish._fields:
            self.dish.is_published = True
        dishes = self.env["product.template"].with_user(self.portal)
        if dishes.has_access("read"):
            found = dishes.search([("id", "=", self.dish.product_tmpl_id.id)])
            self.assertEqual(found.name, SECRET)
            self.assertRaises(AccessError, found.read, ["loyalty_tier_gate_id"])
