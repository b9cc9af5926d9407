# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .common_consent import BIRTHDAY, NEWS, OFFERS, ConsentCommon


@tagged("post_install", "-at_install")
class TestConsentNote(ConsentCommon):
    """The office notes what a guest says on the phone."""

    def _note(self, user=None, **values):
        guest = self.ada.with_user(user or self.marketing)
        action = guest.action_loyalty_tier_note_consent()
        notes = self.env[action["res_model"]].with_user(user or self.marketing)
        form = Form(notes.with_context(**action["context"]))
        for name, value in values.items():
            form[name] = value
        return form.save()

    def test_marketing_notes_what_was_said_on_the_phone(self):
        note = self._note(purpose=OFFERS)
        self.assertIn("regulars", note.text)

        note.action_note()

        self.assertStands(self.ada, "given", OFFERS)
        row = self._rows(self.ada)
        self.assertRecordValues(
            row, [{"how": "spoken", "user_id": self.marketing.id, "text": note.text}]
        )

    def test_all_is_left_by_every_channel(self):
        self._agree(self.ada, NEWS, BIRTHDAY)

        self._note(
            purpose="all", channel="all", wants="no", how="written"
        ).action_note()

        self.assertStands(self.ada, "left", NEWS, BIRTHDAY, OFFERS, "party")
        self.assertStands(self.ada, "left", NEWS, channel="post")

    def test_each_purpose_is_agreed_to_in_its_own_words(self):
        self._note(purpose="all").action_note()

        self.assertEqual(len(set(self._rows(self.ada).mapped("text"))), 4)

    def test_who_is_not_of_marketing_notes_nothing(self):
        note = self._note()
        for user in (self.portal, self.employee, self.greeter, self.manager):
            with self.assertRaises(AccessError):
                note.with_user(user).action_note()
        with self.assertRaises(AccessError):
            self._note(user=self.greeter)

        self.assertStands(self.ada, "unasked", NEWS)

    def test_a_guest_of_another_company_is_out_of_reach(self):
        self.ada.company_id = self.company

        with self.assertRaises(AccessError):
            self._note(user=self._stranger())
