# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged

from .common import FIRST_DAY, LoyaltyTiersCommon


@tagged("post_install", "-at_install")
class TestLoyaltyTierMembership(LoyaltyTiersCommon):
    def test_a_promotion_is_one_move_that_says_why(self):
        guest = self._make_guest(visits=1)

        order = self._visit(guest)

        self.assertRecordValues(
            self._moves(guest),
            [
                {
                    "program_id": self.program.id,
                    "from_tier_id": False,
                    "to_tier_id": self.silver.id,
                    "is_promotion": True,
                    "cause": "order",
                    "origin_model": "pos.order",
                    "origin_id": order.id,
                    "rules_sentence": "2 visits",
                    "visits": 2,
                    "spend": 20.0,
                    "party": "due",
                }
            ],
        )
        self.assertEqual(self._moves(guest).action_open_origin()["res_id"], order.id)

    def test_settling_twice_moves_once(self):
        guest = self._make_guest(visits=2)

        self.assertFalse(self._settle(guest))

        self.assertEqual(len(self._moves(guest)), 1)

    def test_who_holds_a_tier_holds_it_since_the_promotion(self):
        guest = self._make_guest(visits=2)
        since = self._membership(guest).since
        self.assertTrue(since)

        self._visit(guest)

        self.assertEqual(self._membership(guest).since, since)

    def test_replaying_the_history_from_scratch_gives_the_same(self):
        guests = self._a_varied_history()
        expected = self._standings(guests)
        everyone = self.env["loyalty.tier.membership"].search(
            [("program_id", "=", self.program.id)]
        )

        everyone.unlink()
        self.assertFalse(self._membership(guests[0]))
        self.program._recount()
        self._work(chunk=3)

        self.assertEqual(self._standings(guests), expected)

    def test_replaying_without_entries_gives_the_same(self):
        guests = self._a_varied_history()
        expected = self._standings(guests)
        entries = [("program_id", "=", self.program.id)]

        self.env["loyalty.tier.entry"].search(entries).unlink()
        self.program._recount()
        self._work(chunk=3)

        self.assertEqual(self._standings(guests), expected)

    def test_settling_a_crowd_costs_as_many_queries_as_settling_one(self):
        crowd = [self._make_guest(f"Guest {i}", visits=1) for i in range(20)]
        self.silver.rule_ids.min_visits = 1
        one, many = crowd[:1], crowd[1:]
        self._settle(self._make_guest(visits=1))  # warm

        self.assertEqual(self._queries(one), self._queries(many))

    def test_a_contact_without_entries_is_a_member_without_tier(self):
        guest = self._make_guest()

        self._settle(guest)

        self.assertRecordValues(
            self._membership(guest),
            [{"tier_id": False, "visits": 0, "spend": 0, "last_visit": False}],
        )

    def test_progress_and_what_is_missing_are_shown(self):
        guest = self._make_guest(visits=1)
        membership = self._membership(guest)

        self.assertEqual(membership.missing, "1 visit to Silver")
        self.assertEqual(membership.progress, 50.0)

    def test_the_entries_of_a_member_are_shown(self):
        guest = self._make_guest(visits=2)

        action = guest.action_loyalty_tier_entries()

        self.assertEqual(len(self.env[action["res_model"]].search(action["domain"])), 2)

    def _a_varied_history(self):
        """Guests who came, spent, brought back, exchanged; none on top by chance."""
        guests = [self._make_guest(f"Guest {i}", visits=i) for i in range(1, 5)]
        self._pay(guests[0], 700.0, at=FIRST_DAY)
        self._refund(self._visit(guests[1]))
        self._refund(
            self._pay(guests[2], 480.0, at=FIRST_DAY),
            lines=[self._line(self.product, 1, 30.0)],
        )
        self._refund(self._visit(guests[3], amount=35.0), guest=guests[0])
        return guests

    def _standings(self, guests):
        self.env.invalidate_all()
        memberships = [self._membership(guest) for guest in guests]
        return [
            (m.tier_id, m.visits, m.spend, m.stars, m.last_visit) for m in memberships
        ]

    def _settle(self, *guests):
        ids = [guest.id for guest in guests]
        return self.env["loyalty.tier.membership"]._settle(self.program, ids, "check")

    def _queries(self, guests):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        self._settle(*guests)
        self.env.flush_all()
        return self.cr.sql_log_count - before
