# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import fields

from .common import LoyaltyTiersCommon

OFF = {
    "guard_receipts": 0,
    "guard_own_card": False,
    "guard_refunds": 0,
    "guard_orders": 0,
    "guard_shops_minutes": 0,
}


class GuardCommon(LoyaltyTiersCommon):
    """A shop whose guard is off: each test switches on what it is about."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.program.write(OFF)
        # Noon of yesterday, so that no test runs into midnight.
        cls.noon = fields.Datetime.now().replace(
            hour=12, minute=0, second=0
        ) - timedelta(days=1)
        cls.manager = cls._make_user(
            "manager", "loyalty_tiers.group_loyalty_tiers_manager"
        )
        cls.guest = cls._make_guest()

    @classmethod
    def _come(cls, times, minutes=20, start=None, guest=None, amount=10.0):
        """Have a guest buy so many times, minutes apart, from noon on."""
        orders = cls.env["pos.order"]
        for number in range(times):
            at = (start or cls.noon) + timedelta(minutes=minutes * number)
            orders |= cls._pay(guest or cls.guest, amount, at=at)
        return orders

    @classmethod
    def _exceptions(cls, orders=None):
        domain = [("program_id", "=", cls.program.id)]
        if orders:
            domain.append(("order_id", "in", orders.ids))
        return cls.env["loyalty.tier.exception"].search(domain)

    @classmethod
    def _look_back(cls):
        """Do what the night does."""
        cls._cron("_cron_check")

    def assertHeld(self, orders):
        self.assertEqual(set(self._entries(*orders).mapped("held")), {True})

    def assertFree(self, orders):
        self.assertEqual(set(self._entries(*orders).mapped("held")), {False})
