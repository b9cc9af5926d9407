# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_consent import BIRTHDAY, EMAIL, NEWS, OFFERS, ConsentPageCommon

OTHER = "grace@hopper.example"


@tagged("post_install", "-at_install")
class TestMailingPage(ConsentPageCommon):
    """The page behind the link of a mail, and who does not get there."""

    def test_it_shows_what_the_guest_gets_without_a_login(self):
        self._agree(self.ada, NEWS)
        self._leave(self.ada, OFFERS)

        page = self._get().text

        self.assertIn("You get now", page)
        self.assertIn("News of the hidden menu (E-mail)", page)
        self.assertNotIn("Offers (E-mail", page)
        self.assertIn('aria-label="Offers, E-mail"', page)
        self.assertIn("Text message", page)  # she has a phone
        self.assertNotIn("Post</div>", page)  # and no address

    def test_it_tells_nothing_of_tier_or_name(self):
        self.ada.name = "Zephyrine"
        self._visit(self.ada, 4)

        page = self._get().text

        for secret in ("Zephyrine", "Gold", "Silver"):
            self.assertNotIn(secret, page)

    def test_the_link_is_told_to_nobody_else(self):
        answer = self._get()

        self.assertEqual(answer.headers["Referrer-Policy"], "same-origin")
        self.assertIn("no-store", answer.headers["Cache-Control"])

    def test_opening_links_changes_nothing(self):
        self._agree(self.ada, NEWS, BIRTHDAY)
        before = self._print()

        for path in ("confirm_unsubscribe", "unsubscribe", "messages"):
            self.assertEqual(self._get(path).status_code, 200, path)

        self.assertEqual(self._print(), before)

    def test_a_switch_goes_off_and_on(self):
        self._agree(self.ada, NEWS, BIRTHDAY)
        switch = {"purpose": NEWS, "channel": "email"}

        answer = self._press("change", **switch)

        self.assertIn("Saved", answer.text)
        self.assertStands(self.ada, "left", NEWS)
        self.assertStands(self.ada, "given", BIRTHDAY)
        self._press("change", **switch, wanted="1")
        self.assertStands(self.ada, "given", NEWS)
        self.assertEqual(self._rows(self.ada)[-1].how, "link")

    def test_a_switch_that_nobody_knows_changes_nothing(self):
        before = self._print()

        for purpose, channel in (("health", "email"), (NEWS, "x"), ("", ""), ("ü", "")):
            values = {"purpose": purpose, "channel": channel, "wanted": "1"}
            self.assertEqual(self._press("change", **values).status_code, 200)

        self.assertEqual(self._print(), before)

    def test_stopping_all_leaves_all_by_every_channel(self):
        self._agree(self.ada, NEWS, BIRTHDAY, channels=["email", "sms"])

        answer = self._press("leave")

        self.assertIn("You get no messages now", answer.text)
        for channel in ("email", "sms", "post", "messenger"):
            purposes = (NEWS, BIRTHDAY, OFFERS, "party")
            self.assertStands(self.ada, "left", *purposes, channel=channel)
        self.assertFalse(self.ada.is_blacklisted)

    def test_the_blacklist_is_shown_and_lifted(self):
        self._agree(self.ada, NEWS)
        self.env["mail.blacklist"]._add(EMAIL)
        self.assertIn("gets no news at all", self._get().text)

        answer = self._press("unblock")

        self.assertNotIn("gets no news at all", answer.text)
        self.env.invalidate_all()
        self.assertFalse(self.ada.is_blacklisted)
        self.assertStands(self.ada, "given", NEWS)

    def test_who_was_never_asked_may_be_written_to_where_the_owner_says_so(self):
        self.assertIn("You get no messages now", self._get().text)

        self._set("unasked", "yes")

        self.assertIn("Offers (E-mail, Text message)", self._get().text)

    # ----------------------------------------------------------------- strangers
    def _wrong_keys(self):
        right = self._keys()
        grace = self._make_guest("Grace", email=OTHER)
        others = self._mailing(BIRTHDAY)
        return {
            "no token": {**right, "hash_token": ""},
            "no keys": {},
            "letters": {**right, "hash_token": "x" * 128},
            "umlauts": {**right, "hash_token": "ü" * 128},
            "another guest": {**right, "document_id": grace.id},
            "no guest": {**right, "document_id": 2**31},
            "another address": {**right, "email": OTHER},
            "no number": {**right, "document_id": "1 or 1"},
            "another mailing": self._keys(others),
        }

    @mute_logger("odoo.http")
    def test_a_stranger_learns_and_changes_nothing(self):
        self._agree(self.ada, NEWS)
        for what, keys in self._wrong_keys().items():
            before = self._print()
            answers = [
                self._get(keys=keys),
                self._get("confirm_unsubscribe", keys=keys),
                self._get("unsubscribe", keys=keys),
                self._press("change", keys=keys, purpose=NEWS, channel="email"),
                self._press("leave", keys=keys),
                self._press("unblock", keys=keys),
            ]
            with self.subTest(what):
                for answer in answers:
                    self.assertIn(answer.status_code, (400, 401), what)
                    self.assertNotIn("You get", answer.text)
                    self.assertNotIn("hidden menu", answer.text)
                self.assertEqual(self._print(), before)

    @mute_logger("odoo.http")
    def test_whether_an_address_exists_cannot_be_told(self):
        wrong = {"document_id": self.ada.id, "hash_token": "x" * 128}

        known = self._get(keys={**wrong, "email": EMAIL})
        unknown = self._get(keys={**wrong, "email": "eve@lovelace.example"})

        self.assertEqual(known.status_code, unknown.status_code)
        self.assertEqual(
            len(known.text), len(unknown.text), "the pages tell them apart"
        )

    @mute_logger("odoo.http")
    def test_a_mailing_to_somebody_else_than_guests_has_no_such_page(self):
        mailing = self._mailing(model="mass_mailing.model_mailing_contact")

        self.assertEqual(self._get(mailing=mailing).status_code, 401)

    @mute_logger("odoo.http")
    def test_without_the_session_of_the_page_no_button_works(self):
        self._agree(self.ada, NEWS)

        answer = self.url_open(
            f"/mailing/{self.mailing.id}/messages/leave", data=self._keys()
        )

        self.assertEqual(answer.status_code, 400)
        self.assertStands(self.ada, "given", NEWS)

    def test_an_old_address_leaves_but_sees_nothing(self):
        keys = self._keys()
        self._agree(self.ada, NEWS)
        self.ada.email = OTHER

        page = self._get(keys=keys)
        self.assertIn("do not use any more", page.text)
        self.assertNotIn("You get now", page.text)
        values = {"purpose": BIRTHDAY, "channel": "email", "wanted": "1"}
        self._press("change", keys=keys, **values)
        self.assertStands(self.ada, "unasked", BIRTHDAY)

        self._press("leave", keys=keys)
        self.assertStands(self.ada, "left", NEWS)

    def test_a_contact_that_is_gone_is_found_by_its_address(self):
        keys = self._keys()
        again = self._make_guest("Ada L.", email=EMAIL)
        self._agree(again, NEWS)
        self.ada.unlink()

        self.assertIn("News of the hidden menu (E-mail)", self._get(keys=keys).text)
