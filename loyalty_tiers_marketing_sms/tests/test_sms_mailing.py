# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import UserError
from odoo.tests import HttpCase, tagged

from odoo.addons.loyalty_tiers_marketing.tests.common import MarketingCommon
from odoo.addons.sms.tests.common import SMSCase


@tagged("post_install", "-at_install")
class TestSmsMailing(MarketingCommon, SMSCase, HttpCase):
    """What guests get on their phones, and how they leave it."""

    _numbers = iter(range(1000, 9999))

    @classmethod
    def _guest(cls, name="Ada", visits=1, agrees=("offers",), **values):
        phone = f"+821012{next(cls._numbers)}34"[:13]
        values = {"phone": phone, **values}
        guest = super()._guest(name, visits, agrees=(), **values)
        if agrees:
            cls.env["res.partner.consent"]._agree(guest, agrees, ["sms"])
        return guest

    @classmethod
    def _mailing(cls, audience=None, **values):
        text = {"mailing_type": "sms", "body_plaintext": "New on the menu"}
        return super()._mailing(audience, **{**text, "sms_force_send": True, **values})

    def _send(self, mailing):
        """Send text messages now, and return the numbers reached."""
        with self.mockSMSGateway():
            mailing.action_send_mail()
        return sorted(sms["number"] for sms in self._sms)

    def _stop(self, trace):
        """Open the link of a text message, and confirm the number."""
        return self.url_open(
            f"/sms/{trace.mass_mailing_id.id}/unsubscribe/{trace.sms_code}"
            f"?sms_number={trace.sms_number.replace('+', '%2B')}"
        )

    def test_who_has_agreed_to_text_messages_gets_them_once(self):
        ada = self._guest("Ada")
        self._guest("Twin", phone=ada.phone)
        self._guest("Bea", agrees=())
        self._guest("Cleo", phone=False)
        self.env["phone.blacklist"].sudo()._add([self._guest("Dora").phone_sanitized])
        mailing = self._mailing()

        self.assertCounts(
            mailing, written=1, twice=1, unasked=1, no_address=1, blacklisted=1
        )
        self.assertEqual(self._send(mailing), [ada.phone_sanitized])
        self.assertEqual(
            mailing.mailing_trace_ids.loyalty_tier_addressee_id.partner_id, ada
        )
        self.assertEqual(mailing._get_remaining_recipients(), [])

    def test_agreeing_to_mails_is_no_leave_to_send_text_messages(self):
        guest = self._guest("Ada", agrees=())
        self.env["res.partner.consent"]._agree(guest, ["offers"], ["email"])

        self.assertCounts(self._mailing(), unasked=1)

    def test_the_text_says_how_to_leave(self):
        self._guest("Ada")
        mailing = self._mailing()
        self.assertTrue(mailing.sms_allow_unsubscribe)
        mailing.sms_allow_unsubscribe = False

        self._send(mailing)

        self.assertIn("/sms/", self._sms[0]["body"])

    def test_leaving_by_the_link_leaves_only_the_purpose(self):
        guest = self._guest("Ada", agrees=("offers", "news"))
        self.env["res.partner.consent"]._agree(guest, ["offers"], ["email"])
        mailing = self._mailing()
        self._send(mailing)

        page = self._stop(mailing.mailing_trace_ids)

        self.assertIn("Offers", page.text)
        self.assertCounts(self._mailing(), left=1)
        self.assertCounts(self._mailing(loyalty_tier_purpose="news"), written=1)
        self.assertCounts(self._mailing(mailing_type="mail"), written=1)
        self.assertFalse(
            self.env["phone.blacklist"].search_count(
                [("number", "=", guest.phone_sanitized)]
            )
        )

    def test_a_number_that_got_nothing_leaves_nothing(self):
        self._guest("Ada")
        other = self._guest("Bea", agrees=("news",))
        mailing = self._mailing()
        self._send(mailing)
        trace = mailing.mailing_trace_ids
        number = other.phone_sanitized.replace("+", "%2B")
        for code, sent in (("zzz", trace.sms_number), (trace.sms_code, number)):
            self.url_open(
                f"/sms/{mailing.id}/unsubscribe/{code}?sms_number={sent}",
                allow_redirects=False,
            )

        self.assertCounts(self._mailing(), written=1, unasked=1)

    def test_the_link_of_an_ordinary_mailing_blacklists_as_odoo_does(self):
        guest = self._guest("Ada")
        mailing = self._mailing(
            loyalty_tier_audience_id=False,
            loyalty_tier_purpose=False,
            sms_allow_unsubscribe=True,
            mailing_domain=f"[('id', '=', {guest.id})]",
        )
        self._send(mailing)
        self._stop(mailing.mailing_trace_ids)

        self.assertCounts(self._mailing(), blacklisted=1)

    def test_who_left_all_gets_no_ordinary_text_message_either(self):
        guest = self._guest("Ada")
        twin = self._guest("Twin", phone=guest.phone)
        self.env["res.partner.consent"]._leave(guest)
        mailing = self._mailing(
            loyalty_tier_audience_id=False,
            loyalty_tier_purpose=False,
            mailing_domain=f"[('id', 'in', {(guest | twin).ids})]",
        )

        self.assertEqual(self._send(mailing), [])

    def test_an_interrupted_mailing_goes_on_with_the_rest(self):
        guests = [self._guest(f"Guest {number}") for number in range(4)]
        mailing = self._mailing()
        first = mailing._get_remaining_recipients()[:2]
        with self.mockSMSGateway():
            mailing.action_send_sms(first)
        self._guest("Late")

        self._send(mailing)

        self.assertEqual(
            sorted(mailing.mailing_trace_ids.mapped("sms_number")),
            sorted(guest.phone_sanitized for guest in guests),
        )

    def test_a_template_speaks_the_language_of_each_guest(self):
        self.env["res.lang"]._activate_lang("ko_KR")
        self.silver.with_context(lang="ko_KR").name = "은"
        self._guest("Silvia", visits=2, lang="en_US")
        self._guest("Kim", visits=2, lang="ko_KR")
        template = self.env["sms.template"].create(
            {
                "name": "New",
                "model_id": self.env["ir.model"]._get_id("res.partner"),
                "body": "News for {{ object.loyalty_tier_id.name }}",
            }
        )
        korean = "{{ object.loyalty_tier_id.name }}님께"
        template.with_context(lang="ko_KR").body = korean

        self._send(
            self._mailing(sms_template_id=template.id, body_plaintext=template.body)
        )

        texts = sorted(sms["body"].split("\n")[0] for sms in self._sms)
        self.assertEqual(texts, ["News for Silver", "은님께"])

    def test_a_mailing_to_many_is_asked_about(self):
        self.env["ir.config_parameter"].set_param(
            "loyalty_tiers_marketing.ask_twice_above", "1"
        )
        for number in range(2):
            self._guest(f"Guest {number}")
        mailing = self._mailing()
        for method in ("action_send_mail", "action_send_sms", "action_put_in_queue"):
            with self.mockSMSGateway():
                action = getattr(mailing, method)()
            self.assertEqual(action["res_model"], "loyalty.tier.mailing.confirm")
        self.assertFalse(mailing.mailing_trace_ids)

        with self.mockSMSGateway():
            action = mailing.action_send_sms()
            self.env[action["res_model"]].browse(action["res_id"]).action_send()
        self.assertEqual(len(mailing.mailing_trace_ids), 2)

    def test_who_may_not_be_written_to_is_not_reached_by_name(self):
        self._guest("Ada")
        bea = self._guest("Bea", agrees=())
        with self.assertRaises(UserError):
            self._mailing().action_send_sms(bea.ids)
