# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .common_perks import PerksCommon


@tagged("post_install", "-at_install")
class TestLoyaltyTierGrantOrder(PerksCommon):
    """A free product goes onto the order once, with its stock and cost right."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.beer = cls._make_product(
            "Beer", type="consu", is_storable=True, standard_price=3.0
        )
        cls.perk = cls._make_perk("Beer", kind="product", product_id=cls.beer.id)
        cls.guest = cls._make_guest(visits=2)
        cls.grant = cls._grants(cls.guest)

    def test_a_free_line_leaves_stock_and_books_right(self):
        session = self.till.current_session_id
        self._pay(self.guest, lines=[self._line(self.product), self._free()])

        session.action_pos_session_closing_control()

        self.assertEqual(session.state, "closed")
        moves = self.env["stock.move"].search([("product_id", "=", self.beer.id)])
        self.assertRecordValues(moves, [{"state": "done", "quantity": 1.0}])
        line = self.env["pos.order.line"].search([("product_id", "=", self.beer.id)])
        self.assertRecordValues(line, [{"price_subtotal_incl": 0.0, "total_cost": 3.0}])
        books = session.move_id.line_ids
        self.assertEqual(sum(books.mapped("debit")), sum(books.mapped("credit")))
        sales = books.filtered(lambda b: b.account_id.account_type == "income")
        self.assertEqual(-sum(sales.mapped("balance")), 30.0, "three drinks, no beer")
        self.assertRecordValues(self.grant, [{"state": "served", "cost": 3.0}])

    def test_two_tills_serve_once(self):
        second = self._till(name="Terrace")

        self.assertEqual(self._serve_perk(self.grant, uuid="a")["state"], "served")
        answer = self._serve_perk(self.grant, uuid="b", till=second)

        self.assertEqual(answer["state"], "already")
        self.assertIn("Counter", answer["message"])

    def test_a_till_that_was_offline_serves_later_on_the_moment_of_its_order(self):
        at = fields.Datetime.now() - timedelta(hours=5)

        order = self._pay(
            self.guest, lines=[self._free()], at=at.replace(microsecond=0)
        )

        self.assertEqual(self.grant.served_on, order.date_order)
        self.assertEqual(self._serve_perk(self.grant, uuid="late")["state"], "already")

    def test_the_order_of_an_offline_till_may_come_before_its_tap(self):
        order = self._pay(self.guest, lines=[self._free()])

        answer = self._serve_perk(self.grant, uuid="a", order_uuid=order.uuid)
        other = self._serve_perk(self.grant, uuid="b", order_uuid=order.uuid)

        self.assertEqual((answer["state"], other["state"]), ("served", "already"))

    def test_an_order_that_arrives_twice_serves_once(self):
        payload = self._payload(self.guest, lines=[self._free()])

        self._sync(payload)
        self._sync(payload)

        self.assertRecordValues(
            self.grant, [{"order_uuid": payload["uuid"], "evidence": False}]
        )

    def test_one_gift_twice_on_one_order_is_told(self):
        order = self._pay(self.guest, lines=[self._free(), self._free()])

        self.assertEqual(self.grant.order_uuid, order.uuid)
        self.assertIn(order.name, self.grant.evidence)

    def test_a_line_of_an_order_that_is_not_paid_yet_is_served_already(self):
        payload = self._payload(
            self.guest, lines=[self._free()], state="draft", payment_ids=[]
        )

        self._sync(payload)

        self.assertEqual(self.grant.order_uuid, payload["uuid"])

    def test_a_bill_that_is_split_is_no_second_serving(self):
        payload = self._payload(
            self.guest,
            lines=[self._free(), self._line(self.product)],
            state="draft",
            payment_ids=[],
        )
        first = self._sync(payload)
        free = first.lines.filtered("loyalty_tier_grant_id")
        second = self._payload(self.guest, lines=[self._free()])
        free.unlink()

        self._sync(second)

        self.assertRecordValues(
            self.grant, [{"order_uuid": second["uuid"], "evidence": False}]
        )

    def test_a_paid_free_line_is_not_taken_back(self):
        payload = self._payload(self.guest, lines=[self._free()])
        self._serve_perk(self.grant, uuid="a", order_uuid=payload["uuid"])
        self._sync(payload)
        grants = self.env["loyalty.tier.grant"].with_user(self.cashier)

        answer = grants.take_back(self.grant.id, self.till.id, "a")

        self.assertEqual(answer["state"], "served")

    def test_a_device_of_a_guest_serves_nothing(self):
        self._pay(self.guest, lines=[self._free()], source="kiosk")

        self.assertEqual(self.grant.state, "due")

    def test_a_perk_served_on_the_order_of_another_guest_is_told(self):
        other = self._make_guest("Bob")

        order = self._pay(other, lines=[self._free()])

        self.assertEqual(self.grant.state, "served")
        self.assertIn(order.name, self.grant.evidence)

    def test_a_product_no_longer_sold_here_stays_on_the_card(self):
        self.beer.available_in_pos = False

        answer = self._serve_perk(self.grant)

        self.assertEqual(answer["state"], "limit")
        self.assertIn("Beer", answer["message"])
        self.assertEqual(self.grant.state, "due")

    def test_what_never_came_is_due_again_after_two_days(self):
        self._serve_perk(self.grant, uuid="a", order_uuid="lost")
        self._night()
        self.assertEqual(self.grant.state, "served", "the till may still be offline")

        self.grant.served_on = fields.Datetime.now() - timedelta(days=3)
        self._night()

        self.assertRecordValues(self.grant, [{"state": "due", "order_uuid": False}])

    def test_what_is_on_an_order_stays_served(self):
        order = self._sync(
            self._payload(
                self.guest, lines=[self._free()], state="draft", payment_ids=[]
            )
        )
        self.grant.served_on = fields.Datetime.now() - timedelta(days=3)

        self._night()
        self.assertEqual(self.grant.state, "served")

        order.state = "cancel"
        self._night()
        self.assertEqual(self.grant.state, "due")

    def test_the_night_notes_what_the_day_has_left(self):
        order = self._pay(self.guest, lines=[self._free()])
        self.grant.write({"state": "due", "order_uuid": False})

        self._night()

        self.assertRecordValues(
            self.grant, [{"state": "served", "order_uuid": order.uuid}]
        )

    def test_two_guests_who_become_one_keep_one_gift(self):
        twin = self._make_guest("Ada L.", visits=2)

        wizard = self.env["base.partner.merge.automatic.wizard"]
        wizard._merge((self.guest | twin).ids, self.guest, extra_checks=False)

        self.env.invalidate_all()
        self.assertEqual(
            sorted(self._grants(self.guest).mapped("state")), ["due", "lapsed"]
        )

    def _free(self):
        return self._line(self.beer, price=0.0, loyalty_tier_grant_id=self.grant.id)
