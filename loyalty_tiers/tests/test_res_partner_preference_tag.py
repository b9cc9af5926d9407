# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common_knowledge import KnowledgeCommon


@tagged("post_install", "-at_install")
class TestResPartnerPreferenceTag(KnowledgeCommon):
    def _merge(self, kept, *others, user=None):
        wizard = (
            self.env["res.partner.preference.tag.merge"]
            .with_user(user or self.manager)
            .create(
                {
                    "tag_ids": [tag.id for tag in (kept, *others)],
                    "kept_id": kept.id,
                }
            )
        )
        return wizard.action_merge()

    def test_two_words_become_one_and_nothing_is_lost(self):
        soup, bread = (
            self._make_product(name).product_tmpl_id for name in ("Soup", "Bread")
        )
        self.garlic.product_tmpl_ids, self.beef.product_tmpl_ids = soup, bread
        eve, bob = self._make_guest("Eve"), self._make_guest("Bob")
        self._prefer(kind="avoids", tag_id=self.garlic.id)
        self._prefer(eve, kind="avoids", tag_id=self.beef.id)
        self._forbid(bob, tag_id=self.beef.id)

        self._merge(self.garlic, self.beef)

        self.assertFalse(self.beef.active)
        self.assertEqual(self.garlic.product_tmpl_ids, soup | bread)
        for guest, part in ((self.ada, "preferences"), (eve, "preferences")):
            self.assertEqual(self._texts(self._read(guest)[part]), ["Wild garlic"])
        self.assertEqual(self._texts(self._read(bob)["forbidden"]), ["Wild garlic"])

    def test_a_guest_with_both_words_keeps_the_newer_note(self):
        old = self._prefer(kind="avoids", tag_id=self.garlic.id)
        new = self._prefer(kind="avoids", tag_id=self.beef.id)
        likes = self._prefer(kind="likes", tag_id=self.beef.id)

        self._merge(self.garlic, self.beef)

        shown = self._read()["preferences"]
        self.assertEqual({row["id"] for row in shown}, {new["id"], likes["id"]})
        former = self._kept().filtered(lambda row: not row.active)
        self.assertEqual(former.id, old["id"])
        self.assertEqual(former.replaced_by_id.id, new["id"])

    def test_what_must_not_be_eaten_is_not_kept_twice(self):
        self._forbid(tag_id=self.garlic.id)
        new = self._forbid(tag_id=self.beef.id)
        faith = self._forbid(tag_id=self.beef.id, reason="faith")

        self._merge(self.garlic, self.beef)

        self.assertEqual(set(self._kept().ids), {new["id"], faith["id"]})

    def test_the_languages_of_the_other_words_are_taken_over(self):
        self.env["res.lang"]._activate_lang("ko_KR")
        self.env["res.lang"]._activate_lang("ja_JP")
        self.garlic.with_context(lang="ja_JP").name = "にんにく"
        self.beef.with_context(lang="ja_JP").name = "牛肉"
        self.beef.with_context(lang="ko_KR").name = "소고기"

        self._merge(self.garlic, self.beef)

        names = [
            self.garlic.with_context(lang=lang).name
            for lang in ("en_US", "ja_JP", "ko_KR")
        ]
        self.assertEqual(names, ["Wild garlic", "にんにく", "소고기"])

    def test_words_of_different_kinds_do_not_become_one(self):
        seat = self.garlic.create({"name": "By the fire", "kind": "seat"})

        with self.assertRaisesRegex(UserError, "same kind"):
            self._merge(self.garlic, seat)
        with self.assertRaisesRegex(UserError, "at least two"):
            self._merge(self.garlic)

    def test_only_managers_merge(self):
        with self.assertRaises(AccessError):
            self._merge(self.garlic, self.beef, user=self.cashier)

    def test_a_word_that_is_in_use_is_not_deleted(self):
        self._prefer(tag_id=self.garlic.id)

        with self.assertRaisesRegex(UserError, "noted of guests"):
            self.garlic.unlink()

    def test_a_new_shop_has_words_to_begin_with(self):
        words = self._as().words(self.till.id)

        kinds = {tag["kind"] for tag in words["tags"]}
        self.assertEqual(kinds, {"ingredient", "seat", "size", "service"})
        self.assertGreaterEqual(len(words["tags"]), 25)
        self.assertGreaterEqual(len(words["phrases"]), 5)
        self.assertIn("Birthday", [kind["name"] for kind in words["occasion_kinds"]])
        self.assertIn(["allergy", "Allergy"], words["reasons"])
