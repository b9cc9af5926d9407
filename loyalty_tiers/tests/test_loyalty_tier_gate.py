# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import datetime, timedelta

from odoo.tests import tagged

from .common_gate import HiddenMenuCommon

NOON = datetime(2026, 6, 15, 12)


@tagged("post_install", "-at_install")
class TestLoyaltyTierGate(HiddenMenuCommon):
    """For whom a gate is open, and when."""

    def test_from_a_tier_up(self):
        guests = [self._make_guest(visits=visits) for visits in (0, 1, 2, 4)]
        opened = [self._is_open(guest) for guest in guests]
        self.assertEqual(opened, [False, False, True, True])
        self.assertFalse(self._is_open())

    def test_for_some_tiers_only(self):
        self.gate.reach = "only"
        guests = [self._make_guest(visits=visits) for visits in (0, 2, 4)]
        opened = [self._is_open(guest) for guest in guests]
        self.assertEqual(opened, [False, True, False])

    def test_a_late_order_is_judged_by_what_was_held_then_or_is_held_now(self):
        gates = self.env["loyalty.tier.gate"]
        guest = self._make_guest("Kim", visits=2)
        self._moves(guest).date = NOON
        orders = self.env["pos.order"].search([("partner_id", "=", guest.id)])

        # Held now: what was held before is not asked.
        self.assertFalse(gates._closed_at(guest, NOON - timedelta(days=1)))

        self._refund(orders[0])
        self.assertTier(guest, None)
        lost = self._moves(guest)[-1]
        lost.date = NOON + timedelta(hours=2)

        before = gates._closed_at(guest, NOON - timedelta(minutes=1))
        during = gates._closed_at(guest, NOON + timedelta(hours=1))
        after = gates._closed_at(guest, NOON + timedelta(hours=3))
        self.assertEqual([bool(before), bool(during), bool(after)], [True, False, True])
        self.assertEqual(gates._closed_at(self.env["res.partner"], NOON), before)

    def test_a_late_order_is_judged_on_the_clock_of_its_till(self):
        self.gate.write({"hour_from": 18, "hour_to": 22})
        gates = self.env["loyalty.tier.gate"]
        guest = self._make_guest("Kim", visits=2)

        self.assertTrue(gates._closed_at(guest, NOON))
        self.assertFalse(gates._closed_at(guest, NOON, tz="Asia/Seoul"))  # 21:00
