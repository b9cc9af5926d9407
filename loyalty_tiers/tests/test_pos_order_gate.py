# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import datetime, timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common_gate import HiddenMenuCommon

SUPPER = datetime(2024, 3, 20, 19)


@tagged("post_install", "-at_install")
class TestPosOrderGate(HiddenMenuCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        others = cls.env["loyalty.tier.gate"].search([("id", "!=", cls.gate.id)])
        others.active = False
        cls.manager = cls._make_user(
            "manager",
            "point_of_sale.group_pos_manager",
            "loyalty_tiers.group_loyalty_tiers_manager",
        )

    def _sell(self, guest, quantity=1, dish=None, **kwargs):
        said = {
            name: kwargs.pop(name) for name in list(kwargs) if name[:9] == "loyalty_t"
        }
        on_order = {n: v for n, v in said.items() if n == "loyalty_tier_host_id"}
        on_line = {n: v for n, v in said.items() if n not in on_order}
        line = self._line(dish or self.dish, quantity, **on_line)
        return self._pay(guest, lines=[line], **on_order, **kwargs)

    def _breaches(self, *orders):
        return self.env["loyalty.tier.breach"].search(
            [("origin_id", "in", [order.id for order in orders])], order="id"
        )

    def _nobody(self):
        return self.env["res.partner"]

    # ------------------------------------------------------- what is no breach
    def test_who_holds_the_tier_is_no_breach(self):
        guest = self._make_guest(visits=2)

        order = self._sell(guest)

        self.assertFalse(self._breaches(order))

    def test_an_offline_order_is_judged_by_the_title_held_when_it_was_paid(self):
        guest, lowered_at = self._lowered_guest()

        order = self._sell(guest, at=lowered_at - timedelta(hours=1))

        self.assertFalse(self._breaches(order), "it was sold to a Silver guest")

    def test_after_a_demotion_it_is_a_breach(self):
        guest, lowered_at = self._lowered_guest()

        order = self._sell(guest, at=lowered_at + timedelta(hours=1))

        self.assertEqual(self._breaches(order).kind, "tier")

    def _lowered_guest(self):
        """Return a guest who was Silver until an hour ago, and that moment."""
        guest = self._make_guest(visits=2)
        lowered_at = fields.Datetime.now() - timedelta(hours=1)
        move = self._moves(guest)
        move.date = lowered_at - timedelta(days=1)
        self._membership(guest).tier_id = False
        move.copy(
            {
                "from_tier_id": self.silver.id,
                "to_tier_id": False,
                "date": lowered_at,
            }
        )
        return guest, lowered_at

    def test_taking_it_back_is_no_breach(self):
        order = self._sell(self._nobody())
        back = self._refund(order)

        self.assertFalse(self._breaches(back))

    def test_other_goods_cost_one_question_and_nothing_where_nothing_is_reserved(self):
        order = self._pay(self._make_guest())
        kept = self.env["loyalty.tier.settlement"]._kept("loyalty_tiers.sold")

        kept[order.id] = None
        with self.assertQueryCount(1):
            order._loyalty_tier_watch_gates()
        self.gate.active = False
        self.env["loyalty.tier.gate"]._rows()
        kept[order.id] = None
        with self.assertQueryCount(0):
            order._loyalty_tier_watch_gates()

    # --------------------------------------------------------------- breaches
    def test_who_lacks_the_tier_is_kept_with_the_evidence(self):
        guest = self._make_guest(visits=1)

        order = self._sell(guest, 2, at=SUPPER)

        breach = self._breaches(order)
        self.assertRecordValues(
            breach,
            [
                {
                    "kind": "tier",
                    "state": "open",
                    "product_id": self.dish.id,
                    "quantity": 2.0,
                    "partner_id": guest.id,
                    "gate_id": self.gate.id,
                    "config_id": self.till.id,
                    "seller_id": self.cashier.id,
                    "date": SUPPER,
                    "line_id": order.lines.id,
                }
            ],
        )
        self.assertEqual(
            breach.evidence, "Reserved for Silver or Gold; the guest held no tier."
        )
        self.assertEqual(order.state, "paid")

    def test_nobody_on_the_order_is_said(self):
        breach = self._breaches(self._sell(self._nobody()))

        self.assertFalse(breach.partner_id)
        self.assertIn("no guest was on the order", breach.evidence)

    def test_an_order_that_lifts_its_guest_is_judged_by_what_was_held_before(self):
        guest = self._make_guest(visits=1)

        order = self._sell(guest)

        self.assertTier(guest, self.silver)
        self.assertEqual(self._breaches(order).kind, "tier")

    def test_synchronised_twice_is_once(self):
        payload = self._payload(self._nobody(), lines=[self._line(self.dish)])
        order = self._sync(payload)
        self._sync(payload)
        order._loyalty_tier_note_breaches()

        self.assertEqual(len(self._breaches(order)), 1)

    def test_the_hour_is_read_on_the_clock_of_the_till(self):
        self.gate.write({"hour_from": 18, "hour_to": 20})
        self.till.loyalty_tier_tz = "Asia/Tokyo"  # 19:00 in UTC is 04:00 there
        guest = self._make_guest(visits=2)

        late = self._sell(guest, at=SUPPER)
        soon = self._sell(guest, at=SUPPER - timedelta(hours=9, minutes=30))

        self.assertEqual(self._breaches(late).kind, "time")
        self.assertIn("not on the menu", self._breaches(late).evidence)
        self.assertFalse(self._breaches(soon))

    def test_beyond_the_limit_at_two_tills(self):
        self.gate.write({"limit_quantity": 1, "limit_period": "month"})
        guest = self._make_guest(visits=2)
        other = self._till()

        first = self._sell(guest, at=SUPPER)
        second = self._sell(guest, at=SUPPER, till=other)

        self.assertFalse(self._breaches(first))
        breach = self._breaches(second)
        self.assertEqual(breach.kind, "limit")
        self.assertEqual(
            breach.evidence,
            "Each guest may have at most 1 per month: 0 was left, 1 was sold.",
        )

    def test_the_limit_of_a_visit_is_that_of_its_order(self):
        self.gate.write({"limit_quantity": 1, "limit_period": "order"})
        guest = self._make_guest(visits=2)

        self.assertFalse(self._breaches(self._sell(guest)))
        self.assertFalse(self._breaches(self._sell(guest)))
        self.assertEqual(self._breaches(self._sell(guest, 2)).kind, "limit")

    def test_the_reserved_part_of_a_combo_is_found(self):
        combo = self._make_product("Menu")
        lines = [self._line(combo), self._line(self.dish)]

        order = self._pay(self._nobody(), lines=lines)

        self.assertEqual(self._breaches(order).product_id, self.dish)

    def test_a_variant_that_is_reserved_alone(self):
        alone = self._make_product("Rare", loyalty_tier_variant_gate_id=self.gate.id)

        self.assertTrue(self._breaches(self._sell(self._nobody(), dish=alone)))

    # ---------------------------------------------------------- host's pass
    def test_a_host_opens_it_for_the_table_where_the_till_allows(self):
        host = self._make_guest("Host", visits=2)
        guest = self._make_guest("Payer")

        refused = self._sell(guest, loyalty_tier_host_id=host.id)
        self.till.loyalty_tier_hosts_pass = True
        allowed = self._sell(guest, loyalty_tier_host_id=host.id)
        gone = self._sell(guest, loyalty_tier_host_id=2**30)

        self.assertTrue(self._breaches(refused))
        self.assertFalse(self._breaches(allowed))
        self.assertTrue(self._breaches(gone))

    # ------------------------------------------------------------- overrides
    def _allow(self, user, **values):
        return (
            self.env["loyalty.tier.gate"]
            .with_user(user)
            .allow_past(
                self.till.id,
                {
                    "product_ids": [self.dish.id],
                    "reason": "A friend of the house",
                    **values,
                },
            )
        )

    def _sell_allowed(self, said, **kwargs):
        values = {
            "loyalty_tier_override": "A friend of the house",
            "loyalty_tier_override_by": said["user_id"],
            "loyalty_tier_override_proof": said["proofs"][str(self.dish.id)],
            **kwargs,
        }
        return self._breaches(self._sell(self._nobody(), **values))

    def test_what_a_manager_allowed_is_kept_as_allowed(self):
        breach = self._sell_allowed(self._allow(self.manager))

        self.assertRecordValues(
            breach,
            [
                {
                    "state": "allowed",
                    "reason": "A friend of the house",
                    "allowed_by": self.manager.name,
                }
            ],
        )
        self.assertIn(f"{self.manager.name} allowed it", breach.evidence)

    def test_a_cashier_allows_nothing(self):
        with self.assertRaises(AccessError):
            self._allow(self.cashier)
        with self.assertRaises(AccessError):
            self._allow(self.cashier, login=self.manager.login, password="guessed")
        with self.assertRaises(UserError):
            self._allow(self.manager, reason="  ")

    def test_a_manager_may_log_in_at_the_till_of_a_cashier(self):
        login = self.manager.login

        said = self._allow(self.cashier, login=login, password=login)

        self.assertEqual(said["user_id"], self.manager.id)
        self.assertEqual(self._sell_allowed(said).state, "allowed")

    def test_a_hand_made_override_is_somebodys_word(self):
        said = self._allow(self.manager)
        forged = {
            "other reason": {"loyalty_tier_override": "Because"},
            "no proof": {"loyalty_tier_override_proof": False},
            "nonsense": {"loyalty_tier_override_proof": "12.abc"},
            "other user": {"loyalty_tier_override_by": self.env.uid},
            "nobody": {"loyalty_tier_override_by": 2**30},
        }
        for why, values in forged.items():
            with self.subTest(why):
                breach = self._sell_allowed(said, **values)
                self.assertEqual(breach.state, "open")
                self.assertFalse(breach.allowed_by)
                self.assertIn("not known as a manager", breach.evidence)

    def test_nobody_writes_breaches_by_hand(self):
        breach = self._breaches(self._sell(self._nobody()))
        for user in (self.cashier, self.manager):
            with self.assertRaises(AccessError):
                breach.with_user(user).state = "cleared"
            with self.assertRaises(AccessError):
                breach.with_user(user).unlink()

    def test_a_manager_clears_several(self):
        orders = [self._sell(self._nobody()) for _n in range(2)]
        breaches = self._breaches(*orders)

        with self.assertRaises(AccessError):
            breaches.with_user(self.cashier).action_clear()
        breaches.with_user(self.manager).action_clear()

        self.assertEqual(breaches.mapped("state"), ["cleared", "cleared"])
        self.assertEqual(breaches.cleared_by_id, self.manager)

    # --------------------------------------------------- before it is paid
    def _check(self, guest, *lines, host=None):
        return (
            self.env["loyalty.tier.gate"]
            .with_user(self.cashier)
            .check_order(
                self.till.id,
                {
                    "partner_id": guest.id,
                    "host_id": host and host.id,
                    "lines": [[product.id, qty] for product, qty in lines],
                },
            )
        )

    def test_a_till_asks_before_it_is_paid(self):
        guest = self._make_guest(visits=2)
        self.gate.write({"limit_quantity": 1, "limit_period": "month"})

        self.assertEqual(self._check(guest, (self.dish, 1), (self.product, 5)), [])
        (closed,) = self._check(self._nobody(), (self.dish, 1))
        self.assertEqual((closed["product_id"], closed["kind"]), (self.dish.id, "tier"))
        (over,) = self._check(guest, (self.dish, 2))
        self.assertEqual((over["kind"], over["left"]), ("limit", 1.0))
        self._sell(guest)
        (had,) = self._check(guest, (self.dish, 1))
        self.assertIn("1 per month", had["text"])

    def test_what_a_browser_sends_does_no_harm(self):
        gates = self.env["loyalty.tier.gate"].with_user(self.cashier)
        for lines in ([], [["x", 1]], [[2**30, 1]], [[self.dish.id, "1"]]):
            values = {"partner_id": "x", "host_id": [1], "lines": lines}
            self.assertEqual(gates.check_order(self.till.id, values), [])

    def test_a_named_guest_needs_no_tier(self):
        guest = self._make_guest("Named")
        self.gate.guest_ids = [Command.link(guest.id)]

        self.assertEqual(self._check(guest, (self.dish, 1)), [])
        self.assertFalse(self._breaches(self._sell(guest)))
