# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import re

from lxml import etree

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import LoyaltyTiersCommon

SHEET = "loyalty_tiers.name_card_sheet"
SINGLE = "loyalty_tiers.name_card_single"
SCRIPT = "<script>x</script>"


@tagged("post_install", "-at_install")
class TestNameCard(LoyaltyTiersCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.gold.write({"color": "#bf8f00", "card_line": "As good as"})
        cls.guest = cls._make_guest("Aoi Sato", visits=4, email="aoi@example.com")

    def _card(self, guest=None, till=None):
        guest = (guest or self.guest).with_user(self.cashier)
        return guest.loyalty_name_card((till or self.till).id)

    def _html(self, guests, report=SHEET):
        reports = self.env["ir.actions.report"].with_user(self.cashier)
        return reports._render_qweb_html(report, guests.ids)[0].decode()

    def _drawn(self, guest, report=SHEET):
        """Return the drawing of the only card of a report."""
        (image,) = re.findall(
            r"data:image/svg\+xml;base64,([^\"]+)", self._html(guest, report)
        )
        return etree.fromstring(base64.b64decode(image))

    # -------------------------------------------------------------- the card
    def test_the_card_says_who_the_guest_is_and_a_scan_knows_it(self):
        card = self._card()

        said = {key: card[key] for key in ("name", "title", "line", "color", "badge")}
        self.assertEqual(
            said,
            {
                "name": "Aoi Sato",
                "title": "Gold",
                "line": "As good as",
                "color": "#bf8f00",
                "badge": "G",
            },
        )
        self.assertEqual(card["house"], self.company.name)
        partners = self.env["res.partner"].with_user(self.cashier)
        found = partners.loyalty_find_guest(self.till.id, card["code"])
        self.assertEqual(found["res.partner"][0]["id"], self.guest.id)
        self.assertEqual(
            found["res.partner"][0]["loyalty_tier_card"]["code"], card["code"]
        )

    def test_the_code_on_the_card_is_the_same_each_time(self):
        self.assertEqual(self._card()["code"], self._card()["code"])

    def test_its_codes_are_images_that_need_no_network(self):
        prefix, _comma, data = self._card()["qr"].partition(",")
        self.assertEqual(prefix, "data:image/png;base64")
        self.assertTrue(base64.b64decode(data).startswith(b"\x89PNG"))

    def test_a_guest_without_tier_has_a_card_without_title(self):
        card = self._card(self._make_guest("Ren"))
        self.assertEqual((card["title"], card["badge"]), ("", ""))

    def test_who_stays_incognito_has_no_title_on_the_card(self):
        self.guest.loyalty_tier_incognito = True
        card = self._card()
        self.assertEqual(
            (card["name"], card["title"], card["badge"]), ("Aoi Sato", "", "")
        )

    def test_a_color_that_is_none_is_not_printed(self):
        self.gold.color = "red;background:url(//evil.example/x)"
        self.assertEqual(self._card()["color"], "#71639e")

    def test_long_names_are_printed_smaller_and_chinese_letters_are_wide(self):
        sizes = {
            "Aoi Sato": "large",
            "Konstantin Podgorny": "small",
            "김민준박서연": "large",
            "寿限無寿限無五劫の擦り切れ": "small",
            "A" * 300: "tiny",
        }
        for name, size in sizes.items():
            self.guest.name = name
            self.assertEqual(self._card()["size"], size, name)

    def test_only_who_may_read_the_guest_gets_the_card(self):
        other = self._make_company("Bar B")
        hidden = self._make_guest("Ren", company_id=other.id)
        portal = self._make_user("portal", "base.group_portal", internal=False)
        with mute_logger("odoo.models"), self.assertRaises(AccessError):
            self._card(hidden)
        with mute_logger("odoo.models"), self.assertRaises(AccessError):
            self.guest.with_user(portal).loyalty_name_card(self.till.id)
        self.assertFalse(hidden.loyalty_tier_code)

    # ------------------------------------------------------------- on paper
    def test_a_sheet_holds_ten_and_goes_on_on_the_next(self):
        guests = self.env["res.partner"].create([{"name": f"G {i}"} for i in range(11)])
        html = self._html(guests)
        self.assertEqual(html.count("svg+xml"), 11)
        self.assertEqual(html.count('class="lt_sheet"'), 2)
        self.assertEqual(self._html(guests[:1], SINGLE).count("svg+xml"), 1)

    def test_a_title_is_printed_in_the_language_of_the_guest(self):
        self.env["res.lang"]._activate_lang("ko_KR")
        self.gold.with_context(lang="ko_KR").name = "금"
        self.guest.lang = "ko_KR"
        self.assertIn("금", self._drawn(self.guest).itertext())

    def test_what_guests_and_managers_write_is_printed_as_text(self):
        self.guest.name = self.gold.name = self.gold.card_line = SCRIPT
        for report in (SHEET, SINGLE):
            drawn = self._drawn(self.guest, report)
            self.assertEqual([*drawn.itertext()].count(SCRIPT), 3)
            self.assertFalse(drawn.xpath("//*[local-name()='script']"))

    def test_a_long_name_is_broken_and_never_wider_than_the_card(self):
        partners = self.env["res.partner"]
        for name, lines in {
            "Bo": ["Bo"],
            "Konstantin Alexandrowitsch Müller-Podgorny": [
                "Konstantin Alexandrowitsch",
                "Müller-Podgorny",
            ],
            "寿限無寿限無五劫の擦り切れ海砂利水魚": [
                "寿限無寿限無五劫の",
                "擦り切れ海砂利水魚",
            ],
            "x" * 300: ["x" * 40, "x" * 39 + "…"],
        }.items():
            self.assertEqual(partners._loyalty_tier_lines(name)[1], lines)
        self.guest.name = "x" * 300
        squeezed = self._drawn(self.guest).xpath("//*[@textLength]")
        self.assertEqual([text.get("textLength") for text in squeezed], ["76", "76"])

    def test_members_are_printed_from_their_list(self):
        action = self.env.ref("loyalty_tiers.action_members_name_card_sheet")
        members = self._membership(self.guest)
        found = action.with_context(
            active_model=members._name, active_ids=members.ids
        ).run()
        self.assertEqual(found["report_name"], SHEET)
        self.assertEqual(found["context"]["active_ids"], self.guest.ids)

    # ------------------------------------------------------------ by e-mail
    def test_a_till_sends_the_card_by_email(self):
        guest = self.guest.with_user(self.cashier)

        address = guest.loyalty_send_name_card(self.till.id)

        self.assertEqual(address, "aoi@example.com")
        mail = self._mail()
        self.assertEqual(mail.recipient_ids | mail.partner_ids, self.guest)
        for text in ("Aoi Sato", "Gold", "As good as", self.guest.loyalty_tier_code):
            self.assertIn(text, mail.body_html)
        self.assertEqual(mail.attachment_ids.mimetype, "image/png")

    def _mail(self):
        return self.env["mail.mail"].search([("model", "=", "res.partner")], limit=1)

    def test_what_is_written_arrives_as_text(self):
        self.guest.name = self.gold.name = SCRIPT
        self.guest.loyalty_send_name_card(self.till.id)
        self.assertNotIn("<script", self._mail().body_html)
        self.assertIn("&lt;script&gt;", self._mail().body_html)

    def test_a_mail_is_in_the_language_of_the_guest(self):
        self.env["res.lang"]._activate_lang("ja_JP")
        self.gold.with_context(lang="ja_JP").name = "ゴールド"
        self.guest.lang = "ja_JP"
        self.guest.loyalty_send_name_card(self.till.id)
        self.assertIn("ゴールド", self._mail().body_html)

    def test_a_guest_without_email_is_named(self):
        ren = self._make_guest("Ren")
        with self.assertRaisesRegex(UserError, "Ren has no e-mail"):
            ren.loyalty_send_name_card(self.till.id)
        with self.assertRaisesRegex(UserError, "None of these"):
            ren.action_loyalty_tier_send_card()
        notice = (self.guest | ren).action_loyalty_tier_send_card()
        self.assertIn("on their way: 1", notice["params"]["message"])
