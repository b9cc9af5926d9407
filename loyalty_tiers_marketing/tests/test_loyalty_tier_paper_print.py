# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import re

from lxml import etree

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .common_paper import PaperCommon

LETTERS = "loyalty_tiers_marketing.letters"
LABELS = "loyalty_tiers_marketing.label_sheet"
SCRIPT = "<script>x</script>"


@tagged("post_install", "-at_install")
class TestLoyaltyTierPaperPrint(PaperCommon):
    """Letters and labels on paper, and that they count from then on."""

    def _html(self, paper, report):
        letters = paper._to_print()
        reports = self.env["ir.actions.report"].with_user(self.marketing)
        return reports._render_qweb_html(report, letters.ids)[0].decode()

    def _labels(self, paper):
        images = re.findall(
            r"data:image/svg\+xml;base64,([^\"]+)", self._html(paper, LABELS)
        )
        return [
            [
                text.strip()
                for text in etree.fromstring(base64.b64decode(image)).itertext()
                if text.strip()
            ]
            for image in images
        ]

    def _chosen_paper(self, **values):
        paper = self._paper(**values)
        self._choose(paper)
        return paper

    # ------------------------------------------------------------- what it says
    def test_a_letter_greets_by_title_and_name_under_the_letterhead(self):
        self._postal("Ada", visits=4)
        html = self._html(self._chosen_paper(), LETTERS)

        self.assertIn("Dear Gold Ada,", html)
        self.assertIn("Ada street 1", html)
        self.assertIn(f"o_company_{self.company.id}_layout", html)
        self.assertNotIn("topage", html)

    def test_a_letter_is_in_the_language_of_the_guest(self):
        self.env["res.lang"]._activate_lang("ko_KR")
        self.gold.with_context(lang="ko_KR").name = "이사"
        self._postal("김민준", visits=4, lang="ko_KR", email="kim@guests.example.com")
        self._postal("Bea")
        paper = self._paper()
        greeting = {"Dear {title} {name},": "{name} {title}님께"}
        paper.update_field_translations("body", {"ko_KR": greeting})
        self._choose(paper)

        html = self._html(paper, LETTERS)

        self.assertIn("김민준 이사님께", html)
        self.assertIn("Dear Bea,", html, "without a title there is no gap")

    def test_a_title_that_is_missing_leaves_no_gap_on_either_side(self):
        paper = self._paper()
        self._postal("Ada")
        self._choose(paper)
        letter = paper.letter_ids
        self.assertEqual(letter._filled_in("{name} {title}님께"), "Ada님께")
        self.assertEqual(letter._filled_in("Dear {title} {name},"), "Dear Ada,")
        self.assertEqual(letter._filled_in("{title}{name}様"), "Ada様")

    def test_who_stays_incognito_is_not_greeted_by_title(self):
        self._postal("Ada", visits=4, loyalty_tier_incognito=True)
        self.assertIn("Dear Ada,", self._html(self._chosen_paper(), LETTERS))

    def test_names_are_printed_as_text(self):
        self._postal("Ada", visits=4).name = SCRIPT
        self.gold.name = SCRIPT
        paper = self._chosen_paper()

        self.assertNotIn("<script>x", self._html(paper, LETTERS))
        self.assertEqual(self._labels(paper)[0][0], SCRIPT)

    def test_what_cannot_be_filled_in_is_refused(self):
        with self.assertRaisesRegex(ValidationError, r"\{visits\}"):
            self._paper(body="<p>{visits} times</p>")

    # ------------------------------------------------------------------- labels
    def test_labels_are_written_as_the_country_writes_them(self):
        self._postal("Ada")
        japan = self.env.ref("base.jp")
        self._postal(
            "Aoi", country_id=japan.id, zip="150-0001", city="渋谷区", street="神宮前 1"
        )

        korean, japanese = sorted(self._labels(self._chosen_paper()), reverse=True)

        self.assertEqual(korean, ["Ada", "Ada street 1", "Seoul  04524"])
        self.assertEqual(japanese, ["150-0001", "渋谷区", "神宮前 1", "Japan", "Aoi"])

    def test_a_long_address_stays_on_its_label(self):
        self._postal("Ada " * 30, street="Street " * 40, email="a@guests.example.com")
        (label,) = self._labels(self._chosen_paper())
        self.assertLessEqual(len(label), 7)
        self.assertLessEqual(max(map(len, label)), 38)

    def test_24_labels_are_on_a_sheet_in_the_order_of_the_letters(self):
        self._crowd(30)
        paper = self._chosen_paper()
        html = self._html(paper, LABELS)
        names = paper._to_print().partner_id.mapped("name")

        self.assertEqual(html.count('class="lt_labels"'), 2)
        self.assertEqual([label[0] for label in self._labels(paper)], names)
        found = re.findall(r"Dear Silver (Guest \d+),", self._html(paper, LETTERS))
        self.assertEqual(found, names)

    # --------------------------------------------------------- once it is posted
    def test_what_is_posted_counts_as_sent_and_as_heard_from_us(self):
        self.program.message_limit = 1
        ada = self._postal("Ada")
        paper = self._chosen_paper()
        paper.sudo().addressee_ids.chosen_on = "2024-01-01"

        paper.action_printed()
        paper.action_printed()

        self.assertEqual(paper.state, "printed")
        (report,) = self.env["loyalty.tier.mailing.report"].search(
            [("mailing_id", "=", paper.sudo().mailing_id.id)]
        )
        self.assertEqual((report.partner_id, report.sent), (ada, 1))
        self.assertIn("Still running: 0 of 14 days", paper.outcome["headline"])
        self.assertTrue(paper.outcome["is_paper"])
        self.assertCounts(self._mailing(), limit=1)
        with self.assertRaisesRegex(UserError, "cannot be undone"):
            paper.action_undo()

    def test_who_left_moved_or_was_erased_meanwhile_gets_no_letter(self):
        self.silver.budget_ids = [(0, 0, {"amount": 99999.0})]
        names = ("Ada", "Bea", "Cleo", "Dora")
        ada, bea, cleo, dora = (self._postal(name, visits=2) for name in names)
        paper = self._chosen_paper()
        self.env["res.partner.consent"]._leave(bea, ["offers"], ["post"])
        cleo.street = False
        self.env["loyalty.tier.eraser"]._erase(dora, contact=True)

        self.assertEqual(paper._to_print().partner_id, ada)
        notice = paper.action_printed()

        self.assertIn("3 guests", notice["params"]["message"])
        self.env.invalidate_all()
        self.assertEqual(paper.cost, 1250.0)
        self.assertEqual(self.silver.budget_ids.spent, 1250.0)

    def test_a_guest_who_is_merged_into_another_is_still_on_paper(self):
        ada, twin = self._postal("Ada", visits=3), self._postal("Twin")
        paper = self._chosen_paper(pieces=1, best="visits")
        paper.action_rest()
        merge = self.env["base.partner.merge.automatic.wizard"].create({})
        merge._merge((ada | twin).ids, twin, extra_checks=False)
        self.env.invalidate_all()

        self.assertEqual(paper._to_print().partner_id, twin)
        self.assertFalse(self._audience_of(paper.rest_mailing_id))

    def test_nothing_is_printed_before_it_is_chosen_or_when_all_have_gone(self):
        guest = self._postal("Ada")
        paper = self._paper()
        for action in ("action_letters", "action_labels", "action_printed"):
            with self.assertRaisesRegex(UserError, "Choose who gets a letter first"):
                getattr(paper, action)()
        self._choose(paper)
        self.env["res.partner.consent"]._leave(guest)
        with self.assertRaisesRegex(UserError, "can get a letter any more"):
            paper.action_letters()

    def test_letters_are_no_emails(self):
        self._postal("Ada")
        paper = self._chosen_paper()
        mailing = paper.sudo().mailing_id
        self.assertRecordValues(mailing, [{"mailing_type": "post", "active": False}])
        self.assertEqual(self._send(mailing), [])
        with self.assertRaisesRegex(UserError, "it stays"):
            mailing.unlink()
