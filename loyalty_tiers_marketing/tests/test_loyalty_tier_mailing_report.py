# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import datetime, timedelta

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_results import CHOSEN_ON, ResultsCommon


@tagged("post_install", "-at_install")
class TestLoyaltyTierMailingReport(ResultsCommon):
    """Who came back after a mailing, computed by hand: 14 days to come back."""

    # ------------------------------------------------------------ who came back
    def _told(self, guest, mailing=None):
        """Return whether a guest came back, and what was spent."""
        mailing = mailing or self._past_mailing()
        self._chosen(mailing, guest)
        report = self._reported(mailing, partner_id=guest.id)
        return report.back, report.spent

    def test_who_comes_within_the_days_has_come_back(self):
        for day, answer in ((1, (1, 10.0)), (14, (1, 10.0)), (15, (0, 0.0))):
            guest = self._make_guest()
            self._back(guest, day)
            self.assertEqual(self._told(guest), answer, day)

    def test_on_the_day_itself_only_what_came_after_the_choice_counts(self):
        early, late = self._make_guest("Early"), self._make_guest("Late")
        self._pay(early, at=CHOSEN_ON - timedelta(hours=1))
        self._pay(late, at=CHOSEN_ON + timedelta(hours=1))

        self.assertEqual(self._told(early), (0, 0.0))
        self.assertEqual(self._told(late), (1, 10.0))

    def test_what_was_taken_back_was_no_visit(self):
        guest = self._make_guest()
        order = self._back(guest, 2, 30.0)
        # Long after the days: it belongs to the visit that it takes back.
        self._refund(order, at=CHOSEN_ON + timedelta(days=40))

        self.assertEqual(self._told(guest), (0, 0.0))

    def test_a_part_that_was_taken_back_is_not_spent(self):
        guest = self._make_guest()
        order = self._back(guest, 2, lines=[self._line(self.product, 3, 10.0)])
        self._refund(order, qty=1, at=CHOSEN_ON + timedelta(days=3))

        self.assertEqual(self._told(guest), (1, 20.0))

    def test_taking_back_what_was_bought_before_is_nothing_lost(self):
        guest = self._make_guest()
        order = self._pay(guest, 50.0, at=CHOSEN_ON - timedelta(days=2))
        self._refund(order, at=CHOSEN_ON + timedelta(days=2))

        self.assertEqual(self._told(guest), (0, 0.0))

    def test_the_shop_counts_like_the_till(self):
        guest = self._make_guest()
        self._back(guest, 2)
        self.env["loyalty.tier.entry"].create(
            {
                "program_id": self.program.id,
                "partner_id": guest.id,
                "company_id": self.company.id,
                "date": CHOSEN_ON + timedelta(days=3),
                "day": (CHOSEN_ON + timedelta(days=3)).date(),
                "amount": 25.0,
                "units": 1.0,
                "origin_model": "sale.order",
                "origin_id": 1,
            }
        )

        self.assertEqual(self._told(guest), (1, 35.0))

    def test_what_waits_for_a_manager_counts_for_nothing(self):
        guest = self._make_guest()
        self._entries(self._back(guest)).held = True

        self.assertEqual(self._told(guest), (0, 0.0))

    def test_contacts_of_a_firm_share_its_visits_and_count_each(self):
        firm = self._make_guest("Firm", is_company=True)
        one, other = (self._make_guest(n, parent_id=firm.id) for n in ("One", "Other"))
        self._back(one)
        mailing = self._past_mailing()

        self.assertEqual(self._told(one, mailing), (1, 10.0))
        self.assertEqual(self._told(other, mailing), (1, 10.0))

    def test_a_guest_of_another_program_has_not_come_back(self):
        guest = self._make_guest()
        self._back(guest)
        mailing = self._past_mailing()
        other = self._make_program(name="Other")
        self._chosen(mailing, guest, program_id=other.id)

        self.assertEqual(self._reported(mailing).back, 0)

    # -------------------------------------------------------------- the mailing
    def test_what_became_of_the_mails_is_counted(self):
        guest = self._guest("Ada")
        self._guest("Bea")
        mailing = self._mailing()
        self._send(mailing)
        trace = mailing.mailing_trace_ids.filtered(lambda t: t.res_id == guest.id)
        mailing.mailing_trace_ids.set_sent()
        trace.set_clicked()
        trace.set_opened()

        reports = self._reported(mailing)

        self.assertEqual(len(reports), 2)
        self.assertEqual(
            [sum(reports.mapped(n)) for n in ("sent", "opened", "clicked")], [2, 1, 1]
        )

    def test_who_was_left_out_is_not_compared(self):
        mailing = self._past_mailing()
        self._chosen(mailing, self._make_guest(), fate="left")

        self.assertFalse(self._reported(mailing))

    def test_marketing_groups_it_by_tier(self):
        mailing = self._past_mailing()
        self._play(mailing, "written", 4, back=1, tier=self.silver)
        self._play(mailing, "held_back", 2, back=1, tier=self.gold)

        groups = (
            self.env["loyalty.tier.mailing.report"]
            .with_user(self.marketing)
            ._read_group(
                [("mailing_id", "=", mailing.id)],
                ["tier_id", "fate"],
                ["return_rate:avg", "back:sum"],
            )
        )

        self.assertCountEqual(
            groups,
            [(self.silver, "written", 25.0, 1), (self.gold, "held_back", 50.0, 1)],
        )

    def test_cashiers_and_other_companies_read_nothing(self):
        self.program.company_id = self.company
        mailing = self._past_mailing()
        self._play(mailing, "written", 2, back=1)
        reports = self.env["loyalty.tier.mailing.report"]
        stranger = self._make_user(
            "stranger",
            "loyalty_tiers.group_loyalty_tiers_manager",
            "mass_mailing.group_mass_mailing_user",
            company=self._make_company("Bar B"),
        )

        self.assertFalse(reports.with_user(self.cashier).has_access("read"))
        self.assertFalse(reports.with_user(stranger).search([]))
        outcomes = self.env["loyalty.tier.mailing.outcome"]
        with mute_logger("odoo.models"), self.assertRaises(AccessError):
            outcomes.with_user(self.cashier)._outcome(mailing)
        self.assertEqual(outcomes.with_user(stranger)._outcome(mailing)["tiers"], [])

    def test_the_guests_are_listed_behind_the_figures(self):
        mailing = self._past_mailing()
        action = mailing.with_user(self.marketing).action_loyalty_tier_guests()
        self.assertEqual(action["domain"], [("mailing_id", "=", mailing.id)])
        with mute_logger("odoo.models"), self.assertRaises(AccessError):
            mailing.with_user(self.cashier).action_loyalty_tier_guests()

    def test_the_clock_of_the_shop_says_when_the_days_are_over(self):
        mailing = self._past_mailing()
        today = datetime.now().replace(microsecond=0)
        for days, told in ((14, False), (15, True)):
            guest = self._make_guest()
            self._chosen(mailing, guest, on=today - timedelta(days=days))
            self.assertEqual(self._reported(mailing, partner_id=guest.id).told, told)
