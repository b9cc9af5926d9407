# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from ..models import loyalty_tier_device_guess as guesses
from ..models.loyalty_tier_device import COOKIE, IDLE_MINUTES
from .common import MAIL, SelfOrderCommon


@tagged("post_install", "-at_install")
class TestDevice(SelfOrderCommon):
    """A guest shows the card at a kiosk; others try what a card could open."""

    def test_the_answer_greets_and_says_nothing_else_of_the_guest(self):
        guest = self.guests["at"]
        self.gold.greeting = "Here you are, {title} {name}!"

        answer = self._show_card(guest)

        self.assertEqual(answer["greeting"], "Here you are, Gold Ada!")
        for secret in (MAIL, guest.name, "555", guest.loyalty_tier_code):
            self.assertNotIn(secret, str(answer))
        self.assertNotIn("res.partner", answer["data"])

    def test_a_guest_is_called_as_they_like_and_without_title_where_they_hide(self):
        guest = self.guests["at"]
        guest.loyalty_tier_called = "Countess"
        self.assertIn("Countess", self._show_card(guest)["greeting"])

        guest.loyalty_tier_incognito = True
        answer = self._show_card(guest)

        self.assertEqual(answer["greeting"], "Welcome, Countess!")
        self.assertIn(self.dish.name, str(answer["data"]))

    def test_the_number_of_visits_is_not_read_out(self):
        self.gold.greeting = "{title} {name}, visit {visits}"

        answer = self._show_card(self.guests["at"])

        self.assertEqual(answer["greeting"], "Welcome, Gold Ada!")

    def test_what_is_no_card_opens_nothing(self):
        guest = self.guests["at"]
        guest.barcode = "0420000000055"
        token = {"access_token": self.kiosk.access_token}
        wrong = ["", " ", "0", "%", None, False, 7, [guest.id], {"a": 1}, MAIL]
        wrong += [guest.barcode, guest.loyalty_tier_code[:-1], "x" * 10000, "\0"]
        for code in wrong:
            self.env["loyalty.tier.device.guess"].search([]).unlink()
            answer = self._call("/loyalty_tiers/device/open", code=code, **token)
            self.assertEqual(answer, {}, code)
        self.assertFalse(self.env["loyalty.tier.device"].search([]))

    def test_a_card_that_was_put_away_opens_nothing(self):
        guest = self.guests["at"]
        guest.active = False
        self.assertEqual(self._show_card(guest), {})
        guest.active = True
        guest.company_id = self._make_company("Elsewhere")
        self.assertEqual(self._show_card(guest), {})

    def test_who_guesses_on_is_answered_as_before_even_when_right(self):
        wrong = [self._show_card(None) for _n in range(guesses.WRONG_BY_DEVICE)]

        self.assertEqual(wrong, [{}] * guesses.WRONG_BY_DEVICE)
        self.assertEqual(self._show_card(self.guests["at"]), {})
        late = fields.Datetime.now() - timedelta(minutes=guesses.WRONG_MINUTES + 1)
        self.env["loyalty.tier.device.guess"].search([]).write({"date": late})
        self.assertTrue(self._show_card(self.guests["at"]))

    def test_who_guesses_from_many_places_is_stopped_too(self):
        values = {"config_id": self.kiosk.id}
        for limit, age in (
            (guesses.WRONG_BY_CONFIG, 1),
            (guesses.WRONG_BY_CONFIG_A_DAY, 12 * 60),
        ):
            date = fields.Datetime.now() - timedelta(minutes=age)
            rows = [
                {**values, "device": f"place {n}", "date": date} for n in range(limit)
            ]
            made = self.env["loyalty.tier.device.guess"].create(rows)
            self.assertEqual(self._show_card(self.guests["at"]), {})
            made.unlink()
            self.env["loyalty.tier.device.guess"].search([]).unlink()
            self.assertTrue(self._show_card(self.guests["at"]))

    def test_a_card_takes_the_token_of_the_till(self):
        code = self.guests["at"].loyalty_tier_code
        for token in ("", "guess", self.till.access_token):
            answer = self.url_open(
                "/loyalty_tiers/device/open",
                json={"params": {"access_token": token, "code": code}},
            ).json()
            self.assertIn("error", answer)

    def test_a_card_is_for_one_till(self):
        other = self._till(
            name="Next door",
            payment_method_ids=[(6, 0, self.kiosk.payment_method_ids.ids)],
            self_ordering_mode="kiosk",
            self_ordering_default_user_id=self.kiosk.self_ordering_default_user_id.id,
        )
        self._show_card(self.guests["at"], till=other)

        self.assertRefused(self._draft(self._line(self.dish)))

    def test_the_token_is_kept_by_the_browser_alone(self):
        self._show_card(self.guests["at"])

        token = self.opener.cookies[COOKIE]
        device = self.env["loyalty.tier.device"].search([])
        self.assertNotEqual(device.token, token)
        self.assertGreaterEqual(len(token), 40)
        (cookie,) = [c for c in self.opener.cookies if c.name == COOKIE]
        self.assertTrue(cookie.has_nonstandard_attr("HttpOnly"))
        self.assertTrue(cookie.discard, "gone when the browser is closed")

    def test_done_a_new_page_and_time_close_what_the_card_opened(self):
        page = f"/pos-self/{self.kiosk.id}?access_token={self.kiosk.access_token}"

        def late():
            devices = self.env["loyalty.tier.device"].search([])
            minutes = timedelta(minutes=IDLE_MINUTES + 1)
            devices.write({"seen": fields.Datetime.now() - minutes})

        for close in (
            lambda: self._put_away(),
            lambda: self.url_open(page),
            late,
        ):
            self._show_card(self.guests["at"])
            token = self.opener.cookies[COOKIE]
            close()
            # Who has kept the token has kept nothing.
            self.opener.cookies[COOKIE] = token
            self.assertRefused(self._draft(self._line(self.dish)))

    def test_a_tier_that_is_lost_is_lost_at_once(self):
        self._show_card(self.guests["at"])
        self._membership(self.guests["at"]).sudo().tier_id = self.silver

        self.assertRefused(self._draft(self._line(self.dish)))

    def test_what_is_old_is_swept(self):
        self._show_card(self.guests["at"])
        self._show_card(None)
        old = fields.Datetime.now() - timedelta(days=2)
        devices = self.env["loyalty.tier.device"]
        wrong = self.env["loyalty.tier.device.guess"]
        devices.search([]).write({"seen": old})
        wrong.search([]).write({"date": old})

        devices._gc_devices()
        wrong._gc_guesses()

        self.assertFalse(devices.search([]) or wrong.search([]))

    def test_nobody_reads_who_stands_where(self):
        users = [
            self.env.ref("base.public_user"),
            self.cashier,
            self._make_user("manager", "loyalty_tiers.group_loyalty_tiers_manager"),
        ]
        for model in ("loyalty.tier.device", "loyalty.tier.device.guess"):
            for user in users:
                for operation in ("read", "write", "create", "unlink"):
                    records = self.env[model].with_user(user)
                    self.assertFalse(records.has_access(operation))
