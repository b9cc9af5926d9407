# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import LoyaltyTiersCommon


@tagged("post_install", "-at_install")
class TestLoyaltyTierMove(LoyaltyTiersCommon):
    def test_a_party_is_held_once(self):
        guest = self._make_guest(visits=2)
        self.assertEqual(guest.loyalty_tier_card["party_tier_id"], self.silver.id)

        self.assertEqual(self._hold(guest, self.silver), 1)
        self.assertEqual(self._hold(guest, self.silver), 0)

        self.env.invalidate_all()
        self.assertFalse(guest.loyalty_tier_card["party_tier_id"])
        self.assertRecordValues(
            self._moves(guest), [{"party": "held", "party_user_id": self.cashier.id}]
        )

    def test_the_party_of_another_tier_stays_due(self):
        guest = self._make_guest(visits=2)

        self.assertEqual(self._hold(guest, self.gold), 0)

        self.assertEqual(self._moves(guest).party, "due")

    def test_a_contact_of_a_firm_may_hold_its_party(self):
        firm = self._make_guest("Analytical Engines", visits=2, is_company=True)
        contact = self._make_guest("Ada", parent_id=firm.id)

        self.assertEqual(self._hold(contact, self.silver), 1)

    def test_a_tier_without_party_has_none_due(self):
        self.silver.party_text = False

        guest = self._make_guest(visits=2)

        self.assertEqual(self._moves(guest).party, "none")
        self.assertFalse(guest.loyalty_tier_card["party_tier_id"])

    def test_a_tier_that_was_lost_is_no_promotion_and_no_party(self):
        guest = self._make_guest(visits=1)
        self._refund(self._visit(guest))

        promotion, loss = self._moves(guest)

        self.assertEqual((promotion.is_promotion, loss.is_promotion), (True, False))
        self.assertEqual(loss.party, "none")

    def test_the_party_of_a_tier_that_was_taken_back_is_not_due(self):
        guest = self._make_guest(visits=1)
        self._refund(self._visit(guest))

        self.assertFalse(guest.loyalty_tier_card["party_tier_id"])

    def test_only_staff_holds_parties(self):
        guest = self._make_guest(visits=2)
        portal = self._make_user("portal", "base.group_portal", internal=False)
        employee = self._make_user("employee")

        for user in (portal, employee, self.env.ref("base.public_user")):
            with self.assertRaises(AccessError):
                self._hold(guest, self.silver, user)
        self.assertEqual(self._moves(guest).party, "due")

    def test_hostile_arguments_hold_nothing(self):
        moves = self.env["loyalty.tier.move"].with_user(self.cashier)
        guest = self._make_guest(visits=2)

        self.assertRaises(ValueError, moves.hold_party, "1 OR 1=1", self.silver.id)
        self.assertRaises(TypeError, moves.hold_party, [guest.id], self.silver.id)
        self.assertRaises(TypeError, moves.hold_party, guest.id, None)

        self.assertEqual(moves.hold_party(guest.id, 2**30), 0)
        self.assertEqual(self._moves(guest).party, "due")

    def test_open_tills_are_told_of_a_new_tier(self):
        told = []
        configs = self.registry["pos.config"]

        with patch.object(
            configs, "_notify", lambda self, *args: told.append((self, args))
        ):
            guest = self._make_guest(visits=2)

        moves = [args for till, args in told if args[0] == "LOYALTY_TIERS_MOVE"]
        self.assertEqual(len(moves), 1)
        self.assertEqual(moves[0][1]["partner_id"], guest.id)
        self.assertEqual(moves[0][1]["tier_id"], self.silver.id)
        self.assertTrue(moves[0][1]["promoted"])

    def test_a_promotion_by_work_in_the_background_tells_no_till(self):
        told = []
        configs = self.registry["pos.config"]
        self._make_guest(visits=1)
        self.silver.rule_ids.min_visits = 1

        with patch.object(configs, "_notify", lambda self, *args: told.append(args)):
            self._work()

        self.assertFalse(told)

    def _hold(self, guest, tier, user=None):
        moves = self.env["loyalty.tier.move"].with_user(user or self.cashier)
        return moves.hold_party(guest.id, tier.id)
