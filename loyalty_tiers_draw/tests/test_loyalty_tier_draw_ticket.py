# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from psycopg2.errors import UniqueViolation

from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_draw import DrawCommon

TODAY = fields.Date.to_date("2024-05-06")
TOMORROW = TODAY + timedelta(days=1)


@tagged("post_install", "-at_install")
class TestLoyaltyTierDrawTicket(DrawCommon):
    """Who joins draws once for each receipt, and finds the prize on the card."""

    def _read_guest(self, guest, day):
        """Open the card of a guest at the till, as a cashier."""
        self.patch(self.registry["pos.config"], "_loyalty_tier_today", lambda c: day)
        self.env.invalidate_all()
        knowledge = self.env["loyalty.tier.knowledge"].with_user(self.cashier)
        return knowledge.read_guest(guest.id, self.till.id)["due"]

    def test_the_prize_is_on_the_card_at_the_next_visit_and_served_there(self):
        self.patch(self.registry["pos.config"], "_loyalty_tier_today", lambda c: TODAY)
        ticket = self._scan(self._buy(), name="Ada", email="ada@example.com")
        guest = ticket.partner_id

        self.assertEqual(self._read_guest(guest, TODAY), [])
        [due] = self._read_guest(guest, TOMORROW)
        self.assertEqual(due["name"], "A free drink")
        self.assertEqual(due["product_id"], self.product.id)
        self.assertEqual(due["given"], "draw")
        answer = self._serve_perk(ticket.grant_id)
        self.assertEqual(answer["state"], "served")
        self.assertEqual(self._read_guest(guest, TOMORROW), [])

    def test_a_prize_lapses_after_its_days(self):
        self.drink.valid_days = 30
        self.patch(self.registry["pos.config"], "_loyalty_tier_today", lambda c: TODAY)
        grant = self._scan(self._buy(), email="ada@example.com").grant_id
        self.assertEqual(grant.available_on, TOMORROW)
        self.assertEqual(grant.lapses_on, TOMORROW + timedelta(days=30))

    def test_the_visit_counts_for_who_is_new(self):
        order = self._buy()
        ticket = self._scan(order, name="Ada", email="ada@example.com")
        guest = ticket.partner_id
        self.assertTrue(ticket.is_new)
        self.assertRecordValues(
            guest, [{"name": "Ada", "email": "ada@example.com", "company_id": False}]
        )
        self.assertEqual(order.partner_id, guest)
        self.assertScore(guest, visits=1)
        [row] = self.env["res.partner"].browse(guest.id).message_ids[:1]
        self.assertIn(order.name, row.body)

    def test_scanning_again_shows_the_same_ticket_and_gives_nothing_more(self):
        order = self._buy()
        first = self._scan(order, name="Ada", email="ada@example.com")
        second = self._scan(order, name="Eve", email="eve@example.com")
        self.assertEqual(first, second)
        self.assertFalse(self.env["res.partner"].search([("name", "=", "Eve")]))
        self.assertEqual(len(self._grants(first.partner_id)), 1)

    @mute_logger("odoo.sql_db")
    def test_the_database_keeps_an_order_from_drawing_twice(self):
        ticket = self._scan(self._buy(), email="ada@example.com")
        with self.assertRaises(UniqueViolation):
            self.env["loyalty.tier.draw.ticket"].create(
                {
                    "draw_id": self.draw.id,
                    "order_id": ticket.order_id.id,
                    "state": "none",
                }
            )

    def test_nothing_of_a_known_guest_is_changed_but_the_prize_is_theirs(self):
        guest = self._make_guest("Ada Known", email="Ada@Example.com", phone="02 111")
        before = guest.read()
        order = self._buy()
        ticket = self._scan(
            order,
            name="Mallory",
            email="ada@example.com",
            phone="+1 212 555 0100",
            purposes=["news"],
            channels=["sms"],
        )
        self.assertEqual(ticket.partner_id, guest)
        self.assertFalse(ticket.is_new)
        self.assertTrue(ticket.grant_id)
        self.assertFalse(order.partner_id)
        self.assertEqual(self._consents(guest), set())
        self.assertEqual(self._unlike(before, guest.read()), set())

    def _unlike(self, before, after):
        """Return the fields that differ, but for those of the card itself."""
        [before], [after] = before, after
        changed = {name for name in before if before[name] != after[name]}
        of_the_grant = {n for n in changed if n.startswith("loyalty_tier_grant")}
        return changed - of_the_grant - {"loyalty_tier_card", "write_date"}

    def test_a_guest_is_known_by_the_phone_number_however_it_is_written(self):
        self.env.company.country_id = self.env.ref("base.kr")
        guest = self._make_guest("Kim", phone="+82 10 2345 6789")
        self.assertEqual(
            self._scan(self._buy(), phone="010-2345-6789").partner_id, guest
        )

    def test_a_guest_of_another_company_is_not_known_here(self):
        other = self._make_company("Neighbour")
        guest = self._make_guest("Ada", email="ada@example.com", company_id=other.id)
        ticket = self._scan(self._buy(), email="ada@example.com")
        self.assertNotEqual(ticket.partner_id, guest)

    def test_of_what_a_guest_wins_the_first_prize_counts_and_nobody_learns_of_it(self):
        first = self._scan(self._buy(), email="ada@example.com")
        second = self._scan(self._buy(), email="ada@example.com")
        self.assertEqual((first.state, second.state), ("won", "again"))
        self.assertFalse(second.grant_id)
        self.assertTrue(second._shows_prize())

    def test_a_guest_may_win_again_in_the_next_month(self):
        self.draw.guest_period = "month"
        first = self._scan(self._buy(), email="ada@example.com")
        first.sudo().date = fields.Datetime.now() - timedelta(days=40)
        second = self._scan(self._buy(), email="ada@example.com")
        self.assertEqual(second.state, "won")

    def test_no_more_is_won_than_there_is(self):
        self.draw.prize_ids.stock = 2
        states = [
            self._scan(self._buy(), email=f"guest{n}@example.com").state
            for n in range(4)
        ]
        self.assertEqual(states, ["won", "won", "out", "out"])
        self.assertEqual(self.draw.prize_ids.drawn_count, 4)
        self.assertEqual(self.draw.prize_ids.given_count, 2)

    def test_sms_is_agreed_to_on_the_page_by_who_is_new(self):
        ticket = self._scan(
            self._buy(),
            phone="+1 212 555 0100",
            purposes=["news", "offers"],
            channels=["sms"],
        )
        guest = ticket.partner_id
        self.assertEqual(self._consents(guest), {("news", "sms"), ("offers", "sms")})
        rows = self.env["res.partner.consent"].search([("partner_id", "=", guest.id)])
        self.assertEqual(set(rows.mapped("how")), {"website"})
        self.assertIn(
            "May we write to you? You can stop it at any time. Offers",
            rows.mapped("text"),
        )

    def test_mails_need_the_answer_of_who_owns_the_address(self):
        ticket = self._scan(
            self._buy(), email="ada@example.com", purposes=["news"], channels=["email"]
        )
        self.assertEqual(self._consents(ticket.partner_id), set())

    def test_who_ticks_nothing_has_agreed_to_nothing(self):
        ticket = self._scan(self._buy(), email="ada@example.com")
        self.assertEqual(self._consents(ticket.partner_id), set())

    def test_merged_guests_keep_both_tickets(self):
        one = self._scan(self._buy(), email="ada@example.com")
        two = self._scan(self._buy(), email="grace@example.com")
        self.env["base.partner.merge.automatic.wizard"].create({})._merge(
            (one | two).partner_id.ids, one.partner_id
        )
        self.env.invalidate_all()
        self.assertEqual((one | two).partner_id, one.partner_id)
