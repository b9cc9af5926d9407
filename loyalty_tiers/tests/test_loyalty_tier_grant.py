# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common_perks import PerksCommon


@tagged("post_install", "-at_install")
class TestLoyaltyTierGrant(PerksCommon):
    """Serving a perk: exactly once, by whom, where."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.beer = cls._make_perk("A beer with the crown", kind="product")
        cls.guest = cls._make_guest(visits=2)
        cls.grant = cls._grants(cls.guest)

    def test_a_perk_is_served_once_and_the_second_is_told_who_and_when(self):
        first = self._serve_perk(self.grant, uuid="one", order_uuid="order")
        second = self._serve_perk(self.grant, uuid="two")

        self.assertEqual(first["state"], "served")
        self.assertEqual(second["state"], "already")
        self.assertEqual(second["by"], self.cashier.name)
        self.assertIn(self.cashier.name, second["message"])
        self.assertRecordValues(
            self.grant,
            [
                {
                    "state": "served",
                    "served_by_id": self.cashier.id,
                    "config_id": self.till.id,
                    "order_uuid": "order",
                    "serve_uuid": "one",
                }
            ],
        )

    def test_a_double_tap_is_served_and_told_so_twice(self):
        self.assertEqual(self._serve_perk(self.grant, uuid="one")["state"], "served")
        self.assertEqual(self._serve_perk(self.grant, uuid="one")["state"], "served")

    def test_only_staff_serves(self):
        portal = self._make_user("portal", "base.group_portal", internal=False)
        for user in (portal, self._make_user("employee")):
            with self.assertRaises(AccessError):
                self._serve_perk(self.grant, user=user)
        self.assertEqual(self.grant.state, "due")

    def test_what_is_due_is_on_the_card(self):
        due = [{"id": self.grant.id, "perk_id": self.beer.id}]
        self.assertEqual(self.guest.loyalty_tier_card["due"], due)
        [row] = self._due(self.guest)
        self.assertEqual(row["name"], "A beer with the crown")
        self.assertEqual(row["product_id"], self.product.id)
        self.assertEqual(row["given"], "promotion")

        self._serve_perk(self.grant)

        self.assertNotIn("due", self.guest.loyalty_tier_card)
        self.assertFalse(self._due(self.guest))

    def test_what_is_put_off_waits_for_the_next_day(self):
        grants = self.env["loyalty.tier.grant"].with_user(self.cashier)
        self.assertEqual(
            grants.postpone(self.grant.id, self.till.id)["state"], "postponed"
        )
        self.env.invalidate_all()
        self.assertNotIn("due", self.guest.loyalty_tier_card)
        self.assertEqual(self._due(self.guest)[0]["state"], "postponed")

        self.assertEqual(self._serve_perk(self.grant)["state"], "served")

    def test_a_line_that_is_removed_makes_it_due_again(self):
        grants = self.env["loyalty.tier.grant"].with_user(self.cashier)
        self._serve_perk(self.grant, uuid="one")

        grants.take_back(self.grant.id, self.till.id, "another")
        self.assertEqual(self.grant.state, "served")

        grants.take_back(self.grant.id, self.till.id, "one")
        self.env.invalidate_all()
        self.assertRecordValues(self.grant, [{"state": "due", "served_by_id": False}])

    def test_a_free_line_serves_what_no_till_had_noted(self):
        line = self._line(self.product, price=0.0, loyalty_tier_grant_id=self.grant.id)
        order = self._pay(self.guest, lines=[line])

        self.assertRecordValues(
            self.grant,
            [
                {
                    "state": "served",
                    "order_uuid": order.uuid,
                    "served_by_id": self.cashier.id,
                    "evidence": False,
                }
            ],
        )

    def test_a_free_line_for_what_was_served_elsewhere_is_kept_and_told(self):
        self._serve_perk(self.grant, order_uuid="elsewhere")

        line = self._line(self.product, price=0.0, loyalty_tier_grant_id=self.grant.id)
        order = self._pay(self.guest, lines=[line])

        self.assertEqual(order.state, "paid")
        self.assertIn(order.name, self.grant.evidence)

    def test_a_line_with_a_grant_that_is_gone_is_sold(self):
        line = self._line(self.product, price=0.0, loyalty_tier_grant_id=2**30)

        self.assertEqual(self._pay(self.guest, lines=[line]).state, "paid")
