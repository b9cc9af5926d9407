# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import datetime, timedelta

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common_sale import ORDER_DAY, SaleCommon

DAY = "2024-05-06"


@tagged("post_install", "-at_install")
class TestSaleOrder(SaleCommon):
    """Sales orders of customers count towards their tier."""

    def test_a_confirmed_order_counts_and_a_quotation_does_not(self):
        guest = self._make_guest()
        quotation = self._quote(guest, 40.0)
        self.assertEntries(quotation)

        order = self._order(guest, 30.0)

        entry = self.assertEntries(order, (DAY, 30.0, 1.0))
        self.assertEqual(entry.origin_name, order.name)
        self.assertIn(order.name, entry.reason)
        self.assertEqual(entry.action_open_origin()["res_model"], "sale.order")
        self.assertScore(guest, visits=1, spend=30.0)

    def test_orders_and_visits_at_the_till_make_one_tier(self):
        guest = self._make_guest(visits=1)

        order = self._order(guest)

        self.assertTier(guest, self.silver)
        move = self._moves(guest)[-1:]
        self.assertEqual((move.origin_model, move.origin_id), ("sale.order", order.id))

    def test_an_order_on_the_day_of_a_visit_is_no_second_visit(self):
        guest = self._make_guest()
        self._pay(guest, at=ORDER_DAY)

        self._order(guest, at=ORDER_DAY + timedelta(hours=3))

        self.assertScore(guest, visits=1, spend=20.0)

    def test_cancelling_takes_back(self):
        guest = self._make_guest(visits=1)
        order = self._order(guest)
        order.sudo()._action_cancel()

        self.assertEntries(order)
        self.assertTier(guest, False)
        order.action_draft()
        order.action_confirm()
        self._commit()
        self.assertTier(guest, self.silver)

    def test_the_goods_of_a_deleted_order_count_no_more(self):
        order = self._order(guest := self._make_guest())
        order._action_cancel()
        order.unlink()

        self._commit()

        self.assertScore(guest, visits=0)

    def test_a_contact_orders_for_the_firm(self):
        firm = self._make_guest("Firm", is_company=True)
        clerk = self._make_guest("Clerk", parent_id=firm.id)

        entry = self.assertEntries(self._order(clerk), (DAY, 10.0, 1.0))

        self.assertEqual(entry.partner_id, firm)
        clerk.parent_id = False
        self._commit()
        entry.invalidate_recordset()
        self.assertEqual(entry.partner_id, clerk)

    def test_another_customer_takes_the_order_along(self):
        guest, other = self._make_guest(), self._make_guest("Grace")
        order = self._order(guest)

        order.partner_id = other

        self.assertEntries(order, (DAY, 10.0, 1.0))
        self.assertScore(guest, visits=0)
        self.assertScore(other, visits=1)

    def test_merged_contacts_share_their_orders(self):
        kept, gone = self._make_guest(), self._make_guest("Ada L.")
        self._order(kept)
        self._order(gone, at=ORDER_DAY + timedelta(days=1))

        self.env["base.partner.merge.automatic.wizard"].create({})._merge(
            (kept + gone).ids, kept
        )
        self._commit()

        self.assertTier(kept, self.silver)

    def test_lines_changed_after_confirming_count_as_they_are(self):
        order = self._order(self._make_guest(), 10.0)
        order.order_line.product_uom_qty = 3
        self.assertEntries(order, (DAY, 30.0, 3.0))
        order.order_line.price_unit = 20.0
        self.assertEntries(order, (DAY, 60.0, 3.0))
        order.order_line = [
            Command.create(
                {
                    "product_id": self.product.id,
                    "price_unit": 5.0,
                    "tax_ids": [Command.clear()],
                }
            )
        ]
        self.assertEntries(order, (DAY, 65.0, 4.0))
        order.order_line[0].product_uom_qty = 0
        self.assertEntries(order, (DAY, 5.0, 1.0))

    def test_a_locked_order_keeps_counting(self):
        order = self._order(self._make_guest())
        order.action_lock()
        with self.assertRaises(UserError):
            order.order_line.price_unit = 5.0

        self.assertEntries(order, (DAY, 10.0, 1.0))

    def test_the_day_is_that_of_the_programs_clock(self):
        guest = self._make_guest()
        order = self._order(guest, at=datetime(2024, 5, 6, 15, 30))
        self.assertEntries(order, (DAY, 10.0, 1.0))

        self.program.tz = "Asia/Seoul"  # half an hour past midnight there
        order.date_order = datetime(2024, 5, 6, 15, 30, 1)

        self.assertEntries(order, ("2024-05-07", 10.0, 1.0))

    def test_taxes_count_as_the_program_says(self):
        tax = self.env["account.tax"].create(
            {"name": "10 %", "amount": 10.0, "company_id": self.company.id}
        )
        order = self._order(self._make_guest(), 100.0)
        order.order_line.tax_ids = tax
        self.assertEntries(order, (DAY, 110.0, 1.0))

        self.program.tax_included = False
        self._work()

        self.assertEntries(order, (DAY, 100.0, 1.0))

    def test_foreign_money_is_worth_what_it_was_that_day(self):
        foreign = self.env["res.currency"].create(
            {"name": "XYZ", "symbol": "X", "rounding": 0.01}
        )
        rates = [("2024-05-01", 2.0), ("2024-05-20", 8.0)]
        self.env["res.currency.rate"].create(
            [
                {
                    "currency_id": foreign.id,
                    "name": day,
                    "rate": rate,
                    "company_id": self.company.id,
                }
                for day, rate in rates
            ]
        )
        prices = self.env["product.pricelist"].create(
            {"name": "Abroad", "currency_id": foreign.id}
        )

        order = self._order(self._make_guest(), 100.0, pricelist_id=prices.id)

        self.assertEntries(order, (DAY, 50.0, 1.0))

    def test_what_is_excluded_does_not_count(self):
        category = self.env["pos.category"].create({"name": "Snacks"})
        snack = self._make_product("Nuts", pos_categ_ids=[Command.set(category.ids)])
        tea = self._make_product("Tea")
        order = self._order(
            self._make_guest(), lines=[(self.product, 1), (tea, 1), (snack, 1)]
        )
        self.assertEntries(order, (DAY, 30.0, 3.0))

        self.program.excluded_product_ids = tea
        self.program.excluded_categ_ids = category
        self._work()

        self.assertEntries(order, (DAY, 10.0, 1.0))

    def test_down_payments_delivery_and_notes_do_not_count(self):
        order = self._order(self._make_guest())
        delivery = (
            {"is_delivery": True} if "is_delivery" in order.order_line._fields else {}
        )
        extra = {"product_id": self.dish.id, "price_unit": 7.0}
        order.order_line = [
            Command.create({**extra, "is_downpayment": True, "product_uom_qty": 0}),
            Command.create({"display_type": "line_note", "name": "Thank you"}),
            *([Command.create({**extra, **delivery})] if delivery else []),
        ]

        self.assertEntries(order, (DAY, 10.0, 1.0))

    def test_the_multiplier_of_the_day_stays(self):
        self.silver.star_multiplier = 3.0
        guest = self._make_guest(visits=2)
        order = self._order(guest)
        entry = self.assertEntries(order, (DAY, 10.0, 1.0))
        self.assertEqual(entry.multiplier, 3.0)

        self.silver.star_multiplier = 5.0
        order.order_line.product_uom_qty = 2

        entry = self.assertEntries(order, (DAY, 20.0, 2.0))
        self.assertEqual(entry.multiplier, 3.0)

    def test_history_is_read_and_the_night_repairs(self):
        guest = self._make_guest(visits=1)
        order = self._order(guest)
        entries = self.env["loyalty.tier.entry"]
        entries.search([("origin_model", "=", "sale.order")]).sudo().unlink()

        self._cron("_cron_check")
        self.assertEntries(order, (DAY, 10.0, 1.0))
        self.assertTier(guest, self.silver)

        entries.search([("partner_id", "=", guest.id)]).sudo().unlink()
        self.program._recount()
        self._work(chunk=1)

        self.assertScore(guest, visits=2)

    def test_a_branch_and_its_parent_are_one_house(self):
        branch = self._make_company("Branch", parent_id=self.company.id)
        self.env.user.company_ids += branch
        guest = self._make_guest(visits=2)

        self._order(guest, company=branch)

        self.assertScore(guest, visits=3)

    def test_another_house_counts_for_itself(self):
        other = self._make_company("Elsewhere")
        self.env.user.company_ids += other
        guest = self._make_guest(visits=1)

        self.assertEntries(self._order(guest, company=other))

        self.assertScore(guest, visits=1)

    def test_an_error_of_ours_stops_no_order(self):
        order = self._quote(self._make_guest())
        models = self.registry["sale.order"]
        self.patch(models, "_loyalty_tier_select", lambda *args, **kwargs: 1 / 0)

        with self.assertLogs("odoo.addons.loyalty_tiers", "ERROR"):
            order.action_confirm()
            self._commit()

        self.assertEqual(order.state, "sale")
