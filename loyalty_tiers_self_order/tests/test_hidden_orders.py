# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import json
from unittest.mock import patch

from odoo.fields import Command
from odoo.tests import tagged

from .common import MAIL, MARK, SelfOrderCommon


@tagged("post_install", "-at_install")
class TestHiddenOrders(SelfOrderCommon):
    """What a device may order, and what it is told of orders."""

    def test_each_visitor_orders_what_is_open_and_nothing_else(self):
        for mode in ("secret", "teaser"):
            self.gate.mode = mode
            for guest, opened in self._visitors():
                for product in (self.dish, self.bucket):
                    self._show_card(guest)
                    order = self._draft(self._line(product))
                    if opened:
                        kept, _answer = self._sent(order)
                        self.assertEqual(kept.lines.product_id, product)
                    else:
                        self.assertRefused(order)

    def test_a_phone_is_refused_like_a_kiosk(self):
        self.kiosk.self_ordering_mode = "mobile"
        self.kiosk.self_ordering_service_mode = "counter"
        drink = self._line(self.product)
        dish = self._line(self.dish)

        answer = self._send(self._draft(drink, dish), device="mobile")

        context = answer["error"]["data"]["context"]
        self.assertEqual(context, {"not_available": [dish["uuid"]]})
        order = self._draft(drink)
        self.assertNotIn("error", self._send(order, device="mobile"))
        self.assertEqual(self._of(order).lines.product_id, self.product)

    def test_nothing_tells_what_is_hidden_from_what_is_no_product(self):
        hidden = self.assertRefused(self._draft(self._line(self.dish)))
        line = {**self._line(self.dish), "product_id": 2**31 - 1}
        nothing = self.assertRefused(self._draft(line))

        self.assertEqual(hidden["message"], nothing["message"])
        self.assertEqual(hidden["name"], nothing["name"])

    def test_orders_made_by_hand_are_refused(self):
        line = self._line(self.dish)
        menu = self._line(self.menu)
        part = {**self._line(self.dish), "combo_item_id": self.part.id}
        shapes = [
            self._draft({**line, "product_id": str(self.dish.id)}),
            self._draft({**line, "qty": 0.001}),
            self._draft({**menu, "combo_line_ids": [Command.create(part)]}),
            self._draft(menu, {**part, "combo_parent_uuid": menu["uuid"]}),
            self._draft(line, partner_id=self.guests["above"].id),
            self._draft(line, loyalty_tier_on_device=True),
            self._draft({**line, "price_unit": 0.0, "price_subtotal_incl": 0.0}),
            self._draft(line, state="paid"),
        ]
        for shape in shapes:
            self.assertRefused(shape)

    def test_a_line_cannot_become_what_is_hidden(self):
        order = self._draft(self._line(self.product))
        kept, _answer = self._sent(order)
        changed = {**order, "lines": [[1, kept.lines.id, {"product_id": self.dish.id}]]}

        answer = self._send(changed)

        self.assertIn("error", answer)
        self.env.invalidate_all()
        self.assertEqual(kept.lines.product_id, self.product)

    def test_a_line_of_somebody_else_cannot_be_taken(self):
        self._show_card(self.guests["at"])
        kept, _answer = self._sent(self._draft(self._line(self.dish)))
        self._show_card(None)
        mine = self._draft()
        for command in ([4, kept.lines.id], [6, 0, kept.lines.ids]):
            answer = self._send({**mine, "lines": [command]})

            self.assertNotIn(MARK, str(answer.get("result")))
            self.env.invalidate_all()
            self.assertEqual(kept.lines.order_id, kept)

    def test_paying_at_once_is_no_way_around(self):
        methods = self.registry["pos.payment.method"]
        order = self._draft(self._line(self.dish))
        method = self.kiosk.payment_method_ids[0]

        with patch.object(methods, "_payment_request_from_kiosk", lambda *args: "sent"):
            answer = self._raw(
                f"/kiosk/payment/{self.kiosk.id}/kiosk",
                order=order,
                payment_method_id=method.id,
            ).json()

        self.assertIn("error", answer)
        self.assertFalse(self._of(order))

    def test_the_order_of_a_guest_counts_and_tells_nothing_personal(self):
        guest = self.guests["at"]
        self._show_card(guest)

        kept, answer = self._sent(self._draft(self._line(self.dish, 1, 40.0)))

        self.assertEqual(kept.partner_id, guest)
        self.assertEqual(answer["res.partner"], [])
        (row,) = answer["pos.order"]
        self.assertFalse(row["partner_id"] or row["email"] or row["mobile"])
        for secret in (MAIL, guest.name, "555"):
            self.assertNotIn(secret, str(answer))
        self._pay_by_terminal(kept)
        self.assertScore(guest, visits=5)

    def test_a_device_without_the_card_is_not_told_what_was_ordered(self):
        self._show_card(self.guests["at"])
        drink, dish = self._line(self.product), self._line(self.dish)
        prepared = {"lines": {f"{dish['uuid']} - ": {"name": self.dish.name}}}
        order = self._draft(drink, dish)
        order["last_order_preparation_change"] = json.dumps(prepared)
        kept, answer = self._sent(order)
        self.assertIn(MARK, str(answer))

        self.assertIn(MARK, str(self._ask_for(kept)))
        self._put_away()
        told = self._ask_for(kept)

        self.assertNotIn(MARK, str(told))
        self.assertEqual(len(told["pos.order.line"]), 1)
        self.assertEqual(
            told["pos.order"][0]["lines"], [told["pos.order.line"][0]["id"]]
        )
        # The rest of the table orders on; nothing of what was ordered is lost.
        more = {**order, "lines": [Command.create(self._line(self.product))]}
        more["last_order_preparation_change"] = '{"lines": {}}'
        self._sent(more)
        self.env.invalidate_all()
        self.assertEqual(len(kept.lines), 3)
        self.assertEqual(kept.partner_id, self.guests["at"])
        self.assertIn(MARK, kept.last_order_preparation_change)

    def test_more_of_what_was_ordered_takes_the_card_again(self):
        self._show_card(self.guests["at"])
        order = self._draft(self._line(self.dish))
        kept, _answer = self._sent(order)
        self._put_away()

        for values in ({"qty": 5}, {"qty": 1, "product_id": self.bucket.id}):
            answer = self._send({**order, "lines": [[1, kept.lines.id, values]]})
            self.assertIn("error", answer)

    def test_who_listens_to_the_channel_is_not_told_what_was_ordered(self):
        self._show_card(self.guests["at"])
        kept, _answer = self._sent(self._draft(self._line(self.dish, 1, 40.0)))
        heard = []

        def send(self, channel, name, message):
            heard.append((channel, name, message))

        with patch.object(self.registry["bus.bus"], "_sendone", send):
            self._pay_by_terminal(kept)

        said = [m for channel, _name, m in heard if channel == self.kiosk.access_token]
        self.assertTrue(said)
        self.assertNotIn(MARK, str(said))
        self.assertNotIn(MAIL, str(said))

    def test_a_guest_gets_no_more_than_the_limit(self):
        self.gate.write({"limit_quantity": 1, "limit_period": "ever"})
        self._show_card(self.guests["at"])

        answer = self._send(self._draft(self._line(self.dish, 2)))
        self.assertIn("left for you", answer["error"]["data"]["message"])
        self._sent(self._draft(self._line(self.dish, 1)))

    def test_outside_its_hours_nobody_orders_it(self):
        self._show_card(self.guests["above"])
        self.gate.date_to = "2020-01-01"

        self.assertRefused(self._draft(self._line(self.dish)))

    def test_the_address_of_a_guest_is_one_of_the_guest(self):
        guest = self.guests["at"]
        self._show_card(guest)
        answer = self._call(
            "/pos-self-order/validate-partner",
            name="Ada at work",
            phone="1",
            street="x",
            zip="1",
            city="y",
            country_id=self.env.ref("base.us").id,
        )
        address = answer["res.partner"][0]["id"]

        kept, answer = self._sent(
            self._draft(self._line(self.dish), partner_id=address)
        )

        self.assertEqual(kept.partner_id.id, address)
        self.assertEqual(kept.partner_id.commercial_partner_id, guest)
        self.assertNotIn(guest.name, str(answer["res.partner"]))

    # --------------------------------------------------------------- helpers
    def _pay_by_terminal(self, order):
        order.add_payment(
            {
                "amount": order.amount_total,
                "payment_method_id": self.kiosk.payment_method_ids[0].id,
                "pos_order_id": order.id,
            }
        )
        order.action_pos_order_paid()
        order._send_payment_result("Success")

    def _ask_for(self, order):
        known = {"access_token": order.access_token, "state": "draft"}
        known["write_date"] = "1970-01-01 00:00:00"
        tokens = [known]
        return self._call("/pos-self-order/get-user-data", order_access_tokens=tokens)
