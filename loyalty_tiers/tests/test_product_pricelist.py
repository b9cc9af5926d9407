# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import Form, tagged

from .common import LoyaltyTiersCommon


@tagged("post_install", "-at_install")
class TestProductPricelist(LoyaltyTiersCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._enable_pricelists()
        cls.default, cls.friends, cls.family = (
            cls.env["product.pricelist"].create({"name": name, "sequence": rank})
            for rank, name in enumerate(("Everybody", "Friends", "Family"))
        )
        cls.env["product.pricelist"].search([]).sequence = 20
        cls.default.sequence = 1

    @classmethod
    def _enable_pricelists(cls):
        cls.env.ref("base.group_user").implied_ids += cls.env.ref(
            "product.group_product_pricelist"
        )

    def assertPrices(self, guest, pricelist):
        self.env.invalidate_all()
        self.assertEqual(guest.property_product_pricelist, pricelist)

    def test_a_tier_has_its_prices_and_so_have_those_above_it(self):
        self.silver.pricelist_id = self.friends
        stranger, silver = self._make_guest(), self._make_guest(visits=2)
        gold = self._make_guest(visits=4)

        self.assertPrices(stranger, self.default)
        self.assertPrices(silver, self.friends)
        self.assertPrices(gold, self.friends)

        self.gold.pricelist_id = self.family
        self.assertPrices(gold, self.family)
        self.assertPrices(silver, self.friends)

    def test_a_price_list_set_on_the_contact_wins(self):
        self.silver.pricelist_id = self.friends
        guest = self._make_guest(visits=2)

        with Form(guest) as form:
            form.property_product_pricelist = self.family

        self.assertPrices(guest, self.family)

    def test_a_contact_buys_at_the_prices_of_its_firm(self):
        self.silver.pricelist_id = self.friends
        firm = self._make_guest("Firm", visits=2, is_company=True)

        self.assertPrices(self._make_guest(parent_id=firm.id), self.friends)

    def test_what_a_retired_tier_gives_stays_with_those_who_hold_it(self):
        self.silver.pricelist_id = self.friends
        silver, gold = self._make_guest(visits=2), self._make_guest(visits=4)

        self.silver.active = False

        self.assertPrices(silver, self.friends)
        self.assertPrices(gold, self.default)

    def test_an_archived_or_foreign_price_list_is_not_used(self):
        self.silver.pricelist_id = self.friends
        guest = self._make_guest(visits=2)

        self.friends.active = False
        self.assertPrices(guest, self.default)

        self.friends.write({"active": True, "company_id": self._make_company("B").id})
        self.assertPrices(guest, self.default)

    def test_without_price_lists_nothing_changes(self):
        self.silver.pricelist_id = self.friends
        guest = self._make_guest(visits=2)
        groups = self.registry["res.groups"]
        self.patch(groups, "_is_feature_enabled", lambda groups, xmlid: False)

        self.assertFalse(guest.property_product_pricelist)

    def test_who_may_not_read_members_sells_at_the_right_prices(self):
        self.silver.pricelist_id = self.friends
        guest = self._make_guest(visits=2)
        seller = self._make_user("seller")

        self.env.invalidate_all()
        pricelist = guest.with_user(seller).property_product_pricelist
        self.assertEqual(pricelist.with_env(self.env), self.friends)

    def test_a_crowd_costs_what_one_guest_costs_and_no_tier_price_costs_nothing(self):
        guests = self.env["res.partner"].union(
            *(self._make_guest(visits=2) for _ in range(20))
        )
        self._queries(guests)  # what is kept in memory is read once
        without = self._queries(guests)
        self.silver.pricelist_id = self.friends
        self._queries(guests)

        self.assertEqual(self._queries(guests), self._queries(guests[:1]))
        stock = self.registry["product.pricelist"]
        self.patch(stock, "_loyalty_tier_pricelists", None)  # not even called
        self.silver.pricelist_id = False
        self._queries(guests)
        self.assertEqual(self._queries(guests), without)

    def _queries(self, guests):
        """Count the queries of reading the prices of guests from a cold cache."""
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        guests.mapped("property_product_pricelist")
        return self.cr.sql_log_count - before
