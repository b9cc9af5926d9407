# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.loyalty_tiers_website_sale.tests.common_cart import HiddenCartCase
from odoo.addons.loyalty_tiers_website_sale.tests.common_shop import STRANGERS


@tagged("post_install", "-at_install")
class TestLoyaltyDoors(HiddenCartCase):
    """Coupons and promotions that give something reserved."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["loyalty.program"].search([]).active = False
        secret = cls.hidden["secret"].variant
        cls.coupon = cls._make_program(
            "Coupon of the house",
            "ZYXCOUPON",
            {"reward_type": "product", "reward_product_id": secret.id},
        )
        cls.env.flush_all()

    @classmethod
    def _make_program(cls, name, code, reward, **values):
        rule = {"minimum_qty": 0, "minimum_amount": 0}
        if code:
            rule |= {"mode": "with_code", "code": code}
        return cls.env["loyalty.program"].create(
            {
                "name": name,
                "program_type": "promotion",
                "trigger": "with_code" if code else "auto",
                "applies_on": "current",
                "ecommerce_ok": True,
                "rule_ids": [Command.clear(), Command.create(rule)],
                "reward_ids": [Command.clear(), Command.create(reward)],
                **values,
            }
        )

    def _fill(self, visitor):
        self._come_as(visitor)
        self._put_product(self.open.product_variant_id)
        return self._cart(visitor)

    def test_a_code_gives_a_reserved_dish_to_those_who_may_have_it(self):
        for visitor in (*STRANGERS, "at", "above"):
            self._fill(visitor)
            page = self._open("/shop/pricelist?promo=ZYXCOUPON")
            self.assertEqual(page.status_code, 200, visitor)
            products = self._cart(visitor).order_line.product_id
            given = self.hidden["secret"].variant in products
            self.assertEqual(given, visitor not in STRANGERS, visitor)
            if not given:
                said = ("ZYXCOUPON",)
                self.assertNoTrace(page, said=said, where=visitor)
                self.assertNoTrace(self._open("/shop/cart"), where=visitor)

    def test_the_link_of_a_coupon_and_a_claim_give_strangers_nothing(self):
        reward = self.coupon.reward_ids
        for visitor in STRANGERS:
            self._fill(visitor)
            page = self._open("/coupon/ZYXCOUPON?r=/shop/cart")
            self.assertEqual(page.status_code, 200)
            self.assertNoTrace(self._open("/shop/cart"), where=visitor)
            claim = f"/shop/claimreward?reward_id={reward.id}&code=ZYXCOUPON"
            self.assertNoTrace(self._open(claim), where=visitor)
            self.assertEqual(len(self._cart(visitor).order_line), 1, visitor)

    def test_a_promotion_that_applies_by_itself_stays_away(self):
        self._make_program(
            "For all",
            None,
            {
                "reward_type": "product",
                "reward_product_id": self.hidden["shelf"].variant.id,
            },
        )
        self.env.flush_all()
        for visitor in (*STRANGERS, "at"):
            self._fill(visitor)
            page = self._open("/shop/cart")
            lines = self._cart(visitor).order_line
            self.assertEqual(len(lines), 1 if visitor in STRANGERS else 2, visitor)
            if visitor in STRANGERS:
                self.assertNoTrace(page, where=visitor)

    def test_a_gift_is_taken_back_with_the_tier_and_does_not_come_again(self):
        self._fill("at")
        self._open("/shop/pricelist?promo=ZYXCOUPON")
        self.assertEqual(len(self._cart("at").order_line), 2)
        self._dishonour("at")
        page = self._open("/shop/cart")
        self.assertEqual(page.status_code, 200)
        self.assertNoTrace(page)
        self.assertNoTrace(self._open("/shop/cart"))
        self.assertEqual(len(self._cart("at").order_line), 1)

    def test_a_choice_that_names_a_closed_dish_is_offered_to_those_who_see_it(self):
        tag = self.env["product.tag"].create({"name": "Free ones"})
        dishes = self.hidden["secret"].variant | self.open.product_variant_id
        dishes.additional_product_tag_ids = [Command.link(tag.id)]
        self._make_program(
            "One of two",
            None,
            {"reward_type": "product", "reward_product_tag_id": tag.id},
        )
        self.env.flush_all()
        for visitor in ("nobody", "below"):
            self._fill(visitor)
            self.assertNoTrace(self._open("/shop/cart"), where=visitor)
        self._fill("at")
        self.assertShows(self._open("/shop/cart"), "secret")

    def test_a_card_in_the_portal_names_nothing_closed(self):
        program = self._make_program(
            "Points",
            None,
            {
                "reward_type": "product",
                "reward_product_id": self.hidden["secret"].variant.id,
            },
            program_type="loyalty",
        )
        for visitor in ("below", "at"):
            card = self.env["loyalty.card"].create(
                {
                    "program_id": program.id,
                    "partner_id": self._user(visitor).partner_id.id,
                    "points": 100,
                }
            )
            self.env.flush_all()
            self._come_as(visitor)
            answer = self._rpc(f"/my/loyalty_card/{card.id}/values")
            self.assertIn("Points", answer)
            if visitor == "below":
                self.assertNoTrace(answer)
            else:
                self.assertShows(answer, "secret")
