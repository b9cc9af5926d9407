# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common import LoyaltyTiersCommon


@tagged("post_install", "-at_install")
class TestResCompany(LoyaltyTiersCommon):
    def test_a_company_without_program_sells_and_loads_and_counts_nothing(self):
        self.company.loyalty_tier_program_id = False
        guest = self._make_guest()

        order = self._pay(guest)

        self.assertEqual(order.state, "paid")
        self.assertFalse(self._entries(order))
        self.assertFalse(guest.loyalty_tier_card)
        session = self.till.current_session_id.with_user(self.cashier)
        loaded = session.load_data(["pos.order", "res.partner", "loyalty.tier"])
        self.assertEqual(loaded["loyalty.tier"], [])
        self.assertTrue(loaded["res.partner"])

    def test_a_program_chosen_later_counts_the_history(self):
        self.company.loyalty_tier_program_id = False
        guest = self._make_guest(visits=2)
        self.assertFalse(self._membership(guest))

        self.company.loyalty_tier_program_id = self.program
        self._cron("_cron_work")

        self.assertScore(guest, visits=2)
        self.assertTier(guest, self.silver)

    def test_each_company_has_its_own_ladder(self):
        neighbour, program, till = self._neighbour()
        guest = self._make_guest(visits=2)

        self._pay(guest, 900.0, till=till)

        self.assertTier(guest, self.silver)
        self.assertScore(guest, visits=2, spend=20.0)
        there = guest.with_company(neighbour)
        self.assertEqual(there.loyalty_tier_id, program.tier_ids[1])
        self.assertEqual(there.loyalty_tier_visits, 1)

    def test_companies_that_share_a_program_share_their_guests(self):
        neighbour, _program, till = self._neighbour(shared=True)
        guest = self._make_guest(visits=1)

        self._pay(guest, 10.0, till=till)

        self.assertScore(guest, visits=2, spend=20.0)
        self.assertTier(guest, self.silver)
        self.assertEqual(guest.with_company(neighbour).loyalty_tier_id, self.silver)

    def test_a_program_of_a_company_is_not_used_by_a_stranger(self):
        self._neighbour(shared=True)

        with self.assertRaisesRegex(ValidationError, "Next Door use"):
            self.program.company_id = self.company

    def test_a_stranger_does_not_take_a_program_of_a_company(self):
        neighbour, _program, _till = self._neighbour()
        self.program.company_id = self.company

        with self.assertRaises(ValidationError):
            neighbour.loyalty_tier_program_id = self.program

    def test_a_branch_climbs_the_ladder_of_its_root(self):
        self.program.company_id = self.company
        branch = self._make_company(
            "Branch",
            parent_id=self.company.id,
            account_fiscal_country_id=self.company.account_fiscal_country_id.id,
        )
        self.assertEqual(branch.loyalty_tier_program_id, self.program)
        self.env.user.company_ids |= branch
        cashier = self._make_user(
            "branch", "point_of_sale.group_pos_user", company=branch
        )
        till = self._till(branch, payment_method_ids=self._cash_of(branch))
        self.patch(type(self), "cashier", cashier)
        guest = self._make_guest(visits=1)

        order = self._pay(guest, 10.0, till=till)

        self.assertEqual(self._entries(order).company_id, branch)
        self.assertTier(guest, self.silver)
        here = guest.with_user(cashier)
        self.assertEqual(here.loyalty_tier_card["tier_id"], self.silver.id)
        session = till.current_session_id.with_user(cashier)
        loaded = session.load_data(["loyalty.tier"])["loyalty.tier"]
        self.assertEqual([row["id"] for row in loaded], self.program.tier_ids.ids)

    def _cash_of(self, company):
        cash = self.till.payment_method_ids.journal_id.filtered("profit_account_id")
        journal = self.env["account.journal"].create(
            {
                "name": "Cash",
                "type": "cash",
                "code": "CSHB",
                "company_id": company.id,
                "profit_account_id": cash.profit_account_id.id,
                "loss_account_id": cash.loss_account_id.id,
            }
        )
        values = {"name": "Cash", "journal_id": journal.id, "company_id": company.id}
        return [Command.create(values)]

    def _neighbour(self, shared=False):
        """Open a company next door, with a till and a program."""
        company = self._make_company("Next Door")
        self.env.user.company_ids |= company
        program = self.program if shared else self._make_program()
        company.loyalty_tier_program_id = program
        till = self._till(company)
        self._work(program=program)
        return company, program, till
