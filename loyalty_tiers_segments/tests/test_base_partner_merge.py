# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged

from .common import LoyaltyTiersSegmentsCommon


@tagged("post_install", "-at_install")
class TestBasePartnerMerge(LoyaltyTiersSegmentsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kept, cls.gone = cls._make_guest("Ada"), cls._make_guest("Ada L.")
        cls._came(cls.kept, 3)
        cls._came(cls.gone, 10, 17)

    def test_two_guests_with_segments_become_one(self):
        self._refresh()

        self._merge(self.kept, self.gone)

        # Until the night: what was known of who spent most.
        self.assertSegment(self.kept, visits=2)
        self._refresh()
        self.assertSegment(self.kept, visits=3, spend=30.0)

    def test_a_segment_follows_to_who_had_none(self):
        self._refresh()
        stranger = self._make_guest("A. Lovelace")

        self._merge(stranger, self.gone)

        self.assertSegment(stranger, visits=2)

    def test_three_guests_in_two_programs_lose_nothing(self):
        third = self._make_guest("Countess")
        self._came(third, 5)
        other = self._make_program(name="Other")
        self._refresh()
        self.segments.sudo().create(
            {
                "program_id": other.id,
                "partner_id": third.id,
                "layer": "1",
                "value": "steady",
            }
        )

        self._merge(self.kept, self.gone, third)
        self._refresh()

        self.assertSegment(self.kept, visits=4)
        self.assertEqual(len(self._segment(self.kept, other)), 1)

    def test_what_both_stated_is_kept_and_the_last_counts(self):
        shares = self.env["loyalty.tier.share"]
        program = {"program_id": self.program.id}
        shares.create(
            [
                {"partner_id": self.kept.id, "percent": 50, "date": "2026-01-01"}
                | program,
                {"partner_id": self.gone.id, "percent": 20, "date": "2026-05-01"}
                | program,
            ]
        )

        self._merge(self.kept, self.gone)
        self._refresh()

        self.assertEqual(len(self.kept.loyalty_tier_share_ids), 2)
        self.assertSegment(self.kept, share=20)

    def _merge(self, kept, *gone):
        partners = kept.union(*gone)
        self.env["base.partner.merge.automatic.wizard"]._merge(partners.ids, kept)
        self.env.invalidate_all()
