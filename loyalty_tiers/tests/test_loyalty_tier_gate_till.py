# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import date, datetime, timedelta
from unittest.mock import patch

import pytz

from odoo import fields
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from ..models.loyalty_tier_gate_till import GATES_CHANNEL
from ..openings import DAYS_AHEAD, openings
from .common_gate import HiddenMenuCommon

NOW = datetime(2026, 10, 24, 12)  # the night before clocks go back in Europe


@tagged("post_install", "-at_install")
class TestLoyaltyTierGateTill(HiddenMenuCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        others = cls.env["loyalty.tier.gate"].search([("id", "!=", cls.gate.id)])
        others.active = False

    def _till_row(self, gate=None):
        rows = (
            self.env["loyalty.tier.gate"]
            .with_user(self.cashier)
            .till_gates(self.till.id)
        )
        return next((r for r in rows if r["id"] == (gate or self.gate).id), None)

    def test_a_till_gets_data_and_no_rule(self):
        self.assertEqual(
            self._till_row(),
            {
                "id": self.gate.id,
                "mode": "secret",
                "limit_quantity": 0,
                "limit_period": "order",
                "pos_tier_ids": [self.silver.id, self.gold.id],
                "pos_guest_ids": [],
                "pos_openings": None,
                "pos_template_ids": self.dish.product_tmpl_id.ids,
                "pos_product_ids": [],
                "pos_teaser": False,
            },
        )

    def test_opening_and_fetching_later_say_the_same(self):
        session = self.till.current_session_id.with_user(self.cashier)
        loaded = session.load_data(["loyalty.tier.gate"])["loyalty.tier.gate"]
        fields_ = session.load_data_params()["loyalty.tier.gate"]["fields"]

        self.assertEqual([self._till_row()], loaded)
        self.assertEqual({"id", *fields_}, set(loaded[0]))

    def test_what_is_not_reserved_costs_nothing(self):
        self._make_gate("Idle", self.silver)
        loaded = self.env["product.template"]._load_pos_data_fields(self.till)

        self.assertFalse([name for name in loaded if name.startswith("loyalty_tier")])
        self.assertEqual(len(self._rows()), 1)

    def _rows(self):
        return self.env["loyalty.tier.gate"]._till_rows(self.till)

    def test_categories_variants_and_parts_of_combos_are_listed(self):
        category = self.env["pos.category"].create(
            {"name": "Cellar", "loyalty_tier_gate_id": self.gate.id}
        )
        below = self.env["pos.category"].create(
            {"name": "Old", "parent_id": category.id}
        )
        wine = self._make_product("Wine", pos_categ_ids=[Command.set(below.ids)])
        alone = self._make_product("Rare", loyalty_tier_variant_gate_id=self.gate.id)
        away = {"available_in_pos": False, "loyalty_tier_gate_id": self.gate.id}
        self._make_product("Bottle", **away)
        part = self._make_product("Part", **away)
        self.env["product.combo"].create(
            {
                "name": "Course",
                "combo_item_ids": [Command.create({"product_id": part.id})],
            }
        )

        row = self._till_row()

        listed = set(row["pos_template_ids"])
        templates = (self.dish | wine | part).product_tmpl_id
        self.assertEqual(listed, set(templates.ids))
        self.assertEqual(row["pos_product_ids"], alone.ids)

    def test_named_guests_come_with_their_firm(self):
        firm = self.env["res.partner"].create({"name": "Firm", "is_company": True})
        named = self._make_guest("Named", parent_id=firm.id)
        colleague = self._make_guest("Colleague", parent_id=firm.id)
        self.gate.guest_ids = [Command.set(named.ids)]

        guests = set(self._till_row()["pos_guest_ids"])

        self.assertEqual(guests, {firm.id, named.id, colleague.id})

    def test_a_teaser_names_the_tier(self):
        self.gate.mode = "teaser"
        self.assertEqual(self._till_row()["pos_teaser"], "From Silver up")
        self.gate.write({"reach": "only", "tier_ids": [Command.link(self.gold.id)]})
        self.assertEqual(self._till_row()["pos_teaser"], "For Silver or Gold only")

    def test_who_does_not_work_there_learns_nothing(self):
        employee = self._make_user("employee")
        company = self.env["res.company"].create({"name": "Next Door"})
        stranger = self._make_user(
            "stranger", "point_of_sale.group_pos_manager", company=company
        )
        for user in (employee, stranger, self.env.ref("base.public_user")):
            with self.assertRaises(AccessError):
                self.env["loyalty.tier.gate"].with_user(user).till_gates(self.till.id)

    # ------------------------------------------------------------ the clock
    def _is_listed(self, listed, moment):
        second = pytz.utc.localize(moment).timestamp()
        return listed is None or any(a <= second < b for a, b in listed)

    def test_openings_say_what_the_gate_says_at_every_moment(self):
        cases = [
            {"hour_from": 18.0, "hour_to": 23.5},
            {"hour_from": 22.0, "hour_to": 2.0},
            {"hour_from": 2.5, "hour_to": 8.35},
            {"date_from": date(2026, 10, 25), "date_to": date(2026, 10, 26)},
            {"date_to": date(2026, 10, 25), "hour_from": 22.0, "hour_to": 3.0},
            {"date_from": date(2027, 1, 1)},
        ]
        for values in cases:
            gate = self._make_gate("Hours", self.silver, **values)
            gates = self.env["loyalty.tier.gate"]
            (row,) = (row for row in gates._rows() if row.gate_id == gate.id)
            for tz in ("UTC", "Europe/Zurich", "Asia/Kolkata", "America/New_York"):
                listed = openings(row, NOW, tz)
                for minutes in range(0, (DAYS_AHEAD - 1) * 24 * 60, 7):
                    moment = NOW + timedelta(minutes=minutes)
                    self.assertEqual(
                        self._is_listed(listed, moment),
                        row.is_open_at(moment, tz),
                        f"{values} {tz} {moment}",
                    )

    def test_always_open_is_not_listed(self):
        (row,) = self.env["loyalty.tier.gate"]._rows()
        self.assertIsNone(openings(row, fields.Datetime.now(), "UTC"))

    # ------------------------------------------------------ tills hear of it
    def _told(self, change):
        """Return how many tills of ours hear of a change."""
        self.env["loyalty.tier.settlement"]._kept("loyalty_tiers.gates_told").clear()
        heard = []

        def notify(config, *said, **_kwargs):
            heard.append((config.id, said[0]))

        with patch.object(self.registry["pos.config"], "_notify", notify):
            change()
        return heard.count((self.till.id, GATES_CHANNEL))

    def test_an_open_till_hears_of_changes_once(self):
        category = self.env["pos.category"].create({"name": "Cellar"})
        template = self.product.product_tmpl_id
        changes = [
            lambda: self.gate.write({"hour_from": 5, "mode": "teaser"}),
            lambda: template.write({"loyalty_tier_gate_id": self.gate.id}),
            lambda: category.write({"loyalty_tier_gate_id": self.gate.id}),
            lambda: template.write({"pos_categ_ids": [Command.set(category.ids)]}),
            lambda: self.product.write({"loyalty_tier_variant_gate_id": self.gate.id}),
            lambda: self._make_product("New", loyalty_tier_gate_id=self.gate.id),
        ]
        for change in changes:
            self.assertEqual(self._told(change), 1)
        self.assertEqual(self._told(lambda: template.write({"list_price": 5})), 0)
