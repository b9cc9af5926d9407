# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta
from unittest.mock import patch

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import FIRST_DAY
from .common_guard import OFF, GuardCommon


@tagged("post_install", "-at_install")
class TestLoyaltyTierGuard(GuardCommon):
    # ------------------------------------------------------------ the patterns
    def test_of_ten_receipts_on_one_day_the_first_five_count(self):
        self.program.guard_receipts = 5

        orders = self._come(10)

        caught = self._exceptions()
        self.assertEqual(caught.order_id, orders[5:])
        self.assertEqual(set(caught.mapped("kind")), {"receipts"})
        self.assertHeld(orders[5:])
        self.assertFree(orders[:5])
        self.assertIn("Receipt number 6 of", self._exceptions(orders[5]).evidence)

    def test_the_contacts_of_a_firm_have_a_card_each(self):
        self.program.guard_receipts = 1
        firm = self._make_guest("Firm", is_company=True)
        for name in ("Ada", "Bob"):
            self._pay(self._make_guest(name, parent_id=firm.id), at=self.noon)

        self.assertFalse(self._exceptions())

    def test_receipts_of_two_days_are_counted_apart(self):
        self.program.guard_receipts = 5
        self._come(5)
        self._come(5, start=self.noon - timedelta(days=1))

        self.assertFalse(self._exceptions())

    def test_a_cashier_who_rings_up_the_own_card(self):
        self.program.guard_own_card = True

        order = self._pay(self.cashier.partner_id, at=self.noon)
        self._pay(self.guest, at=self.noon)

        caught = self._exceptions()
        self.assertEqual(caught.order_id, order)
        self.assertEqual(caught.cashier_id, self.cashier.partner_id)
        self.assertIn(self.cashier.name, caught.evidence)
        self.assertHeld(order)

    def test_a_cashier_who_rings_up_the_card_of_the_own_firm(self):
        self.program.guard_own_card = True
        firm = self._make_guest("Family business", is_company=True)
        self.cashier.partner_id.parent_id = firm

        order = self._pay(self._make_guest("Sister", parent_id=firm.id), at=self.noon)

        self.assertEqual(self._exceptions().order_id, order)

    def test_a_cashier_who_orders_at_a_kiosk_stands_at_no_till(self):
        self.program.guard_own_card = True
        if "kiosk" not in dict(self.env["pos.order"]._fields["source"].selection):
            self.skipTest("there are no kiosks here")

        self._pay(self.cashier.partner_id, at=self.noon, source="kiosk")

        self.assertFalse(self._exceptions())

    def test_who_stands_at_the_till_counts(self):
        self.program.guard_own_card = True
        if "employee_id" not in self.env["pos.order"]._fields:
            # Nobody has a badge here: who opened the till stands at it.
            order = self._pay(self.cashier.partner_id, at=self.noon)
            self.assertEqual(self._exceptions().order_id, order)
            return
        employee = self.env["hr.employee"].create({"name": "Eve"})
        badge = {"employee_id": employee.id, "at": self.noon}

        self._pay(self.cashier.partner_id, **badge)
        order = self._pay(employee.work_contact_id, **badge)

        self.assertEqual(self._exceptions().order_id, order)

    def test_a_loop_of_buying_and_giving_back(self):
        self.program.guard_refunds = 3
        orders = self._come(4)
        for number, order in enumerate(orders[:2]):
            self._refund(order, at=self.noon + timedelta(hours=1, minutes=number))
        self.assertFalse(self._exceptions())

        back = self._refund(orders[2], at=self.noon + timedelta(hours=2))
        later = self._pay(self.guest, at=self.noon + timedelta(hours=3))

        self.assertEqual(self._exceptions().order_id, orders[2] | later)
        self.assertHeld(orders[2] | back | later)
        self.assertFree(orders[3])
        self.assertIn("3 orders of this guest", self._exceptions(later).evidence)

    def test_a_dish_taken_back_is_no_loop(self):
        self.program.guard_refunds = 1
        lines = [self._line(self.product, 3)]
        order = self._pay(self.guest, lines=lines, at=self.noon)

        self._refund(order, qty=1, at=self.noon)

        self.assertFalse(self._exceptions())

    def test_one_card_for_a_whole_queue(self):
        self.program.guard_orders = 4

        orders = self._come(5, minutes=3)
        self._come(4, minutes=4, start=self.noon + timedelta(hours=1))

        self.assertEqual(self._exceptions().order_id, orders[3:])
        self.assertIn("4 orders on this card", self._exceptions(orders[3]).evidence)

    def test_one_card_in_two_shops_at_once(self):
        self.program.guard_shops_minutes = 15
        far = self._far_till()
        self._pay(self.guest, at=self.noon)

        order = self._pay(self.guest, till=far, at=self.noon + timedelta(minutes=9))
        self._pay(self.guest, at=self.noon + timedelta(minutes=24))

        caught = self._exceptions()
        self.assertEqual(caught.order_id, order)
        self.assertIn(
            f"9 minutes earlier this card was used at {self.till.name}", caught.evidence
        )

    def test_two_tills_of_one_shop_are_one_shop(self):
        self.program.guard_shops_minutes = 15
        bar = self._till(picking_type_id=self.till.picking_type_id.id, name="Bar")

        self._pay(self.guest, at=self.noon)
        self._pay(self.guest, till=bar, at=self.noon)

        self.assertFalse(self._exceptions())

    def test_a_sale_that_shows_two_patterns_is_one_exception_that_tells_both(self):
        self.program.write({"guard_own_card": True, "guard_receipts": 1})

        self._come(2, guest=self.cashier.partner_id)

        last = self._exceptions()[:1]
        self.assertEqual(last.kind, "own_card")
        self.assertIn("person at the till", last.evidence)
        self.assertIn("Receipt number 2", last.evidence)

    def test_the_evidence_is_read_in_the_language_of_the_reader(self):
        self.program.guard_receipts = 1
        self._come(2)
        self.env["res.lang"]._activate_lang("de_DE")
        self.env.invalidate_all()

        german = self._exceptions().with_context(lang="de_DE")

        day = german.day
        self.assertIn(f"{day.day}. ", german.evidence)

    # ---------------------------------------------------------------- the limits
    def test_a_guard_that_is_off_asks_the_database_nothing(self):
        self._come(10, minutes=0)

        self.assertFalse(self._exceptions())
        with self.assertQueryCount(0):
            self.env["loyalty.tier.guard"]._watch(self._affected(), [1])

    def test_a_guard_that_is_on_asks_once_whatever_the_number_of_orders(self):
        self.program.write({**dict.fromkeys(OFF, 2), "guard_own_card": True})
        orders = self._come(12, minutes=0)
        self.program._guard()

        with self.assertQueryCount(1):
            self.env["loyalty.tier.guard"]._watch(self._affected(), orders.ids)

    def test_a_changed_limit_holds_from_the_next_sale_on(self):
        orders = self._come(2)
        self.program.guard_receipts = 1

        orders |= self._come(1, start=self.noon + timedelta(hours=1))

        self.assertEqual(self._exceptions().order_id, orders[2:])
        self.assertFree(orders[:2])

    def test_limits_that_mean_nothing_are_refused(self):
        for values in (
            {"guard_receipts": -1},
            {"guard_orders": 1},
            {"guard_refund_days": 1000},
            {"guard_shops_minutes": 100000},
        ):
            with self.subTest(values), self.assertRaises(ValidationError):
                self.program.write(values)

    def test_years_old_orders_are_left_alone(self):
        self.program.guard_receipts = 1
        for _number in range(3):
            self._pay(self.guest, at=FIRST_DAY)
        self.program._recount()
        self._work()
        self._cron("_cron_check")

        self.assertFalse(self._exceptions())

    def test_nobody_looks_while_the_history_is_read(self):
        self._come(3)
        self.program.guard_receipts = 1
        self.program._recount()

        self.assertFalse(self.env["loyalty.tier.guard"]._look_back(self.program))
        self._work()

        self.assertFalse(self._exceptions())

    def test_a_guard_that_fails_stops_neither_sale_nor_counting(self):
        guards = self.registry["loyalty.tier.guard"]
        path = "odoo.addons.loyalty_tiers.models.loyalty_tier_channel"
        with (
            patch.object(guards, "_watch", side_effect=ValueError("broken")),
            self.assertLogs(path, "ERROR"),
        ):
            order = self._pay(self.guest, at=self.noon)

        self.assertEqual(order.state, "paid")
        self.assertFree(order)

    # ------------------------------------------------------------ the hindsight
    def test_what_was_sold_offline_is_found_at_night(self):
        self.program.guard_orders = 3
        late = self._pay(self.guest, at=self.noon + timedelta(minutes=2))
        self._pay(self.guest, at=self.noon)
        self._pay(self.guest, at=self.noon + timedelta(minutes=1))
        self.assertFalse(self._exceptions())

        self._look_back()

        self.assertEqual(self._exceptions().order_id, late)
        self.assertHeld(late)

    def test_two_guests_who_turn_out_to_be_one(self):
        self.program.guard_receipts = 3
        twin = self._make_guest("Ada L.")
        self._come(2)
        last = self._come(2, guest=twin, start=self.noon + timedelta(hours=2))

        self._merge(self.guest, twin)
        self._look_back()

        caught = self._exceptions()
        self.assertEqual(caught.order_id, last[1:])
        self.assertEqual(caught.partner_id, self.guest)
        self.assertHeld(last[1:])

    # -------------------------------------------------------------- the helpers
    def _affected(self):
        return {self.program.id: {self.guest.id: ("pos.order", 1)}}

    def _merge(self, kept, gone):
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((kept | gone).ids, kept)

    def _far_till(self):
        warehouse = self.env["stock.warehouse"].create({"name": "Far", "code": "FAR"})
        return self._till(picking_type_id=warehouse.pos_type_id.id, name="Far")
