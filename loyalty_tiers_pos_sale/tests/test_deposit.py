# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo.tests import tagged

from odoo.addons.loyalty_tiers.tests.common import FIRST_DAY, LoyaltyTiersCommon


@tagged("post_install", "-at_install")
class TestDeposit(LoyaltyTiersCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.deposit = cls._make_product("Deposit")
        cls.till.down_payment_product_id = cls.deposit

    def test_a_deposit_adds_nothing(self):
        guest = self._make_guest()

        order = self._pay(guest, lines=[self._line(self.deposit, 1, 50.0)])

        self.assertFalse(self._entries(order))
        self.assertFalse(self._membership(guest))

    def test_the_whole_sale_counts_once_when_the_rest_is_paid(self):
        guest = self._make_guest()
        self._pay(guest, lines=[self._line(self.deposit, 1, 50.0)], at=FIRST_DAY)

        order = self._pay(
            guest,
            lines=[
                self._line(self.product, 1, 200.0),
                self._line(self.deposit, -1, 50.0),
            ],
            at=FIRST_DAY + timedelta(days=7),
        )

        self.assertEqual(order.amount_total, 150.0)
        self.assertScore(guest, visits=1, spend=200.0)

    def test_the_standard_deposit_is_known_although_no_till_uses_it(self):
        standard = self.env.ref("pos_sale.default_downpayment_product")
        self.env["pos.config"].search([]).down_payment_product_id = False
        guest = self._make_guest()

        order = self._pay(guest, lines=[self._line(standard, 1, 50.0)])

        self.assertFalse(self._entries(order))
