# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import MarketingCommon

RENDERING = "odoo.addons.mail.models.mail_render_mixin"
LEAVE = '<p><a href="/unsubscribe_from_list">Leave</a></p>'
TITLE = '<p>Dear <t t-out="object.loyalty_tier_id.name">Guest</t></p>'


@tagged("post_install", "-at_install")
class TestMailingEditions(MarketingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for code in ("ko_KR", "ja_JP"):
            cls.env["res.lang"]._activate_lang(code)
        cls.silver.with_context(lang="ko_KR").name = "은"
        cls.silver.with_context(lang="ja_JP").name = "銀"

    @classmethod
    def _block(cls, mailing, text, **values):
        return cls.env["loyalty.tier.mailing.block"].create(
            {"mailing_id": mailing.id, "name": text, "body": f"<p>{text}</p>", **values}
        )

    def _bodies(self, mailing):
        """Send a mailing and return what each guest reads, by first name."""
        self._send(mailing)
        return {
            mail["email_to"][0].split("@")[0].split("<")[-1]: mail
            for mail in self._mails
        }

    def _template(self, **values):
        template = self.env["mail.template"].create(
            {
                "name": "New on the menu",
                "model_id": self.env["ir.model"]._get_id("res.partner"),
                "subject": "New for {{ object.loyalty_tier_id.name }}",
                "body_html": "<p>We have something new.</p>" + LEAVE,
                **values,
            }
        )
        korean = template.with_context(lang="ko_KR")
        korean.subject = "{{ object.loyalty_tier_id.name }}님께"
        korean.body_html = "<p>새 메뉴가 나왔습니다.</p>"
        return template

    # ------------------------------------------------------------ the blocks
    def test_each_tier_reads_its_own_blocks(self):
        self._guest("Nora")
        self._guest("Silvia", visits=2)
        self._guest("Gode", visits=4)
        mailing = self._mailing(body_html="<p>Hello</p>" + LEAVE)
        self._block(mailing, "From silver", tier_from_id=self.silver.id)
        self._block(mailing, "Only gold", tier_ids=self.gold.ids)
        self._block(mailing, "Come again", without_tier=True)
        self._block(mailing, "Everybody")

        bodies = {name: mail["body"] for name, mail in self._bodies(mailing).items()}

        expected = {
            "nora": ["Come again", "Everybody"],
            "silvia": ["From silver", "Everybody"],
            "gode": ["From silver", "Only gold", "Everybody"],
        }
        texts = mailing.loyalty_tier_block_ids.mapped("name")
        for name, blocks in expected.items():
            self.assertEqual([t for t in texts if t in bodies[name]], blocks)
            self.assertIn("Hello", bodies[name])

    def test_the_tier_is_the_one_with_which_the_guest_was_chosen(self):
        guest = self._guest("Silvia", visits=2)
        mailing = self._mailing(body_html="<p>Hello</p>")
        self._block(mailing, "Only silver", tier_ids=self.silver.ids)
        mailing._loyalty_tier_choose()
        self._visit(guest, 2)
        self.assertTier(guest, self.gold)

        self.assertIn("Only silver", self._bodies(mailing)["silvia"]["body"])

    def test_blocks_are_translated(self):
        self._guest("Kim", visits=2, lang="ko_KR")
        mailing = self._mailing(body_html="<p>Hello</p>")
        block = self._block(mailing, "A glass")
        block.with_context(lang="ko_KR").body = "<p>한 잔</p>"

        self.assertIn("한 잔", self._bodies(mailing)["kim"]["body"])

    def test_a_copy_of_a_mailing_has_its_blocks(self):
        mailing = self._mailing()
        self._block(mailing, "A glass")

        self.assertEqual(mailing.copy().loyalty_tier_block_ids.name, "A glass")

    # --------------------------------------------------------- the languages
    def test_the_title_comes_in_the_language_of_the_guest(self):
        self._guest("Silvia", visits=2)
        self._guest("Kim", visits=2, lang="ko_KR")
        self._guest("Sato", visits=2, lang="ja_JP")

        mails = self._bodies(self._mailing(body_html=TITLE))

        self.assertIn("Dear Silver", mails["silvia"]["body"])
        self.assertIn("Dear 은", mails["kim"]["body"])
        self.assertIn("Dear 銀", mails["sato"]["body"])

    def test_a_template_speaks_the_language_of_each_guest(self):
        self._guest("Silvia", visits=2)
        self._guest("Kim", visits=2, lang="ko_KR")
        mailing = self._mailing(loyalty_tier_template_id=self._template().id)
        self._block(mailing, "A glass")

        mails = self._bodies(mailing)

        self.assertEqual(mails["silvia"]["subject"], "New for Silver")
        self.assertIn("We have something new.", mails["silvia"]["body"])
        self.assertIn("A glass", mails["silvia"]["body"])
        self.assertEqual(mails["kim"]["subject"], "은님께")
        self.assertIn("새 메뉴가 나왔습니다.", mails["kim"]["body"])
        self.assertNotIn("something new", mails["kim"]["body"])

    def test_the_title_is_the_one_of_the_program_of_the_mailing(self):
        self._guest("Silvia", visits=2)
        mailing = self._mailing(body_html=TITLE)
        neighbour = self.env["res.company"].create({"name": "Neighbour"})
        mailing = mailing.with_company(neighbour)

        self.assertIn("Dear Silver", self._bodies(mailing)["silvia"]["body"])

    def test_guests_are_written_to_one_edition_after_the_other(self):
        for number in range(4):
            lang = ("en_US", "ko_KR")[number % 2]
            self._guest(f"Guest {number}", visits=2, lang=lang)

        guests = self.env["res.partner"].browse(
            self._mailing()._get_remaining_recipients()
        )

        self.assertEqual(
            guests.mapped("name"), ["Guest 0", "Guest 2", "Guest 1", "Guest 3"]
        )

    def test_the_page_in_the_browser_shows_what_the_mail_showed(self):
        guest = self._guest("Kim", visits=2, lang="ko_KR")
        mailing = self._mailing(loyalty_tier_template_id=self._template().id)
        self._block(mailing, "A glass", tier_ids=self.silver.ids)

        shown = mailing.sudo()._render_field("body_html", guest.ids, compute_lang=False)

        self.assertIn("새 메뉴가 나왔습니다.", shown[guest.id])
        self.assertIn("A glass", shown[guest.id])

    def test_an_ordinary_mailing_is_left_alone(self):
        guest = self._guest("Kim", visits=2)
        mailing = self._mailing(
            loyalty_tier_audience_id=False,
            loyalty_tier_purpose=False,
            mailing_domain=f"[('id', '=', {guest.id})]",
        )
        self._block(mailing, "A glass")

        self.assertNotIn("A glass", self._bodies(mailing)["kim"]["body"])

    # -------------------------------------------------------- who may do what
    def _restrict_marketing(self):
        """Have few write whatever placeholders they like, as a shop may choose."""
        editors = self.env.ref("mail.group_mail_template_editor")
        self.env.ref("base.group_user").implied_ids -= editors
        self.marketing.group_ids -= editors
        self.assertFalse(self.marketing.has_group("mail.group_mail_template_editor"))

    def test_marketing_without_the_right_to_templates_writes_the_title(self):
        self._restrict_marketing()
        self._guest("Silvia", visits=2, loyalty_tier_called="Sil")
        called = '<p t-out="object.loyalty_tier_addressed_as">Guest</p>'
        mailing = self._mailing(body_html=TITLE).with_user(self.marketing)
        blocks = self.env["loyalty.tier.mailing.block"].with_user(self.marketing)
        block = blocks.create({"mailing_id": mailing.id, "name": "Name"})
        block.body = called

        body = self._bodies(mailing)["silvia"]["body"]

        self.assertIn("Dear Silver", body)
        self.assertIn("Sil</p>", body)
        for text, field in ((block, "body"), (mailing, "body_html")):
            with self.assertRaises(AccessError):
                text[field] = '<p t-out="object.env.user.password"/>'

    def test_an_employee_writes_no_blocks(self):
        mailing = self._mailing()
        employee = self._make_user("employee")
        with self.assertRaises(AccessError):
            self.env["loyalty.tier.mailing.block"].with_user(employee).create(
                {"mailing_id": mailing.id, "name": "A glass"}
            )

    # ---------------------------------------------------- preview and test
    def _preview(self, mailing, tier, lang="en_US"):
        previews = self.env["loyalty.tier.mailing.preview"].with_user(self.marketing)
        form = Form(previews.with_context(default_mailing_id=mailing.id))
        form.tier_id = tier
        form.lang = lang
        return form

    def test_marketing_sees_the_mail_as_each_tier_would(self):
        self._guest("Gode", visits=4)
        mailing = self._mailing(body_html=TITLE + LEAVE, preview="Look in")
        self._block(mailing, "Only gold", tier_ids=self.gold.ids)

        gold = self._preview(mailing, self.gold)
        silver = self._preview(mailing, self.silver, "ko_KR")
        nobody = self._preview(mailing, self.env["loyalty.tier"])

        self.assertEqual(gold.reader_id.name, "Gode")
        self.assertIn("Dear Gold", gold.body)
        self.assertIn("Only gold", gold.body)
        self.assertIn("Look in", gold.body)
        # Nobody holds silver: whoever looks wears the title, in that language.
        self.assertEqual(silver.reader_id, self.marketing.partner_id)
        self.assertIn("Dear 은", silver.body)
        self.assertNotIn("Only gold", silver.body)
        self.assertIn("Dear Guest", nobody.body)

    def test_a_preview_writes_and_sends_nothing(self):
        self._guest("Gode", visits=4)
        mailing = self._mailing(
            body_html=TITLE + '<a href="https://shop.example.com/menu">Menu</a>'
        )
        before = self.env["link.tracker"].search_count([])
        with self.mock_mail_gateway():
            self.assertIn("shop.example.com", self._preview(mailing, self.gold).body)
        self.assertFalse(self._mails or self._new_mails)
        self.assertEqual(self.env["link.tracker"].search_count([]), before)
        self.assertFalse(self.marketing.partner_id.loyalty_tier_id)

    def test_a_wrong_placeholder_is_said_in_the_preview(self):
        mailing = self._mailing(body_html='<p t-out="object.no_such_field"/>')
        with mute_logger(RENDERING):
            preview = self._preview(mailing, self.gold)
        self.assertFalse(preview.body)
        self.assertEqual(
            preview.trouble,
            "'res.partner' object has no attribute 'no_such_field'",
        )

    def test_a_wrong_placeholder_stops_the_mailing_before_anybody_is_written_to(self):
        self._guest("Ada")
        mailing = self._mailing()
        block = self._block(mailing, "A glass", tier_ids=self.gold.ids)
        block.with_context(lang="ko_KR").body = '<p t-out="object.nothing"/>'

        for send in (mailing.action_launch, mailing.action_send_mail):
            with self.assertRaises(UserError) as refusal, mute_logger(RENDERING):
                send()
            self.assertIn("한국어", str(refusal.exception))
            self.assertIn("nothing", str(refusal.exception))
        self.assertFalse(mailing.mailing_trace_ids)

    def test_a_test_mail_is_of_the_edition_that_is_chosen(self):
        mailing = self._mailing(loyalty_tier_template_id=self._template().id)
        self._block(mailing, "Only gold", tier_ids=self.gold.ids)
        test = self.env["mailing.mailing.test"].with_user(self.marketing)
        test = test.create(
            {
                "mass_mailing_id": mailing.id,
                "email_to": "me@shop.example.com",
                "loyalty_tier_id": self.gold.id,
                "loyalty_tier_lang": "ko_KR",
            }
        )
        with self.mock_mail_gateway():
            test.send_mail_test()

        self.assertIn("새 메뉴가 나왔습니다.", self._mails[0]["body"])
        self.assertIn("Only gold", self._mails[0]["body"])
