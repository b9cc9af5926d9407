# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common_guard import GuardCommon


@tagged("post_install", "-at_install")
class TestLoyaltyTierException(GuardCommon):
    """What becomes of a sale that waits for a look."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.program.guard_own_card = True
        cls.guest = cls.cashier.partner_id

    # ------------------------------------------------------------ held and free
    def test_what_is_held_earns_nothing_until_it_is_approved(self):
        order = self._pay(self.guest, 500.0, at=self.noon)
        self.assertScore(self.guest, visits=0, spend=0.0)
        self.assertTier(self.guest, None)

        self._decide("approve", self._exceptions())

        self.assertFree(order)
        self.assertScore(self.guest, visits=1, spend=500.0)
        self.assertTier(self.guest, self.gold)
        self.assertEqual(self._moves(self.guest).cause, "exception")

    def test_the_manager_and_the_moment_are_kept(self):
        self._pay(self.guest, at=self.noon)

        self._decide("reject", self._exceptions())

        caught = self._exceptions()
        self.assertEqual(caught.state, "rejected")
        self.assertEqual(caught.decided_by_id, self.manager)
        self.assertTrue(caught.decided_on)

    def test_what_is_left_out_earns_nothing(self):
        order = self._pay(self.guest, 500.0, at=self.noon)

        self._decide("reject", self._exceptions())
        self._look_back()

        self.assertHeld(order)
        self.assertScore(self.guest, visits=0, spend=0.0)
        self.assertTier(self.guest, None)

    def test_a_manager_may_think_again(self):
        order = self._pay(self.guest, 500.0, at=self.noon)

        self._decide("approve", self._exceptions())
        self._decide("reject", self._exceptions())
        self.assertHeld(order)
        self.assertTier(self.guest, None)

        self._decide("approve", self._exceptions())
        self.assertFree(order)
        self.assertTier(self.guest, self.gold)

    def test_many_are_decided_at_once(self):
        orders = self._come(3) | self._come(2, start=self.noon - timedelta(days=1))

        self._decide("approve", self._exceptions())

        self.assertFree(orders)
        self.assertScore(self.guest, visits=2, spend=50.0)

    def test_deciding_thirty_costs_the_queries_of_one(self):
        self._come(32, minutes=1)
        first, second, *_others = caught = self._exceptions()
        self._decide("approve", first)  # makes the member

        one = self._queries(second)
        self.assertEqual(self._queries(caught - first - second), one)

    def test_a_refund_of_what_is_held_is_held_and_freed_with_it(self):
        order = self._pay(self.guest, 500.0, at=self.noon)
        back = self._refund(order, at=self.noon + timedelta(hours=1))
        self.assertHeld(order | back)
        self.assertScore(self.guest, visits=0, spend=0.0)

        self._decide("approve", self._exceptions(order))

        self.assertFree(order | back)
        self.assertScore(self.guest, visits=0, spend=0.0)

    # ------------------------------------------------------------- looked at once
    def test_an_order_sent_again_is_caught_once(self):
        payload = self._payload(self.guest, at=self.noon)
        order = self._sync(payload)

        self.assertEqual(self._sync(payload), order)

        self.assertEqual(len(self._exceptions()), 1)
        self.assertHeld(order)

    def test_what_was_approved_is_never_asked_again(self):
        payload = self._payload(self.guest, at=self.noon)
        order = self._sync(payload)
        self._decide("approve", self._exceptions())

        self._sync(payload)
        self._recount()
        self._look_back()

        self.assertEqual(self._exceptions().state, "approved")
        self.assertFree(order)

    def test_an_approved_sale_whose_entry_is_written_anew_stays_free(self):
        order = self._pay(self.guest, at=self.noon)
        self._decide("approve", self._exceptions())

        self._forget_and_recount(order)

        self.assertEqual(self._exceptions().state, "approved")
        self.assertFree(order)

    def test_a_sale_left_out_whose_entry_is_written_anew_is_held_again(self):
        order = self._pay(self.guest, at=self.noon)
        self._decide("reject", self._exceptions())

        self._forget_and_recount(order)

        self.assertEqual(self._exceptions().state, "rejected")
        self.assertHeld(order)

    def test_switching_the_guard_off_leaves_the_open_ones_to_the_manager(self):
        order = self._pay(self.guest, at=self.noon)

        self.program.guard_own_card = False
        self._recount()
        self._look_back()

        self.assertEqual(self._exceptions().state, "open")
        self.assertHeld(order)

    # ------------------------------------------------------------ another guest
    def test_an_order_that_was_somebody_elses_is_free(self):
        order = self._pay(self.guest, at=self.noon)
        other = self._make_guest("Bob")

        order.partner_id = other

        self.assertFalse(self._exceptions())
        self.assertFree(order)
        self.assertScore(other, visits=1)

    def test_an_order_that_becomes_the_cashiers_is_caught(self):
        order = self._pay(self._make_guest("Bob"), at=self.noon)
        self.assertFalse(self._exceptions())

        order.partner_id = self.guest

        self.assertEqual(self._exceptions().partner_id, self.guest)
        self.assertHeld(order)

    def test_merged_guests_keep_what_was_decided(self):
        order = self._pay(self.guest, at=self.noon)
        self._decide("approve", self._exceptions())
        kept = self._make_guest("Ada L.")
        kept.email = self.guest.email
        self.guest.user_ids.partner_id = self._make_guest("Nobody")

        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((kept | self.guest).ids, kept)
        self._look_back()

        caught = self._exceptions()
        self.assertEqual((caught.partner_id, caught.state), (kept, "approved"))
        self.assertFree(order)
        self.assertScore(kept, visits=1)

    # ------------------------------------------------------------------- rights
    def test_a_cashier_neither_reads_nor_decides(self):
        self._pay(self.guest, at=self.noon)
        caught = self._exceptions().with_user(self.cashier)

        self.assertRaises(AccessError, caught.read, ["evidence"])
        self.assertRaises(AccessError, caught.action_approve)
        self.assertRaises(AccessError, caught.action_reject)

    def test_a_manager_decides_only_by_the_buttons(self):
        self._pay(self.guest, at=self.noon)
        caught = self._exceptions().with_user(self.manager)

        self.assertRaises(AccessError, caught.write, {"state": "approved"})
        self.assertRaises(AccessError, caught.unlink)
        self.assertTrue(caught.evidence)

    def test_the_manager_of_a_sibling_company_looks_in_vain(self):
        self._pay(self.guest, at=self.noon)
        sibling = self._make_company("Sibling")
        stranger = self._make_user(
            "stranger", "loyalty_tiers.group_loyalty_tiers_manager", company=sibling
        )
        caught = self._exceptions().with_user(stranger)

        self.assertFalse(caught.search([]))
        self.assertRaises(AccessError, caught.action_approve)

    def test_the_program_counts_what_is_to_look_at(self):
        self._come(2)
        self.assertEqual(self.program.with_user(self.manager).exception_count, 2)

        self._decide("reject", self._exceptions()[:1])
        self.env.invalidate_all()

        self.assertEqual(self.program.with_user(self.manager).exception_count, 1)

    def test_the_till_is_told_nothing(self):
        payload = self._payload(self.guest, 500.0, at=self.noon)

        answer = self._answer(payload)

        self.assertNotIn("loyalty.tier.exception", answer)
        self.assertNotIn("held", str(answer["pos.order"][0]["_loyalty_tiers_card"]))
        models = self.env["pos.session"]._load_pos_data_models(self.till)
        self.assertNotIn("loyalty.tier.exception", models)

    # -------------------------------------------------------------- the helpers
    def _decide(self, what, exceptions):
        getattr(exceptions.with_user(self.manager), f"action_{what}")()

    def _recount(self):
        self.program._recount()
        self._work()

    def _forget_and_recount(self, order):
        """Count the history while the goods do not count, and once more when they do."""
        self.program.excluded_product_ids = self.product
        self._work()
        self.assertFalse(self._entries(order))
        self.program.excluded_product_ids = False
        self._work()

    def _queries(self, exceptions):
        """Count the queries of approving from a cold cache."""
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        self._decide("approve", exceptions)
        self.env.flush_all()
        return self.cr.sql_log_count - before
