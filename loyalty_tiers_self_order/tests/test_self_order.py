# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from unittest.mock import patch
from uuid import uuid4

from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from odoo.addons.loyalty_tiers.tests.common import LoyaltyTiersCommon

TITLE, CALLED, WELCOME = "Goldcrest", "Countessa", "Perch here"
OURS = ["loyalty_tier", "loyalty.tier", "LOYALTY_TIER", TITLE, CALLED, WELCOME]


@tagged("post_install", "-at_install")
class TestSelfOrder(LoyaltyTiersCommon, HttpCase):
    """A public visitor who has read the QR code, and so knows its token."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.silver.name = TITLE
        cls.program.welcome = WELCOME
        cards = cls.till.payment_method_ids.filtered(lambda m: not m.is_cash_count)
        cls.kiosk = cls._till(
            name="Kiosk",
            payment_method_ids=[Command.set(cards.ids)],
            self_ordering_mode="kiosk",
            # The routes act as this user: by default somebody who may do all.
            self_ordering_default_user_id=cls._make_user(
                "kiosk", "point_of_sale.group_pos_manager"
            ).id,
        )
        cls.guest = cls._make_guest(visits=2, loyalty_tier_called=CALLED)

    def test_no_public_page_of_the_kiosk_says_anything_of_ours(self):
        token = f"access_token={self.kiosk.access_token}"

        for path in ("", "/products", "/product/1", "/cart"):
            page = self.url_open(f"/pos-self/{self.kiosk.id}{path}?{token}")

            self.assertEqual(page.status_code, 200)
            self.assertNothingOfOurs(page.text)

    def test_the_data_of_the_kiosk_says_nothing_of_ours(self):
        for mode in ("kiosk", "mobile", "consultation"):
            self.kiosk.self_ordering_mode = mode
            for route in ("data", "relations"):
                answer = self._call(f"/pos-self/{route}/{self.kiosk.id}")

                self.assertIn("pos.config", answer)

    def test_the_till_itself_does_get_what_the_kiosk_does_not(self):
        """Or else the tests above would prove nothing."""
        session = self.kiosk.current_session_id.with_user(self.cashier)
        models = ["pos.config", "pos.order", "res.partner", "loyalty.tier"]

        loaded = str(session.load_data(models))

        for mark in ("loyalty_tier_card", TITLE, WELCOME):
            self.assertIn(mark, loaded)

    def test_asking_for_a_guest_by_number_says_nothing_of_ours(self):
        answer = self._call(
            "/pos-self-order/validate-partner",
            name="Eve",
            phone="1",
            street="x",
            zip="1",
            city="y",
            country_id=self.env.ref("base.us").id,
            partner_id=self.guest.id,
        )

        self.assertEqual(answer["res.partner"][0]["id"], self.guest.id)

    def test_a_new_guest_gets_nothing_of_ours(self):
        answer = self._call(
            "/pos-self-order/validate-partner",
            name="Eve",
            phone="1",
            street="x",
            zip="1",
            city="y",
            country_id=self.env.ref("base.us").id,
        )

        self.assertEqual(answer["res.partner"][0]["name"], "Eve")

    def test_an_order_paid_at_the_kiosk_is_one_entry_and_says_nothing_of_ours(self):
        for device in ("kiosk", "mobile"):
            guest = self._make_guest(f"Guest at {device}", loyalty_tier_called=CALLED)
            order = self._order(guest, device, 30.0)
            self.assertFalse(self._entries(order))

            self._pay_by_terminal(order)

            self.assertEqual(order.state, "paid")
            self.assertEqual(len(self._entries(order)), 1)
            self.assertScore(guest, visits=1, spend=30.0)
            answer = self._ask_for(order)
            self.assertEqual(answer["pos.order"][0]["state"], "paid")

    def test_an_order_that_costs_nothing_is_paid_at_once_and_says_nothing_of_ours(self):
        order = self._order(self.guest, "kiosk", 0.0)

        self.assertEqual(order.state, "paid")
        self.assertEqual(len(self._entries(order)), 1)

    def test_starting_to_pay_says_nothing_of_ours(self):
        methods = self.registry["pos.payment.method"]
        method = self.kiosk.payment_method_ids[0]

        with patch.object(methods, "_payment_request_from_kiosk", lambda *args: "sent"):
            answer = self._call(
                f"/kiosk/payment/{self.kiosk.id}/kiosk",
                order=self._draft(self.guest, 30.0),
                payment_method_id=method.id,
            )

        self.assertEqual(answer["payment_status"], "sent")

    def test_the_small_routes_say_nothing_of_ours(self):
        order = self._order(self.guest, "kiosk", 30.0)
        named = {"order_id": order.id, "order_access_token": order.access_token}
        preset = self.env["pos.preset"].create({"name": "Takeaway"})

        self._call("/pos-self/ping")
        self._call("/pos-self-order/get-slots", preset_id=preset.id)
        self._call("/pos-self-order/change-printer-status", has_paper=True)
        self._call("/pos_self_order/kiosk/increment_nb_print/", **named)
        self._call("/pos-self-order/remove-order", **named)

    def test_who_listens_to_the_channel_of_the_kiosk_hears_nothing_of_ours(self):
        heard = []
        bus = self.registry["bus.bus"]

        def send(self, channel, name, message):
            heard.append((channel, name, str(message)))

        with patch.object(bus, "_sendone", send):
            guest = self._make_guest(visits=1, loyalty_tier_called=CALLED)
            self._pay_by_terminal(self._order(guest, "kiosk", 30.0))

        self.assertTier(guest, self.silver)
        in_public = [m for m in heard if m[0] == self.kiosk.access_token]
        self.assertTrue(in_public)
        self.assertNothingOfOurs(str(in_public))
        at_the_till = [m for m in heard if m[0] == self.till.access_token]
        self.assertIn("LOYALTY_TIERS_MOVE", str(at_the_till))

    # --------------------------------------------------------------- helpers
    def _call(self, route, **params):
        """Call a route as a public visitor; no answer may say anything of ours."""
        params = {"access_token": self.kiosk.access_token, **params}
        response = self.url_open(route, json={"jsonrpc": "2.0", "params": params})
        self.assertNothingOfOurs(response.text)
        answer = response.json()
        self.assertNotIn("error", answer)
        return answer.get("result")

    def _draft(self, guest, amount):
        return {
            "uuid": str(uuid4()),
            "access_token": str(uuid4()),
            "config_id": self.kiosk.id,
            "session_id": self.kiosk.current_session_id.id,
            "company_id": self.company.id,
            "partner_id": guest.id,
            "preset_id": False,
            "state": "draft",
            "amount_total": amount,
            "amount_tax": 0.0,
            "amount_paid": 0.0,
            "amount_return": 0.0,
            "lines": [Command.create(self._line(self.product, 1, amount))],
            "payment_ids": [],
        }

    def _order(self, guest, device, amount):
        answer = self._call(
            f"/pos-self-order/process-order/{device}/",
            order=self._draft(guest, amount),
            table_identifier=None,
        )
        return self.env["pos.order"].browse(answer["pos.order"][0]["id"])

    def _pay_by_terminal(self, order):
        """What the routes of the payment terminals do when the money is there."""
        method = self.kiosk.payment_method_ids[0]
        order.add_payment(
            {
                "amount": order.amount_total,
                "payment_method_id": method.id,
                "pos_order_id": order.id,
            }
        )
        order.action_pos_order_paid()
        order._send_payment_result("Success")

    def _ask_for(self, order):
        known = {"access_token": order.access_token, "state": "draft"}
        known["write_date"] = "1970-01-01 00:00:00"
        return self._call(
            "/pos-self-order/get-user-data",
            order_access_tokens=[known],
        )

    def assertNothingOfOurs(self, text):
        for mark in OURS:
            self.assertNotIn(mark, text)
