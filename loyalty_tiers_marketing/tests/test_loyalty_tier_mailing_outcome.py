# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import datetime, timedelta

from odoo.tests import tagged

from .common_results import ResultsCommon


@tagged("post_install", "-at_install")
class TestLoyaltyTierMailingOutcome(ResultsCommon):
    """What marketing reads: a known effect is found, and none is not."""

    def test_a_known_effect_is_found(self):
        mailing = self._past_mailing()
        self._play(mailing, "written", 800, back=240)  # 30 of 100
        self._play(mailing, "held_back", 200, back=20)  # 10 of 100

        outcome = self._read(mailing, self.marketing)

        estimate, low, high = outcome["total"]["difference"]
        self.assertAlmostEqual(estimate, 0.20)
        self.assertTrue(0.13 < low < 0.20 < high < 0.27, (low, high))
        self.assertEqual(
            outcome["headline"],
            "20 of 100 more came back; between 14 and 25 more is likely.",
        )
        self.assertIn("about 160 came who would have stayed away", outcome["notes"][0])
        self.assertIn("Each spent", outcome["notes"][1])
        self.assertIn("more is likely", outcome["notes"][1])

    def test_without_an_effect_nothing_is_claimed(self):
        mailing = self._past_mailing()
        self._play(mailing, "written", 800, back=168)  # 21 of 100
        self._play(mailing, "held_back", 200, back=40)  # 20 of 100

        outcome = self._read(mailing)

        _estimate, low, high = outcome["total"]["difference"]
        self.assertTrue(low < 0 < high)
        self.assertIn("No difference can be told", outcome["headline"])
        self.assertIn("does not differ clearly", outcome["notes"][0])

    def test_a_mailing_that_keeps_guests_away_is_told_as_such(self):
        mailing = self._past_mailing()
        self._play(mailing, "written", 800, back=80)
        self._play(mailing, "held_back", 200, back=60)

        outcome = self._read(mailing)

        self.assertIn("20 of 100 fewer came back", outcome["headline"])
        self.assertIn("stayed away who would have come", outcome["notes"][0])
        self.assertIn("less is likely", outcome["notes"][1])

    def test_a_narrow_range_is_told_with_a_decimal(self):
        outcomes = self.env["loyalty.tier.mailing.outcome"]
        mailing = self._past_mailing()
        self._play(mailing, "written", 1500, back=150)
        self._play(mailing, "held_back", 1500, back=90)

        outcome = outcomes._outcome(mailing)

        self.assertIn("4.0 of 100 more", outcome["headline"])

    def test_each_tier_is_told_on_its_own_the_highest_first(self):
        mailing = self._past_mailing()
        for tier, back in ((self.silver, 10), (self.gold, 60), (None, 10)):
            self._play(mailing, "written", 100, back=back, tier=tier)
            self._play(mailing, "held_back", 100, back=10, tier=tier)

        tiers = self._read(mailing)["tiers"]

        self.assertEqual(
            [tier["name"] for tier in tiers], ["Gold", "Silver", "Without title"]
        )
        estimates = [round(tier["difference"][0], 2) for tier in tiers]
        self.assertEqual(estimates, [0.5, 0.0, 0.0])
        self.assertEqual([tier["chosen"] for tier in tiers], [200, 200, 200])

    def test_too_few_guests_are_told_to_be_too_few(self):
        mailing = self._past_mailing()
        self._play(mailing, "written", 3, back=3)
        self._play(mailing, "held_back", 1, back=0)

        outcome = self._read(mailing)

        self.assertIn("too few guests in one of the groups", outcome["headline"])
        self.assertIsNone(outcome["total"]["difference"])
        self.assertIsNone(outcome["total"]["difference_spent"])

    def test_without_a_group_held_back_there_is_nothing_to_compare_with(self):
        mailing = self._past_mailing()
        self._play(mailing, "written", 10, back=5)

        outcome = self._read(mailing)

        self.assertIn("nothing to compare with", outcome["headline"])
        self.assertFalse(outcome["is_compared"])
        self.assertEqual(outcome["total"]["written"]["rate"][0], 0.5)

    def test_while_the_days_run_nothing_is_judged(self):
        mailing = self._past_mailing()
        on = datetime.now().replace(microsecond=0) - timedelta(days=9)
        self._play(mailing, "written", 100, back=60, on=on)
        self._play(mailing, "held_back", 50, back=0, on=on)

        outcome = self._read(mailing)

        self.assertIn("Still running: 9 of 14 days.", outcome["headline"])
        self.assertEqual(outcome["notes"], [])
        self.assertFalse(outcome["is_judged"])
        self.assertEqual(outcome["total"]["written"]["back"], 60)

    def test_guests_of_the_last_days_wait_while_others_are_counted(self):
        mailing = self._past_mailing()
        on = datetime.now().replace(microsecond=0) - timedelta(days=2)
        self._play(mailing, "written", 100, back=50)
        self._play(mailing, "held_back", 100, back=10)
        self._play(mailing, "written", 70, back=0, on=on)

        outcome = self._read(mailing)

        self.assertIn("40 of 100 more", outcome["headline"])
        self.assertIn(
            "Not counted yet: 70 guests of the last 14 days.", outcome["notes"]
        )
        self.assertEqual(outcome["total"]["written"]["counted"], 100)
        self.assertEqual(outcome["total"]["written"]["chosen"], 170)

    def test_a_mailing_that_was_not_sent_says_so(self):
        self.assertEqual(
            self._read(self._past_mailing())["headline"],
            "Nobody has been chosen yet.",
        )

    def test_the_results_are_opened_from_the_mailing(self):
        mailing = self._past_mailing().with_user(self.marketing)
        action = mailing.action_loyalty_tier_results()
        self.assertEqual(action["res_id"], mailing.id)
        self.assertIn("New on the menu", action["name"])
