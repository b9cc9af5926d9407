# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from unittest.mock import patch

from .common_draw import DrawCommon


class MessengerCommon(DrawCommon):
    """A shop that writes by messenger, to guests who want it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.loyalty_tier_messenger = "http"
        cls.env.company.loyalty_tier_messenger_url = "https://messenger.example/send"
        cls.guest = cls._make_reader("Ada", "+12125550100")

    @classmethod
    def _make_reader(cls, name, phone):
        guest = cls._make_guest(name, phone=phone, country_id=cls.env.ref("base.us").id)
        cls.env["res.partner.consent"]._agree(guest, ["news"], ["messenger"])
        return guest

    @classmethod
    def _write_to(cls, *guests, cause="menu", text="Sukiyaki is back"):
        messages = cls.env["loyalty.tier.messenger.message"]
        return messages._queue(
            cls.env.company, "news", dict.fromkeys(guests, text), cause
        )

    @classmethod
    def _deliver(cls, seconds_left=3600.0):
        """Run the scheduled job, without the commits that a test must not make."""
        crons = cls.registry["ir.cron"]
        with patch.object(crons, "_commit_progress", lambda *a, **k: seconds_left):
            cls.env["loyalty.tier.messenger.message"]._cron_send()
        cls.env.invalidate_all()

    @classmethod
    def _wait(cls, message):
        """Let the pause before the next try be over."""
        message.sudo().next_try_on = "2024-01-01 00:00:00"
