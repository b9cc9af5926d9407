# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.loyalty_tiers.tests.common import LoyaltyTiersCommon


@tagged("post_install", "-at_install")
class TestGiftCard(LoyaltyTiersCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.gift_card, cls.gift_program = cls._make_money("gift_card")
        cls.top_up, cls.wallet_program = cls._make_money("ewallet")

    def test_selling_a_gift_card_adds_nothing(self):
        guest = self._make_guest()

        order = self._pay(guest, lines=[self._line(self.gift_card, 1, 50.0)])

        self.assertFalse(self._entries(order))
        self.assertFalse(self._membership(guest))

    def test_filling_a_wallet_adds_nothing_to_what_is_bought_with_it(self):
        guest = self._make_guest()

        self._pay(
            guest,
            lines=[self._line(self.product, 1, 20.0), self._line(self.top_up, 1, 50.0)],
        )

        self.assertScore(guest, visits=1, spend=20.0)

    def test_paying_with_a_card_counts_the_whole_order_once(self):
        for program in (self.gift_program, self.wallet_program):
            guest = self._make_guest(program.program_type)

            order = self._pay(guest, lines=self._paid_with(program, 80.0, used=50.0))

            self.assertEqual(order.amount_total, 30.0)
            self.assertScore(guest, visits=1, spend=80.0)

    def test_an_order_paid_by_card_alone_is_a_visit(self):
        guest = self._make_guest()

        lines = self._paid_with(self.gift_program, 50.0, used=50.0)
        self._pay(guest, lines=lines)

        self.assertScore(guest, visits=1, spend=50.0)

    def test_a_refund_of_an_order_paid_with_a_card_takes_back_all_of_it(self):
        guest = self._make_guest()
        lines = self._paid_with(self.gift_program, 80.0, used=50.0)

        self._refund(self._pay(guest, lines=lines))

        self.assertScore(guest, visits=0, spend=0.0)

    def test_an_archived_card_stays_money(self):
        guest = self._make_guest()
        self._pay(guest, lines=[self._line(self.gift_card, 1, 50.0)])
        self._pay(guest, lines=self._paid_with(self.gift_program, 80.0, used=50.0))

        self.gift_program.active = False
        self._cron("_cron_check")

        self.assertEqual(self.program.repaired_count, 0)
        self.assertScore(guest, spend=80.0)

    def test_points_promotions_and_coupons_lower_spend(self):
        for kind in ("loyalty", "promotion", "coupons"):
            guest = self._make_guest(kind)
            program = self.env["loyalty.program"].create(
                {
                    "name": kind,
                    "program_type": kind,
                    "reward_ids": [Command.create({"discount": 10})],
                }
            )

            lines = self._paid_with(program, 100.0, used=10.0)
            self._pay(guest, lines=lines)

            self.assertScore(guest, visits=1, spend=90.0)

    def test_a_promotion_on_everything_leaves_goods_goods(self):
        self.env["loyalty.program"].create(
            {
                "name": "Ten percent",
                "program_type": "promotion",
                "rule_ids": [Command.create({"product_ids": self.product.ids})],
            }
        )
        guest = self._make_guest()

        self._pay(guest, 100.0)

        self.assertScore(guest, visits=1, spend=100.0)

    @classmethod
    def _make_money(cls, kind):
        """Create what is sold to fill a card, and the program behind it."""
        product = cls._make_product(kind)
        program = cls.env["loyalty.program"].create(
            {
                "name": kind,
                "program_type": kind,
                "rule_ids": [
                    Command.clear(),
                    Command.create({"product_ids": [Command.set(product.ids)]}),
                ],
                "reward_ids": [
                    Command.clear(),
                    Command.create(
                        {
                            "reward_type": "discount",
                            "discount_mode": "per_point",
                            "discount": 1,
                        }
                    ),
                ],
            }
        )
        return product, program

    def _paid_with(self, program, amount, used):
        reward = program.reward_ids[:1]
        redeemed = self._line(
            reward.discount_line_product_id,
            1,
            -used,
            is_reward_line=True,
            reward_id=reward.id,
        )
        return [self._line(self.product, 1, amount), redeemed]
