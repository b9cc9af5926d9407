# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common_messages import MessagesCommon

WRONG = "<p t-out=\"object.name == 'Unlucky' and object.nothing_of_the_kind\"/>"


@tagged("post_install", "-at_install")
class TestLoyaltyTierMessageTexts(MessagesCommon):
    """What letters say, who writes them, and what happens when a text is wrong."""

    def _promoted(self, name="Kim", **values):
        guest = self._guest(name, **values)
        self._visit(guest, 2)
        return guest

    def _preview(self, message, **values):
        previews = self.env["loyalty.tier.message.preview"].with_user(self.marketing)
        return previews.create({"message_id": message.id, **values})

    # ------------------------------------------------------------------- words
    def test_the_house_writes_its_own_words(self):
        message = self._message("promotion")
        message.with_user(self.marketing).write(
            {"subject": "{name}!", "body": "Hail, {title} of {house}.\n\nCome soon."}
        )
        guest = self._promoted()
        self._tell()

        self.assertTold(guest, "Kim!", "Hail, Silver of", "Come soon.")

    def test_a_placeholder_that_is_unknown_is_refused_at_saving(self):
        message = self._message("promotion")
        with self.assertRaises(ValidationError) as refusal:
            message.body = "Dear {nmae}"
        self.assertIn("{nmae}", str(refusal.exception))
        self.assertIn("{name}", str(refusal.exception))

    def test_each_guest_reads_it_in_their_own_language(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        message = self._message("promotion")
        message.subject = "You are {title}"
        message.with_context(lang="fr_FR").subject = "Vous êtes {title}"
        self.silver.with_context(lang="fr_FR").name = "Argent"
        french, english = self._promoted("Luc", lang="fr_FR"), self._promoted("Ada")
        self._tell()

        self.assertTold(french, "Vous êtes Argent")
        self.assertTold(english, "You are Silver")

    def test_a_name_with_a_script_line_breaks_and_quotes_does_no_harm(self):
        self._message("promotion")
        name = '<script>alert(1)</script>\nBcc: all@example.com "O\'Neil" {title}'
        guest = self._promoted(name, email='"Odd, name" <kim@guests.example.com>')
        self._tell()

        self.assertTold(guest, "&lt;script&gt;")
        letter = self._letters(guest)
        self.assertNotIn("<script>alert", letter.body_html)
        self.assertNotIn("\n", letter.subject)
        self.assertEqual(letter.mailing_trace_ids.email, "kim@guests.example.com")

    def test_every_letter_lets_one_leave(self):
        for message in self.program.message_ids:
            with self.subTest(kind=message.kind):
                preview = self._preview(message, tier_id=self.silver.id)
                self.assertFalse(preview.error)
                self.assertIn("/unsubscribe_from_list", preview.body_html)
                self.assertNotIn("{", preview.subject)

    # ----------------------------------------------------------------- preview
    def test_a_preview_shows_what_a_holder_of_a_tier_would_read(self):
        message = self._message("promotion")
        as_gold = self._preview(message, tier_id=self.gold.id)
        self.assertIn("Gold", as_gold.subject)
        next_step = self.program.message_ids.filtered(lambda m: m.kind == "next")
        as_silver = self._preview(next_step, tier_id=self.silver.id)
        self.assertIn("1 visit to Gold", as_silver.body_html)

    def test_a_test_mail_goes_to_who_asks_and_to_nobody_else(self):
        message = self._message("promotion")
        guest = self._promoted()
        preview = self._preview(message, partner_id=guest.id)
        with self.mock_mail_gateway():
            preview.action_test()

        (mail,) = self._mails
        self.assertIn("marketing@shop.example.com", mail["email_to"][0])
        self.assertIn("Kim, you are Silver now", mail["subject"])

    def test_who_may_not_write_to_guests_sees_no_message(self):
        message = self._message("promotion")
        with self.assertRaises(AccessError):
            message.with_user(self.cashier).read(["kind"])
        with self.assertRaises(AccessError):
            message.with_user(self.cashier).action_resume()
        with self.assertRaises(AccessError):
            self.env["loyalty.tier.message.preview"].with_user(self.cashier).create(
                {"message_id": message.id}
            )

    def test_a_manager_of_another_company_reaches_nothing(self):
        self.program.company_id = self.company
        message = self._message("promotion")
        other = self._make_company("Harbour")
        manager = self._make_user(
            "stranger", "loyalty_tiers.group_loyalty_tiers_manager", company=other
        )
        for button in ("action_resume", "action_preview", "action_guests"):
            with self.subTest(button=button), self.assertRaises(AccessError):
                getattr(message.with_user(manager), button)()
        with self.assertRaises(AccessError):
            preview = self._preview(message).with_user(manager)
            preview.create({"message_id": message.id}).action_test()

    def test_marketing_switches_and_cannot_reach_more(self):
        message = self.program.message_ids[:1].with_user(self.marketing)
        message.is_on = True
        self.assertTrue(message.sudo().mailing_id)
        with self.assertRaises(AccessError):
            message.unlink()
        with self.assertRaises(AccessError):
            message.copy()

    # ------------------------------------------------------------- wrong texts
    def test_a_wrong_text_stops_its_message_and_no_other(self):
        promotion, thanks = self._message("promotion"), self._message("thanks")
        template = promotion.template_id
        template.body_html = WRONG
        guest = self._promoted("Unlucky")
        moves = self.env["loyalty.tier.move"].with_user(self.cashier)
        moves.hold_party(guest.id, self.silver.id)
        with self.assertLogs("odoo.addons.loyalty_tiers_marketing", "WARNING"):
            self._tell()

        self.assertIn("nothing_of_the_kind", promotion.error)
        self.assertFalse(thanks.error)
        self.assertTold(guest, "thank you")
        self.assertEqual(promotion.waiting_count, 1)
        preview = self._preview(promotion, partner_id=guest.id)
        self.assertIn("nothing_of_the_kind", preview.error)
        with self.assertRaises(UserError):
            preview.action_test()

        template.body_html = "<p>Well done</p>"
        promotion.with_user(self.marketing).action_resume()
        self._tell()
        self.assertTold(guest, "Well done", times=2)

    # ------------------------------------------------------------- mail server
    def test_a_mail_that_failed_is_tried_again_and_not_to_who_has_left(self):
        self._message("promotion")
        stays, leaves = self._promoted("Stays"), self._promoted("Leaves")
        self._tell()
        letters = self._letters(stays) | self._letters(leaves)
        letters.write({"state": "exception"})
        letters.mailing_trace_ids.set_failed(failure_type="mail_smtp")
        self.env["res.partner.consent"]._leave(leaves, ["news"])

        self._tell()
        self.assertEqual(set(letters.mapped("state")), {"exception"})
        with self._later(minutes=20):
            self._tell()

        self.assertEqual(self._letters(stays).state, "outgoing")
        self.assertEqual(
            self._letters(stays).mailing_trace_ids.trace_status, "outgoing"
        )
        self.assertEqual(self._letters(leaves).state, "cancel")

    def test_a_mail_is_not_tried_for_ever(self):
        self._message("promotion")
        guest = self._promoted()
        self._tell()
        letter = self._letters(guest)
        for _try in range(20):
            letter.state = "exception"
            with self._later(days=60):
                self.env["mail.mail"]._loyalty_tier_retry()
        self.assertEqual(letter.state, "exception")
        self.assertEqual(letter.loyalty_tier_retries, 7)
