# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged

from .common import FIRST_DAY, LoyaltyTiersCommon


@tagged("post_install", "-at_install")
class TestBasePartnerMerge(LoyaltyTiersCommon):
    def test_two_guests_become_one_with_the_visits_of_both(self):
        kept, gone = self._make_guest("Ada", 1), self._make_guest("Ada L.", 1)

        self._merge(kept, gone)

        self.assertFalse(gone.exists())
        self.assertScore(kept, visits=2, spend=20.0)
        self.assertTier(kept, self.silver)

    def test_the_better_tier_is_kept_whoever_held_it(self):
        kept, gone = self._make_guest("Ada", 2), self._make_guest("Ada L.", 4)

        self._merge(kept, gone)

        self.assertTier(kept, self.gold)
        self.assertEqual(len(self._membership(kept)), 1)

    def test_a_tier_no_longer_earned_survives_a_merge(self):
        kept, gone = self._make_guest("Ada", 1), self._make_guest("Ada L.", 2)
        self.gold.rule_ids[0].min_visits = 20
        self.silver.rule_ids.min_visits = 9
        self._work()
        self.assertTier(gone, self.silver)

        self._merge(kept, gone)

        self.assertTier(kept, self.silver)

    def test_a_day_on_which_both_came_is_one_visit(self):
        kept, gone = self._make_guest("Ada"), self._make_guest("Ada L.")
        self._pay(kept, 10.0, at=FIRST_DAY)
        self._pay(gone, 15.0, at=FIRST_DAY)

        self._merge(kept, gone)

        self.assertScore(kept, visits=1, spend=25.0)

    def test_three_guests_lose_nothing(self):
        kept, *gone = (self._make_guest(f"Ada {i}", visits=2) for i in range(3))
        entries = self.env["loyalty.tier.entry"].search_count(self._of(kept, *gone))
        moves = self.env["loyalty.tier.move"].search_count(self._of(kept, *gone))

        self._merge(kept, *gone)

        self.assertEqual(
            self.env["loyalty.tier.entry"].search_count(self._of(kept)), entries
        )
        self.assertEqual(
            self.env["loyalty.tier.move"].search_count(self._of(kept)), moves + 1
        )
        self.assertScore(kept, visits=6)
        self.assertTier(kept, self.gold)

    def test_who_never_came_takes_over_from_who_did(self):
        kept, gone = self._make_guest("Ada"), self._make_guest("Ada L.", 2)

        self._merge(kept, gone)

        self.assertTier(kept, self.silver)
        self.assertScore(kept, visits=2)

    def test_a_merge_with_who_never_came_changes_nothing(self):
        kept, gone = self._make_guest("Ada", 2), self._make_guest("Ada L.")

        self._merge(kept, gone)

        self.assertTier(kept, self.silver)
        self.assertEqual(len(self._moves(kept)), 1)

    def test_the_next_sale_after_a_merge_counts_on(self):
        kept, gone = self._make_guest("Ada", 1), self._make_guest("Ada L.", 2)
        self._merge(kept, gone)

        self._visit(kept)

        self.assertScore(kept, visits=4)
        self.assertTier(kept, self.gold)

    def test_a_contact_merged_into_a_firm_brings_its_visits(self):
        firm = self._make_guest("Analytical Engines", 1, is_company=True)
        contact = self._make_guest("Ada", parent_id=firm.id)
        stray = self._make_guest("Ada L.", visits=1)

        self._merge(contact, stray)

        self.assertScore(firm, visits=2)
        self.assertTier(contact, self.silver)

    def test_every_entry_is_found_as_it_is_by_the_check_after_a_merge(self):
        kept, gone = self._make_guest("Ada", 1), self._make_guest("Ada L.", 1)
        self._merge(kept, gone)

        self._cron("_cron_check")

        self.assertEqual(self.program.repaired_count, 0)

    def _merge(self, kept, *gone):
        partners = kept.union(*gone)
        self.env["base.partner.merge.automatic.wizard"]._merge(partners.ids, kept)
        self.env.invalidate_all()

    def _of(self, *partners):
        return [("partner_id", "in", [partner.id for partner in partners])]
