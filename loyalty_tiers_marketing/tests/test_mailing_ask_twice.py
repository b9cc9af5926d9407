# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import MarketingCommon


@tagged("post_install", "-at_install")
class TestMailingAskTwice(MarketingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].set_param(
            "loyalty_tiers_marketing.ask_twice_above", "6"
        )

    def _crowd(self, size):
        return [self._guest(f"Guest {number}", visits=2) for number in range(size)]

    def _dialog(self, action):
        """Return the dialog that a button has opened."""
        self.assertEqual(action["res_model"], "loyalty.tier.mailing.confirm")
        return self.env[action["res_model"]].browse(action["res_id"])

    def test_a_mailing_to_few_goes_out_without_asking(self):
        self._crowd(6)
        mailing = self._mailing().with_user(self.marketing)

        self.assertFalse(mailing.action_launch())
        self.assertEqual(mailing.state, "in_queue")

    def test_a_mailing_to_many_is_asked_about_with_five_of_its_guests(self):
        crowd = self._crowd(10)
        self._guest("Cleo", agrees=())
        mailing = self._mailing(loyalty_tier_hold_back=20.0)
        mailing = mailing.with_user(self.marketing)

        dialog = self._dialog(mailing.action_launch()).with_user(self.marketing)

        self.assertEqual(mailing.state, "draft")
        self.assertEqual((dialog.size, dialog.held_back), (8, 2))
        self.assertEqual(dialog.purpose, "offers")
        self.assertIn("Never asked: 1", dialog.left_out)
        samples = dialog.sample_ids
        self.assertEqual(samples.loyalty_tier_id, self.silver)
        self.assertEqual(len(samples), 5)
        self.assertLessEqual(samples, self.env["res.partner"].union(*crowd))

        dialog.action_send()
        self.assertEqual(mailing.state, "in_queue")

    def test_going_back_sends_nothing(self):
        self._crowd(7)
        mailing = self._mailing()
        self._dialog(mailing.action_launch())
        with self.mock_mail_gateway(), self.enter_registry_test_mode():
            self.env.ref(
                "mass_mailing.ir_cron_mass_mailing_queue"
            ).method_direct_trigger()
        self.assertFalse(self._mails or self._new_mails)

    def test_scheduling_asks_too(self):
        self._crowd(7)
        mailing = self._mailing()
        when = fields.Datetime.now() + timedelta(days=1)
        asked = self.env["mailing.mailing.schedule.date"].create(
            {"mass_mailing_id": mailing.id, "schedule_date": when}
        )

        dialog = self._dialog(asked.action_schedule_date())
        self.assertEqual(mailing.state, "draft")
        self.assertEqual(dialog.schedule_date, when)

        self._dialog(mailing.action_schedule()).action_send()
        self.assertEqual((mailing.state, mailing.schedule_date), ("in_queue", when))

    def test_sending_at_once_asks_too(self):
        self._crowd(7)
        mailing = self._mailing()
        with self.mock_mail_gateway():
            dialog = self._dialog(mailing.action_send_mail())
            self.assertFalse(self._mails)
            dialog.action_send()
        self.assertEqual(len(self._mails), 7)

    def test_whoever_sends_by_rpc_says_that_they_know(self):
        self._crowd(7)
        mailing = self._mailing().with_context(loyalty_tiers_confirmed=True)
        self.assertFalse(mailing.action_launch())
        self.assertEqual(mailing.state, "in_queue")

    def test_trying_again_what_failed_does_not_ask(self):
        self._crowd(7)
        mailing = self._mailing()
        self._send(mailing.with_context(loyalty_tiers_confirmed=True))
        self.assertFalse(mailing.action_retry_failed())
        self.assertEqual(mailing.state, "in_queue")

    def test_several_at_once_are_refused_where_one_goes_to_many(self):
        self._crowd(7)
        with self.assertRaises(UserError) as refusal:
            (self._mailing() | self._mailing()).action_put_in_queue()
        self.assertIn("7 guests", str(refusal.exception))

    def test_who_may_not_be_written_to_is_not_reached_by_name_either(self):
        ada, cleo = self._guest("Ada"), self._guest("Cleo", agrees=())
        mailing = self._mailing()
        with self.assertRaises(UserError):
            mailing.action_send_mail(cleo.ids)
        with self.mock_mail_gateway():
            mailing.action_send_mail((ada | cleo).ids)
        self.assertEqual(len(self._mails), 1)

    def test_a_setting_that_is_no_number_is_no_switch(self):
        for value in ("", "many", "-1"):
            self.env["ir.config_parameter"].set_param(
                "loyalty_tiers_marketing.ask_twice_above", value
            )
            self.assertEqual(self._mailing()._loyalty_tier_many(), 500)
