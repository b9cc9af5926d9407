# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import threading
from hashlib import md5
from unittest.mock import patch

from odoo import http
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.website.models.mixins import WebsiteSearchableMixin

from .common_shop import HiddenMenuCase


@tagged("post_install", "-at_install")
class TestAuditPlants(HiddenMenuCase):
    """Leaks that are planted, one after the other, turn the audit red."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.http_request_allow_all = True

    def setUp(self):
        super().setUp()
        self.http_request_allow_all = True
        # Odoo looks up its routes by the database that a thread works for.
        thread = threading.current_thread()
        former = getattr(thread, "dbname", None)
        thread.dbname = self.env.cr.dbname
        self.addCleanup(setattr, thread, "dbname", former)
        self.env["ir.config_parameter"].set_param("loyalty_tiers.audit_sample", "1")
        # Here the one who walks is in the thread of the test.
        self.env["ir.config_parameter"].set_param("web.base.url", self.base_url())

    # ------------------------------------------------------------- the audit
    def _audit(self, *doors, visitors=("no_tier",)):
        """Walk some doors as some visitors.

        :param doors: beginnings of keys
        :rtype: loyalty.tier.audit
        """
        self.env.flush_all()
        audit = self.env["loyalty.tier.audit"]._start()
        audit._make_plan()
        plan = audit.plan
        plan["doors"] = [
            door for door in plan["doors"] if door["key"].startswith(doors)
        ]
        plan["visitors"] = [
            visitor
            for visitor in plan["visitors"]
            if visitor["key"] in visitors
            or ("member" in visitors and visitor["tier_ids"] == self.tier_at.ids)
        ]
        self.assertEqual(len(plan["visitors"]), len(visitors))
        self.assertTrue(plan["doors"], doors)
        audit.write({"plan": plan, "size": len(plan["doors"]) * len(plan["visitors"])})
        with mute_logger("odoo.addons.base.models.ir_rule"):
            while audit._walk(seconds=600):
                continue
        return audit

    def assertGreen(self, audit):
        seen = [f"{f.door} {f.mark} {f.address}" for f in audit.finding_ids]
        self.assertEqual(audit.state, "green", seen)

    def assertRed(self, audit, kind="trace"):
        """The audit is red, and says which product, where, and by what."""
        self.assertEqual(audit.state, "red")
        found = audit.finding_ids.filtered(lambda finding: finding.kind == kind)
        self.assertTrue(found, audit.finding_ids.mapped("kind"))
        self.assertTrue(all(found.mapped("address")))
        return found

    def _plant(self, model, method, function):
        """Patch a door of a model open, until the test ends."""
        self.patch(self.registry[model], method, function)

    def _root(self):
        """Return who sees everything, for doors that are opened."""
        return self.env.ref("base.user_root").id

    # ------------------------------------------------------- without plants
    def test_the_shop_as_it_is_is_green(self):
        visitors = ("nobody", "no_tier", "member")
        self.assertGreen(self._audit("shop:", visitors=visitors))

    # ---------------------------------------------------------- 1 to 3: rules
    def test_a_rule_that_is_switched_off(self):
        rule = self.env.ref("loyalty_tiers.product_template_gate")
        rule.active = False
        audit = self._audit("model:product.template", "shop:page", "shop:search")
        self.assertIn("Zyx", str(self.assertRed(audit).mapped("excerpt")))
        rule.active = True
        self.assertGreen(self._audit("model:product.template"))

    def test_the_rule_of_variants_switched_off(self):
        self.assertGreen(self._audit("model:product.product"))
        self.env.ref("loyalty_tiers.product_product_gate").active = False
        found = self.assertRed(self._audit("model:product.product"))
        self.assertIn(self.hidden["variant"].template, found.product_tmpl_id)

    def test_a_global_rule_that_was_widened(self):
        rule = self.env.ref("loyalty_tiers.product_template_gate")
        rule.domain_force = "[(1, '=', 1)]"
        self.assertRed(self._audit("model:product.template"))

    def test_a_second_rule_of_a_group_is_harmless(self):
        self.env["ir.rule"].create(
            {
                "name": "All for guests",
                "model_id": self.env["ir.model"]._get_id("product.template"),
                "groups": [(4, self.env.ref("base.group_portal").id)],
                "domain_force": "[(1, '=', 1)]",
            }
        )
        self.assertGreen(self._audit("model:product.template", "shop:page"))

    # -------------------------------------------------- 4 to 8: doors of the shop
    def test_a_search_that_asks_with_all_rights(self):
        stock, root = WebsiteSearchableMixin._search_fetch, self._root()

        def search(model, *args, **kwargs):
            return stock(model.with_user(root), *args, **kwargs)

        self._plant("product.template", "_search_fetch", search)
        self.assertRed(self._audit("shop:search", "shop:suggest"))

    def test_a_price_that_is_told_with_all_rights(self):
        templates, root = self.registry["product.template"], self._root()
        stock = templates._get_combination_info

        def tell(template, *args, **kwargs):
            return stock(template.with_user(root), *args, **kwargs)

        self._plant("product.template", "_get_combination_info", tell)
        self.assertRed(self._audit("shop:info"))

    def test_a_sitemap_that_was_kept(self):
        root = f"{self.base_url()}/"
        name = f"/sitemap-{self.website.id}-{md5(root.encode()).hexdigest()[:8]}.xml"
        page = f"<loc>/shop/x-{self.hidden['secret'].template.id}</loc>"
        self.env["ir.attachment"].search([("url", "=", name)]).unlink()
        self.env["ir.attachment"].create(
            {
                "name": name,
                "url": name,
                "type": "binary",
                "raw": page.encode(),
                "mimetype": "application/xml;charset=utf-8",
            }
        )
        self.assertRed(self._audit("shop:sitemap", visitors=("nobody",)))

    def test_a_feed_that_is_made_with_all_rights(self):
        self.website.enabled_gmc_src = True
        self.env["product.feed"].create({"name": "Feed", "website_id": self.website.id})
        item = "<item><title>Zyxgold Omakase</title></item>"
        self._plant("product.feed", "_render_gmc_feed", lambda feed: item)
        self.assertRed(self._audit("shop:feed", visitors=("nobody",)))

    def test_a_picture_that_is_given_out(self):
        self.assertGreen(self._audit("shop:picture"))
        self._plant("ir.binary", "_loyalty_tier_hides", lambda *a: False)
        self.assertRed(self._audit("shop:picture"))

    def test_a_block_of_products_that_is_filled_with_all_rights(self):
        stock = self.registry["website.snippet.filter"]._prepare_values
        root = self._root()

        def fill(snippet, **kwargs):
            return stock(snippet.with_user(root), **kwargs)

        self._plant("website.snippet.filter", "_prepare_values", fill)
        self.assertRed(self._audit("shop:snippet", visitors=("nobody",)))

    def test_a_comparison_that_asks_with_all_rights(self):
        if "website_sale_comparison" not in self.env["ir.module.module"]._installed():
            self.skipTest("needs website_sale_comparison")
        stock, root = self.registry["product.product"].search, self._root()

        def search(products, *args, **kwargs):
            return stock(products.with_user(root), *args, **kwargs)

        self._plant("product.product", "search", search)
        self.assertRed(self._audit("shop:compare"))

    # --------------------------------------------------- 9 to 12: what comes later
    def test_an_address_that_somebody_adds_later(self):
        class Menu(http.Controller):
            @http.route("/our_menu", type="http", auth="public", website=True)
            def our_menu(self, **kwargs):
                dishes = http.request.env["product.template"].sudo().search([])
                return ", ".join(dishes.mapped("name"))

        module = http.Controller.children_classes["loyalty_tiers_website_sale"]
        self.addCleanup(self.env.registry.clear_cache, "routing")
        self.addCleanup(module.remove, Menu)
        self.env.registry.clear_cache("routing")
        found = self.assertRed(self._audit("/our_menu", visitors=("nobody",)))
        self.assertIn("Zyx", found[0].excerpt)

    def test_a_model_that_somebody_adds_later(self):
        model = self.env["ir.model"].create(
            {
                "name": "Notes",
                "model": "x_menu_note",
                "field_id": [
                    (0, 0, {"name": "x_name", "ttype": "char"}),
                    (
                        0,
                        0,
                        {
                            "name": "x_dish_id",
                            "ttype": "many2one",
                            "relation": "product.template",
                        },
                    ),
                ],
                "access_ids": [
                    (
                        0,
                        0,
                        {
                            "name": "All",
                            "group_id": self.env.ref("base.group_portal").id,
                            "perm_read": True,
                        },
                    )
                ],
            }
        )
        dish = self.hidden["secret"].template
        self.assertGreen(self._audit("model:x_menu_note"))
        self.env[model.model].create({"x_name": "Note", "x_dish_id": dish.id})
        found = self.assertRed(self._audit("model:x_menu_note"))
        self.assertIn(dish, found.product_tmpl_id)

    def test_names_that_are_told_by_rpc(self):
        stock, root = self.registry["product.template"].name_search, self._root()

        def tell(templates, *args, **kwargs):
            return stock(templates.with_user(root), *args, **kwargs)

        tell._api_model = True
        self._plant("product.template", "name_search", tell)
        self.assertRed(self._audit("model:product.template:names"))

    # ------------------------------------------------------- 13: too much hidden
    def test_what_is_hidden_from_those_who_may_see_it(self):
        doors, visitors = ("shop:page", "shop:search"), ("member",)
        self.assertGreen(self._audit(*doors, visitors=visitors))
        self.env["ir.rule"].create(
            {
                "name": "Nothing dear",
                "model_id": self.env["ir.model"]._get_id("product.template"),
                "domain_force": "[('list_price', '<', 40000)]",
            }
        )
        self.assertRed(self._audit(*doors, visitors=visitors), kind="missing")

    # ------------------------------------------------------------ what it leaves
    def test_the_auditor_leaves_nothing_behind_and_cannot_log_in(self):
        before = set(self._sessions())
        self._audit("shop:add", "shop:wish", visitors=("nobody", "member"))
        auditor = self.env.ref("loyalty_tiers.user_auditor")
        mine = [("partner_id", "=", auditor.partner_id.id)]
        self.assertFalse(self.env["sale.order"].search(mine))
        self.assertEqual(set(self._sessions()) - before, set())
        auditor.active = True
        auditor.password = "known"
        said = {"login": auditor.login, "password": "known", "type": "password"}
        with self.assertRaises(http.AccessDenied), mute_logger("odoo.addons.base"):
            self.env["res.users"].authenticate(said, {"interactive": False})

    def _sessions(self):
        return http.root.session_store.list()

    def test_a_longer_name_that_is_open_is_no_alarm(self):
        self._make_dish("Zyxgold Omakase Cookbook", 9.0)
        self.assertGreen(self._audit("shop:search", "shop:list", "model:product.te"))

    def test_red_is_told_once_and_green_takes_it_back(self):
        rule = self.env.ref("loyalty_tiers.product_template_gate")
        activities = self.env["mail.activity"]
        asked = [("res_model", "=", "loyalty.tier.audit")]
        rule.active = False
        self._audit("model:product.template")
        told = activities.search_count(asked)
        self.assertTrue(told)
        self._audit("model:product.template")
        self.assertEqual(activities.search_count(asked), told)
        rule.active = True
        self._audit("model:product.template")
        self.assertFalse(activities.search_count(asked))

    def test_it_can_be_stopped_and_goes_on_where_it_was(self):
        self.env.flush_all()
        audit = self.env["loyalty.tier.audit"]._start()
        self.assertTrue(audit._walk(seconds=0.01) or audit.position)
        walked = audit.position
        audit.action_stop()
        self.assertFalse(audit._walk(seconds=5))
        self.assertEqual((audit.position, audit.state), (walked, "stopped"))

    def test_the_page_goes_on_by_requests_of_its_own(self):
        """A request that makes requests is not disturbed by them."""
        audit = self.env["loyalty.tier.audit"]._start()
        manager = self._manager()
        self.authenticate(manager.login, manager.login)
        self.env.flush_all()
        with patch.object(type(audit), "_all_doors", self._few(audit)):
            for _batch in range(20):
                said = self._call("loyalty.tier.audit", "walk_on", audit.ids)
                self.assertNotIn('"error"', said)
                self.env.invalidate_all()
                if audit.state != "running":
                    break
        self.assertEqual(audit.state, "green", said)

    def _few(self, audit):
        doors = [door for door in audit._all_doors() if door.key == "shop:page"]
        return lambda *args: doors

    def _manager(self):
        return new_test_user(
            self.env,
            login="hidden_menu_manager",
            groups="loyalty_tiers.group_loyalty_tiers_manager",
        )
