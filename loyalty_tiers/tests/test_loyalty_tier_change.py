# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.base.tests.test_ir_cron import CronMixinCase

from .common import LoyaltyTiersCommon


@tagged("post_install", "-at_install")
class TestLoyaltyTierChange(CronMixinCase, LoyaltyTiersCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls._make_user(
            "manager", "loyalty_tiers.group_loyalty_tiers_manager"
        )
        cls.bob = cls._make_guest("Bob", visits=3)  # Silver
        cls.today = cls.program._today()
        cls.rule = cls.gold.rule_ids[0]

    def _change(self, days=0, tier=None, **values):
        """Plan a change of the first rule of a tier, Gold by default."""
        programs = self.program.with_user(self.manager)
        simulation = self.env["loyalty.tier.simulation"].browse(
            programs.action_what_if()["res_id"]
        )
        simulation = simulation.with_user(self.manager)
        line = simulation.line_ids.filtered(
            lambda line: line.tier_id == (tier or self.gold)
        )
        line[:1].write(values)
        simulation.apply_on = self.today + timedelta(days=days)
        simulation.action_use()
        return self.program.change_ids.sorted("id")[-1:]

    def _apply_due(self, days=0):
        with freeze_time(fields.Datetime.now() + timedelta(days=days)):
            self.env["loyalty.tier.program"].invalidate_model()
            crons = self.registry["ir.cron"]
            self.patch(crons, "_commit_progress", lambda *a, **k: 3600.0)
            self.env["loyalty.tier.change"]._cron_apply()

    def test_rules_used_today_apply_at_once(self):
        change = self._change(min_visits=3)

        self.assertEqual(self.rule.min_visits, 3)
        self.assertRecordValues(
            change, [{"state": "applied", "user_id": self.manager.id}]
        )
        self.assertIn("3 visits in place of 4 visits", change.sentences)
        self._work()
        self.assertTier(self.bob, self.gold)

    def test_rules_of_a_later_day_wait_for_it(self):
        change = self._change(days=7, min_visits=3)
        self._apply_due(days=6)
        self.assertEqual((change.state, self.rule.min_visits), ("planned", 4))

        self._apply_due(days=7)
        self.assertEqual((change.state, self.rule.min_visits), ("applied", 3))
        replaced = {rule["id"]: rule["min_visits"] for rule in change.replaced["rules"]}
        self.assertEqual(replaced[self.rule.id], 4)

    def test_the_scheduler_is_called_when_the_day_begins(self):
        self.program.tz = "Asia/Seoul"
        cron = self.env.ref("loyalty_tiers.ir_cron_changes")

        with self.capture_triggers("loyalty_tiers.ir_cron_changes") as triggers:
            change = self._change(days=7, min_visits=3)

        self.assertEqual(triggers.records.cron_id, cron)
        midnight = fields.Datetime.to_datetime(change.apply_on)
        self.assertEqual(triggers.records.call_at, midnight - timedelta(hours=9))

    def test_applying_twice_changes_nothing(self):
        change = self._change(days=1, min_visits=3)
        self._apply_due(days=1)
        self.rule.min_visits = 5

        self._apply_due(days=2)
        change._apply()

        self.assertEqual(self.rule.min_visits, 5)

    def test_changes_are_applied_in_the_order_of_their_days(self):
        later = self._change(days=9, min_visits=3)
        sooner = self._change(days=5, min_visits=6)

        self._apply_due(days=30)

        self.assertEqual(self.rule.min_visits, 3)
        self.assertEqual((later | sooner).mapped("state"), ["applied", "applied"])

    def test_a_plan_does_not_undo_another_one(self):
        self._change(days=9, min_visits=9)
        self._change(days=5, tier=self.silver, min_visits=1)

        self._apply_due(days=30)

        self.assertEqual(self.rule.min_visits, 9)
        self.assertEqual(self.silver.rule_ids.min_visits, 1)

    def test_a_cancelled_change_never_applies(self):
        change = self._change(days=3, min_visits=3)
        change.with_user(self.manager).action_cancel()

        self._apply_due(days=3)

        self.assertEqual((change.state, self.rule.min_visits), ("cancelled", 4))

    def test_what_is_in_force_cannot_be_cancelled(self):
        change = self._change(min_visits=3)

        with self.assertRaises(UserError):
            change.with_user(self.manager).action_cancel()

    def test_a_change_that_no_longer_fits_says_why(self):
        change = self._change(days=3, min_visits=3)
        self.silver.rule_ids.min_visits = 3

        with mute_logger("odoo.addons.loyalty_tiers.models.loyalty_tier_change"):
            self._apply_due(days=3)

        self.assertEqual((change.state, self.rule.min_visits), ("cancelled", 4))
        self.assertIn("asks no more than", change.problem)

    def test_a_raised_minimum_lowers_nobody(self):
        self._change(tier=self.gold, min_visits=9)
        self._change(tier=self.silver, min_visits=8)
        self._work()

        self.assertTier(self.bob, self.silver)

    def test_a_rule_can_be_added_and_taken_away(self):
        programs = self.program.with_user(self.manager)
        simulation = self.env["loyalty.tier.simulation"].browse(
            programs.action_what_if()["res_id"]
        )
        simulation.line_ids.filtered("min_spend").unlink()
        simulation.line_ids = [(0, 0, {"tier_id": self.gold.id, "min_stars": 7})]

        simulation.with_user(self.manager).action_use()

        self.assertEqual(self.gold.rule_ids.mapped("min_spend"), [0.0, 0.0])
        self.assertEqual(self.gold.rule_ids.mapped("min_stars"), [0, 7])

    def test_members_are_settled_once_for_all_that_changes(self):
        steps = []
        programs = self.registry["loyalty.tier.program"]
        self.patch(programs, "_resettle", lambda program, cause: steps.append(cause))

        self._change(min_visits=3)

        self.assertEqual(steps, ["rules"])

    def test_a_day_in_the_past_is_refused(self):
        with self.assertRaises(UserError):
            self._change(days=-1, min_visits=3)

    def test_the_present_rules_are_no_change(self):
        with self.assertRaises(UserError):
            self._change(days=1, min_visits=4)

    @mute_logger("odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule")
    def test_nobody_writes_a_change_by_hand(self):
        change = self._change(days=3, min_visits=3)
        cashier_view = change.with_user(self.cashier)

        with self.assertRaises(AccessError):
            change.with_user(self.manager).write({"state": "applied"})
        with self.assertRaises(AccessError):
            cashier_view.read(["sentences"])
        with self.assertRaises(AccessError):
            cashier_view.action_cancel()
