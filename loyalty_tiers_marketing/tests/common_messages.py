# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo import fields

from .common import MarketingCommon

ALL = ("news", "birthday", "party", "offers")


class MessagesCommon(MarketingCommon):
    """The shop of the other tests, which tells its guests by itself; at any hour."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # A shop may tell its guests already.
        cls.env["loyalty.tier.message"].search([]).is_on = False
        cls.program.write({"quiet_from": 0.0, "quiet_to": 0.0, "tz": "UTC"})

    @classmethod
    def _message(cls, kind, program=None, **values):
        """Switch a message on, as of an hour ago."""
        message = (program or cls.program).message_ids.filtered(
            lambda message: message.kind == kind
        )
        with freeze_time(fields.Datetime.now() - timedelta(hours=1)):
            message.write(
                {"wait_hours": 0.0, "hold_back": 0.0, "is_on": True, **values}
            )
        cls.env.flush_all()
        return message

    @classmethod
    def _guest(cls, name="Ada", visits=0, agrees=ALL, **values):
        return super()._guest(name, visits=visits, agrees=agrees, **values)

    def _later(self, **delta):
        """Let time pass, for a block of statements."""
        return freeze_time(fields.Datetime.now() + timedelta(**delta))

    def _tell(self, seconds_left=3600.0):
        """Let the scheduler tell what there is to tell.

        :param seconds_left: what the scheduler answers; 0 interrupts it
        """
        crons = self.registry["ir.cron"]
        with patch.object(crons, "_commit_progress", lambda *a, **k: seconds_left):
            self.env["loyalty.tier.message"]._cron_send()
        self.env.invalidate_all()

    def _letters(self, guest):
        """Return the automatic mails to a guest, the oldest first."""
        return self.env["mail.mail"].search(
            [
                ("mailing_id.active", "=", False),
                ("mailing_id.loyalty_tier_template_id", "!=", False),
                ("model", "=", "res.partner"),
                ("res_id", "=", guest.id),
            ],
            order="id",
        )

    def assertTold(self, guest, *words, times=1):
        """Assert that a guest got so many letters, the last one with these words."""
        letters = self._letters(guest)
        self.assertEqual(len(letters), times, f"Letters to {guest.name}")
        for word in words:
            self.assertIn(word, f"{letters[-1:].subject} {letters[-1:].body_html}")

    def assertFate(self, message, guest, fate):
        row = self.env["loyalty.tier.addressee"].search(
            [("mailing_id", "=", message.mailing_id.id), ("partner_id", "=", guest.id)]
        )
        self.assertEqual(row.mapped("fate"), [fate])
