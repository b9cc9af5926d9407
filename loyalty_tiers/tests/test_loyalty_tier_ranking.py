# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import LoyaltyTiersCommon


@tagged("post_install", "-at_install")
class TestLoyaltyTierRanking(LoyaltyTiersCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.marketing = cls._make_user(
            "marketing", "loyalty_tiers.group_loyalty_tiers_marketing"
        )
        cls.guests = [cls._make_guest(f"Guest {number}") for number in range(4)]
        for guest, amount in zip(cls.guests, (500.0, 300.0, 100.0, 100.0), strict=True):
            cls._pay(guest, amount)

    def test_customers_stand_by_their_share_of_sales(self):
        self.assertEqual(
            self._rows(self.marketing),
            [
                ("Guest 0", "Gold", 1, 500.0, 0.5, 0.5, 0.25),
                ("Guest 1", False, 2, 300.0, 0.3, 0.8, 0.5),
                # The same sales are the same rank, and share a tier.
                ("Guest 2", False, 3, 100.0, 0.1, 1.0, 1.0),
                ("Guest 3", False, 3, 100.0, 0.1, 1.0, 1.0),
            ],
        )

    def test_who_has_spent_nothing_is_not_ranked(self):
        self._refund(self.env["pos.order"].search([], limit=1))
        self._make_guest("Curious", visits=0)

        names = [row[0] for row in self._rows(self.marketing)]

        self.assertNotIn("Curious", names)

    def test_a_filter_changes_no_share(self):
        found = self.env["loyalty.tier.ranking"].search(
            [("program_id", "=", self.program.id), ("customer_share", "<=", 0.5)]
        )

        self.assertEqual(found.mapped("partner_id.name"), ["Guest 0", "Guest 1"])
        self.assertEqual(found.mapped("running_share"), [0.5, 0.8])

    def test_layers_are_added_up(self):
        grouped = self.env["loyalty.tier.ranking"]._read_group(
            [("program_id", "=", self.program.id)],
            ["tier_id"],
            ["__count", "sales:sum", "share:sum"],
        )

        rows = {tier.name: (count, sales) for tier, count, sales, _share in grouped}
        self.assertEqual(rows, {"Gold": (1, 500.0), False: (3, 500.0)})

    def test_the_ranking_of_a_sibling_company_is_not_shown(self):
        sibling = self._make_company("Sibling")
        stranger = self._make_user(
            "stranger", "loyalty_tiers.group_loyalty_tiers_marketing", company=sibling
        )
        self.program.company_id = self.company

        self.assertFalse(self._rows(stranger))
        self.assertTrue(self._rows(self.marketing))

    def test_cashiers_do_not_see_it(self):
        with self.assertRaises(AccessError):
            self._rows(self.cashier)

    def _rows(self, user):
        self.env.flush_all()
        self.env.invalidate_all()
        rows = (
            self.env["loyalty.tier.ranking"]
            .with_user(user)
            .search([("program_id", "=", self.program.id)])
        )
        return [
            (
                row.partner_id.name,
                row.tier_id.name,
                row.rank,
                row.sales,
                round(row.share, 3),
                round(row.running_share, 3),
                round(row.customer_share, 3),
            )
            for row in rows
        ]
