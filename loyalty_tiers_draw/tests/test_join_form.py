# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged

from .common_draw import DrawCommon


@tagged("post_install", "-at_install")
class TestJoinForm(DrawCommon):
    """What may be entered, and what is said where it may not."""

    def _read(self, purposes=(), channels=(), **values):
        values = {"name": "Ada", "email": "ada@example.com", **values}
        return self.env["loyalty.tier.join"]._read_form(values, purposes, channels)

    def assertWrong(self, field, **values):
        _said, errors = self._read(**values)
        self.assertEqual(list(errors), [field], values)

    def test_what_is_right_is_taken_as_it_is(self):
        said, errors = self._read(name="  김민준 ", email="Kim@Example.COM ")
        self.assertEqual(errors, {})
        self.assertEqual((said.name, said.email), ("김민준", "kim@example.com"))

    def test_a_phone_number_is_enough(self):
        _said, errors = self._read(email="", phone="+82 10-2345-6789")
        self.assertEqual(errors, {})

    def test_no_name(self):
        for name in ("", "   ", None, "\u200b", "123", "!!"):
            self.assertWrong("name", name=name)

    def test_scripts_links_and_templates_are_no_names(self):
        for name in (
            "<script>alert(1)</script>",
            "Win at http://evil.example",
            "www.evil.example",
            "{{ object.password }}",
            "ada@example.com",
            "A" * 65,
        ):
            self.assertWrong("name", name=name)

    def test_signs_that_turn_the_text_around_are_left_out(self):
        said, errors = self._read(name="Ada\u202eLovelace\r\nBcc: x")
        self.assertEqual(errors, {})
        self.assertEqual(said.name, "AdaLovelaceBcc: x")

    def test_bad_addresses(self):
        for email in (
            "ada",
            "ada@",
            "ada@example",
            "a b@example.com",
            'ada"@example.com',
            "ada@example.com, eve@example.com",
            "<script>@example.com",
            "a" * 250 + "@example.com",
        ):
            self.assertWrong("email", email=email)

    def test_bad_numbers(self):
        for phone in ("12", "call me", "+1 212 555 0100 <b>", "1" * 40):
            self.assertWrong("phone", phone=phone)

    def test_without_a_country_any_whole_number_will_do(self):
        self.env.company.country_id = False
        _said, errors = self._read(email="", phone="010-2345-6789")
        self.assertEqual(errors, {})

    def test_neither_address_nor_number(self):
        self.assertWrong("email", email="", phone="")

    def test_what_was_entered_wrong_is_given_back_as_it_was(self):
        said, _errors = self._read(email="ada@", name="")
        self.assertEqual(said.email, "ada@")

    def test_purposes_and_channels_belong_together(self):
        self.assertWrong("consent", purposes=["news"])
        self.assertWrong("consent", channels=["email"])
        self.assertWrong("consent", purposes=["news"], channels=["sms"])

    def test_unknown_ticks_are_left_out(self):
        said, errors = self._read(purposes=["health", "x"], channels=["post", "pigeon"])
        self.assertEqual((said.purposes, said.channels, errors), ((), (), {}))

    def test_the_messenger_is_offered_once_one_is_ready(self):
        joining = self.env["loyalty.tier.join"]
        self.assertNotIn("messenger", dict(joining._channels()))
        self.env.company.loyalty_tier_messenger = "http"
        self.assertNotIn("messenger", dict(joining._channels()))
        self.env.company.loyalty_tier_messenger_url = "https://messenger.example/send"
        self.assertIn("messenger", dict(joining._channels()))
