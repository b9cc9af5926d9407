# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tests import tagged
from odoo.tools import SQL

from .common import LoyaltyTiersSegmentsCommon


@tagged("post_install", "-at_install")
class TestResPartner(LoyaltyTiersSegmentsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.often, cls.once = cls._make_guest("Often"), cls._make_guest("Once")
        cls.never = cls._make_guest("Never")
        cls._came(cls.often, 1, 8, 15, 22, amount=50.0)
        cls._came(cls.once, 90)
        cls.all = cls.often | cls.once | cls.never
        cls.user = cls._make_user("ad", "loyalty_tiers.group_loyalty_tiers_marketing")
        cls.partners = cls.env["res.partner"].with_user(cls.user)

    def setUp(self):
        super().setUp()
        self._refresh()

    def _find(self, *domain):
        return self.partners.search(Domain(domain) & Domain("id", "in", self.all.ids))

    def test_contacts_are_found_by_what_their_segment_says(self):
        path = "loyalty_tier_segment_id.recency_score"

        self.assertEqual(self._find((path, ">=", 3)), self.often)
        self.assertEqual(self._find((path, "<", 3)), self.once)

    def test_contacts_are_found_by_a_domain_on_segments(self):
        domain = [("visits", "=", 1), ("layer", "!=", "1")]
        name = "loyalty_tier_segment_id"

        self.assertEqual(self._find((name, "any", domain)), self.once)
        self.assertEqual(self._find((name, "not any", domain)), self.often | self.never)

    def test_contacts_are_found_by_having_a_segment_or_none(self):
        name = "loyalty_tier_segment_id"
        segment = self._segment(self.once)

        self.assertEqual(self._find((name, "=", False)), self.never)
        self.assertEqual(self._find((name, "!=", False)), self.often | self.once)
        self.assertEqual(self._find((name, "=", segment.id)), self.once)
        self.assertEqual(
            self._find((name, "in", [segment.id, False])), self.once | self.never
        )
        self.assertEqual(self._find((name, "!=", segment.id)), self.often | self.never)

    def test_contacts_of_a_firm_are_found_with_it(self):
        firm = self._make_guest("Analytical Engines", is_company=True)
        contact = self._make_guest("Charles", parent_id=firm.id)
        self._came(contact, 2)
        self._refresh()

        found = self.partners.search([("loyalty_tier_segment_id.visits", "=", 1)])

        self.assertLessEqual(firm | contact, found.sudo())
        self.assertEqual(contact.loyalty_tier_segment_id.partner_id, firm)

    def test_the_search_hands_over_a_subquery_and_no_ids(self):
        query = self.partners._search([("loyalty_tier_segment_id.visits", ">", 0)])

        self.assertIn(
            'IN ((SELECT partner_id FROM "loyalty_tier_segment"', query.select().code
        )

    def test_thirty_contacts_are_read_with_the_queries_of_three(self):
        guests = self.env["res.partner"].create(
            [{"name": f"Guest {number}"} for number in range(30)]
        )
        for guest in guests:
            self._came(guest, 1)
        self._refresh()

        def queries(partners):
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            partners.mapped("loyalty_tier_segment_id.value")
            return self.cr.sql_log_count - before

        queries(guests)  # what is kept in memory for everybody

        self.assertEqual(queries(guests), queries(guests[:3]))

    def test_others_get_a_selection_of_customers(self):
        select = self.segments.with_user(self.user)._customers_sql(
            self.program, [("visits", ">", 1)]
        )

        rows = self.env.execute_query(
            SQL("SELECT name FROM res_partner WHERE id IN %s", select)
        )
        self.assertIn(("Often",), rows)
        self.assertNotIn(("Once",), rows)
        cashier = self.segments.with_user(self.cashier)
        with self.assertRaises(AccessError):
            cashier._customers_sql(self.program, [])

    def test_the_segment_is_that_of_the_company_that_one_works_in(self):
        company = self._make_company("Next Door")
        company.loyalty_tier_program_id = other = self._make_program(name="Theirs")
        self._came(self.once, 1, 2, 3, till=self._till(company))
        self._refresh(other)
        self.env.invalidate_all()

        here = self.once.loyalty_tier_segment_id
        there = self.once.with_company(company).loyalty_tier_segment_id

        self.assertEqual((here.visits, there.visits), (1, 3))
        found = self.env["res.partner"].with_company(company)
        found = found.search([("loyalty_tier_segment_id.visits", ">", 0)])
        self.assertEqual(found, self.once)

    def test_a_company_without_program_has_no_segments(self):
        self.env.company.loyalty_tier_program_id = False

        self.assertFalse(self.often.loyalty_tier_segment_id)
        self.assertFalse(self._find(("loyalty_tier_segment_id", "!=", False)))
