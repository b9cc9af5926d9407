# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import BaseCase, tagged

from .. import mail_blocks

BLOCK = "<p>A glass for you</p>"


@tagged("post_install", "-at_install")
class TestMailBlocks(BaseCase):
    def assertOrder(self, text, *parts):
        places = [text.index(part) for part in parts]
        self.assertEqual(places, sorted(places), text)

    def test_a_text_without_place_and_blocks_stays_as_it_is(self):
        text = "<p>Dear <t t-out='object.name'/>,<br/>hello</p>"
        self.assertEqual(mail_blocks.insert(text, []), text)
        self.assertEqual(mail_blocks.insert(False, []), "")

    def test_blocks_stand_at_the_place_kept_for_them(self):
        text = "<p>Hello</p><div class='loyalty_tiers_blocks'>Here</div><p>Bye</p>"
        whole = mail_blocks.insert(text, [BLOCK, "<p>And a cake</p>"])
        self.assertOrder(whole, "Hello", "A glass", "And a cake", "Bye")
        self.assertNotIn("Here", whole)

    def test_a_place_without_blocks_is_taken_out(self):
        whole = mail_blocks.insert("<p>Hi</p><div class='loyalty_tiers_blocks'/>", [])
        self.assertEqual(whole, "<p>Hi</p>")

    def test_blocks_stand_above_the_footer_of_the_designer(self):
        text = (
            "<div class='o_layout'><div class='o_mail_wrapper_td'>"
            "<section class='o_mail_snippet_general'><p>Hello</p></section>"
            "<section class='o_mail_snippet_general s_footer_social'><p>Our shop</p>"
            "<a href='/unsubscribe_from_list'>Unsubscribe</a></section></div></div>"
        )
        whole = mail_blocks.insert(text, [BLOCK])
        self.assertOrder(whole, "Hello", "A glass", "Our shop", "Unsubscribe")

    def test_blocks_stand_above_a_plain_line_to_leave(self):
        text = "<p>Hello</p><p><a href='/unsubscribe_from_list'>Leave</a></p>"
        self.assertOrder(mail_blocks.insert(text, [BLOCK]), "Hello", "A glass", "Leave")

    def test_blocks_end_a_mail_without_footer(self):
        text = "<table><td class='o_mail_wrapper_td'><p>Hello</p></td></table>"
        whole = mail_blocks.insert(text, [BLOCK])
        self.assertOrder(whole, "Hello", "A glass", "</td>")

    def test_what_mail_programs_need_survives(self):
        text = "<!--[if mso]><i>&nbsp;</i><![endif]--><p t-out='object.name'/>"
        whole = mail_blocks.insert(text, [BLOCK])
        self.assertIn("<!--[if mso]><i>&nbsp;</i><![endif]-->", whole)
        self.assertIn('t-out="object.name"', whole)
