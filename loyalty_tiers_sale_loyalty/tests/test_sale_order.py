# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.loyalty_tiers.tests.common import LoyaltyTiersCommon

REFUSAL = "Ten percent is for members from Gold up."


@tagged("post_install", "-at_install")
class TestSaleOrder(LoyaltyTiersCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["loyalty.program"].search([]).active = False
        cls.regular = cls._make_guest("Regular", visits=2)
        cls.friend = cls._make_guest("Friend", visits=4)
        cls.seller = cls._make_user(
            "seller", "sales_team.group_sale_salesman_all_leads"
        )

    def test_a_promotion_is_offered_from_its_tier_up(self):
        promotion = self._make_offer("promotion", trigger="auto")

        self.assertEqual(self._offered(self.friend), promotion)
        for guest in (self.regular, self._make_guest("New"), self._visitor()):
            self.assertFalse(self._offered(guest))

    def test_a_promo_code_is_refused_with_the_reason(self):
        self._make_offer(
            "promo_code",
            trigger="with_code",
            rule_ids=[Command.create({"mode": "with_code", "code": "BEER"})],
        )

        self.assertEqual(self._apply(self.regular, "BEER"), {"error": REFUSAL})
        self.assertEqual(self._apply(self._visitor(), "BEER"), {"error": REFUSAL})
        self.assertNotIn("error", self._apply(self.friend, "BEER"))
        self.assertTrue(self._apply(self.regular, "WINE")["not_found"])

    def test_a_coupon_is_refused_with_the_reason_and_stays(self):
        coupons = self._make_offer("coupons")
        cards = self.env["loyalty.card"]
        card = cards.create({"program_id": coupons.id, "points": 1, "code": "X-1"})

        self.assertEqual(self._apply(self.regular, "X-1"), {"error": REFUSAL})
        self.assertEqual((card.active, card.points), (True, 1))
        self.assertNotIn("error", self._apply(self.friend, "X-1"))

    def test_the_card_of_somebody_else_tells_nothing(self):
        coupons = self._make_offer("coupons")
        self.env["loyalty.card"].create(
            {"program_id": coupons.id, "code": "X-2", "partner_id": self.friend.id}
        )

        self.assertNotEqual(self._apply(self.regular, "X-2")["error"], REFUSAL)

    def test_a_reward_leaves_the_quotation_with_the_customer(self):
        self._make_offer("promotion", trigger="auto")
        order = self._quote(self.friend)
        order._update_programs_and_rewards()
        ((coupon, reward),) = order._get_claimable_rewards().items()
        order._apply_program_reward(reward, coupon)
        self.assertEqual(order.amount_total, 90.0)

        order.partner_id = self.regular
        order._update_programs_and_rewards()

        self.assertEqual(order.amount_total, 100.0)

    def test_points_of_a_guest_who_lost_the_tier_wait(self):
        program = self._make_offer("loyalty", trigger="auto", applies_on="both")
        program.reward_ids.required_points = 1
        card = self.env["loyalty.card"].create(
            {"program_id": program.id, "partner_id": self.regular.id, "points": 9}
        )

        self.assertFalse(self._offered(self.regular))
        self.assertEqual((card.active, card.points), (True, 9))

        self._visit(self.regular, 2)
        self.assertEqual(self._offered(self.regular), program)

    def _make_offer(self, kind, **values):
        return self.env["loyalty.program"].create(
            {
                "name": "Ten percent",
                "program_type": kind,
                "loyalty_tier_ids": self.gold.ids,
                "rule_ids": [Command.create({"minimum_qty": 1})],
                "reward_ids": [Command.create({"discount": 10})],
                **values,
            }
        )

    def _visitor(self):
        return self.env.ref("base.public_partner")

    def _quote(self, guest):
        self.env.invalidate_all()
        order = self.env["sale.order"].create(
            {
                "partner_id": guest.id,
                "order_line": [
                    Command.create({"product_id": self.product.id, "price_unit": 100.0})
                ],
            }
        )
        return order.with_user(self.seller)

    def _offered(self, guest):
        order = self._quote(guest)
        order._update_programs_and_rewards()
        return self.env["loyalty.program"].concat(
            *(reward.program_id for reward in order._get_claimable_rewards().values())
        )

    def _apply(self, guest, code):
        return self._quote(guest)._try_apply_code(code)
