# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from contextlib import contextmanager
from datetime import timedelta

from psycopg2.errors import CheckViolation

from odoo import fields
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_draw import DrawCommon


@tagged("post_install", "-at_install")
class TestLoyaltyTierDraw(DrawCommon):
    @contextmanager
    def assertRefused(self, text):
        """Expect a refusal that says so; what was tried is undone."""
        with self.assertRaises(UserError) as caught:
            yield
        self.assertIn(text, str(caught.exception))

    def test_odds_beyond_a_hundred_are_refused_with_their_sum(self):
        with self.assertRefused("come to 100.50 %"):
            self.draw.prize_ids = [
                Command.create({"perk_id": self.drink.id, "odds": 0.5})
            ]

    def test_two_odds_can_be_exchanged_in_one_go(self):
        coffee = self._make_prize("A coffee")
        self.draw.prize_ids = [
            Command.update(self.draw.prize_ids.id, {"odds": 40.0}),
            Command.create({"perk_id": coffee.id, "odds": 60.0}),
        ]
        first, second = self.draw.prize_ids
        self.draw.prize_ids = [
            Command.update(first.id, {"odds": 60.0}),
            Command.update(second.id, {"odds": 40.0}),
        ]
        self.assertEqual(self.draw.prize_ids.mapped("odds"), [60.0, 40.0])
        with self.assertRefused("come to 120.00 %"):
            second.odds = 60.0

    def test_what_the_odds_leave_is_no_prize(self):
        self.draw.prize_ids.odds = 30.0
        self.assertEqual(self.draw.none_odds, 70.0)

    @mute_logger("odoo.sql_db")
    def test_odds_of_a_prize_are_no_less_than_nothing(self):
        with self.assertRaises(CheckViolation):
            self.draw.prize_ids.odds = -1.0
            self.env.flush_all()

    def test_two_draws_are_not_on_at_once(self):
        with self.assertRefused("Thank You is on at the same time"):
            self._make_draw(name="Another")
        later = fields.Date.today() + timedelta(days=10)
        self.draw.date_to = later
        self._make_draw(name="Another", date_from=later + timedelta(days=1))

    def test_a_till_knows_the_invitation_while_a_draw_is_on(self):
        self.assertEqual(self._invitation(), "Scan, join and draw a prize!")
        self.draw.date_to = fields.Date.today() - timedelta(days=1)
        self.assertFalse(self._invitation())

    def test_a_draw_without_prizes_or_program_is_not_on(self):
        self.draw.prize_ids.unlink()
        self.assertFalse(self._invitation())
        self.draw.prize_ids = [Command.create({"perk_id": self.drink.id, "odds": 1.0})]
        self.assertTrue(self._invitation())
        self.company.loyalty_tier_program_id = False
        self.assertFalse(self._invitation())

    def test_a_till_of_a_sibling_company_invites_to_nothing(self):
        sibling = self._till(self._make_company("Neighbour"))
        self.assertFalse(sibling.loyalty_tier_draw_invitation)

    def _invitation(self):
        self.env.invalidate_all()
        configs = self.env["pos.config"].with_user(self.cashier)
        [row] = configs._load_pos_data_read(self.till, self.till)
        return row["loyalty_tier_draw_invitation"]

    def test_prizes_stay_as_they_are_once_somebody_has_drawn(self):
        self._scan(self._buy(), email="ada@example.com")
        with self.assertRefused("make a copy"):
            self.draw.prize_ids.odds = 5.0
        with self.assertRefused("make a copy"):
            self.draw.prize_ids.unlink()
        with self.assertRefused("make a copy"):
            self.draw.prize_ids = [
                Command.create({"perk_id": self.drink.id, "odds": 0.5})
            ]
        self.draw.prize_ids.stock = 3  # more may be bought

    def test_a_copy_waits_until_it_is_switched_on(self):
        copy = self.draw.copy()
        self.assertFalse(copy.active)
        self.assertEqual(copy.prize_ids.odds, 100.0)

    def test_a_prize_is_for_every_guest_of_the_same_program(self):
        silver = self._make_perk("For Silver", given="promotion")
        other = self._make_program(name="Other")
        foreign = self._make_prize("Elsewhere", program_id=other.id)
        self.draw.prize_ids.odds = 50.0
        for perk, text in (
            (silver, "is not for every guest"),
            (foreign, "belongs to another program"),
        ):
            with self.assertRefused(text):
                self.draw.prize_ids = [
                    Command.create({"perk_id": perk.id, "odds": 10.0})
                ]
        with self.assertRefused("holds no tier yet"):
            self.drink.tier_id = self.silver

    def test_the_report_compares_what_was_drawn_with_what_was_set(self):
        self.draw.prize_ids.odds = 50.0
        self.assertEqual(self.draw.verdict, "few")
        self.assertIn("10 draws", self.draw.verdict_text)
        self._have_drawn(won=10, none=12)
        self.assertEqual(self.draw.verdict, "expected")
        self.assertEqual((self.draw.ticket_count, self.draw.none_count), (22, 12))
        self.assertAlmostEqual(self.draw.prize_ids.drawn_share, 45.45, 2)
        self._have_drawn(won=30, none=0)
        self.assertEqual(self.draw.verdict, "strange")

    def _have_drawn(self, won, none):
        orders = self.env["pos.order"].create(
            [
                {
                    "session_id": self.till.current_session_id.id,
                    "amount_total": 0,
                    "amount_tax": 0,
                    "amount_paid": 0,
                    "amount_return": 0,
                }
                for _ in range(won + none)
            ]
        )
        prize = self.draw.prize_ids
        self.env["loyalty.tier.draw.ticket"].create(
            [
                {
                    "draw_id": self.draw.id,
                    "order_id": order.id,
                    "drawn_id": prize.id if index < won else False,
                    "state": "won" if index < won else "none",
                }
                for index, order in enumerate(orders)
            ]
        )
        self.env.invalidate_all()
