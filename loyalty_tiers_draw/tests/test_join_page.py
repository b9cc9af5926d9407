# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import re
from datetime import timedelta
from secrets import token_hex
from unittest.mock import patch

from odoo import fields
from odoo.tests import HttpCase, tagged

from ..models import loyalty_tier_join_try
from .common_draw import DrawCommon

WAIT, OLD, OVER = "Come back in a minute", "from a while ago", "This draw is over"
SCRIPT = "<script>window.hurt = 1</script>"


@tagged("post_install", "-at_install")
class TestJoinPage(DrawCommon, HttpCase):
    """The page behind the code, as a guest's browser meets it."""

    def setUp(self):
        super().setUp()
        self.key = token_hex(16)
        self.order = self._buy(key=self.key)
        self.authenticate(None, None)

    def _open(self, key=None):
        return self.url_open(f"/loyalty/join/{key or self.key}")

    def _send(self, key=None, **values):
        """Open the form and send it."""
        token = re.search(r'name="csrf_token" value="(\w+)"', self._open().text)
        return self.url_open(
            f"/loyalty/join/{key or self.key}",
            data={
                "csrf_token": token and token[1],
                "name": "Ada",
                "email": "ada@example.com",
                **values,
            },
        )

    def test_a_guest_joins_and_reads_the_prize_however_often_the_page_is_loaded(self):
        page = self._open()
        self.assertIn("Thank You", page.text)
        self.assertNotIn("checked=", page.text)
        outcome = self._send()
        self.assertEqual(outcome.history[0].status_code, 303)
        for text in (outcome.text, self._open().text):
            self.assertIn("A free drink", text)
            self.assertNotIn("ada@example.com", text)
        self.assertEqual(len(self._grants(self._ticket(self.order).partner_id)), 1)

    def test_the_page_is_kept_nowhere_and_its_address_is_told_nobody(self):
        headers = self._open().headers
        self.assertEqual(headers["Cache-Control"], "no-store")
        self.assertEqual(headers["Referrer-Policy"], "no-referrer")
        self.assertEqual(headers["X-Robots-Tag"], "noindex")

    def test_sending_twice_draws_once(self):
        token = re.search(r'name="csrf_token" value="(\w+)"', self._open().text)[1]
        data = {"csrf_token": token, "name": "Ada", "email": "ada@example.com"}
        for _time in range(2):
            answer = self.url_open(f"/loyalty/join/{self.key}", data=data)
            self.assertIn("A free drink", answer.text)
        self.assertEqual(len(self._ticket(self.order)), 1)

    def test_an_order_that_is_not_here_yet_is_asked_for_again(self):
        later = token_hex(16)
        self.assertIn(WAIT, self._open(later).text)
        self._buy(key=later)
        self.assertIn("Your name", self._open(later).text)

    def test_invented_and_twisted_codes_get_nowhere(self):
        draft = self._buy(key=token_hex(16), state="draft", payment_ids=[])
        self.assertEqual(draft.state, "draft")
        for key in (
            self.key[:-1],
            self.key.upper(),
            self.key[:-1] + "%25",
            self.order.access_token,
            self.order.uuid,
            "0" * 32,
            draft.loyalty_tier_draw_token,
        ):
            self.assertIn(WAIT, self._open(key).text, key)

    def test_one_code_on_two_orders_is_no_code(self):
        self._buy(key=self.key)
        self.assertIn(WAIT, self._open().text)

    def test_who_guesses_codes_is_shown_nothing_any_more(self):
        with patch.dict(loyalty_tier_join_try.MOST, {"guess": 3}):
            for _time in range(3):
                self._open(token_hex(16))
            self.assertIn(WAIT, self._open().text)
        self.assertIn("Your name", self._open().text)

    def test_tries_are_forgotten_after_a_day(self):
        self._open(token_hex(16))
        tries = self.env["loyalty.tier.join.try"]
        self.assertTrue(tries.search([]))
        tries.search([]).date = fields.Datetime.now() - timedelta(hours=25)
        tries._gc_tries()
        self.assertFalse(tries.search([]))

    def test_a_form_is_not_sent_without_end(self):
        with patch.dict(loyalty_tier_join_try.MOST, {"form": 2}):
            for _time in range(2):
                self._send(name="")
            self.assertIn("Try again in an hour", self._send().text)
        self.assertFalse(self._ticket(self.order))

    def test_robots_fill_in_what_nobody_sees(self):
        self.assertIn(WAIT, self._send(website="https://evil.example").text)
        self.assertFalse(self._ticket(self.order))

    def test_another_site_cannot_send_the_form(self):
        with self.assertLogs("odoo.http", "WARNING"):
            answer = self._send(csrf_token="")
        self.assertEqual(answer.status_code, 400)
        self.assertFalse(self._ticket(self.order))

    def test_an_old_receipt(self):
        self.order.date_order = fields.Datetime.now() - timedelta(days=8)
        self.assertIn(OLD, self._open().text)

    def test_a_draw_that_is_over_while_the_form_is_open(self):
        token = re.search(r'name="csrf_token" value="(\w+)"', self._open().text)[1]
        self.draw.date_to = fields.Date.today() - timedelta(days=1)
        answer = self.url_open(
            f"/loyalty/join/{self.key}",
            data={"csrf_token": token, "name": "Ada", "email": "ada@example.com"},
        )
        self.assertIn(OVER, answer.text)
        self.assertFalse(self._ticket(self.order))

    def test_what_is_wrong_is_said_and_nothing_is_lost(self):
        page = self._send(
            name=SCRIPT,
            email='ada"><img src=x onerror=alert(1)>',
            phone="+1 212 555 0100",
            purpose="birthday",
            channel="sms",
        ).text
        self.assertIn("Nothing is lost", page)
        self.assertNotIn(SCRIPT, page)
        self.assertNotIn("<img src=x", page)
        self.assertIn('value="+1 212 555 0100"', page)
        self.assertEqual(page.count('checked="checked"'), 2)
        self.assertFalse(self._ticket(self.order))

    def test_the_page_is_the_same_whether_or_not_an_address_is_known(self):
        self._make_guest("Known", email="known@example.com")
        self._scan(self._buy(), email="known@example.com")  # and has won before
        first = self._shown(self._send(email="known@example.com").text)
        self.key = token_hex(16)
        self.order = self._buy(key=self.key)
        second = self._shown(self._send(email="new@example.com").text)
        self.assertEqual(first, second)

    def _shown(self, page):
        return page[page.index("<main") : page.index("</main")]

    def test_the_page_speaks_the_language_of_the_guest(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.draw.with_context(lang="fr_FR").name = "Tentez votre chance"
        self.opener.cookies.set("frontend_lang", "fr_FR")
        if "website" in self.env:
            website = self.env["website"].get_current_website()
            website.language_ids += self.env.ref("base.lang_fr")
            page = self.url_open(f"/fr/loyalty/join/{self.key}")
        else:
            page = self._open()
        self.assertIn("Tentez votre chance", page.text)
