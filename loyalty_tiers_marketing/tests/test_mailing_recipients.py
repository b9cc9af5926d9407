# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import html2plaintext

from .common import MarketingCommon


@tagged("post_install", "-at_install")
class TestMailingRecipients(MarketingCommon):
    def test_everybody_is_left_out_for_the_reason_that_fits(self):
        consents = self.env["res.partner.consent"]
        self._guest("Ada")
        self._guest("Bea", email=False)
        self._guest("Cleo", agrees=())
        consents._leave(self._guest("Dora"), ["offers"])
        guest = self._guest("Edda")
        self.env["mail.blacklist"]._add(guest.email)
        self._guest("Fay", email="Ada@Guests.example.com")

        self.assertCounts(
            self._mailing(),
            written=1,
            no_address=1,
            unasked=1,
            left=1,
            blacklisted=1,
            twice=1,
        )

    def test_a_mailing_reaches_each_once_and_leaves_out_the_others(self):
        self._guest("Ada")
        self._guest("Fay", email="ada@guests.example.com")
        self._guest("Cleo", agrees=())
        mailing = self._mailing()

        self.assertEqual(len(self._send(mailing)), 1)

        self.assertEqual(mailing.state, "done")
        with self.assertRaises(UserError):
            mailing.action_send_mail()

    def test_who_left_under_one_contact_is_not_written_to_under_another(self):
        twin = self._guest("Twin", email="ada@guests.example.com")
        self._guest("Ada")
        self.env["res.partner.consent"]._leave(twin, ["offers"])

        self.assertCounts(self._mailing(), left=2)

    def test_who_comes_back_after_leaving_is_written_to(self):
        guest = self._guest("Ada")
        consents = self.env["res.partner.consent"]
        consents._leave(guest, ["offers"])
        self.assertCounts(self._mailing(), left=1)

        consents._agree(guest, ["offers"], ["email"], how="website")
        self.assertCounts(self._mailing(), written=1)

    def test_leaving_one_purpose_leaves_nothing_else(self):
        guest = self._guest("Ada", agrees=("offers", "news"))
        self.env["res.partner.consent"]._leave(guest, ["news"])

        self.assertCounts(self._mailing(loyalty_tier_purpose="news"), left=1)
        self.assertCounts(self._mailing(loyalty_tier_purpose="offers"), written=1)

    def test_who_left_everything_is_left_out_of_ordinary_mailings_too(self):
        guest = self._guest("Ada")
        mailing = self._mailing(
            loyalty_tier_audience_id=False,
            loyalty_tier_purpose=False,
            mailing_domain=f"[('id', '=', {guest.id})]",
        )
        self.env["res.partner.consent"]._leave(guest)

        self.assertEqual(self._send(mailing), [])
        self.assertEqual(mailing.mailing_trace_ids.failure_type, "mail_optout")

    def test_nobody_hears_from_the_shop_more_often_than_the_limit(self):
        self.program.message_limit = 1
        self._guest("Ada")
        self._send(self._mailing())

        second = self._mailing()

        self.assertCounts(second, limit=1)
        with self.assertRaises(UserError) as refusal:
            second.action_put_in_queue()
        self.assertIn("Heard from us enough: 1", str(refusal.exception))

    def test_a_tier_may_hear_more_often_than_others(self):
        self.program.message_limit = 1
        self.silver.message_limit = 2
        self._guest("Ada", visits=2)
        self._guest("Bea", visits=1)
        self._send(self._mailing())

        self.assertCounts(self._mailing(), written=1, limit=1)

    def test_the_owner_may_write_to_who_was_never_asked(self):
        self._guest("Ada", agrees=())
        self.env["ir.config_parameter"].set_param(
            "loyalty_tiers_marketing.unasked", "yes"
        )

        self.assertCounts(self._mailing(), written=1)

    def test_a_part_is_held_back_and_known_before_anybody_is_written_to(self):
        guests = [self._guest(f"Guest {number}") for number in range(10)]
        mailing = self._mailing(loyalty_tier_hold_back=20.0)

        reached = self._send(mailing)

        held = self.env["loyalty.tier.addressee"].search(
            [("mailing_id", "=", mailing.id), ("fate", "=", "held_back")]
        )
        self.assertEqual((len(reached), len(held)), (8, 2))
        self.assertFalse(set(held.partner_id.mapped("email")) & set(reached))
        self.assertLessEqual(held.partner_id, self.env["res.partner"].union(*guests))

    def test_guests_are_chosen_at_sending_and_not_again(self):
        self._guest("Ada")
        mailing = self._mailing()
        self._guest("Bea")
        self._send(mailing)
        self._guest("Cleo")

        self.assertEqual(mailing._get_remaining_recipients(), [])

    def test_an_interrupted_mailing_goes_on_with_the_rest(self):
        guests = [self._guest(f"Guest {number}") for number in range(4)]
        mailing = self._mailing()
        ids = mailing._get_remaining_recipients()
        with self.mock_mail_gateway():
            mailing.action_send_mail(ids[:2])
        self._guest("Late")

        reached = self._send(mailing)

        self.assertEqual(len(reached), 2)
        self.assertEqual(
            sorted(mailing.mailing_trace_ids.mapped("email")),
            sorted(guest.email for guest in guests),
        )

    def test_two_texts_are_tried_on_different_guests(self):
        for number in range(10):
            self._guest(f"Guest {number}")
        first = self._mailing(ab_testing_enabled=True, ab_testing_pc=30)
        second = first.copy({"ab_testing_pc": 30, "loyalty_tier_hold_back": 0.0})

        one, other = self._send(first), self._send(second)

        self.assertEqual((len(one), len(other)), (3, 3))
        self.assertFalse(set(one) & set(other))

    def test_a_mailing_to_nobody_says_why(self):
        self._guest("Cleo", agrees=())
        mailing = self._mailing()

        with self.assertRaises(UserError) as refusal:
            mailing.action_put_in_queue()

        self.assertIn("Never asked: 1", str(refusal.exception))
        self.assertEqual(mailing.state, "draft")

    def test_a_tier_that_was_archived_stops_the_mailing_with_its_name(self):
        self._guest("Ada", visits=4)
        mailing = self._mailing(self._audience(tier_from_id=self.gold.id))
        self.gold.active = False

        with self.assertRaises(ValidationError) as refusal:
            mailing.action_put_in_queue()

        self.assertIn("Gold", str(refusal.exception))

    def test_addresses_that_nobody_can_have_stop_nothing(self):
        self._guest("Ada")
        for number, email in enumerate(
            ('"><script>alert(1)</script>', "a@b.com\nBcc: x@y.com", "'; DROP --")
        ):
            self._guest(f"Odd {number}", email=email)
        quoted = self._guest("Quoted", email='"O\'Hara, Q" <quoted@guests.example.com>')
        mailing = self._mailing()

        # Odoo takes the first address where somebody has typed several.
        self.assertCounts(mailing, written=3, no_address=2)
        self.assertNotIn("x@y.com", " ".join(self._send(mailing)))
        self.assertEqual(
            set(mailing.mailing_trace_ids.mapped("email")),
            {"ada@guests.example.com", "a@b.com", quoted.email_normalized},
        )

    def test_the_templates_of_the_house_read_as_a_letter(self):
        guest = self._guest("Kim", visits=2)
        for name in ("story", "evening"):
            template = self.env.ref(f"loyalty_tiers_marketing.mail_template_{name}")
            mailing = self._mailing(loyalty_tier_template_id=template.id)
            self._send(mailing)
            body = self._new_mails[-1].body_html
            self.assertIn(
                "Silver Kim", " ".join(html2plaintext(body).replace("*", "").split())
            )
            self.assertIn("unsubscribe", body)
            self.assertEqual(mailing.mailing_trace_ids.res_id, guest.id)
