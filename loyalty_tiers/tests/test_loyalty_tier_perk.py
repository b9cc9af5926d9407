# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from unittest.mock import patch

from psycopg2 import IntegrityError

from odoo.exceptions import ValidationError
from odoo.sql_db import Cursor
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_perks import PerksCommon


@tagged("post_install", "-at_install")
class TestLoyaltyTierPerk(PerksCommon):
    """A perk that could never be served is not saved, and the text says why."""

    def test_a_perk_belongs_to_a_tier_unless_the_staff_give_it(self):
        with self.assertRaisesRegex(ValidationError, "from which tier up Beer"):
            self._make_perk(
                "Beer", given="always", tier_id=False, program_id=self.program.id
            )

        treat = self._make_perk(
            "Tea", given="staff", tier_id=False, program_id=self.program.id
        )
        self.assertEqual(treat.program_id, self.program)

    def test_a_free_product_is_a_product_that_tills_sell(self):
        with self.assertRaisesRegex(ValidationError, "Choose the product"):
            self._make_perk("Beer", kind="product", product_id=False)
        hidden = self._make_product("Kettle", available_in_pos=False)
        with self.assertRaisesRegex(ValidationError, "not sold at any till"):
            self._make_perk("Kettle", kind="product", product_id=hidden.id)

    def test_an_occasion_says_which(self):
        with self.assertRaisesRegex(ValidationError, "Choose the occasion"):
            self._make_perk("Cake", given="occasion")

    def test_what_is_served_is_given_at_some_time(self):
        for values in (
            {"kind": "product", "given": "always"},
            {"kind": "coupon", "given": "staff"},
        ):
            with self.assertRaises(ValidationError):
                self._make_perk("Beer", **values)

    def test_a_perk_of_another_program_is_refused(self):
        other = self._make_program()
        with self.assertRaisesRegex(ValidationError, "another program"):
            self._make_perk("Beer").program_id = other

    @mute_logger("odoo.sql_db")
    def test_numbers_are_not_negative(self):
        for values in (
            {"given": "repeat", "repeat_count": 0},
            {"unit_cost": -1.0},
            {"limit_count": -1},
            {"valid_days": -1},
        ):
            with self.assertRaises(IntegrityError), self.cr.savepoint():
                self._make_perk("Beer", **values)

    def test_a_script_in_a_name_stays_text(self):
        name = "<script>alert(1)</script>"
        self._make_perk(name)
        guest = self._make_guest(visits=2)

        self.assertEqual(self._due_names(guest), [name])

    def test_tills_know_what_kind_a_perk_is_and_treats_are_no_promise(self):
        beer = self._make_perk("Beer", kind="product")
        self._make_perk("Tea", given="staff")

        self.assertEqual(
            self.silver.pos_own_perks,
            [
                {
                    "id": beer.id,
                    "name": "Beer",
                    "kind": "product",
                    "given": "promotion",
                    "product_id": self.product.id,
                }
            ],
        )

    def test_a_program_without_perks_asks_for_none_at_a_sale(self):
        guest = self._make_guest(visits=4)
        self.assertFalse(self.program._perks_given())
        perk = self._make_perk("Beer")
        self.assertEqual(self.program._perks_given(), {"promotion": (perk.id,)})

        perk.unlink()
        before = self._queries(guest)
        self._make_perk("Beer")
        self._make_perk("Plate", given="always")

        self.assertEqual(self._queries(guest), before)

    def _queries(self, guest):
        """Count what a sale that promotes nobody asks of our tables."""
        self._visit(guest)
        self.env.invalidate_all()
        asked, execute = [], Cursor.execute

        def listen(cursor, query, *args, **kwargs):
            asked.append(str(getattr(query, "code", query)))
            return execute(cursor, query, *args, **kwargs)

        with patch.object(Cursor, "execute", listen):
            self._visit(guest)
        return len([query for query in asked if "loyalty_tier" in query])
