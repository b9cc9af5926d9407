# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta
from unittest.mock import patch

from psycopg2.errors import SerializationFailure

from odoo import fields
from odoo.fields import Command
from odoo.tests import tagged

from .common import FIRST_DAY, LoyaltyTiersCommon


@tagged("post_install", "-at_install")
class TestPosOrder(LoyaltyTiersCommon):
    # ---------------------------------------------------------- ways to pay
    def test_a_sale_at_the_till_is_one_entry(self):
        guest = self._make_guest()

        order = self._pay(guest, 12.5, at=FIRST_DAY)

        self.assertRecordValues(
            self._entries(order),
            [
                {
                    "program_id": self.program.id,
                    "partner_id": guest.id,
                    "company_id": self.company.id,
                    "date": FIRST_DAY,
                    "day": FIRST_DAY.date(),
                    "amount": 12.5,
                    "units": 1.0,
                    "takes_back_id": 0,
                }
            ],
        )
        self.assertScore(guest, visits=1, spend=12.5, last_visit=FIRST_DAY.date())

    def test_the_same_sale_synchronised_ten_times_counts_once(self):
        guest = self._make_guest()
        payload = self._payload(guest, 30.0)

        orders = {self._sync(payload) for _attempt in range(10)}

        self.assertEqual(len(orders), 1)
        self.assertEqual(len(self._entries(*orders)), 1)
        self.assertScore(guest, visits=1, spend=30.0)

    def test_a_draft_counts_when_it_is_paid(self):
        guest = self._make_guest()
        payload = self._payload(guest, 30.0)
        draft = self._sync({**payload, "state": "draft", "payment_ids": []})
        self.assertFalse(self._entries(draft))

        paid = self._sync({**payload, "lines": []})

        self.assertEqual(paid, draft)
        self.assertEqual(len(self._entries(paid)), 1)
        self.assertScore(guest, visits=1, spend=30.0)

    def test_the_payment_wizard_counts_once(self):
        guest = self._make_guest()
        order = self._create_order(guest, 40.0)
        self.assertFalse(self._entries(order))

        self._pay_by_wizard(order)

        self.assertEqual(order.state, "paid")
        self.assertEqual(len(self._entries(order)), 1)
        self.assertScore(guest, visits=1, spend=40.0)

    def test_an_imported_order_is_found_by_the_scheduled_check(self):
        guest = self._make_guest()
        order = self._create_order(guest, 40.0, state="paid", amount_paid=40.0)
        self.assertFalse(self._entries(order))

        self._cron("_cron_check")
        self.assertEqual(self.program.repaired_count, 1)
        self._cron("_cron_check")

        self.assertEqual(len(self._entries(order)), 1)
        self.assertScore(guest, visits=1, spend=40.0)
        self.assertEqual(self.program.repaired_count, 0)

    def test_closing_the_session_counts_nothing_again(self):
        guest = self._make_guest()
        order = self._pay(guest, 40.0)

        self.till.current_session_id.action_pos_session_closing_control()
        self._cron("_cron_check")

        self.assertEqual(self.program.repaired_count, 0)
        self.assertEqual(order.state, "done")
        self.assertEqual(len(self._entries(order)), 1)
        self.assertScore(guest, visits=1, spend=40.0)

    def test_an_order_without_customer_is_no_entry(self):
        order = self._pay(self.env["res.partner"])

        self.assertFalse(self._entries(order))

    def test_an_unpaid_and_a_cancelled_order_are_no_entries(self):
        guest = self._make_guest()
        draft = self._create_order(guest, 40.0)
        cancelled = self._create_order(guest, 40.0)
        cancelled.action_pos_order_cancel()

        self._cron("_cron_check")

        self.assertFalse(self._entries(draft, cancelled))

    def test_a_failure_of_ours_never_refuses_a_sale(self):
        guest = self._make_guest(visits=1)
        entries = self.registry["loyalty.tier.entry"]
        broken = patch.object(
            entries, "_record", lambda self, select: self.env.cr.execute("SELECT 1/0")
        )

        with broken, self.assertLogs(level="ERROR"):
            order = self._pay(guest)
        self.assertEqual(order.state, "paid")
        self.assertTier(guest, None)

        self._cron("_cron_check")
        self.assertTier(guest, self.silver)

    def test_a_failure_in_the_news_never_refuses_a_sale(self):
        cards = self.registry["loyalty.tier.card"]
        broken = patch.object(
            cards, "_cards", lambda self, *args: self.env.cr.execute("SELECT 1/0")
        )

        with broken, self.assertLogs(level="ERROR"):
            order = self._pay(self._make_guest())

        self.assertEqual(order.state, "paid")
        self.assertEqual(len(self._entries(order)), 1)

    def test_what_transactions_do_to_each_other_is_tried_again_with_the_sale(self):
        entries = self.registry["loyalty.tier.entry"]

        def clash(*args):
            raise SerializationFailure

        with patch.object(entries, "_record", clash):
            self.assertRaises(SerializationFailure, self._pay, self._make_guest())

    # ----------------------------------------------------------- the answer
    def test_the_answer_to_the_promoting_sale_carries_the_news(self):
        guest = self._make_guest(visits=1)

        news = self._news(self._payload(guest, 10.0))

        self.assertEqual(news["tier_id"], self.silver.id)
        self.assertTrue(news["promoted"])
        self.assertEqual(news["visits"], 2)
        self.assertEqual(news["missing"], "2 visits to Gold")
        self.assertTier(guest, self.silver)

    def test_a_till_that_did_not_hear_the_answer_hears_the_news_again(self):
        guest = self._make_guest(visits=1)
        payload = self._payload(guest)

        first, again = self._news(payload), self._news(payload)

        self.assertTrue(first["promoted"])
        self.assertTrue(again["promoted"])
        self.assertEqual(again["tier_id"], self.silver.id)

    def test_the_next_sale_is_no_promotion(self):
        guest = self._make_guest(visits=2)

        news = self._news(self._payload(guest))

        self.assertEqual((news["tier_id"], news["visits"]), (self.silver.id, 3))
        self.assertFalse(news["promoted"])

    def test_a_draft_and_a_sale_without_customer_carry_no_news(self):
        draft = self._payload(self._make_guest(), state="draft", payment_ids=[])

        self.assertIsNone(self._news(draft))
        self.assertIsNone(self._news(self._payload(self.env["res.partner"])))

    # -------------------------------------------------------------- the day
    def test_three_receipts_on_one_day_are_one_visit(self):
        guest = self._make_guest()

        for hours in range(3):
            self._pay(guest, 10.0, at=FIRST_DAY + timedelta(hours=hours))

        self.assertScore(guest, visits=1, spend=30.0)

    def test_a_day_in_seoul_changes_at_midnight_in_seoul(self):
        self._open_in("Asia/Seoul")

        self.assertDay("2026-03-10 14:59:59", "2026-03-10")
        self.assertDay("2026-03-10 15:00:00", "2026-03-11")

    def test_a_business_day_starts_when_the_shop_says(self):
        self._open_in("Asia/Seoul", day_start=5.5)

        self.assertDay("2026-03-10 15:00:00", "2026-03-10")  # midnight
        self.assertDay("2026-03-10 20:29:59", "2026-03-10")
        self.assertDay("2026-03-10 20:30:00", "2026-03-11")

    def test_the_day_of_the_spring_clock_change_in_new_york(self):
        self._open_in("America/New_York", day_start=5)

        self.assertDay("2026-03-08 04:59:59", "2026-03-07")  # 23:59:59, winter time
        self.assertDay("2026-03-08 08:59:59", "2026-03-07")  # 04:59:59, summer time
        self.assertDay("2026-03-08 09:00:00", "2026-03-08")
        self.assertDay("2026-03-09 03:59:59", "2026-03-08")
        self.assertDay("2026-03-09 09:00:00", "2026-03-09")

    def test_the_day_of_the_autumn_clock_change_in_new_york(self):
        self._open_in("America/New_York")

        self.assertDay("2026-11-01 03:59:59", "2026-10-31")  # summer time
        self.assertDay("2026-11-01 04:00:00", "2026-11-01")
        self.assertDay("2026-11-01 05:30:00", "2026-11-01")  # 01:30, the first time
        self.assertDay("2026-11-01 06:30:00", "2026-11-01")  # 01:30, the second time
        self.assertDay("2026-11-02 04:59:59", "2026-11-01")  # winter time
        self.assertDay("2026-11-02 05:00:00", "2026-11-02")

    def test_what_is_sent_late_belongs_to_the_day_of_the_sale(self):
        order = self._pay(self._make_guest(), at=FIRST_DAY)

        self.assertEqual(self._entries(order).day, FIRST_DAY.date())

    # -------------------------------------------------------------- helpers
    def _create_order(self, guest, amount, **values):
        return self.env["pos.order"].create(
            {
                "name": "Imported",
                "session_id": self.till.current_session_id.id,
                "company_id": self.company.id,
                "partner_id": guest.id,
                "amount_tax": 0.0,
                "amount_total": amount,
                "amount_paid": 0.0,
                "amount_return": 0.0,
                "lines": [Command.create(self._line(self.product, 1, amount))],
                **values,
            }
        )

    def _pay_by_wizard(self, order):
        method = self.till.payment_method_ids[:1]
        context = {"active_ids": order.ids, "active_id": order.id}
        wizards = self.env["pos.make.payment"].with_context(**context)
        wizards.create({"payment_method_id": method.id}).check()

    def _news(self, payload):
        """Return what the answer says of the guest; None if it says nothing."""
        (row,) = self._answer(payload)["pos.order"]
        return row.get("_loyalty_tiers_card")

    def _open_in(self, tz, day_start=0):
        self.till.write({"loyalty_tier_tz": tz, "loyalty_tier_day_start": day_start})

    def assertDay(self, moment, day):
        order = self._pay(self._make_guest(), at=fields.Datetime.to_datetime(moment))
        self.assertEqual(str(self._entries(order).day), day)
