# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged

from .common_consent import BIRTHDAY, NEWS, ConsentPageCommon

PAGE = "/my/messages"


@tagged("post_install", "-at_install")
class TestMyMessages(ConsentPageCommon):
    """The page "My messages": a guest's own wishes, and nobody else's."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.portal.password = cls.portal.login
        cls.guest = cls.portal.partner_id
        cls.guest.email = "portal@guest.example"

    def _page(self):
        self.authenticate(self.portal.login, self.portal.login)
        return self.url_open(PAGE).text

    def test_a_stranger_is_sent_to_the_login(self):
        for path in ("", "/change", "/leave", "/unblock", "/confirm"):
            answer = self.url_open(f"{PAGE}{path}", allow_redirects=False)
            self.assertIn(answer.status_code, (303, 405), path)
        self.assertIn("/web/login", self.url_open(PAGE).url)

    def test_there_is_a_way_from_the_account(self):
        self.authenticate(self.portal.login, self.portal.login)

        self.assertIn(f'href="{PAGE}"', self.url_open("/my/home").text)

    def test_it_shows_since_when(self):
        self._agree(self.guest, NEWS)

        page = self._page()

        self.assertIn("Yes, since", page)
        self.assertIn("Not asked yet", page)

    def test_switching_changes_the_own_wishes_only(self):
        self._agree(self.ada, NEWS)
        self._page()
        switch = {"purpose": NEWS, "channel": "email", "wanted": "1"}

        self._send(f"{PAGE}/change", **switch, partner_id=self.ada.id)
        self.assertStands(self.guest, "given", NEWS)
        row = self._rows(self.guest)
        self.assertRecordValues(row, [{"how": "website", "user_id": self.portal.id}])

        self._send(f"{PAGE}/leave", document_id=self.ada.id)
        self.assertStands(self.guest, "left", NEWS, BIRTHDAY)
        self.assertStands(self.ada, "given", NEWS)

    def test_the_own_address_comes_off_the_blacklist(self):
        self.env["mail.blacklist"]._add(self.guest.email)
        self.env["mail.blacklist"]._add(self.ada.email)
        self.assertIn("gets no news at all", self._page())

        self._send(f"{PAGE}/unblock", email=self.ada.email)

        self.env.invalidate_all()
        self.assertFalse(self.guest.is_blacklisted)
        self.assertTrue(self.ada.is_blacklisted)

    def _given(self):
        """Who wants news by e-mail, as a mailing asks."""
        self.env.flush_all()
        rows = self.env.execute_query(self.consents._given_sql(NEWS, "email"))
        return {row[0] for row in rows}

    def _move(self, email):
        """The guest changes the own address."""
        own = self.guest.with_user(self.portal).sudo()
        own.write({"email": email})

    def test_a_new_address_waits_until_it_is_confirmed(self):
        self._agree(self.guest, NEWS)
        self._move("new@guest.example")

        self.assertNotIn(self.guest.id, self._given())
        self.assertEqual(len(self._asked(self.guest)), 1)
        self.assertIn("Your address is new", self._page())

        invitations = self.env["loyalty.tier.invitation"]
        invitations._accept(self.guest, [NEWS], "email")
        self.assertIn(self.guest.id, self._given())
        self.assertNotIn("Your address is new", self._page())
        self.assertStands(self.guest, "given", NEWS)

    def test_switching_off_and_on_does_not_prove_a_new_address(self):
        self._agree(self.guest, NEWS)
        self._move("new@guest.example")
        self._page()
        switch = {"purpose": NEWS, "channel": "email"}

        self._send(f"{PAGE}/change", **switch)
        self.assertStands(self.guest, "left", NEWS)
        answer = self._send(f"{PAGE}/change", **switch, wanted="1")

        self.assertIn("Your address is new", answer.text)
        self.assertNotIn(self.guest.id, self._given())
        self.assertEqual(len(self._asked(self.guest)), 2)

    def test_who_agrees_first_at_a_new_address_confirms_it_too(self):
        self._move("new@guest.example")
        self._page()

        self._send(f"{PAGE}/change", purpose=NEWS, channel="email", wanted="1")

        self.assertNotIn(self.guest.id, self._given())
        self.env["loyalty.tier.invitation"]._accept(self.guest, [NEWS], "email")
        self.assertIn(self.guest.id, self._given())
        self._send(f"{PAGE}/change", purpose=BIRTHDAY, channel="email", wanted="1")
        self.assertNotIn("Your address is new", self._page())

    def test_what_is_said_at_the_till_needs_no_mail(self):
        self._move("new@guest.example")

        self._agree(self.guest, NEWS)

        self.assertIn(self.guest.id, self._given())

    def test_a_new_address_corrected_by_the_house_is_trusted(self):
        self._agree(self.guest, NEWS)
        self._move("gmial@guest.example")

        self.guest.email = "gmail@guest.example"

        self.assertIn(self.guest.id, self._given())

    def test_the_mail_to_a_new_address_can_be_had_again(self):
        self._agree(self.guest, NEWS)
        self._move("new@guest.example")
        self._page()

        answer = self._send(f"{PAGE}/confirm")

        self.assertIn("look into your mailbox", answer.text)
        self.assertEqual(len(self._asked(self.guest)), 2)

    def test_the_same_address_in_other_letters_is_not_new(self):
        self._agree(self.guest, NEWS)

        self._move("Portal <PORTAL@guest.example>")

        self.assertIn(self.guest.id, self._given())
        self.assertFalse(self._asked(self.guest))

    def test_a_correction_by_the_house_needs_no_confirmation(self):
        self._agree(self.guest, NEWS)

        self.guest.email = "new@guest.example"

        self.assertIn(self.guest.id, self._given())

    def test_who_has_left_is_not_asked_at_a_new_address(self):
        self._leave(self.guest, NEWS)

        self._move("new@guest.example")

        self.assertFalse(self._asked(self.guest))
