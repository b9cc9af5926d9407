# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged

from .common import LoyaltyTiersSegmentsCommon
from .test_loyalty_tier_segment import GUESTS


@tagged("post_install", "-at_install")
class TestLoyaltyTierSegmentWords(LoyaltyTiersSegmentsCommon):
    """The ten guests of the hand calculation, read by marketing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for name, (last, visits, each, *_scores) in GUESTS.items():
            days = [last + 7 * number for number in range(visits)]
            cls._came(cls._make_guest(f"Guest {name}"), *days, amount=each)
        cls.user = cls._make_user("ad", "loyalty_tiers.group_loyalty_tiers_marketing")

    def setUp(self):
        super().setUp()
        self._refresh()

    def _read(self, name):
        segments = self.segments.with_user(self.user)
        segment = segments.search([("partner_id.name", "=", f"Guest {name}")])
        (texts,) = segment.read()
        return {
            key: text.replace("\N{NO-BREAK SPACE}", " ").replace("\ufeff", "")
            for key, text in texts.items()
            if isinstance(text, str)
        }

    def test_the_best_fifth_is_said_by_its_border(self):
        texts = self._read("A")

        self.assertEqual(
            texts["recency_text"],
            "Recency 5: last visit 2 days ago, best fifth is under 9 days",
        )
        self.assertEqual(
            texts["frequency_text"],
            "Frequency 5: 10 visits, best fifth is more than 6 visits",
        )
        self.assertEqual(
            texts["money_text"], "Money 5: $ 200.00, best fifth is more than $ 120.00"
        )

    def test_a_middle_fifth_is_said_by_both_borders(self):
        texts = self._read("E")

        self.assertEqual(
            texts["recency_text"],
            "Recency 3: last visit 20 days ago, this fifth is 20 to 44 days",
        )
        self.assertEqual(
            texts["money_text"],
            "Money 3: $ 60.00, this fifth is more than $ 50.00, up to $ 80.00",
        )

    def test_the_last_fifth_is_said_by_its_border(self):
        texts = self._read("J")

        self.assertEqual(
            texts["recency_text"],
            "Recency 1: last visit 200 days ago, last fifth is 100 days or more",
        )
        self.assertEqual(
            texts["frequency_text"], "Frequency 1: 1 visit, last fifth is up to 1 visit"
        )
        self.assertEqual(texts["potential_text"], "Potential: unknown after one visit")

    def test_the_arithmetic_of_potential_and_value_is_shown(self):
        texts = self._read("F")

        self.assertEqual(
            texts["potential_text"],
            "Potential: 4 visits more, up to the 8 of the middle of the best fifth and "
            "no more than twice as many as now, at $ 104.00 / 4 of margin each: "
            "$ 104.00",
        )
        self.assertEqual(
            texts["value_text"],
            "Most growable: potential $ 104.00, best fifth is more than $ 92.00",
        )
        self.assertEqual(texts["next_step"], "Write now: has been away for too long")

    def test_every_value_is_explained(self):
        self.assertEqual(
            self._read("A")["value_text"],
            "Most valuable: margin $ 160.00, best fifth is more than $ 104.00",
        )
        self.assertEqual(
            self._read("G")["value_text"],
            "Below zero: margin $ -3.00 is below zero",
        )
        self.assertEqual(
            self._read("I")["value_text"],
            "Steady: margin $ 86.00 and potential $ 0.00, neither in the best fifth",
        )

    def test_a_layer_is_explained_by_where_it_begins(self):
        self.assertEqual(
            self._read("E")["layer_text"],
            "Second layer: $ 60.00, it begins at $ 60.00",
        )
        self.assertEqual(
            self._read("G")["layer_text"],
            "Fourth layer: $ 9.00, all who are in no other",
        )

    def test_changed_costs_are_part_of_the_arithmetic(self):
        lines = (
            self.env["pos.order"].search([("partner_id.name", "=", "Guest H")]).lines
        )
        lines.write({"total_cost": 4.0, "is_total_cost_computed": True})
        self.product.standard_price = 5.0
        self._refresh()

        self.assertIn(
            "$ 12.00 when sold, $ -2.00 as costs have changed since: $ 10.00",
            self._read("H")["margin_text"],
        )

    def test_a_stated_share_is_part_of_the_arithmetic(self):
        guest = self.env["res.partner"].search([("name", "=", "Guest B")])
        self.env["loyalty.tier.share"].create(
            {
                "partner_id": guest.id,
                "percent": 25,
                "date": "2026-06-01",
                "program_id": self.program.id,
            }
        )
        self._refresh()

        self.assertEqual(
            self._read("B")["potential_text"],
            "Potential: $ 48.00 of margin is our 25%, as stated on 06/01/2026; the other "
            "75% would be $ 144.00",
        )
        self.assertEqual(self._read("B")["next_step"], "Ask what takes them elsewhere")

    def test_the_rhythm_is_explained(self):
        self.assertEqual(
            self._read("B")["rhythm_text"],
            "Every 7 days, was last here 5 days ago: expected on 07/02/2026, overdue "
            "from 07/10/2026 (2 times the own rhythm, at least 7 days)",
        )
        self.assertEqual(
            self._read("H")["rhythm_text"],
            "No rhythm yet: it takes 3 days with a visit",
        )

    def test_labels_stay_explained_by_the_night_that_gave_them(self):
        before = self._read("A")["recency_text"]
        self._day_is("2026-07-02", night=False)

        self.assertEqual(self._read("A")["recency_text"], before)
