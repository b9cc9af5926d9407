# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from unittest.mock import patch

from odoo.tests import tagged

from odoo.addons.base.models.ir_mail_server import MailDeliveryException
from odoo.addons.base.tests.common import MockSmtplibCase

from .common_messenger import MessengerCommon


@tagged("post_install", "-at_install")
class TestMessengerMail(MockSmtplibCase, MessengerCommon):
    """The sender by mail, to a gateway that turns mails into messages."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._init_mail_servers()
        cls.env.company.email = "shop@test.mycompany.com"
        cls.env.company.loyalty_tier_messenger = "mail"
        cls.env.company.loyalty_tier_messenger_domain = "gateway.example.com"

    def test_the_gateway_gets_a_mail_to_the_number(self):
        message = self._write_to(self.guest)
        with self.mock_smtplib_connection():
            self._deliver()
        self.assertEqual(message.state, "sent")
        [mail] = self.emails
        self.assertEqual(mail["msg_to"], "12125550100@gateway.example.com")
        self.assertIn("Sukiyaki is back", mail["message"])

    def test_a_mail_server_that_is_down_is_tried_again(self):
        message = self._write_to(self.guest)
        servers = self.registry["ir.mail_server"]
        with patch.object(
            servers, "send_email", side_effect=MailDeliveryException("No route")
        ):
            self._deliver()
        self.assertEqual(message.state, "waiting")
        self.assertIn("No route", message.error)

    def test_without_a_domain_no_messenger_is_ready(self):
        self.env.company.loyalty_tier_messenger_domain = False
        self.assertIsNone(self.env.company._loyalty_tier_messenger())
