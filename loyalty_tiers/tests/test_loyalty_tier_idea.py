# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common_perks import PerksCommon


@tagged("post_install", "-at_install")
class TestLoyaltyTierIdea(PerksCommon):
    """Staff propose a treat, colleagues second it, a manager turns it into a perk."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.colleague = cls._make_user("colleague", "point_of_sale.group_pos_user")
        cls.manager = cls._make_user(
            "boss", "loyalty_tiers.group_loyalty_tiers_manager"
        )

    def test_an_idea_is_proposed_once(self):
        one = self._propose("A cookie in the rain")
        other = self._propose(" A cookie in the rain ")

        self.assertEqual(one, other)
        self.assertEqual(one.user_id, self.cashier)
        self.assertEqual(one.program_id, self.program)
        with self.assertRaises(UserError):
            self._propose("  ")

    def test_colleagues_second_it_once_and_nobody_the_own(self):
        idea = self._propose("Cookie")

        self.assertEqual(idea.with_user(self.colleague).second(), 1)
        self.assertEqual(idea.with_user(self.colleague).second(), 1)
        self.assertTrue(idea.with_user(self.colleague).is_seconded)
        with self.assertRaises(UserError):
            idea.with_user(self.cashier).second()

    def test_nobody_proposes_for_a_colleague_or_decides_alone(self):
        ideas = self.env["loyalty.tier.idea"].with_user(self.cashier)

        idea = ideas.create(
            {"name": "Mine", "user_id": self.colleague.id, "state": "adopted"}
        )

        self.assertRecordValues(
            idea.sudo(), [{"user_id": self.cashier.id, "state": "proposed"}]
        )
        self.assertRaises(AccessError, idea.action_adopt)
        self.assertRaises(AccessError, idea.action_decline)
        employee = self._make_user("employee")
        self.assertRaises(AccessError, idea.with_user(employee).second)

    def test_an_idea_becomes_a_treat_and_its_use_is_counted(self):
        idea = self._propose("Cookie").with_user(self.manager)
        idea.cost = 0.5

        action = idea.action_adopt()

        perk = self.env["loyalty.tier.perk"].browse(action["res_id"])
        self.assertRecordValues(
            perk, [{"name": "Cookie", "given": "staff", "unit_cost": 0.5}]
        )
        self.assertEqual(idea.state, "adopted")
        self.assertEqual(idea.action_adopt()["res_id"], perk.id)
        guest = self._make_guest()
        self._treat(guest, perk, "a")
        self.assertEqual(idea.served_count, 1)
        idea.action_decline()
        self.assertEqual(idea.state, "adopted")

    def test_an_idea_is_declined(self):
        idea = self._propose("Cookie").with_user(self.manager)

        idea.action_decline()

        self.assertEqual(idea.state, "declined")
        idea.with_user(self.colleague).second()
        self.assertFalse(idea.seconder_count)

    def _propose(self, name):
        ideas = self.env["loyalty.tier.idea"].with_user(self.cashier)
        return self.env["loyalty.tier.idea"].browse(ideas.propose(name, "Why")["id"])
