# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import datetime, timedelta

from psycopg2 import IntegrityError

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_gate import HiddenMenuCommon

NOON = datetime(2026, 6, 15, 12)
SEOUL, NEW_YORK, KIRITIMATI = "Asia/Seoul", "America/New_York", "Pacific/Kiritimati"

EVENING = {"hour_from": 18, "hour_to": 22}
NIGHT = {"hour_from": 22, "hour_to": 2}
JUNE = {"date_from": "2026-06-15", "date_to": "2026-06-15"}
# Of the gate, clock, moment in UTC, whether it is open.
CLOCKS = [
    (EVENING, "UTC", "2026-06-15 17:59:59", False),
    (EVENING, "UTC", "2026-06-15 18:00:00", True),
    (EVENING, "UTC", "2026-06-15 22:00:00", False),
    (EVENING, SEOUL, "2026-06-15 09:00:00", True),
    (EVENING, SEOUL, "2026-06-15 13:00:00", False),
    (NIGHT, SEOUL, "2026-06-15 12:59:59", False),
    (NIGHT, SEOUL, "2026-06-15 13:00:00", True),
    (NIGHT, SEOUL, "2026-06-15 16:59:59", True),  # 01:59 of the next day
    (NIGHT, SEOUL, "2026-06-15 17:00:00", False),
    (JUNE, SEOUL, "2026-06-14 14:59:59", False),
    (JUNE, SEOUL, "2026-06-14 15:00:00", True),
    (JUNE, SEOUL, "2026-06-15 14:59:59", True),
    (JUNE, SEOUL, "2026-06-15 15:00:00", False),
    (JUNE, KIRITIMATI, "2026-06-14 10:00:00", True),
    # The night of the last day goes on beyond midnight; that before does not.
    ({**JUNE, **NIGHT}, SEOUL, "2026-06-15 16:00:00", True),
    ({**JUNE, **NIGHT}, SEOUL, "2026-06-14 16:00:00", False),
    # Clocks are put forward at 02:00 on 8 March, back on 1 November.
    (NIGHT, NEW_YORK, "2026-03-08 06:59:00", True),
    (NIGHT, NEW_YORK, "2026-03-08 07:00:00", False),
    (NIGHT, NEW_YORK, "2026-11-01 06:59:00", True),  # 01:59 once more
    (NIGHT, NEW_YORK, "2026-11-01 07:00:00", False),
    ({"hour_from": 0, "hour_to": 24}, SEOUL, "2026-06-15 14:59:59", True),
    ({"hour_from": 6, "hour_to": 6}, SEOUL, "2026-06-15 03:00:00", True),
]


@tagged("post_install", "-at_install")
class TestLoyaltyTierGate(HiddenMenuCommon):
    """For whom a gate is open, and when; and what managers may get wrong."""

    # ------------------------------------------------------------------ who
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

    def test_a_tier_gained_or_lost_counts_at_once(self):
        guest = self._make_guest(visits=1)
        self.assertFalse(self._is_open(guest))
        order = self._visit(guest)
        self.assertTrue(self._is_open(guest))
        self._refund(order)
        self.assertFalse(self._is_open(guest))

    def test_a_named_guest_and_the_people_of_the_same_firm_need_no_tier(self):
        firm = self._make_guest("Firm", is_company=True)
        named, other = (
            self._make_guest(name, parent_id=firm.id) for name in ("Lee", "Park")
        )
        self.gate.guest_ids = named
        self.assertTrue(self._is_open(named))
        self.assertTrue(self._is_open(other))
        self.assertFalse(self._is_open(self._make_guest("Stranger")))

    def test_merged_contacts_keep_what_was_open_to_them(self):
        kept = [self._make_guest("Kim") for _copy in range(2)]
        named = self._make_guest("Kim twice")
        member = self._make_guest("Kim again", visits=2)
        self.gate.guest_ids = named
        for guest, former in zip(kept, (named, member), strict=True):
            self.assertFalse(self._is_open(guest))
            wizard = self.env["base.partner.merge.automatic.wizard"].create({})
            wizard._merge([guest.id, former.id], guest)
            self.env.invalidate_all()
            self.assertTrue(self._is_open(guest), former)

    def test_two_gates_must_both_be_open(self):
        categ = self.env["product.category"].create({"name": "Wagyu"})
        categ.loyalty_tier_gate_id = self._make_gate("Gold's", self.gold)
        self.dish.categ_id = categ
        silver, gold = (self._make_guest(visits=visits) for visits in (2, 4))
        self.assertFalse(self._is_open(silver))
        self.assertTrue(self._is_open(gold))

    def test_a_variant_is_reserved_alone(self):
        sizes = self.env["product.attribute"].create(
            {"name": "Cut", "value_ids": [(0, 0, {"name": n}) for n in ("A", "B")]}
        )
        template = self.env["product.template"].create(
            {
                "name": "Steak",
                "attribute_line_ids": [
                    Command.create(
                        {
                            "attribute_id": sizes.id,
                            "value_ids": [Command.set(sizes.value_ids.ids)],
                        }
                    )
                ],
            }
        )
        plain, best = template.product_variant_ids
        best.loyalty_tier_variant_gate_id = self.gate
        closed = frozenset(self._closed().ids)

        domain = best._loyalty_tier_open_domain(closed)
        self.assertEqual(template.product_variant_ids.filtered_domain(domain), plain)
        self.assertEqual(
            template.product_variant_ids._loyalty_tier_gates(),
            {best.id: frozenset(self.gate.ids)},
        )
        self.assertTrue(template._loyalty_tier_opened(closed))
        self.assertEqual(self.gate.product_count, 2)

    # ----------------------------------------------------------- categories
    def test_a_category_reserves_all_below_it_today_and_later(self):
        categories = self.env["pos.category"]
        above = categories.create({"name": "Secret"})
        below, apart = categories.create([{"name": "Meat"}, {"name": "Fish"}])
        dish = self._make_product("Tongue", pos_categ_ids=[Command.set(below.ids)])
        self.assertTrue(self._is_open(dish=dish))

        above.loyalty_tier_gate_id = self.gate
        self.assertTrue(self._is_open(dish=dish))
        below.parent_id = above
        self.assertFalse(self._is_open(dish=dish))
        self.assertIn("Secret", dish.product_tmpl_id.loyalty_tier_hint)
        self.assertIn("Silver", dish.product_tmpl_id.loyalty_tier_hint)

        dish.pos_categ_ids = apart
        self.assertTrue(self._is_open(dish=dish))
        self.assertFalse(dish.product_tmpl_id.loyalty_tier_hint)
        dish.pos_categ_ids = apart | below
        self.assertFalse(self._is_open(dish=dish))
        below.parent_id = False
        self.assertTrue(self._is_open(dish=dish))

    def test_what_is_on_the_hidden_menu_is_found_and_grouped(self):
        categ = self.env["product.category"].create(
            {"name": "Eel", "loyalty_tier_gate_id": self.gate.id}
        )
        eel = self._make_product("Eel", categ_id=categ.id)
        templates = self.env["product.template"].with_user(self.cashier)
        found = templates.search([("loyalty_tier_reserved", "=", True)])
        rest = templates.search([("loyalty_tier_reserved", "=", False)])
        self.assertLessEqual((self.dish | eel).product_tmpl_id, found)
        self.assertIn(self.product.product_tmpl_id, rest)
        self.assertFalse(rest & found)
        groups = dict(templates._read_group([], ["loyalty_tier_gate_id"], ["__count"]))
        self.assertEqual(groups[self.gate.with_user(self.cashier)], 1)
        self.assertEqual(self.gate.product_count, 2)

    # ----------------------------------------------------------------- when
    def test_days_and_hours_on_the_clock_of_the_shop(self):
        guest = self._make_guest("Kim", visits=2)
        always = dict.fromkeys(("date_from", "date_to"), False)
        always |= {"hour_from": 0, "hour_to": 0}
        for values, tz, moment, opened in CLOCKS:
            with self.subTest(**values, tz=tz, moment=moment):
                at = datetime.fromisoformat(moment)
                self.gate.write({**always, **values, "tz": tz})
                self.assertEqual(self._is_open(guest, at=at), opened)
                self.gate.tz = "Pacific/Niue"
                self.assertEqual(self._is_open(guest, at=at, tz=tz), opened)

    def test_a_late_order_is_judged_by_what_was_held_then_or_is_held_now(self):
        guest = self._make_guest("Kim", visits=2)
        self._moves(guest).date = NOON
        orders = self.env["pos.order"].search([("partner_id", "=", guest.id)])

        # Held now: what was held before is not asked.
        self.assertFalse(self._was_closed(guest, NOON - timedelta(days=1)))

        self._refund(orders[0])
        self.assertTier(guest, None)
        lost = self._moves(guest)[-1]
        lost.date = NOON + timedelta(hours=2)

        moments = [timedelta(minutes=-1), timedelta(hours=1), timedelta(hours=3)]
        closed = [self._was_closed(guest, NOON + moment) for moment in moments]
        self.assertEqual(closed, [True, False, True])
        self.assertTrue(self._was_closed(self.env["res.partner"], NOON))

    def test_a_late_order_is_judged_on_the_clock_of_its_till(self):
        self.gate.write({"hour_from": 18, "hour_to": 22})
        guest = self._make_guest("Kim", visits=2)

        self.assertTrue(self._was_closed(guest, NOON))
        self.assertFalse(self._was_closed(guest, NOON, tz=SEOUL))  # 21:00

    def _was_closed(self, guest, moment, **kwargs):
        closed = self.env["loyalty.tier.gate"]._closed_at(guest, moment, **kwargs)
        return self.gate.id in closed

    # ------------------------------------------------------------ bad input
    def test_a_gate_without_tier_is_closed_to_all_and_says_so(self):
        gate = self._make_gate("Nobody's")
        self.dish.loyalty_tier_gate_id = gate
        self.assertTrue(gate.is_shut)
        self.assertIn("nobody", gate.sentence)
        self.assertFalse(self._is_open(self._make_guest(visits=4)))

        gate.guest_ids = self._make_guest("Kim")
        self.assertFalse(gate.is_shut)

    def test_a_tier_that_opens_something_is_not_deleted(self):
        empty = self.silver.create({"name": "Empty", "program_id": self.program.id})
        gate = self._make_gate("Empty's", empty)
        for record in (empty, self.program):
            with self.assertRaisesRegex(UserError, "Empty's"):
                record.unlink()
        with self.assertRaisesRegex(UserError, "Empty's"):
            self.program.tier_ids = [Command.delete(empty.id)]

        gate.active = False
        self.assertRaises(UserError, empty.unlink)
        gate.unlink()
        empty.unlink()

    def test_a_retired_tier_goes_on_opening(self):
        guest = self._make_guest(visits=2)
        self.silver.active = False
        self.assertTrue(self._is_open(guest))
        self.assertTrue(self._is_open(self._make_guest(visits=4)))

    def test_an_archived_program_opens_nothing_and_hides_nothing_else(self):
        guest = self._make_guest(visits=2)
        self.program.active = False
        self.assertTrue(self.gate.is_shut)
        self.assertFalse(self._is_open(guest))
        self.program.active = True
        self.assertTrue(self._is_open(guest))

    def test_an_archived_gate_hides_nothing(self):
        self.gate.active = False
        self.assertTrue(self._is_open())
        self.assertFalse(self.dish.product_tmpl_id.loyalty_tier_reserved)
        self.gate.active = True
        self.assertFalse(self._is_open())

    def test_a_gate_that_reserves_something_is_not_deleted(self):
        with self.assertRaisesRegex(UserError, "everybody would see"):
            self.gate.unlink()
        self.dish.active = False
        self.assertRaises(UserError, self.gate.unlink)
        self.dish.product_tmpl_id.loyalty_tier_gate_id = False
        self.gate.unlink()

    def test_a_teaser_names_no_secret_tier(self):
        self.gate.mode = "teaser"
        with self.assertRaisesRegex(ValidationError, "Silver"):
            self.silver.secret = True
        self.gate.mode = "secret"
        self.silver.secret = True
        with self.assertRaisesRegex(ValidationError, "Silver"):
            self.gate.mode = "teaser"

    @mute_logger("odoo.sql_db")
    def test_impossible_hours_days_and_limits_are_refused(self):
        for values in (
            {"hour_from": 24},
            {"hour_to": 24.5},
            {"hour_from": -1},
            {"date_from": "2026-02-01", "date_to": "2026-01-31"},
            {"limit_quantity": -1},
        ):
            with self.subTest(**values), self.assertRaises(IntegrityError):
                with self.cr.savepoint():
                    self.gate.write(values)
                    self.env.flush_all()

    def test_gates_products_and_tiers_of_different_companies_do_not_meet(self):
        other = self.env["res.company"].create({"name": "Next Door"})
        theirs = self._make_gate("Theirs", company_id=other.id)
        ours = self._make_product("Ours", company_id=self.company.id)
        with self.assertRaisesRegex(ValidationError, "Next Door"):
            ours.product_tmpl_id.loyalty_tier_gate_id = theirs
        with self.assertRaisesRegex(ValidationError, "Next Door"):
            ours.loyalty_tier_variant_gate_id = theirs
        self.program.company_id = self.company
        with self.assertRaisesRegex(ValidationError, "Next Door"):
            theirs.tier_ids = self.silver
        ours.loyalty_tier_gate_id = self.gate
        with self.assertRaisesRegex(ValidationError, "Next Door"):
            self.gate.write({"company_id": other.id, "tier_ids": [Command.clear()]})

    def test_a_gate_says_itself_in_words(self):
        self.gate.write(
            {
                "hour_from": 17.5,
                "hour_to": 22,
                "limit_quantity": 2,
                "limit_period": "month",
                "mode": "teaser",
            }
        )
        for text in ("From Silver up", "17:30–22:00", "at most 2 per month", "Teaser"):
            self.assertIn(text, self.gate.sentence)
