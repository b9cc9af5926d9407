# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from odoo.addons.loyalty_tiers.tests.common import LoyaltyTiersCommon

BOOK = "loyalty_tiers_restaurant.code_book"


@tagged("post_install", "-at_install")
class TestCodeBook(LoyaltyTiersCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tags = cls.env["res.partner.preference.tag"]
        cls.tags.with_context(active_test=False).search([]).write({"code": False})
        cls.garlic, cls.peanuts = cls.tags.create(
            [{"name": "Garlic Test"}, {"name": "Peanut Test"}]
        )
        cls.quiet = cls.tags.create({"name": "Quiet Test", "kind": "seat"})

    def test_a_code_is_tidied_as_the_kitchen_reads_it(self):
        for typed in ("k 7", " K7 ", "Ｋ７", "k7"):
            self.garlic.code = typed
            self.assertEqual(self.garlic.code, "K7")

        self.garlic.code = "  "
        self.assertFalse(self.garlic.code)

    def test_one_code_twice_is_refused_with_the_name_of_who_has_it(self):
        self.garlic.code = "K7"

        with self.assertRaisesRegex(
            ValidationError, "Garlic Test has the house code K7"
        ):
            self.peanuts.code = "k 7"
        with self.assertRaisesRegex(ValidationError, "Garlic Test"):
            self.tags.create({"name": "Onion", "code": "k7"})
        with self.assertRaises(ValidationError):
            (self.peanuts | self.quiet).code = "K8"

    def test_the_code_of_an_archived_tag_is_not_given_again(self):
        self.garlic.write({"code": "K1", "active": False})

        with self.assertRaises(ValidationError):
            self.peanuts.code = "K1"
        self.peanuts._number_and_tell()
        self.assertEqual(self.peanuts.code, "K2")

    def test_signs_that_the_ticket_adds_are_no_part_of_a_code(self):
        for code in ("K7+", "K7?", "<b>", "!!"):
            with self.assertRaises(ValidationError):
                self.garlic.code = code

    def test_numbers_are_given_to_what_the_kitchen_needs_to_know(self):
        self.peanuts.code = "K1"

        (self.garlic | self.peanuts | self.quiet)._number_and_tell()

        self.assertEqual(self.garlic.code, "K2")
        self.assertEqual(self.peanuts.code, "K1")
        self.assertFalse(self.quiet.code)

    def test_the_book_tells_each_code_in_every_language(self):
        self.env["res.lang"]._activate_lang("ko_KR")
        self.garlic.with_context(lang="ko_KR").name = "마늘"
        self.garlic.code = "K7"
        self.peanuts.name = "<script>alert(1)</script>"
        self.peanuts.code = "K8"

        html, _kind = self.env["ir.actions.report"]._render_qweb_html(BOOK, [])

        html = html.decode()
        for word in ("K7", "Garlic Test", "마늘", "K8", "&lt;script&gt;"):
            self.assertIn(word, html)
        self.assertNotIn("<script>alert", html)
        self.assertNotIn("Quiet Test", html)

    def test_an_empty_book_says_what_to_do(self):
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(BOOK, [])

        self.assertIn("No code is given yet", html.decode())
