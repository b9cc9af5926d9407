# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import random

from odoo.fields import Command
from odoo.tests import tagged

from .common_gate import HiddenMenuCommon

SHOPS = 12  # how many hidden menus are made up
SEED = 20260615


@tagged("post_install", "-at_install")
class TestLoyaltyTierGateEqual(HiddenMenuCommon):
    """The database and Python say the same of every menu, to everybody, at one price."""

    def setUp(self):
        super().setUp()
        self.dice = random.Random(SEED)
        self.guests = {
            visits: self._make_guest(f"With {visits} visits", visits=visits)
            for visits in (0, 1, 2, 4)
        }
        self.logins = [self.env.ref("base.public_user")]
        for visits, guest in self.guests.items():
            login = self._make_user(
                f"guest{visits}",
                "base.group_portal",
                internal=False,
                partner_id=guest.id,
            )
            self.logins.append(login)
        sizes = self.env["product.attribute"].create(
            {"name": "Cut", "value_ids": [(0, 0, {"name": n}) for n in ("A", "B")]}
        )
        cuts = {"attribute_id": sizes.id, "value_ids": sizes.value_ids.ids}
        self.menu = self.env["product.template"].create(
            [
                {
                    "name": f"Dish {n}",
                    "available_in_pos": True,
                    "attribute_line_ids": [Command.create(cuts)] if n % 3 else [],
                }
                for n in range(8)
            ]
        )

    def _maybe(self, records, share=0.5):
        return self.dice.choice(records) if self.dice.random() < share else False

    def _categories(self, model, gates):
        """Make up a tree of categories, some of them reserved."""
        made = self.env[model]
        for n in range(5):
            parent, gate = self._maybe(made, 0.6) if made else False, False
            gate = self._maybe(gates, 0.3)
            made |= made.create(
                {
                    "name": f"Category {n}",
                    "parent_id": parent and parent.id,
                    "loyalty_tier_gate_id": gate and gate.id,
                }
            )
        return made

    def _make_up_a_menu(self):
        gates = self.env["loyalty.tier.gate"]
        for n in range(4):
            tiers = self.dice.sample([self.silver, self.gold], self.dice.randint(0, 2))
            gates |= self._make_gate(
                f"Gate {n}",
                *tiers,
                reach=self.dice.choice(["up", "only"]),
                active=self.dice.random() < 0.85,
                date_to="2020-01-01" if self.dice.random() < 0.15 else False,
                guest_ids=[
                    Command.set(self.dice.sample(list(self.guests.values()), 1)[0].ids)
                ]
                if self.dice.random() < 0.3
                else [],
            )
        fields_of = self.env["product.template"]._loyalty_tier_categories()
        trees = {
            name: self._categories(model, gates) for name, model in fields_of.items()
        }
        for template in self.menu:
            gate = self._maybe(gates, 0.3)
            template.loyalty_tier_gate_id = gate and gate.id
            for name, tree in trees.items():
                some = self.dice.sample(list(tree), self.dice.randint(0, 2))
                many = template._fields[name].type == "many2many"
                ids = [category.id for category in some]
                template[name] = [Command.set(ids)] if many else ids[:1] and ids[0]
            for variant in template.product_variant_ids:
                gate = self._maybe(gates, 0.2)
                variant.loyalty_tier_variant_gate_id = gate and gate.id

    def _ways(self, dishes, closed, login):
        """Ask in each way which of these are open.

        :return: ids by the name of the way
        """
        records = dishes.with_user(login)
        domain = [("id", "in", dishes.ids)]
        ours = dishes._loyalty_tier_open_domain(closed)
        reserved = dishes._loyalty_tier_gates()
        return {
            "sql": set((dishes.search(ours) & dishes).ids),
            "python": set(dishes.filtered_domain(ours).ids),
            "gates": {
                dish.id
                for dish in dishes
                if closed.isdisjoint(reserved.get(dish.id, frozenset()))
            },
            "field": {r.id for r in records.sudo() if r.loyalty_tier_open},
            "search": set(
                records.sudo().search([*domain, ("loyalty_tier_open", "=", True)]).ids
            ),
            "not closed": set(dishes.ids)
            - set(
                records.sudo().search([*domain, ("loyalty_tier_open", "=", False)]).ids
            ),
        }

    def test_every_way_to_ask_says_the_same(self):
        asked, opened, shut = 0, 0, 0
        gates = self.env["loyalty.tier.gate"]
        for shop in range(SHOPS):
            self._make_up_a_menu()
            self.env.invalidate_all()
            for login in self.logins:
                closed = gates.with_user(login)._closed_ids()
                nobody = login._is_public()
                guest = self.env["res.partner"] if nobody else login.partner_id
                self.assertEqual(closed, gates._closed_ids(guest), login.login)
                for dishes in (self.menu, self.menu.product_variant_ids):
                    ways = self._ways(dishes, closed, login)
                    for name, found in ways.items():
                        self.assertEqual(
                            found, ways["gates"], f"{shop} {login.login} {name}"
                        )
                    asked += len(dishes)
                    opened += len(ways["gates"])
                    shut += len(dishes) - len(ways["gates"])
        self.assertGreater(asked, 300)
        # The dice made menus that say something.
        self.assertGreater(opened, 100)
        self.assertGreater(shut, 100)

    def test_a_stranger_reads_by_rule_what_the_predicate_opens(self):
        gates = self.env["loyalty.tier.gate"]
        self.menu.sale_ok = True
        if "is_published" in self.menu._fields:
            self.menu.is_published = True
        for _shop in range(3):
            self._make_up_a_menu()
            self.env.invalidate_all()
            for login in self.logins:
                templates = self.menu.with_user(login)
                if not templates.has_access("read") and not self._reads(templates):
                    continue  # no addon lets strangers read products
                closed = gates.with_user(login)._closed_ids()
                opened = self.menu._loyalty_tier_opened(closed)
                found = templates.search([("id", "in", self.menu.ids)])
                self.assertEqual(set(found.ids), set(opened.ids))
                self.assertEqual(
                    set(templates._filtered_access("read").ids), set(opened.ids)
                )

    def _reads(self, records):
        return records.browse().has_access("read")

    def test_200_products_cost_the_queries_of_8(self):
        self._make_up_a_menu()
        crowd = self._make_dishes(200, loyalty_tier_gate_id=self.gate.id)
        crowd.pos_categ_ids = self.env["pos.category"].create(
            {"name": "Meat", "loyalty_tier_gate_id": self.gate.id}
        )
        login = self.logins[2]
        closed = self.env["loyalty.tier.gate"].with_user(login)._closed_ids()
        self.assertTrue(closed)
        ways = {
            "field": lambda some: (
                some.with_user(login).sudo().mapped("loyalty_tier_open")
            ),
            "variants": lambda some: (
                some.product_variant_ids.with_user(login)
                .sudo()
                .mapped("loyalty_tier_open")
            ),
            "opened": lambda some: some._loyalty_tier_opened(closed),
            "gates": lambda some: some._loyalty_tier_gates(),
            "left": lambda some: self.gate._left(self.guests[2], some),
            "rule": lambda some: (
                some.with_user(login)
                .sudo()
                .search([("id", "in", some.ids), ("loyalty_tier_open", "=", True)])
            ),
            "hint": lambda some: some.mapped("loyalty_tier_hint"),
        }
        for name, ask in ways.items():
            counts = []
            for some in (crowd[:8], crowd[:8], crowd):
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.cr.sql_log_count
                ask(some)
                counts.append(self.cr.sql_log_count - before)
            self.assertEqual(counts[1], counts[2], f"{name} {counts}")
