# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.loyalty_tiers.tests.common_perks import PerksCommon


@tagged("post_install", "-at_install")
class TestCouponPerk(PerksCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.coupons = cls.env["loyalty.program"].create(
            {
                "name": "Ten percent",
                "program_type": "coupons",
                "reward_ids": [Command.create({"discount": 10, "required_points": 3})],
            }
        )
        cls.perk = cls._make_perk(
            "A coupon", kind="reward", loyalty_program_id=cls.coupons.id, unit_cost=2.0
        )
        cls.guest = cls._make_guest(visits=1)
        cls.grant = cls._make_grant(cls.perk, cls.guest)

    def test_serving_gives_the_coupon_once(self):
        first = self._serve_perk(self.grant, "tap 1")
        again = self._serve_perk(self.grant, "tap 1")
        late = self._serve_perk(self.grant, "tap 2")

        card = self._cards()
        self.assertRecordValues(
            card, [{"partner_id": self.guest.id, "program_id": self.coupons.id}]
        )
        self.assertEqual(card.points, 3)
        self.assertEqual(self.grant.cost, 2.0)
        self.assertIn(card.code, first["message"])
        self.assertEqual(
            [first["state"], again["state"], late["state"]],
            ["served", "served", "already"],
        )

    def test_a_coupon_that_is_taken_back_is_worth_nothing(self):
        self._serve_perk(self.grant, "tap 1")
        card = self._cards()

        grants = self.env["loyalty.tier.grant"].with_user(self.cashier)
        grants.take_back(self.grant.id, self.till.id, "tap 1")
        self.env.invalidate_all()

        self.assertEqual(self.grant.state, "due")
        self.assertRecordValues(card, [{"points": 0.0, "active": False}])
        self._serve_perk(self.grant, "tap 2")
        self.assertEqual(len(self._cards()), 1)

    def test_a_program_that_ended_gives_nothing_and_says_so(self):
        self.coupons.active = False

        answer = self._serve_perk(self.grant)

        self.assertEqual(answer["state"], "limit")
        self.assertIn("Ten percent", answer["message"])
        self.assertEqual(self.grant.state, "due")

    def test_such_a_perk_needs_coupons(self):
        with self.assertRaises(ValidationError):
            self._make_perk("No coupon", kind="reward")

    def _cards(self):
        return self.env["loyalty.card"].search([("program_id", "=", self.coupons.id)])
