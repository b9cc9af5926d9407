# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from psycopg2.errors import UniqueViolation

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import FIRST_DAY, LoyaltyTiersCommon


@tagged("post_install", "-at_install")
class TestLoyaltyTierEntry(LoyaltyTiersCommon):
    # -------------------------------------------------------- what counts
    def test_a_tip_does_not_count(self):
        tip = self._make_product("Gratuity")
        self.till.write({"iface_tipproduct": True, "tip_product_id": tip.id})

        self.assertCounts(10.0, [(self.product, 10.0), (tip, 5.0)])

    def test_the_standard_tip_does_not_count_wherever_it_is_set(self):
        self.till.tip_product_id = False
        tip = self.env.ref("point_of_sale.product_product_tip")

        self.assertCounts(10.0, [(self.product, 10.0), (tip, 5.0)])

    def test_a_sale_of_nothing_that_counts_is_no_visit(self):
        tip = self.env.ref("point_of_sale.product_product_tip")
        guest = self._make_guest()

        order = self._pay(guest, lines=[self._line(tip, 1, 5.0)])

        self.assertFalse(self._entries(order))
        self.assertFalse(self._membership(guest))

    def test_an_excluded_product_does_not_count(self):
        tobacco = self._make_product("Tobacco")
        self.program.excluded_product_ids = tobacco

        self.assertCounts(10.0, [(self.product, 10.0), (tobacco, 90.0)])

    def test_an_excluded_category_and_its_children_do_not_count(self):
        top, child, grandchild, other = self.env["pos.category"].create(
            [{"name": name} for name in ("Shop", "Books", "Comics", "Bar")]
        )
        grandchild.parent_id, child.parent_id = child, top
        self.program.excluded_categ_ids = top
        lines = [
            (self._make_product(categ.name, pos_categ_ids=categ.ids), 7.0)
            for categ in (top, child, grandchild, other)
        ]

        self.assertCounts(7.0, lines)

    def test_what_one_program_excludes_counts_in_another(self):
        tobacco = self._make_product("Tobacco")
        self._make_program(excluded_product_ids=[Command.set(tobacco.ids)])

        self.assertCounts(100.0, [(self.product, 10.0), (tobacco, 90.0)])

    def test_excluding_a_product_corrects_the_history(self):
        guest = self._make_guest()
        self._pay(guest, 600.0)
        self.assertTier(guest, self.gold)

        self.program.excluded_product_ids = self.product
        self._cron("_cron_work")

        self.assertScore(guest, visits=0, spend=0.0)
        self.assertTier(guest, self.gold)

    def test_a_discount_lowers_spend(self):
        discount = self._make_product("10 % off")

        self.assertCounts(90.0, [(self.product, 100.0), (discount, -10.0)])

    # ----------------------------------------------------------- the amount
    def test_spend_is_with_or_without_tax(self):
        line = self._line(self.product, 1, 110.0, net=100.0)
        guest = self._make_guest()
        order = self._pay(guest, lines=[line])
        self.assertEqual(self._entries(order).amount, 110.0)

        self.program.tax_included = False
        self._cron("_cron_work")

        self.assertEqual(self._entries(order).amount, 100.0)
        self.assertScore(guest, spend=100.0)

    def test_a_day_below_the_minimum_is_no_visit_but_spend(self):
        self.program.min_visit_amount = 20.0
        guest = self._make_guest()

        self._pay(guest, 19.99, at=FIRST_DAY)
        self.assertScore(guest, visits=0, spend=19.99)
        self._pay(guest, 0.01, at=FIRST_DAY)

        self.assertScore(guest, visits=1, spend=20.0)

    def test_a_partial_refund_below_the_minimum_takes_the_visit(self):
        self.program.min_visit_amount = 20.0
        guest = self._make_guest()
        self._work()
        order = self._pay(guest, lines=[self._line(self.product, 2, 15.0)])

        self._refund(order, qty=1)

        self.assertScore(guest, visits=0, spend=15.0)

    def test_stars_come_from_visits_and_full_amounts(self):
        self.program.write({"stars_per_visit": 2, "amount_per_star": 10.0})
        guest = self._make_guest()

        self._pay(guest, 39.99, at=FIRST_DAY)
        self.assertScore(guest, stars=2 + 3)
        self._pay(guest, 0.01, at=FIRST_DAY + timedelta(days=1))

        self.assertScore(guest, stars=4 + 4)

    # ------------------------------------------------------------ currencies
    def test_a_till_in_another_currency_is_converted_at_the_day_of_the_order(self):
        till = self._till_in_euro()
        guest = self._make_guest()

        early = self._pay(guest, 10.0, till=till, at=FIRST_DAY)
        late = self._pay(guest, 10.0, till=till, at=FIRST_DAY + timedelta(days=40))

        self.assertEqual(self._entries(early).amount, 20.0)
        self.assertEqual(self._entries(late).amount, 40.0)

    def test_a_refund_in_another_currency_takes_back_what_was_given(self):
        till = self._till_in_euro()
        guest = self._make_guest()
        order = self._pay(guest, 10.0, till=till, at=FIRST_DAY)

        self._refund(order, at=FIRST_DAY + timedelta(days=40))

        self.assertScore(guest, visits=0, spend=0.0)

    def test_a_program_in_a_third_currency(self):
        self._till_in_euro()
        self.program.currency_id = self.env.ref("base.EUR")
        self._cron("_cron_work")
        guest = self._make_guest()

        order = self._pay(guest, 10.0, at=FIRST_DAY)

        self.assertEqual(self._entries(order).amount, 5.0)

    def test_amounts_are_rounded_to_the_currency(self):
        till = self._till_in_euro()
        self.program.currency_id = self.env.ref("base.JPY")
        self.env.ref("base.JPY").active = True
        self._rates(self.env.ref("base.JPY"), {FIRST_DAY: 150.3})
        self._work()

        order = self._pay(self._make_guest(), 1.01, till=till, at=FIRST_DAY)

        self.assertEqual(self._entries(order).amount, round(1.01 * 2 * 150.3))

    def test_a_currency_without_small_coins_keeps_its_decimals(self):
        """Prices have two decimals where the smallest coin is 5 cents."""
        self.program.currency_id = self.env["res.currency"].create(
            {"name": "XTS", "symbol": "X", "rounding": 0.05}
        )
        self._work()

        order = self._pay(self._make_guest(), 12.34)

        self.assertEqual(self._entries(order).amount, 12.34)

    # --------------------------------------------------------------- the row
    def test_one_order_is_never_counted_twice(self):
        order = self._pay(self._make_guest())

        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(UniqueViolation),
            self.env.cr.savepoint(),
        ):
            self._entries(order).copy()

    def test_an_entry_explains_itself(self):
        order = self._pay(self._make_guest())
        refund = self._refund(order)

        entry, back = self._entries(order, refund)

        self.assertEqual(entry.origin_name, order.display_name)
        self.assertEqual(entry.reason, f"Order {order.display_name}")
        self.assertIn("takes back goods of", back.reason)
        self.assertIn(order.display_name, back.reason)
        self.assertEqual(entry.action_open_origin()["res_id"], order.id)

    def test_an_entry_whose_order_is_gone_says_so(self):
        entry = self._entries(self._pay(self._make_guest()))
        entry.origin_id = 2**30

        self.assertEqual(entry.origin_name, "")
        with self.assertRaisesRegex(UserError, "has been deleted"):
            entry.action_open_origin()

    # --------------------------------------------------------------- helpers
    def assertCounts(self, amount, lines):
        guest = self._make_guest()
        order = self._pay(guest, lines=[self._line(p, 1, price) for p, price in lines])
        self.assertEqual(self._entries(order).amount, amount)
        self.assertScore(guest, visits=1, spend=amount)

    def _till_in_euro(self):
        """Open a till in euro: 2 dollars each at first, 4 a month later."""
        euro = self.env.ref("base.EUR")
        euro.active = True
        rates = {FIRST_DAY: 0.5, FIRST_DAY + timedelta(days=30): 0.25}
        self._rates(euro, rates)
        journals = self.env["account.journal"].create(
            [
                {
                    "name": f"{kind} in euro",
                    "type": kind,
                    "code": f"E{kind[:3]}",
                    "currency_id": euro.id,
                }
                for kind in ("sale", "bank")
            ]
        )
        method = self.env["pos.payment.method"].create(
            {"name": "Euro", "journal_id": journals[1].id}
        )
        pricelist = self.env["product.pricelist"].create(
            {"name": "Euro", "currency_id": euro.id}
        )
        config = self.env["pos.config"].create(
            {
                "name": "Euro counter",
                "journal_id": journals[0].id,
                "invoice_journal_id": journals[0].id,
                "payment_method_ids": [Command.set(method.ids)],
                "use_pricelist": True,
                "available_pricelist_ids": [Command.set(pricelist.ids)],
                "pricelist_id": pricelist.id,
                "loyalty_tier_tz": "UTC",
            }
        )
        config.open_ui()
        config.current_session_id.set_opening_control(0, "")
        return config

    def _rates(self, currency, rates):
        currency.rate_ids.unlink()
        self.env["res.currency.rate"].create(
            [
                {
                    "currency_id": currency.id,
                    "name": day.date(),
                    "rate": rate,
                    "company_id": self.company.id,
                }
                for day, rate in rates.items()
            ]
        )
