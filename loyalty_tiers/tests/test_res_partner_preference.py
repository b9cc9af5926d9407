# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from uuid import uuid4

from dateutil.relativedelta import relativedelta

from odoo import fields
from odoo.exceptions import (
    AccessError,
    ConcurrencyError,
    MissingError,
    ValidationError,
)
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_knowledge import KnowledgeCommon

HOSTILE = "<img src=x onerror=alert(1)> {{7*7}} ${7*7} \u202eevil"


@tagged("post_install", "-at_install")
class TestResPartnerPreference(KnowledgeCommon):
    def test_what_is_noted_is_on_the_card_with_author_day_and_source(self):
        row = self._prefer(tag_id=self.garlic.id, source="guessed")

        [shown] = self._read()["preferences"]

        self.assertEqual(shown, row)
        self.assertEqual(shown["text"], "Wild garlic")
        self.assertEqual(shown["source"], "guessed")
        self.assertEqual(shown["by"], self.cashier.name)
        self.assertEqual(shown["date"], self.till._loyalty_tier_today().isoformat())
        self.assertFalse(shown["stale"])

    def test_words_of_the_guest_stand_beside_the_word_of_the_house(self):
        row = self._prefer(tag_id=self.garlic.id, text="  only\n roasted ")

        self.assertEqual(row["text"], "Wild garlic: only roasted")

    def test_a_preference_without_words_is_refused(self):
        for values in ({}, {"text": "  "}, {"tag_id": False, "text": ""}):
            with self.assertRaisesRegex(ValidationError, "Ada likes or avoids"):
                self._prefer(**values)

    def test_hostile_texts_are_stored_and_returned_as_they_are(self):
        row = self._prefer(text=HOSTILE)

        self.assertEqual(row["text"], HOSTILE)
        self.assertEqual(self._texts(self._read()["preferences"]), [HOSTILE])

    def test_what_is_no_text_no_number_no_choice_is_refused(self):
        for values in (
            {"text": ["a"]},
            {"text": "a" * 251},
            {"text": "a", "kind": "hates"},
            {"text": "a", "source": "dreamt"},
            {"tag_id": "1"},
            {"tag_id": -1},
            {"tag_id": 2**40},
            {"text": "a", "uuid": 7},
        ):
            with self.subTest(values), self.assertRaises(ValidationError):
                self._prefer(**values)
        self.assertFalse(self._kept())

    def test_the_same_note_sent_twice_is_noted_once(self):
        uuid = str(uuid4())

        rows = [self._prefer(text="Beer", uuid=uuid) for _again in range(2)]

        self.assertEqual(rows[0], rows[1])
        self.assertEqual(len(self._kept()), 1)

    def test_a_late_copy_of_a_note_does_not_undo_its_correction(self):
        uuid = str(uuid4())
        first = self._prefer(text="Beer", uuid=uuid)
        values = {"uuid": str(uuid4()), "text": "Wine"}
        second = self._as().correct_preference(first["id"], self.till.id, values)

        late = self._prefer(text="Beer", uuid=uuid)

        self.assertEqual(late, second)
        self.assertEqual(self._texts(self._read()["preferences"]), ["Wine"])

    def test_what_is_said_again_is_noted_once_with_the_new_day(self):
        first = self._prefer(text="Beer", source="told")
        self._kept().date = self.till._loyalty_tier_today() - relativedelta(days=9)

        again = self._prefer(text="beer", source="told")

        self.assertEqual(again["id"], first["id"])
        self.assertEqual(again["date"], first["date"])
        self._prefer(text="Beer", kind="avoids")
        self._prefer(text="Beer", here_only=True)
        self.assertEqual(len(self._kept()), 3)

    def test_what_was_guessed_and_is_told_now_is_no_guess_any_more(self):
        self._prefer(text="Beer", source="guessed")

        self._prefer(text="Beer", source="told")

        [row] = self._read()["preferences"]
        self.assertEqual(row["source"], "told")

    def test_two_calls_with_one_note_at_the_same_moment_note_it_once(self):
        values = {"partner_id": self.ada.id, "text": "Beer", "uuid": "the-same"}
        rows = self.env["res.partner.preference"].sudo()
        rows.create(values)

        with mute_logger("odoo.sql_db"), self.assertRaises(ConcurrencyError):
            self._as().sudo()._created(rows, values)
        self.assertEqual(len(self._kept()), 1)

    def test_a_note_of_one_guest_is_not_shown_for_another(self):
        uuid = str(uuid4())
        self._prefer(text="Beer", uuid=uuid)

        with self.assertRaises(ValidationError):
            self._prefer(self._make_guest("Eve"), text="x", uuid=uuid)

    # ------------------------------------------------------------- the catalogue
    def test_an_archived_word_is_still_shown_and_cannot_be_chosen_any_more(self):
        row = self._prefer(tag_id=self.garlic.id)
        other = self._prefer(text="Beer")
        self.garlic.active = False

        self.assertEqual(self._read()["preferences"][0]["text"], "Wild garlic")
        with self.assertRaisesRegex(ValidationError, "archived"):
            self._prefer(kind="avoids", tag_id=self.garlic.id)
        with self.assertRaisesRegex(ValidationError, "archived"):
            self._correct(other, tag_id=self.garlic.id)
        self.assertEqual(self._correct(row, source="seen")["text"], "Wild garlic")

    def test_every_language_has_its_word(self):
        self.env["res.lang"]._activate_lang("ko_KR")
        self.garlic.with_context(lang="ko_KR").name = "마늘"
        self._prefer(tag_id=self.garlic.id)
        self.cashier.lang = "ko_KR"

        answer = (
            self._as().with_context(lang="ko_KR").read_guest(self.ada.id, self.till.id)
        )

        self.assertEqual(self._texts(answer["knowledge"]["preferences"]), ["마늘"])

    def test_dishes_that_meet_what_a_guest_avoids_are_told_to_the_till(self):
        soup, bread, cake = (
            self._make_product(name).product_tmpl_id
            for name in ("Soup", "Bread", "Cake")
        )
        self.garlic.product_tmpl_ids = soup | bread
        avoided = self._prefer(kind="avoids", tag_id=self.garlic.id)
        forbidden = self._forbid(text="Nuts")
        liked = self._prefer(kind="likes", tag_id=self.beef.id)
        self.beef.product_tmpl_ids = cake
        rows = self.env["res.partner.preference"].sudo()
        rows.browse(forbidden["id"]).product_tmpl_ids = bread

        met = self._read()["avoided"]

        self.assertEqual(met[str(soup.id)], [avoided["id"]])
        self.assertEqual(set(met[str(bread.id)]), {avoided["id"], forbidden["id"]})
        self.assertNotIn(str(cake.id), met, liked)

    # -------------------------------------------------------------- corrections
    def _correct(self, row, **values):
        values = {"uuid": str(uuid4()), **values}
        return self._as().correct_preference(row["id"], self.till.id, values)

    def test_a_correction_keeps_what_was_said_before(self):
        old = self._prefer(tag_id=self.garlic.id)

        new = self._correct(old, text="Chives")

        self.assertEqual(self._texts(self._read()["preferences"]), ["Chives"])
        former = self._kept().filtered(lambda row: not row.active)
        self.assertEqual(former.id, old["id"])
        self.assertEqual(former.replaced_by_id.id, new["id"])

    def test_a_correction_sent_twice_corrects_once(self):
        old, uuid = self._prefer(text="Beer"), str(uuid4())

        rows = [self._correct(old, uuid=uuid, text="Wine") for _again in range(2)]

        self.assertEqual(rows[0], rows[1])
        self.assertEqual(len(self._kept()), 2)

    def test_a_change_on_the_contact_keeps_what_was_said_before(self):
        row = self._kept().browse(self._prefer(text="Beer")["id"])

        row.with_user(self.manager).text = "Wine"

        former = self._kept() - row
        self.assertEqual(former.text, "Beer")
        self.assertEqual(former.user_id, self.cashier)
        self.assertFalse(former.active)
        self.assertEqual(former.replaced_by_id, row)

    def test_a_manager_notes_on_the_contact_too(self):
        rows = self.env["res.partner.preference"].with_user(self.manager)

        rows.create({"partner_id": self.ada.id, "text": "Beer"})

        self.assertEqual(self._texts(self._read()["preferences"]), ["Beer"])

    def test_an_old_preference_is_asked_about_again_until_it_is_confirmed(self):
        row = self._prefer(text="Beer")
        today = self.till._loyalty_tier_today()
        self._kept().date = today - relativedelta(months=12, days=1)
        self.assertTrue(self._read()["preferences"][0]["stale"])

        confirmed = self._as().confirm_preference(row["id"], self.till.id)

        self.assertFalse(confirmed["stale"])
        self.assertEqual(confirmed["date"], fields.Date.to_string(today))
        self.assertEqual(len(self._kept()), 1)

    def test_the_owner_says_when_a_preference_is_old(self):
        self._prefer(text="Beer")
        self._kept().date = self.till._loyalty_tier_today() - relativedelta(months=4)

        for months, stale in (("3", True), ("5", False), ("0", False), ("x", False)):
            self._set("ask_again_months", months)
            self.assertEqual(self._read()["preferences"][0]["stale"], stale, months)

    def test_a_preference_that_was_removed_is_gone(self):
        row = self._prefer(text="Beer")

        self._as().remove_preference(row["id"], self.till.id)

        self.assertFalse(self._kept())
        for method in ("remove_preference", "confirm_preference"):
            with self.assertRaisesRegex(MissingError, "gone"):
                getattr(self._as(), method)(row["id"], self.till.id)

    # ------------------------------------------------------- what is watched
    def test_who_changes_what_is_known_leaves_a_line_without_the_value(self):
        row = self._correct(self._prefer(text="Beer"), text="Wine")
        self._as().confirm_preference(row["id"], self.till.id)
        self._as().remove_preference(row["id"], self.till.id)

        actions = ["noted", "changed", "changed", "removed"]
        self.assertEqual(
            self._lines(), [(self.cashier, action, "preference") for action in actions]
        )
        lines = self.env["loyalty.tier.access"].search(
            [("partner_id", "=", self.ada.id)]
        )
        self.assertEqual(lines.config_id, self.till)
        self.assertNotIn("Wine", str(lines.read()))

    def test_nothing_that_is_known_is_in_the_chatter(self):
        self._prefer(text="Secret beer")
        self._forbid(text="Secret nuts")
        self._talk("Secret son")
        self.env.flush_all()

        messages = self.env["mail.message"].search([])
        self.assertNotIn("Secret", str(messages.mapped("body")))
        values = self.env["mail.tracking.value"].search([])
        self.assertNotIn("Secret", str(values.read()))

    # ------------------------------------------------------------ not sensitive
    def test_a_reason_is_not_kept_with_what_is_only_avoided(self):
        rows = self.env["res.partner.preference"].with_user(self.manager)
        row = {"partner_id": self.ada.id, "kind": "avoids", "text": "Pork"}

        with self.assertRaises(ValidationError):
            rows.create({**row, "reason": "faith"})
        self._prefer(kind="avoids", text="Pork", reason="faith")
        self.assertFalse(self._kept().reason)

    def test_nobody_notes_past_the_consent(self):
        rows = self.env["res.partner.preference"].with_user(self.manager)
        values = {"partner_id": self.ada.id, "kind": "forbidden", "text": "Nuts"}
        row = rows.browse(self._prefer(text="Beer")["id"])

        with self.assertRaises(AccessError):
            rows.create(values)
        with self.assertRaises(AccessError):
            row.kind = "forbidden"
        with self.assertRaisesRegex(ValidationError, "Ask Ada first"):
            rows.sudo().create(values)
