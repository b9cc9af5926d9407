# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import re
from html import unescape
from urllib.parse import urlsplit

from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.mail.tests.common import MockEmail

from .common_consent import BIRTHDAY, EMAIL, NEWS, ConsentPageCommon


@tagged("post_install", "-at_install")
class TestMailingPageLeave(ConsentPageCommon, MockEmail):
    """Leaving by the links that Odoo puts into each mail."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._agree(cls.ada, NEWS, BIRTHDAY)

    def _confirm(self, mailing=None, **keys):
        """Press the button of the page that a mail's link opens."""
        mailing = mailing or self.mailing
        keys = {**self._keys(mailing), **keys}
        path = "/mailing/confirm_unsubscribe"
        return self._send(path, mailing_id=mailing.id, **keys)

    def _one_click(self, mailing=None, **keys):
        """As a mail program does, without cookies; RFC 8058."""
        mailing = mailing or self.mailing
        url = mailing._get_unsubscribe_oneclick_url(EMAIL, self.ada.id)
        path = url[url.index("/mailing/") :]
        for key, value in keys.items():
            path = path.replace(str(self._keys(mailing)[key]), value)
        return self.url_open(path, data={"List-Unsubscribe": "One-Click"})

    def test_the_links_in_a_mail_lead_there(self):
        body = '<p>Wagyu</p><a href="/unsubscribe_from_list">Stop</a>'
        mailing = self.mailing.copy({"body_html": body})
        with self.mock_mail_gateway():
            mailing.action_send_mail(self.ada.ids)
        (mail,) = self._mails
        one_click = urlsplit(mail["headers"]["List-Unsubscribe"].strip("<>"))
        (link,) = re.findall(r'href="([^"]*confirm_unsubscribe[^"]*)"', mail["body"])
        link = urlsplit(unescape(link))

        page = self.url_open(f"{link.path}?{link.query}")
        self.assertIn("News of the hidden menu", page.text)
        self.assertStands(self.ada, "given", NEWS)
        # No cookies, no token of a session: a mail program presses this button.
        self.url_open(f"{one_click.path}?{one_click.query}", data={"x": "y"})
        self.assertStands(self.ada, "left", NEWS)
        self.assertStands(self.ada, "given", BIRTHDAY)

    def test_the_link_asks_first_and_names_what_is_left(self):
        page = self._get("confirm_unsubscribe").text

        self.assertIn("News of the hidden menu", page)
        self.assertIn("Stop these mails", page)
        self.assertStands(self.ada, "given", NEWS)

    def test_leaving_one_purpose_keeps_the_others(self):
        answer = self._confirm()

        self.assertIn("You get no more of these", answer.text)
        self.assertIn("Birthday wishes (E-mail)", answer.text)
        self.assertStands(self.ada, "left", NEWS)
        self.assertStands(self.ada, "given", BIRTHDAY)
        self.assertFalse(self.ada.is_blacklisted)
        left = self._rows(self.ada).filtered("withdrawn_on")
        self.assertEqual(left.withdrawn_how, "link")

    def test_leaving_twice_is_leaving_once(self):
        self._confirm()
        rows = self._rows(self.ada)

        self.assertEqual(self._confirm().status_code, 200)

        self.assertEqual(self._rows(self.ada), rows)

    def test_one_click_leaves_this_purpose_only(self):
        answer = self._one_click()

        self.assertEqual(answer.status_code, 200)
        self.assertStands(self.ada, "left", NEWS)
        self.assertStands(self.ada, "given", BIRTHDAY)
        self.assertFalse(self.ada.is_blacklisted)

    @mute_logger("odoo.http")
    def test_one_click_of_a_stranger_leaves_nothing(self):
        answer = self._one_click(hash_token="0" * 128)

        self.assertEqual(answer.status_code, 401)
        self.assertStands(self.ada, "given", NEWS)

    @mute_logger("odoo.http")
    def test_a_stranger_confirms_nothing(self):
        grace = self._make_guest("Grace", email="grace@hopper.example")
        self._agree(grace, NEWS)

        for keys in (
            {"hash_token": "x"},
            {"document_id": grace.id},
            {"email": "x@y.z"},
        ):
            self.assertEqual(self._confirm(**keys).status_code, 401)

        self.assertStands(self.ada, "given", NEWS)
        self.assertStands(grace, "given", NEWS)

    def test_who_was_never_asked_can_leave_too(self):
        party = self._mailing("party")

        self._confirm(party)

        self.assertStands(self.ada, "left", "party")
        self.assertStands(self.ada, "given", NEWS)

    def test_who_shares_the_address_leaves_too(self):
        twin = self._make_guest("Twin", email=f"Twin <{EMAIL.upper()}>")
        asleep = self._make_guest("Asleep", email=EMAIL, active=False)
        self._agree(twin | asleep, NEWS, BIRTHDAY)

        self._confirm()

        for guest in (self.ada, twin, asleep):
            self.assertStands(guest, "left", NEWS)
            self.assertStands(guest, "given", BIRTHDAY)

    def test_who_shares_the_address_agrees_for_oneself_only(self):
        twin = self._make_guest("Twin", email=EMAIL)
        self._agree(twin, NEWS, channels=["sms"])
        switch = {"purpose": "party", "channel": "email", "wanted": "1"}

        self._press("change", **switch)
        self.assertStands(self.ada, "given", "party")
        self.assertStands(twin, "unasked", "party")

        self._press("leave")
        self.assertStands(twin, "left", NEWS, "party")
        self.assertStands(twin, "given", NEWS, channel="sms")

    def test_an_ordinary_mailing_is_left_as_odoo_does(self):
        ordinary = self._mailing()

        page = self._get("unsubscribe", ordinary)

        self.env.invalidate_all()
        self.assertTrue(self.ada.is_blacklisted)
        self.assertStands(self.ada, "given", NEWS)
        self.assertIn("Choose what we may write to you", page.text)
        answer = self._press("leave", ordinary)
        self.assertIn("You get no messages now", answer.text)
        self.assertStands(self.ada, "left", NEWS, BIRTHDAY)

    @mute_logger("odoo.http")
    def test_who_tries_the_link_in_the_office_leaves_nobody(self):
        self.marketing.write(
            {
                "password": self.marketing.login,
                "email": EMAIL,
                "group_ids": [
                    (4, self.env.ref("mass_mailing.group_mass_mailing_user").id)
                ],
            }
        )
        self.authenticate(self.marketing.login, self.marketing.login)
        before = self._print()

        keys = {"document_id": self.ada.id}
        for path in ("confirm_unsubscribe", "unsubscribe"):
            self.assertIn("/my/messages", self._get(path, keys=keys).url)
        keys["email"] = EMAIL
        self.assertEqual(self._get(keys=keys).status_code, 401)
        self.assertEqual(self._press("leave", keys=keys).status_code, 401)
        self._send(
            "/mailing/confirm_unsubscribe",
            mailing_id=self.mailing.id,
            document_id=self.ada.id,
        )

        self.assertEqual(self._print(), before)
