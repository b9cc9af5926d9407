# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from uuid import uuid4

from dateutil.relativedelta import relativedelta

from odoo.exceptions import MissingError, ValidationError
from odoo.tests import tagged

from .common_knowledge import KnowledgeCommon

HOSTILE = "<script>alert(1)</script>{{ name }}"


@tagged("post_install", "-at_install")
class TestResPartnerConversation(KnowledgeCommon):
    def _notes(self, guest=None):
        return self.env["res.partner.conversation"].search(
            [("partner_id", "=", (guest or self.ada).id)]
        )

    def test_a_talk_is_shown_at_the_next_visit(self):
        row = self._talk()

        self.assertEqual(self._read()["talks"], [row])
        self.assertEqual(row["text"], "Her son graduates")
        self.assertEqual(row["by"], self.cashier.name)
        self.assertEqual(row["date"], self.till._loyalty_tier_today().isoformat())

    def test_the_newest_three_talks_are_shown(self):
        for text in ("one", "two", "three", "four"):
            self._talk(text)

        self.assertEqual(self._texts(self._read()["talks"]), ["four", "three", "two"])

    def test_a_talk_without_words_is_refused(self):
        for text in ("", "  \n ", None, False, 5, "x" * 251):
            with self.subTest(text), self.assertRaises(ValidationError):
                self._talk(text)

    def test_hostile_texts_are_stored_and_returned_as_they_are(self):
        self.assertEqual(self._talk(HOSTILE)["text"], HOSTILE)

    def test_the_same_talk_sent_twice_is_noted_once(self):
        uuid = str(uuid4())

        rows = [self._talk(uuid=uuid) for _again in range(2)]

        self.assertEqual(rows[0], rows[1])
        self.assertEqual(len(self._notes()), 1)

    def test_a_talk_expires_when_the_settings_say(self):
        today = self.till._loyalty_tier_today()
        self._set("conversation_months", "6")
        self._talk("default")
        self._talk("short", expires_months=1)
        self._talk("for ever", expires_months=0)
        self._set("conversation_months", "0")
        self._talk("kept")

        ends = {note.text: note.expires_on for note in self._notes()}
        self.assertEqual(
            ends,
            {
                "default": today + relativedelta(months=6),
                "short": today + relativedelta(months=1),
                "for ever": False,
                "kept": False,
            },
        )

    def test_an_expired_talk_is_not_shown_any_more(self):
        self._talk()
        today = self.till._loyalty_tier_today()

        self._notes().expires_on = today
        self.assertTrue(self._read()["talks"])
        self._notes().expires_on = today - relativedelta(days=1)
        self.assertFalse(self._read()["talks"])

    def test_what_is_for_managers_is_shown_to_managers(self):
        row = self._talk("Has a lawsuit with us", managers_only=True)

        self.assertFalse(self._read()["talks"])
        self.assertEqual(self._read(user=self.manager)["talks"], [row])
        with self.assertRaises(MissingError):
            self._as().remove_talk(row["id"], self.till.id)

    def test_a_talk_that_was_removed_is_gone(self):
        row = self._talk()

        self._as().remove_talk(row["id"], self.till.id)

        self.assertFalse(self._notes())
        self.assertEqual(
            [line[1:] for line in self._lines()],
            [("noted", "conversation"), ("removed", "conversation")],
        )
        with self.assertRaisesRegex(MissingError, "gone"):
            self._as().remove_talk(row["id"], self.till.id)
