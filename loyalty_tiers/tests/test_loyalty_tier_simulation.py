# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from ..models import loyalty_tier_simulator
from .common import LoyaltyTiersCommon

# What a simulation must leave as it is.
TABLES = (
    "loyalty_tier_program",
    "loyalty_tier",
    "loyalty_tier_rule",
    "loyalty_tier_entry",
    "loyalty_tier_membership",
    "loyalty_tier_move",
    "loyalty_tier_honour",
    "loyalty_tier_change",
    "res_partner",
)


@tagged("post_install", "-at_install")
class TestLoyaltyTierSimulation(LoyaltyTiersCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls._make_user(
            "manager", "loyalty_tiers.group_loyalty_tiers_manager"
        )
        cls.ada = cls._make_guest("Ada", visits=4)  # Gold
        cls.bob = cls._make_guest("Bob", visits=3)  # Silver
        cls.eve = cls._make_guest("Eve", visits=1)  # nothing yet

    # ------------------------------------------------------------------ helpers
    def _simulation(self, program=None):
        action = (program or self.program).with_user(self.manager).action_what_if()
        return self.env["loyalty.tier.simulation"].browse(action["res_id"])

    def _try(self, tier=None, program=None, **values):
        """Open a simulation and change a rule of a tier, or terms of the program."""
        simulation = self._simulation(program).with_user(self.manager)
        if tier:
            simulation.line_ids.filtered(lambda line: line.tier_id == tier)[:1].write(
                values
            )
        else:
            simulation.write(values)
        return simulation

    def _play(self, simulation):
        return simulation.action_play(simulation.draft)

    def _names(self, simulation, **context):
        action = simulation.with_context(**context).action_names()
        return self.env[action["res_model"]].search(action["domain"])

    def _rows(self):
        self.env.flush_all()
        return {
            table: self.env.execute_query(
                SQL("SELECT * FROM %s ORDER BY id", SQL.identifier(table))
            )
            for table in TABLES
        }

    def _counts(self):
        self.env.invalidate_all()
        return {tier.id: tier.member_count for tier in self.program.tier_ids}

    def _rolling(self):
        """Hold tiers as long as the visits of the last year earn them."""
        program = self._make_program(window="rolling")
        self.company.loyalty_tier_program_id = program
        self._work(program=program)
        today = fields.Datetime.now()
        for days in (10, 20, 30):
            self._pay(self.bob, at=today - timedelta(days=days))
        return program

    # -------------------------------------------------------------------- play
    def test_a_lower_minimum_shows_who_would_move_up(self):
        outcome = self._play(self._try(self.gold, min_visits=3))

        self.assertEqual((outcome["up"], outcome["down"]), (1, 0))
        self.assertEqual(outcome["customers"], 3)
        self.assertEqual(outcome["focus"], self.gold.id)
        self.assertIn("3 visits", outcome["title"])
        self.assertIn(
            {"from": self.silver.id, "to": self.gold.id, "count": 1}, outcome["moves"]
        )
        self.assertEqual(
            {tier["id"]: (tier["now"], tier["then"]) for tier in outcome["tiers"]},
            {self.silver.id: (1, 0), self.gold.id: (1, 2)},
        )

    def test_the_present_rules_move_nobody(self):
        outcome = self._play(self._simulation())

        self.assertEqual((outcome["up"], outcome["down"], outcome["title"]), (0, 0, ""))

    def test_a_tier_without_end_is_kept_under_stricter_rules(self):
        outcome = self._play(self._try(self.gold, min_visits=9))

        self.assertEqual((outcome["down"], outcome["kept"]), (0, 1))

    def test_a_tier_with_an_end_is_lost_after_it(self):
        program = self._rolling()
        silver = program.tier_ids[0]
        until = self._membership(self.bob, program).until

        simulation = self._try(silver, program, min_visits=3, min_orders=0)
        self.assertEqual(self._play(simulation)["down"], 0)

        simulation = self._try(silver, program, min_visits=4)
        simulation.line_ids.filtered("min_spend").min_spend = 900.0
        simulation.line_ids[1].min_visits = 9
        self.assertEqual(self._play(simulation)["down"], 1)
        mover = self._names(simulation, loyalty_tiers_steps="down")
        self.assertEqual(mover.partner_id, self.bob)
        self.assertEqual(mover.moves_on, until + timedelta(days=1))

    def test_perks_are_counted_with_those_of_the_tiers_below(self):
        self.silver.perk_ids = [(0, 0, {"name": "Tea", "yearly_cost": 10.0})]
        self.gold.perk_ids = [(0, 0, {"name": "Plate", "yearly_cost": 100.0})]

        outcome = self._play(self._try(self.gold, min_visits=3))

        self.assertEqual(outcome["perks_now"], 10.0 + 110.0)
        self.assertEqual(outcome["perks_then"], 110.0 + 110.0)

    def test_sales_are_shared_among_tiers(self):
        self._pay(self.bob, 30.0)  # the visits of the others are years ago
        self._pay(self.eve, 10.0)

        outcome = self._play(self._try(self.gold, min_visits=9))

        shares = {tier["id"]: tier["sales_then"] for tier in outcome["tiers"]}
        self.assertAlmostEqual(shares[self.gold.id], 0.75)
        self.assertAlmostEqual(shares[self.silver.id], 0.25)

    def test_a_ranking_is_cut_for_the_draft(self):
        self._pay(self.ada, 400.0)
        simulation = self._try(
            self.gold, min_visits=0, min_spend=0.0, cut="count", cut_value=1.0
        )

        outcome = self._play(simulation)

        gold = next(t for t in outcome["tiers"] if t["id"] == self.gold.id)
        self.assertEqual(gold["then"], 1)

    def test_other_terms_can_be_tried_as_well(self):
        outcome = self._play(self._try(min_visit_amount=11.0))

        self.assertEqual(outcome["kept"], 2)  # no visit was worth 11
        self.assertIn("Minimum per Visit", outcome["title"])

    # -------------------------------------------------------------------- past
    def test_the_past_is_played_month_by_month(self):
        today = fields.Datetime.now()
        for months in (1, 3, 5):
            self._pay(self.eve, at=today - timedelta(days=30 * months + 15))

        past = self._try(self.gold, min_visits=3).action_play_past(
            self._try(self.gold, min_visits=3).draft
        )

        self.assertEqual(len(past["days"]), 12)
        self.assertEqual(past["now"][self.gold.id][-1], 2)  # Ada, Eve
        self.assertEqual(past["then"][self.gold.id][-1], 3)
        self.assertEqual(past["now"][self.gold.id][0], 1)  # Ada
        self.assertEqual(past["then"][self.gold.id][0], 2)  # and Bob
        self.assertFalse(past["sample"])

    def test_the_past_of_a_crowd_is_estimated_and_says_so(self):
        simulation = self._try(self.gold, min_visits=3)

        with (
            patch.object(loyalty_tier_simulator, "SAMPLE_FROM", 2),
            patch.object(loyalty_tier_simulator, "SAMPLE", 1),
        ):
            past = simulation.action_play_past(simulation.draft)

        self.assertEqual(past["sample"], 1)
        # Each of those looked at stands for three.
        self.assertFalse(past["then"][self.gold.id][-1] % 3)

    # ------------------------------------------------------------------ promise
    def test_a_simulation_writes_nothing(self):
        before = self._rows()

        simulation = self._try(self.gold, min_visits=3)
        self._play(simulation)
        simulation.action_play_past(simulation.draft)
        self._names(simulation)
        simulation.action_confirm()

        self.assertEqual(self._rows(), before)

    def test_what_was_simulated_is_what_happens(self):
        simulation = self._try(self.gold, min_visits=3)
        simulation.line_ids[0].min_visits = 1
        outcome = self._play(simulation)
        movers = {
            (m.partner_id, m.from_tier_id, m.to_tier_id)
            for m in self._names(simulation)
        }
        last = max(self.env["loyalty.tier.move"].search([]).ids)

        simulation.action_use()
        self._work()

        self.assertEqual(
            self._counts(), {tier["id"]: tier["then"] for tier in outcome["tiers"]}
        )
        moves = self.env["loyalty.tier.move"].search([("id", ">", last)])
        self.assertEqual(
            {(m.partner_id, m.from_tier_id, m.to_tier_id) for m in moves}, movers
        )

    def test_playing_a_crowd_costs_as_much_as_playing_one(self):
        simulation = self._try(self.gold, min_visits=3)
        self._play(simulation)
        few = self._queries(simulation)
        for number in range(12):
            self._make_guest(f"Guest {number}", visits=2)

        self.assertEqual(self._queries(simulation), few)

    def _queries(self, simulation):
        self.env.flush_all()
        self.env.invalidate_all()
        draft = simulation.draft
        before = self.cr.sql_log_count
        simulation.action_play(draft)
        return self.cr.sql_log_count - before

    # ------------------------------------------------------------------- names
    def test_a_cell_of_the_matrix_opens_its_names_only(self):
        simulation = self._try(self.gold, min_visits=3)
        simulation.line_ids[0].min_visits = 1  # lifts Eve to Silver

        self.assertEqual(len(self._names(simulation)), 2)
        cell = {"loyalty_tiers_from": 0, "loyalty_tiers_to": self.silver.id}
        self.assertEqual(self._names(simulation, **cell).partner_id, self.eve)
        self.assertFalse(self._names(simulation, loyalty_tiers_steps="down"))

    # --------------------------------------------------------------- bad input
    def test_what_cannot_be_played_is_said_and_the_draft_kept(self):
        for values, word in (
            ({"min_visits": 0}, "asks for nothing"),
            ({"min_visits": -1}, "negative"),
            ({"min_visits": 2**40}, "too large"),
            ({"cut": "customers", "cut_value": 101.0}, "100 percent"),
            ({"cut": "sales", "cut_value": 0.0}, "takes nobody"),
            ({"cut": "count", "cut_value": 1.5}, "one by one"),
            ({"min_visits": 2}, "asks no more than"),
        ):
            with self.subTest(**values):
                simulation = self._simulation()
                draft = simulation.draft
                draft["rules"][1].update(values)
                outcome = simulation.with_user(self.manager).action_play(draft)
                self.assertIn(word, "\n".join(outcome["problems"]))

    def test_a_clock_that_the_program_refuses_is_refused_here(self):
        outcome = self._play(self._try(window="rolling", lowering="step"))

        self.assertIn("One step at a time", outcome["problems"][0])

    def test_a_ranking_that_nobody_reaches_is_told(self):
        outcome = self._play(self._try(self.gold, min_visits=300))
        self.assertFalse(outcome["notes"])  # Ada keeps it

        self.env["loyalty.tier.rule"].search([("tier_id", "=", self.gold.id)])
        program = self._make_program(name="Nobody yet")
        outcome = self._play(self._try(program.tier_ids[1], program, min_visits=9))
        self.assertIn("Nobody would hold", outcome["notes"][0])

    def test_what_is_no_draft_is_refused(self):
        simulation = self._simulation().with_user(self.manager)
        for broken in (
            {},
            [],
            {"terms": {}, "rules": []},
            {**simulation.draft, "rules": [{"id": 0}]},
            {
                **simulation.draft,
                "rules": [{**simulation.draft["rules"][0], "min_spend": float("nan")}],
            },
        ):
            with self.subTest(broken=broken), self.assertRaises(UserError):
                simulation.action_play(broken)

    def test_a_tier_of_another_program_is_refused(self):
        draft = self._simulation().draft
        draft["rules"][0]["tier_id"] = self._make_program().tier_ids[0].id

        with self.assertRaises(UserError):
            self._simulation().with_user(self.manager).action_play(draft)

    # ------------------------------------------------------------------ access
    @mute_logger("odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule")
    def test_only_managers_may_ask_what_if(self):
        simulation = self._simulation()
        marketing = self._make_user(
            "marketing", "loyalty_tiers.group_loyalty_tiers_marketing"
        )

        with self.assertRaises(AccessError):
            self.program.with_user(marketing).action_what_if()
        with self.assertRaises(AccessError):
            simulation.with_user(marketing).action_play(simulation.draft)
        with self.assertRaises(AccessError):
            simulation.with_user(self.cashier).action_names()

    @mute_logger("odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule")
    def test_a_sibling_company_cannot_look_in(self):
        self.program.company_id = self.company
        simulation = self._simulation()
        neighbour = self._make_user(
            "neighbour",
            "loyalty_tiers.group_loyalty_tiers_manager",
            company=self._make_company("Next Door"),
        )

        with self.assertRaises(AccessError):
            simulation.with_user(neighbour).action_play(simulation.draft)
        with self.assertRaises(AccessError):
            self.program.with_user(neighbour).action_what_if()
