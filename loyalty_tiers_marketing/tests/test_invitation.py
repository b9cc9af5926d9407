# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit

from freezegun import freeze_time

from odoo.tests import tagged
from odoo.tools import hash_sign, mute_logger

from ..models.loyalty_tier_invitation import GOOD_FOR, MOST_A_DAY, PAGE, SCOPE
from .common_consent import BIRTHDAY, EMAIL, NEWS, ConsentPageCommon


@tagged("post_install", "-at_install")
class TestInvitation(ConsentPageCommon):
    """Agreeing by a link: the mail that asks, and the page behind it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.invitations = cls.env["loyalty.tier.invitation"]

    def _token(self, guest=None, purposes=(NEWS,), channel="email"):
        link = self.invitations._link(guest or self.ada, purposes, channel)
        return parse_qs(urlsplit(link).query)["token"][0]

    def _open(self, token):
        return self.url_open(f"{PAGE}?token={token}")

    def _yes(self, token):
        return self._send(f"{PAGE}/yes", token=token)

    # ------------------------------------------------------------------ the page
    def test_only_the_button_records_that_the_guest_agrees(self):
        token = self._token(purposes=[NEWS, BIRTHDAY])

        page = self._open(token)
        self.assertIn("something new on the hidden menu", page.text)
        self.assertStands(self.ada, "unasked", NEWS)

        self.assertIn("It is noted", self._yes(token).text)
        self.assertStands(self.ada, "given", NEWS, BIRTHDAY)
        self.assertStands(self.ada, "unasked", "offers")
        consent = self._rows(self.ada)[0]
        self.assertEqual(consent.how, "website")
        self.assertIn(consent.text, page.text)

    def test_agreeing_again_is_agreeing_once(self):
        token = self._token()
        self._yes(token)

        self.assertEqual(self._yes(token).status_code, 200)

        self.assertEqual(len(self._rows(self.ada)), 1)

    def test_the_words_are_recorded_in_the_guests_language(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.ada.lang = "fr_FR"
        self.env["res.partner.consent"].with_context(lang="fr_FR")
        words = {}
        original = self.registry["res.partner.consent"]._message_text

        def spoken(consents, purpose):
            words[purpose] = consents.env.lang
            return original(consents, purpose)

        self.patch(self.registry["res.partner.consent"], "_message_text", spoken)
        self._yes(self._token())

        self.assertEqual(words, {NEWS: "fr_FR"})

    @mute_logger("odoo.http")
    def test_a_link_that_is_no_longer_good_says_what_to_do(self):
        forged = hash_sign(self.env, "another", [self.ada.id, [NEWS], "email", EMAIL])
        with freeze_time(datetime.now() - timedelta(hours=GOOD_FOR + 1)):
            old = self._token()
        right = self._token()
        tokens = ("", "x", "ü", "AAAA", old, forged, right[:-4], f"B{right[1:]}")

        for token in tokens:
            for answer in (self._open(token), self._yes(token)):
                self.assertEqual(answer.status_code, 410, token)
                self.assertIn("no longer good", answer.text)

        self.assertStands(self.ada, "unasked", NEWS)

    def test_a_link_of_a_former_address_is_no_longer_good(self):
        token = self._token()
        self.ada.email = "countess@lovelace.example"

        self.assertEqual(self._yes(token).status_code, 410)

        self.assertStands(self.ada, "unasked", NEWS)

    def test_what_is_no_purpose_of_ours_is_not_recorded(self):
        said = [self.ada.id, ["health", NEWS], "email", EMAIL]

        self._yes(hash_sign(self.env, SCOPE, said, expiration_hours=1))

        self.assertEqual(self._rows(self.ada).mapped("purpose"), [NEWS])

    # ------------------------------------------------------------------ the mail
    def test_the_mail_asks_in_words_and_by_a_link(self):
        self.ada.name = "Buy at https://evil.example"

        asked = self.invitations._invite(self.ada, [NEWS])

        self.assertEqual(asked, self.ada)
        mail = self._asked(self.ada)
        self.assertIn("something new on the hidden menu", mail.body_html)
        self.assertIn(PAGE, mail.body_html)
        # The address may be another's: what somebody typed is not sent there.
        self.assertNotIn("evil", f"{mail.subject} {mail.body_html}")
        self.assertStands(self.ada, "unasked", NEWS)

    def test_who_needs_no_mail_gets_none(self):
        nobody = self._make_guest("Nobody")
        blocked = self._make_guest("Blocked", email="blocked@x.example")
        self.env["mail.blacklist"]._add(blocked.email)
        agreed = self._make_guest("Agreed", email="agreed@x.example")
        self._agree(agreed, NEWS)

        asked = self.invitations._invite(nobody | blocked | agreed | self.ada, [NEWS])

        self.assertEqual(asked, self.ada)
        self.assertFalse(self.invitations._invite(self.ada, ["health"]))

    def test_the_same_is_asked_once_an_hour_and_three_times_a_day(self):
        self.invitations._invite(self.ada, [NEWS])
        self.assertFalse(self.invitations._invite(self.ada, [NEWS]))

        for _time in range(5):
            self.invitations._invite(self.ada, [NEWS], again=True)

        self.assertEqual(len(self._asked(self.ada)), MOST_A_DAY)

    def test_asking_thirty_costs_no_more_questions_to_the_database_than_one(self):
        def queries(guests):
            self.invitations._to_ask(guests, [NEWS], "email", False)
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self.invitations._to_ask(guests, [NEWS], "email", False)
            return self.cr.sql_log_count - before

        crowd = self.env["res.partner"].create(
            [{"name": "G", "email": f"g{n}@x.example"} for n in range(30)]
        )

        self.assertEqual(queries(crowd), queries(crowd[:1]))
