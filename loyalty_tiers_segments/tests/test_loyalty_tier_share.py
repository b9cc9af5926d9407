# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from psycopg2 import IntegrityError

from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import LoyaltyTiersSegmentsCommon


@tagged("post_install", "-at_install")
class TestLoyaltyTierShare(LoyaltyTiersSegmentsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.guest = cls._make_guest("Ada")
        cls._came(cls.guest, 3, 10)  # 20.00 spent, 12.00 of margin
        cls.user = cls._make_user("ad", "loyalty_tiers.group_loyalty_tiers_marketing")

    def test_one_question_yields_a_share_with_its_date(self):
        self._note(30)

        share = self.guest.loyalty_tier_share_ids
        self.assertEqual(share.user_id, self.user)
        self.assertEqual(share.program_id, self.program)
        self.assertTrue(share.date)
        self.assertRegex(share.display_name, "^30%, as stated on .*20")

    def test_a_stated_share_says_what_is_spent_elsewhere(self):
        self._note(30)
        self._refresh()

        # 12.00 are 30%; 70% are 28.00.
        self.assertSegment(self.guest, share=30, potential=28.0)

    def test_the_last_answer_counts(self):
        self._note(30)
        self._note(60)
        self._refresh()

        self.assertSegment(self.guest, share=60, potential=8.0)

    def test_what_a_contact_says_counts_for_the_firm(self):
        firm = self._make_guest("Analytical Engines", is_company=True)
        contact = self._make_guest("Charles", parent_id=firm.id)
        self._came(contact, 4)
        self._note(50, contact)
        self._refresh()

        self.assertSegment(firm, share=50)

    @mute_logger("odoo.sql_db")
    def test_a_share_is_between_one_and_a_hundred(self):
        for percent in (0, -5, 101):
            with self.subTest(percent), self.assertRaises(IntegrityError):
                with self.cr.savepoint():
                    self._note(percent)

    def test_a_forgotten_guest_has_said_nothing(self):
        self._note(30)

        self.env["loyalty.tier.eraser"]._erase(self.guest)
        self._refresh()

        self.assertFalse(self.guest.loyalty_tier_share_ids)
        self.assertSegment(self.guest, share=0)

    def test_the_file_for_a_guest_holds_the_segment_in_words_that_hurt_nobody(self):
        self._came(self.guest, 1, lines=[self._line(self.product, 9, 0.5)])
        self._note(30)
        self._refresh()
        self.assertSegment(self.guest, value="bz")

        data = self.env["loyalty.tier.export"]._gather(self.guest)

        rows = {section["model"]: section["rows"] for section in data["sections"]}
        (cells,) = rows["loyalty.tier.segment"]
        told = {cell["field"]: cell["value"] for cell in cells}
        self.assertEqual(told["value"], "Sales below their cost")
        self.assertEqual(told["visits"], 3)
        self.assertIn("loyalty.tier.share", rows)
        self.assertNotIn("Below zero", str(data))

    def _note(self, percent, guest=None):
        action = (guest or self.guest).with_user(self.user)
        action = action.action_loyalty_tier_note_share()
        shares = self.env[action["res_model"]].with_user(self.user)
        form = Form(shares.with_context(**action["context"]))
        form.percent = percent
        return form.save()
