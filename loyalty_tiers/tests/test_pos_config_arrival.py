# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from unittest.mock import patch

from odoo.exceptions import AccessError, MissingError
from odoo.tests import new_test_user, tagged

from .common import LoyaltyTiersCommon


@tagged("post_install", "-at_install")
class TestPosConfigArrival(LoyaltyTiersCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.guest = cls._make_guest("Kim", visits=10)
        cls.guest.loyalty_tier_called = "<b>Kim</b>"
        cls.tier = cls.env["loyalty.tier"].browse(
            cls.guest.loyalty_tier_card["tier_id"]
        )
        cls.tier.announces_arrival = True
        cls.session = cls.env["pos.session"].search(
            [("config_id", "=", cls.till.id), ("state", "!=", "closed")]
        )

    def _announce(self, user=None, till=None, guest=None):
        """Return what tills were told, as pairs of till and news."""
        told = []
        configs = self.env["pos.config"].with_user(user or self.cashier)
        with patch.object(
            self.registry["pos.config"],
            "_notify",
            lambda config, channel, news: told.append((config, channel, news)),
        ):
            configs.announce_guest(
                (till or self.till).id, (guest or self.guest).id, "device"
            )
        return told

    def test_the_open_tills_of_the_shop_hear_name_and_tier_and_no_more(self):
        [(till, channel, news)] = self._announce()

        self.assertEqual(till, self.till)
        self.assertEqual(channel, "LOYALTY_TIERS_ARRIVAL")
        self.assertEqual(
            news,
            {
                "partner_id": self.guest.id,
                "tier_id": self.tier.id,
                "name": "<b>Kim</b>",
                "till": self.till.name,
                "device": "device",
            },
        )

    def test_another_shop_and_a_closed_till_hear_nothing(self):
        door = self.till.copy({"name": "Door"})
        self.assertEqual(len(self._announce()), 1)

        self.till.trusted_config_ids = door
        self.assertEqual([told[0] for told in self._announce()], [self.till])

        door.open_ui()
        told = {till for till, _channel, _news in self._announce()}
        self.assertEqual(told, {self.till, door})

    def test_a_tier_that_is_not_announced_comes_quietly(self):
        self.tier.announces_arrival = False
        self.assertFalse(self._announce())

    def test_a_guest_who_wants_no_title_comes_quietly(self):
        self.guest.loyalty_tier_incognito = True
        self.assertFalse(self._announce())

    def test_who_works_at_no_till_announces_nobody(self):
        stranger = new_test_user(self.env, "stranger", groups="base.group_user")
        with self.assertRaises(AccessError):
            self._announce(user=stranger)

    def test_a_till_of_another_company_is_not_theirs(self):
        company = self.env["res.company"].create({"name": "Other house"})
        till = (
            self.env["pos.config"]
            .with_company(company)
            .create({"name": "Other", "payment_method_ids": False})
        )
        with self.assertRaises(AccessError):
            self._announce(till=till)

    def test_a_guest_who_is_gone_is_no_crash(self):
        gone = self._make_guest("Gone")
        gone.unlink()
        with self.assertRaises(MissingError):
            self._announce(guest=gone)
