# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import date

from odoo.tests import tagged

from .common import LoyaltyTiersSegmentsCommon

# Ten guests, by hand. The drink costs 4.00, so that a visit of 10.00 leaves 6.00.
#
# guest  last visit  visits  each   spend  margin = spend - 4 * visits
#   A      2 days      10    20.00  200.00  160.00
#   B      5 days       8    10.00   80.00   48.00
#   C      9 days       6    50.00  300.00  276.00
#   D     15 days       5    10.00   50.00   30.00
#   E     20 days       4    15.00   60.00   44.00
#   F     30 days       4    30.00  120.00  104.00
#   G     45 days       3     3.00    9.00   -3.00
#   H     60 days       2    10.00   20.00   12.00
#   I    100 days       1    90.00   90.00   86.00
#   J    200 days       1    10.00   10.00    6.00
#
# The cut of a fifth is the value of the last customer below it: of ten, counted from
# the worst, the 2nd, 4th, 6th and 8th. Who is above the fourth cut is in the best fifth.
#
# last visit, days ago:  200 100 | 60 45 | 30 20 | 15 9 | 5 2      cuts 100 45 20 9
# visits:                  1   1 |  2  3 |  4  4 |  5 6 | 8 10     cuts   1  3  4 6
# spend:                   9  10 | 20 50 | 60 80 | 90 120 | 200 300
#                                                                  cuts 10 50 80 120
# margin:                 -3   6 | 12 30 | 44 48 | 86 104 | 160 276
#                                                                  cuts 6 30 48 104
#
# Layers: the best 30% of ten are 3: from 120.00 on. 60%: 6, from 60.00. 90%: 9, from
# 10.00. The middle of the best fifth by visits is the 9th from the worst: 8 visits.
#
# Potential: visits missing to 8, but no more than the guest's own, times the margin of
# one. A, B: 0. C: 2 * 46 = 92. D: 3 * 6 = 18. E: 4 * 11 = 44. F: 4 * 26 = 104.
# G: no margin. H: 2 * 6 = 12. I, J: one visit, unknown.
# Those with potential, from the least: 12 18 44 92 104. The cut of the best fifth is
# the 4th of 5: 92. Only F has more.
GUESTS = {
    # last visit, visits, each, recency, frequency, money, margin, layer, value
    "A": (2, 10, 20.0, 5, 5, 5, 5, "1", "mvc"),
    "B": (5, 8, 10.0, 5, 5, 3, 3, "2", "steady"),
    "C": (9, 6, 50.0, 4, 4, 5, 5, "1", "mvc"),
    "D": (15, 5, 10.0, 4, 4, 2, 2, "3", "steady"),
    "E": (20, 4, 15.0, 3, 3, 3, 3, "2", "steady"),
    "F": (30, 4, 30.0, 3, 3, 4, 4, "1", "mgc"),
    "G": (45, 3, 3.0, 2, 2, 1, 1, "4", "bz"),
    "H": (60, 2, 10.0, 2, 2, 2, 2, "3", "steady"),
    "I": (100, 1, 90.0, 1, 1, 4, 4, "2", "steady"),
    "J": (200, 1, 10.0, 1, 1, 1, 1, "3", "steady"),
}
SPENDS = (200.0, 80.0, 300.0, 50.0, 60.0, 120.0, 9.0, 20.0, 90.0, 10.0)
MARGINS = (160.0, 48.0, 276.0, 30.0, 44.0, 104.0, -3.0, 12.0, 86.0, 6.0)
POTENTIALS = (0.0, 0.0, 92.0, 18.0, 44.0, 104.0, 0.0, 12.0, 0.0, 0.0)


@tagged("post_install", "-at_install")
class TestLoyaltyTierSegment(LoyaltyTiersSegmentsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.guests = {}
        for name, (last, visits, each, *_scores) in GUESTS.items():
            cls.guests[name] = cls._make_guest(name)
            days = [last + 7 * number for number in range(visits)]
            cls._came(cls.guests[name], *days, amount=each)

    def test_ten_guests_have_the_scores_that_a_hand_calculation_gives(self):
        self._refresh()

        for place, (name, guest) in enumerate(self.guests.items()):
            _last, visits, _each, *labels = GUESTS[name]
            recency, frequency, money, margin, layer, value = labels
            with self.subTest(name):
                self.assertSegment(
                    guest,
                    visits=visits,
                    spend=SPENDS[place],
                    margin=MARGINS[place],
                    recency_score=recency,
                    frequency_score=frequency,
                    money_score=money,
                    margin_score=margin,
                    cell=f"{recency}{frequency}{money}",
                    layer=layer,
                    potential=POTENTIALS[place],
                    value=value,
                )

    def test_guests_who_did_the_same_have_the_same_scores(self):
        for number in range(15):
            self._came(self._make_guest(f"Twin {number}"), 40, 50, amount=10.0)

        self._refresh()

        twins = self.segments.search([("partner_id.name", "like", "Twin")])
        self.assertEqual(len(twins), 15)
        for name in ("cell", "layer", "margin_score", "value"):
            self.assertEqual(len(set(twins.mapped(name))), 1, name)

    def test_the_layers_follow_their_borders(self):
        self.program.write({"layer_1": 10.0, "layer_2": 20.0, "layer_3": 50.0})
        self._refresh()

        # 300.00 | 200.00 | 120.00 90.00 80.00 | the rest
        self._assert_layers({"C": "1", "A": "2", "F": "3"})
        self._assert_layers({"I": "3", "B": "3", "E": "4", "G": "4"})

    def test_layers_by_running_share_of_sales(self):
        # Of 939.00: C brings 31.9%, with A 53.2%, with F 66.0%, with I 75.6%, with B
        # 84.1%. Who brings the running share over a border is the last above it.
        borders = {"layer_1": 50.0, "layer_2": 70.0, "layer_3": 80.0}
        self.program.write({"layer_by": "sales", **borders})
        self._refresh()

        self._assert_layers({"C": "1", "A": "1", "F": "2", "I": "2", "B": "3"})
        self._assert_layers({"E": "4", "J": "4"})

    def test_the_best_30_percent_bring_what_a_spreadsheet_says(self):
        self._refresh()

        # C, A and F: 300 + 200 + 120 = 620 of 939.
        cut = self.env["loyalty.tier.segment.cut"]._latest(self.program)
        self.assertIn([30.0, 66.0], cut.cuts["curve"])
        self.assertEqual(cut.cuts["curve"][-1], [100.0, 100.0])
        self.assertEqual(
            cut.sentence, "The best 30% of the guests bring 66% of the sales."
        )
        layers = dict(self.segments._read_group([], ["layer"], ["spend:sum"]))
        self.assertEqual(layers["1"], 620.0)

    def test_what_was_taken_back_does_not_count(self):
        order = self._came(self.guests["J"], 3, amount=500.0)
        self._refund(order)

        self._refresh()

        self.assertSegment(
            self.guests["J"], visits=1, spend=10.0, cell="111", margin=6.0
        )

    def test_a_guest_of_whom_nothing_is_left_has_no_segment(self):
        guest = self._make_guest("Undecided")
        self._refund(self._came(guest, 3))

        self._refresh()

        self.assertFalse(self._segment(guest))

    def test_visits_before_the_window_are_forgotten(self):
        self.program.segment_months = 3
        self._refresh()

        # 31 March is 91 days ago: I and J were last here before.
        self.assertFalse(self._segment(self.guests["I"]))
        self.assertFalse(self._segment(self.guests["J"]))
        self.assertSegment(self.guests["H"], visits=2)

    def test_a_day_below_the_minimum_is_no_visit(self):
        self.program.min_visit_amount = 5.0
        self._refresh()

        self.assertFalse(self._segment(self.guests["G"]))

    def test_what_is_held_for_a_manager_does_not_count_yet(self):
        guest = self.guests["J"]
        self._entries(self._came(guest, 1)).sudo().held = True

        self._refresh()

        self.assertSegment(guest, visits=1, recency_score=1)

    # ------------------------------------------------------------ own rhythm
    def test_a_weekly_guest_away_for_21_days_is_overdue_a_quarterly_for_60_is_not(self):
        weekly, quarterly = self._make_guest("Weekly"), self._make_guest("Quarterly")
        self._came(weekly, 42, 35, 28, 21)
        self._came(quarterly, 333, 242, 151, 60)
        self._refresh()

        overdue = self.segments.search([("overdue_on", "<=", self.program._today())])

        self.assertIn(weekly, overdue.partner_id)
        self.assertNotIn(quarterly, overdue.partner_id)
        self.assertSegment(
            weekly,
            rhythm_days=7.0,
            due_on=date(2026, 6, 16),
            overdue_on=date(2026, 6, 24),
            days_away=21,
            overdue_days=14,
        )
        self.assertSegment(quarterly, rhythm_days=91.0, overdue_days=0)

    def test_the_rhythm_is_the_median_and_not_hurt_by_one_long_absence(self):
        guest = self._make_guest("Traveller")
        self._came(guest, 127, 120, 20, 13, 6)  # gaps of 7, 100, 7, 7

        self._refresh()

        self.assertSegment(guest, rhythm_days=7.0)

    def test_who_comes_each_day_is_not_missed_after_a_weekend(self):
        guest = self._make_guest("Neighbour")
        self._came(guest, 8, 7, 6, 5)
        self._refresh()

        # 25 June, and more than seven days.
        self.assertSegment(guest, rhythm_days=1.0, overdue_on=date(2026, 7, 3))

    def test_two_visits_make_no_rhythm(self):
        self._refresh()

        self.assertSegment(self.guests["H"], rhythm_days=0.0, overdue_on=False)

    def test_time_alone_makes_a_guest_overdue_without_a_write(self):
        self._refresh()
        weekly = self.segments.search([("cell", "=", "555")])
        self.assertEqual(weekly.partner_id, self.guests["A"])
        written = weekly.write_date

        self._day_is(date(2026, 7, 13), night=False)
        late = self.segments.search([("overdue_on", "<=", self.program._today())])

        self.assertIn(weekly, late)
        self.assertEqual(weekly.write_date, written)

    # ------------------------------------------------------------- for others
    def test_coming_again_is_averaged_by_the_tier_held_now(self):
        self._refresh()

        groups = self.segments._read_group(
            [], ["tier_id"], ["repeat_rate:avg", "__count"]
        )

        # None: I and J, who came once. Silver: G and H, 2 and 3 visits.
        self.assertEqual(
            groups,
            [(self.silver, 1.0, 2), (self.gold, 1.0, 6), (self.gold.browse(), 0.0, 2)],
        )

    def test_segments_are_found_by_the_tier_held_now(self):
        self._refresh()

        found = self.segments.search([("tier_id", "=", self.silver.id)])
        without = self.segments.search([("tier_id", "=", False)])

        self.assertEqual(set(found.partner_id.mapped("name")), {"G", "H"})
        self.assertEqual(set(without.partner_id.mapped("name")), {"I", "J"})

    def test_the_last_preference_is_told_but_never_what_is_private(self):
        guest = self.guests["A"]
        self.env["res.partner.preference"].create(
            [
                {"partner_id": guest.id, "text": "Draft beer", "date": "2026-01-01"},
                {"partner_id": guest.id, "text": "Window", "date": "2026-02-01"},
            ]
        )
        self._refresh()

        self.assertEqual(self._segment(guest).last_preference, "Window")

    def test_thirty_segments_are_read_with_the_queries_of_three(self):
        for number in range(30):
            self._came(self._make_guest(f"Guest {number}"), number, 50)
        self._refresh()
        names = ["value_text", "tier_id", "last_preference", "days_away"]
        segments = self.segments.search([])

        def queries(records):
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            records.read(names)
            return self.cr.sql_log_count - before

        self.assertLessEqual(queries(segments[:30]), queries(segments[:3]))

    def _assert_layers(self, expected):
        for name, layer in expected.items():
            self.assertEqual(self._segment(self.guests[name]).layer, layer, name)
