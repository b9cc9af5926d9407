# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .common_perks import PerksCommon


@tagged("post_install", "-at_install")
class TestLoyaltyTierBudget(PerksCommon):
    """What a tier may cost: a warning, then a manager; treats by the staff as well."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls._make_user(
            "boss",
            "loyalty_tiers.group_loyalty_tiers_manager",
            "point_of_sale.group_pos_user",
        )
        cls.beer = cls._make_perk("Beer", unit_cost=4.0)
        cls.guests = [cls._make_guest(name, visits=2) for name in ("A", "B", "C", "D")]

    def test_a_budget_warns_and_then_asks_a_manager(self):
        self._budget(10.0)

        answers = [self._serve_first(guest) for guest in self.guests[:3]]

        self.assertEqual(
            [answer["state"] for answer in answers], ["served", "served", "ask_manager"]
        )
        self.assertFalse(answers[0]["message"])
        self.assertTrue(answers[1]["message"], "8 of 10 is a warning")
        self.assertTrue(answers[2]["message"])
        third = self._grants(self.guests[2])
        self.assertEqual(third.state, "asked")
        self.assertRecordValues(
            self.silver.budget_ids, [{"spent": 8.0, "left": 2.0, "share": 80.0}]
        )

    def test_a_manager_approves_at_the_till(self):
        self._budget(1.0)

        answer = self._serve_first(self.guests[0], approve=True)
        self.assertEqual(answer["state"], "ask_manager", "a cashier cannot")
        answer = self._serve_first(self.guests[0], user=self.manager, approve=True)

        self.assertEqual(answer["state"], "served")
        self.assertEqual(self._grants(self.guests[0]).approved_by_id, self.manager)

    def test_a_manager_approves_or_refuses_in_the_back_office(self):
        self._budget(1.0)
        for guest in self.guests[:2]:
            self._serve_first(guest)
        first, second = (self._grants(guest) for guest in self.guests[:2])

        first.with_user(self.manager).action_approve()
        second.with_user(self.manager).action_refuse()

        self.assertEqual((first.state, second.state), ("due", "lapsed"))
        self.assertEqual(self._serve_first(self.guests[0])["state"], "served")
        self.assertEqual(self._serve_first(self.guests[1])["state"], "gone")

    def test_nobody_else_approves_and_nobody_rewrites_what_was_given(self):
        self._budget(1.0)
        self._serve_first(self.guests[0])
        grant = self._grants(self.guests[0])

        self.assertRaises(AccessError, grant.with_user(self.cashier).action_approve)
        with self.assertRaises(AccessError):
            grant.with_user(self.manager).state = "served"
        grant.with_user(self.manager).note = "Wants it without foam"
        self.assertEqual(grant.state, "asked")

    def test_the_budget_of_last_month_is_not_spent_this_month(self):
        self._budget(5.0)
        self._serve_first(self.guests[0])
        self._grants(self.guests[0]).served_on = "2024-01-31 12:00:00"

        self.assertEqual(self._serve_first(self.guests[1])["state"], "served")
        self.assertEqual(self.silver.budget_ids.spent, 4.0)

    def test_a_free_product_costs_what_it_costs_in_the_currency_of_the_program(self):
        won = self.env["res.currency"].create({"name": "XWN", "symbol": "W"})
        self.env["res.currency.rate"].create(
            {
                "currency_id": won.id,
                "company_id": self.company.id,
                "name": "2020-01-01",
                "rate": 1000.0,
            }
        )
        self.product.standard_price = 3.0
        program = self._make_program(currency_id=won.id)
        self.company.loyalty_tier_program_id = program
        self._work(program=program)
        tier = program.tier_ids[1]  # 20000 spent are more than its 500
        tier.budget_ids = [Command.create({"amount": 5000.0})]
        self._make_perk("Beer", kind="product", tier_id=tier.id)
        one, other = (self._make_guest(name, visits=2) for name in ("E", "F"))

        self.assertEqual(self._serve_first(one)["state"], "served")
        self.assertEqual(self._grants(one)[-1:].cost, 3000.0)
        self.assertEqual(self._serve_first(other)["state"], "ask_manager")

    # ---------------------------------------------------------------- treats
    def test_treats_are_given_within_the_allowance_of_the_day(self):
        tea = self._tea()
        self.program.treat_allowance = 5.0
        guest = self.guests[0]

        states = [self._treat(guest, tea, uuid)["state"] for uuid in "abc"]

        self.assertEqual(states, ["served", "served", "ask_manager"])
        words = self.env["loyalty.tier.grant"].with_user(self.cashier)
        self.assertIn("1.00", words._allowance_left_text(self.till))
        colleague = self._make_user("colleague", "point_of_sale.group_pos_user")
        answer = self._treat(guest, tea, "d", user=colleague)
        self.assertEqual(answer["state"], "served", "each has an own allowance")

    def test_a_treat_that_is_tapped_twice_is_given_once(self):
        tea = self._tea()

        for _tap in range(2):
            answer = self._treat(self.guests[0], tea, "same", reason="Rain")
            self.assertEqual(answer["state"], "served")

        grant = self._grants(self.guests[0], tea)
        self.assertRecordValues(
            grant, [{"reason": "Rain", "cause": "staff", "cost": 2.0}]
        )

    def test_a_tap_that_came_to_nothing_is_not_the_treat_of_the_next_guest(self):
        tea = self._tea()
        self.program.treat_allowance = 1.0
        self._treat(self.guests[0], tea, "same")
        self.program.treat_allowance = 5.0

        self._treat(self.guests[1], tea, "same")

        self.assertEqual(self._grants(self.guests[0], tea).state, "asked")
        self.assertEqual(self._grants(self.guests[1], tea).state, "served")

    def test_a_treat_is_for_whom_it_is_meant_and_not_more_often(self):
        tea = self._tea(tier_id=self.gold.id)
        self.assertEqual(self._treat(self.guests[0], tea, "a")["state"], "limit")

        tea.write({"tier_id": False, "limit_count": 1, "limit_period": "day"})
        self.assertEqual(self._treat(self.guests[0], tea, "b")["state"], "served")
        answer = self._treat(self.guests[0], tea, "c")
        self.assertEqual(answer["state"], "limit")
        self.assertTrue(answer["message"])

    def test_only_treats_are_given_as_the_staff_like(self):
        answer = self._treat(self.guests[0], self.beer, "a")

        self.assertEqual(answer["state"], "gone")

    def test_a_treat_taken_back_is_allowed_again(self):
        tea = self._tea()
        self.program.treat_allowance = 2.0
        answer = self._treat(self.guests[0], tea, "a")
        grants = self.env["loyalty.tier.grant"].with_user(self.cashier)

        grants.take_back(answer["id"], self.till.id, "a")

        self.env.invalidate_all()
        self.assertEqual(self._grants(self.guests[0], tea).state, "lapsed")
        self.assertEqual(self._treat(self.guests[0], tea, "b")["state"], "served")

    def _tea(self, **values):
        values = {"tier_id": False, "program_id": self.program.id, **values}
        return self._make_perk("Tea", given="staff", unit_cost=2.0, **values)

    def _budget(self, amount):
        self.silver.budget_ids = [Command.create({"amount": amount})]

    def _serve_first(self, guest, **kwargs):
        grant = self._grants(guest)[-1:]
        return self._serve_perk(grant, uuid=str(grant.id), **kwargs)
