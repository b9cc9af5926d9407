# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import date, timedelta

from psycopg2.errors import CheckViolation

from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import LoyaltyTiersCommon

DAY = date(2024, 1, 31)


class BroughtCommon(LoyaltyTiersCommon):
    """Guests who bring paper cards to the shop."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.brought = cls.env["loyalty.tier.brought"]
        cls.manager = cls._make_user(
            "manager", "loyalty_tiers.group_loyalty_tiers_manager", "base.group_user"
        )

    @classmethod
    def _bring(cls, guest, reference="A-1", **values):
        return cls.brought.create(
            {"partner_id": guest.id, "reference": reference, "date": DAY, **values}
        )

    @classmethod
    def _all_brought(cls):
        return cls.brought.search([("program_id", "=", cls.program.id)])

    @classmethod
    def _entries_brought(cls, *rows):
        ids = [row.id for row in rows]
        return cls.env["loyalty.tier.entry"].search(
            [("origin_model", "=", "loyalty.tier.brought"), ("origin_id", "in", ids)]
        )


@tagged("post_install", "-at_install")
class TestLoyaltyTierBrought(BroughtCommon):
    # ------------------------------------------------------------- what counts
    def test_a_card_brings_visits_spend_and_stars(self):
        self.program.stars_per_visit = 1  # else nobody counts stars
        self._work()
        guest = self._make_guest()

        row = self._bring(guest, visits=3, spend=120.5, stars=7)

        self.assertScore(guest, visits=3, spend=120.5, stars=7)
        self.assertTier(guest, self.silver)
        entry = self._entries_brought(row)
        self.assertRecordValues(
            entry, [{"day": DAY, "amount": 120.5, "visits": 3, "stars": 7}]
        )
        self.assertEqual(self._moves(guest).cause, "import")

    def test_a_card_counts_on_with_the_sales(self):
        guest = self._make_guest(visits=1)

        self._bring(guest, visits=3)
        self.assertTier(guest, self.gold)
        self._visit(guest)

        self.assertScore(guest, visits=5, spend=20.0)

    def test_a_party_took_place_elsewhere(self):
        guest = self._make_guest()

        self._bring(guest, visits=3)

        self.assertEqual(self._moves(guest).party, "none")

    def test_a_contact_brings_its_card_for_the_firm(self):
        firm = self._make_guest("Analytical Engines", is_company=True)
        contact = self._make_guest("Ada", parent_id=firm.id)

        self._bring(contact, visits=2)

        self.assertTier(firm, self.silver)
        self.assertTier(contact, self.silver)

    def test_a_promised_tier_is_an_honour(self):
        guest = self._make_guest()

        row = self._bring(guest, tier_id=self.gold.id, tier_until=date(2099, 12, 31))

        self.assertRecordValues(
            row.honour_id,
            [
                {
                    "tier_id": self.gold.id,
                    "cause": "import",
                    "since": DAY,
                    "until": date(2099, 12, 31),
                    "reason": "A-1",
                }
            ],
        )
        self.assertTier(guest, self.gold)

    # ----------------------------------------------------- changing, deleting
    def test_a_corrected_card_corrects_its_entry(self):
        guest = self._make_guest()
        row = self._bring(guest, visits=4)

        row.write({"visits": 2, "date": date(2024, 2, 1)})

        self.assertScore(guest, visits=2)
        self.assertTier(guest, self.silver)
        self.assertEqual(self._entries_brought(row).day, date(2024, 2, 1))

    def test_a_card_given_to_somebody_else_leaves_the_first_guest(self):
        guest, other = self._make_guest(), self._make_guest("Grace")
        row = self._bring(guest, visits=2, tier_id=self.silver.id)

        row.partner_id = other

        self.assertScore(guest, visits=0)
        self.assertTier(guest, None)
        self.assertTier(other, self.silver)
        self.assertEqual(row.honour_id.partner_id, other)

    def test_a_deleted_card_takes_its_entry_and_honour_along(self):
        guest = self._make_guest(visits=1)
        row = self._bring(guest, visits=3, tier_id=self.gold.id)
        entry, honour = self._entries_brought(row), row.honour_id

        row.unlink()

        self.assertFalse(entry.exists())
        self.assertFalse(honour.exists())
        self.assertScore(guest, visits=1)
        self.assertTier(guest, None)

    def test_a_tier_taken_off_a_card_ends_the_honour(self):
        guest = self._make_guest()
        row = self._bring(guest, tier_id=self.gold.id)

        row.tier_id = False

        self.assertFalse(row.honour_id)
        self.assertTier(guest, None)

    def test_a_card_moved_to_another_program_leaves_the_first(self):
        guest, other = self._make_guest(), self._make_program(name="Second")
        row = self._bring(guest, visits=2)

        row.program_id = other

        self.assertEqual(self._entries_brought(row).program_id, other)
        self.assertEqual(self._membership(guest).visits, 0)
        self.assertEqual(self._membership(guest, other).visits, 2)

    # -------------------------------------------------------- contacts change
    def test_merged_guests_keep_the_cards_of_both(self):
        kept, gone = self._make_guest(), self._make_guest("Ada L.")
        self._bring(kept, "A-1", visits=1)
        row = self._bring(gone, "A-2", visits=1, tier_id=self.silver.id)

        partners = kept | gone
        self.env["base.partner.merge.automatic.wizard"]._merge(partners.ids, kept)
        self.env.invalidate_all()

        self.assertEqual(row.partner_id, kept)
        self.assertEqual(row.honour_id.partner_id, kept)
        self.assertScore(kept, visits=2)
        self.assertTier(kept, self.silver)

    def test_a_contact_takes_its_card_to_another_firm(self):
        firm = self._make_guest("Analytical Engines", is_company=True)
        other = self._make_guest("Difference Engines", is_company=True)
        contact = self._make_guest("Ada", parent_id=firm.id)
        row = self._bring(contact, visits=2, tier_id=self.gold.id)

        contact.parent_id = other

        self.assertScore(firm, visits=0)
        self.assertScore(other, visits=2)
        self.assertTier(firm, None)
        self.assertTier(other, self.gold)
        self.assertEqual(row.honour_id.partner_id, other)

    def test_a_deleted_contact_leaves_nothing_with_its_firm(self):
        firm = self._make_guest("Analytical Engines", is_company=True)
        contact = self._make_guest("Ada", parent_id=firm.id)
        self._bring(contact, visits=2, tier_id=self.gold.id)

        contact.unlink()

        self.assertScore(firm, visits=0)
        self.assertTier(firm, None)

    # ------------------------------------------------------------- bad input
    def test_what_makes_no_sense_is_refused(self):
        guest = self._make_guest()
        tomorrow = self.program._today() + timedelta(days=1)
        stranger = self._make_program().tier_ids[0]
        for values in (
            {"date": tomorrow},
            {"reference": "  "},
            {"reference": "x" * 101},
            {"tier_id": stranger.id},
            {"tier_until": DAY},
            {"tier_id": self.gold.id, "tier_until": DAY - timedelta(days=1)},
        ):
            with self.subTest(values), self.assertRaises(ValidationError):
                self._bring(guest, **{"reference": "B", **values})

    def test_nothing_negative_is_brought(self):
        guest = self._make_guest()
        for name in ("visits", "spend", "stars"):
            with (
                self.subTest(name),
                mute_logger("odoo.sql_db"),
                self.assertRaises(CheckViolation),
                self.env.cr.savepoint(),
            ):
                self._bring(guest, **{name: -1})

    def test_a_hundred_cards_cost_the_queries_of_one(self):
        guests = self.env["res.partner"].create([{"name": "Ada"}] * 102)
        self._queries(guests[:1])  # fills what is kept in memory

        self.assertEqual(self._queries(guests[1:2]), self._queries(guests[2:]))

    def _queries(self, guests):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        self.brought.create(
            [
                {"partner_id": guest, "reference": guest, "date": DAY, "visits": 1}
                for guest in guests.ids
            ]
        )
        self.env.flush_all()
        return self.cr.sql_log_count - before

    # ------------------------------------------------------------ explanation
    def test_an_entry_says_which_card_it_comes_from(self):
        entry = self._entries_brought(self._bring(self._make_guest(), visits=2))

        self.assertIn("A-1", entry.reason)
        self.assertNotIn("Order", entry.reason)
        self.assertEqual(entry.action_open_origin()["res_model"], self.brought._name)

    def test_a_till_never_takes_a_card_for_an_order(self):
        guest = self._make_guest()
        told = []
        self.patch(
            self.registry["pos.config"], "_notify", lambda s, c, d: told.append(d)
        )

        self._bring(guest, visits=2)

        self.assertEqual([news["partner_id"] for news in told], [guest.id])
        self.assertFalse(told[0]["origin_id"])

    def test_a_manager_enters_a_card_by_hand(self):
        guest = self._make_guest()

        with Form(self.brought.with_user(self.manager)) as form:
            form.reference = "A-7"
            form.partner_id = guest
            form.visits = 2

        self.assertTier(guest, self.silver)
        self.assertEqual(form.record.date, self.program._today())
