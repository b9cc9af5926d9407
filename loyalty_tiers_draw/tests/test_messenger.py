# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from ..models.loyalty_tier_messenger import Failure
from .common_messenger import MessengerCommon


@tagged("post_install", "-at_install")
class TestMessenger(MessengerCommon):
    """The queue: to whom, once, again after a failure. The sender is the test's own."""

    def setUp(self):
        super().setUp()
        self.sent, self.failures = [], {}
        sender = self.registry["loyalty.tier.messenger.http"]
        self.patch(sender, "_messenger_send", lambda s, messages: self._take(messages))

    def _take(self, messages):
        self.sent += [(m.number, m.text, m.key) for m in messages]
        return {
            m: self.failures[m.number] for m in messages if m.number in self.failures
        }

    def test_each_guest_gets_a_message_once(self):
        grace = self._make_reader("Grace", "+12125550101")
        messages = self._write_to(self.guest, grace)
        self._deliver()
        self._deliver()
        self.assertEqual(set(messages.mapped("state")), {"sent"})
        self.assertEqual(
            sorted(n for n, _t, _k in self.sent), ["+12125550100", "+12125550101"]
        )

    def test_the_same_cause_writes_once(self):
        self.assertTrue(self._write_to(self.guest))
        self.assertFalse(self._write_to(self.guest))
        self.assertTrue(self._write_to(self.guest, cause="next menu"))

    def test_who_leaves_meanwhile_gets_nothing(self):
        message = self._write_to(self.guest)
        self.env["res.partner.consent"]._leave(self.guest, ["news"], ["messenger"])
        self._deliver()
        self.assertEqual((message.state, self.sent), ("cancelled", []))

    def test_who_has_no_number_is_told_to_the_manager(self):
        message = self._write_to(self.guest)
        self.guest.phone = False
        self._deliver()
        self.assertEqual(message.state, "failed")
        self.assertIn("no phone number", message.error)

    def test_what_fails_is_tried_again_with_the_same_key_and_longer_pauses(self):
        message = self._write_to(self.guest)
        self.failures["+12125550100"] = Failure("Busy", again=True)
        now = fields.Datetime.now()
        self._deliver()
        self.assertEqual((message.state, message.error), ("waiting", "Busy"))
        self.assertGreaterEqual(message.next_try_on, now + timedelta(minutes=5))
        self._deliver()
        self.assertEqual(len(self.sent), 1, "Not before the pause is over")

        self._wait(message)
        self._deliver()
        self.assertGreaterEqual(message.next_try_on, now + timedelta(minutes=10))
        self.failures.clear()
        self._wait(message)
        self._deliver()
        self.assertEqual((message.state, message.error), ("sent", False))
        self.assertEqual(len({key for _n, _t, key in self.sent}), 1)

    def test_after_five_tries_a_manager_decides(self):
        message = self._write_to(self.guest)
        self.failures["+12125550100"] = Failure("Busy", again=True)
        for _time in range(7):
            self._wait(message)
            self._deliver()
        self.assertEqual((message.state, len(self.sent)), ("failed", 5))
        self.failures.clear()
        message.action_retry()
        self._deliver()
        self.assertEqual(message.state, "sent")

    def test_what_is_refused_for_good_is_not_tried_again(self):
        message = self._write_to(self.guest)
        self.failures["+12125550100"] = Failure("Blocked", again=False)
        self._deliver()
        self.assertEqual(message.state, "failed")

    def test_a_sender_that_breaks_stops_nobody_else(self):
        grace = self._make_reader("Grace", "+12125550101")
        messages = self._write_to(self.guest, grace)
        take = self._take

        def break_once(sent):
            self._take = take
            raise ValueError("Bad sender")

        self._take = break_once
        with self.assertLogs("odoo.addons.loyalty_tiers_draw", "ERROR"):
            self._deliver()
        self.assertEqual(sorted(messages.mapped("state")), ["sent", "unsure"])

    def test_an_interrupted_job_goes_on_where_it_stopped(self):
        readers = [self._make_reader(f"R{n}", f"+1212555020{n}") for n in range(3)]
        self._write_to(*readers)
        self._deliver(seconds_left=0)
        self.assertEqual(len(self.sent), 1)
        self._deliver()
        self.assertEqual(len(self.sent), 3)

    def test_what_was_on_its_way_when_the_power_went_is_not_sent_twice(self):
        message = self._write_to(self.guest)
        messages = self.env["loyalty.tier.messenger.message"]
        self.assertEqual(messages._claim(self.env.company, 10), message)
        self.assertFalse(messages._claim(self.env.company, 10))
        self._deliver()
        self.assertEqual(message.state, "sending")
        long_ago = fields.Datetime.now() - timedelta(hours=2)
        self.env.cr.execute(
            "UPDATE loyalty_tier_messenger_message SET write_date = %s", [long_ago]
        )
        self.env.invalidate_all()
        self._deliver()
        self.assertEqual((message.state, self.sent), ("unsure", []))

    def test_messages_wait_while_there_is_no_messenger(self):
        message = self._write_to(self.guest)
        self.env.company.loyalty_tier_messenger = False
        self._deliver()
        self.assertEqual(message.state, "waiting")

    def test_addresses_of_services_are_encrypted_and_domains_are_domains(self):
        company = self.env.company
        for url in ("http://messenger.example", "ftp://x", "https://", "javascript:1"):
            with self.assertRaises(ValidationError):
                company.loyalty_tier_messenger_url = url
        for domain in ("a@b.example", "b.example\nBcc: x", "https://b.example"):
            with self.assertRaises(ValidationError):
                company.loyalty_tier_messenger_domain = domain
