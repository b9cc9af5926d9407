# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from psycopg2 import IntegrityError

from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import LoyaltyTiersSegmentsCommon


@tagged("post_install", "-at_install")
class TestLoyaltyTierProgram(LoyaltyTiersSegmentsCommon):
    def test_layers_that_do_not_rise_are_refused(self):
        for borders in (
            {"layer_1": 60.0},
            {"layer_3": 100.0},
            {"layer_1": 0.0},
            {"layer_2": 95.0},
        ):
            with self.subTest(borders), self.assertRaises(ValidationError):
                self.program.write(borders)

    def test_a_window_of_nothing_or_of_a_century_is_refused(self):
        for months in (0, -3, 1200):
            with self.subTest(months), self.assertRaises(ValidationError):
                self.program.segment_months = months

    @mute_logger("odoo.sql_db")
    def test_nobody_is_overdue_before_their_rhythm_is_over(self):
        with self.assertRaises(IntegrityError), self.cr.savepoint():
            self.program.overdue_factor = 0.5
            self.env.flush_all()

    def test_the_stat_button_opens_the_segments_of_the_program(self):
        self._came(self._make_guest("Ada"), 3)
        self._refresh()

        action = self.program.action_segments()

        self.assertEqual(
            action["context"], {"search_default_program_id": self.program.id}
        )

    def test_the_entries_behind_a_segment_are_those_of_its_window(self):
        guest = self._make_guest("Ada")
        old, new = self._came(guest, 400), self._came(guest, 3)
        self._refresh()

        action = self._segment(guest).action_entries()

        found = self.env["loyalty.tier.entry"].search(action["domain"])
        self.assertEqual(found, self._entries(new))
        self.assertNotEqual(found, self._entries(old))
