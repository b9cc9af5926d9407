# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo.tests import tagged

from .common import FIRST_DAY, LoyaltyTiersCommon


@tagged("post_install", "-at_install")
class TestResPartner(LoyaltyTiersCommon):
    # --------------------------------------------- the customer of an order
    def test_a_customer_set_after_payment_gets_the_visit(self):
        guest = self._make_guest(visits=1)
        order = self._pay(self.env["res.partner"])

        order.partner_id = guest

        self.assertTier(guest, self.silver)

    def test_a_changed_customer_settles_both(self):
        guest, other = self._make_guest("Ada", 1), self._make_guest("Grace", 1)
        order = self._visit(guest)
        self.assertTier(guest, self.silver)

        order.partner_id = other

        self.assertTier(guest, None)
        self.assertTier(other, self.silver)
        self.assertEqual(len(self._entries(order)), 1)

    def test_a_removed_customer_gives_the_visit_back(self):
        guest = self._make_guest(visits=1)
        order = self._visit(guest)

        order.partner_id = False

        self.assertTier(guest, None)
        self.assertFalse(self._entries(order))
        self.assertScore(guest, visits=1)

    # ------------------------------------------------------------- the firm
    def test_a_contact_counts_for_the_firm_and_holds_its_tier(self):
        firm = self._make_guest("Analytical Engines", is_company=True)
        ada = self._make_guest("Ada", parent_id=firm.id)
        grace = self._make_guest("Grace", parent_id=firm.id)

        self._visit(ada)
        self._visit(grace)

        self.assertScore(firm, visits=2)
        for partner in (firm, ada, grace):
            self.assertTier(partner, self.silver)
        self.assertFalse(self._membership(ada))

    def test_a_contact_that_joins_a_firm_brings_its_visits(self):
        firm = self._make_guest("Analytical Engines", visits=1, is_company=True)
        ada = self._make_guest("Ada", visits=1)

        ada.parent_id = firm

        self.assertScore(firm, visits=2)
        self.assertTier(firm, self.silver)
        self.assertTier(ada, self.silver)

    def test_a_contact_that_changes_the_firm_takes_its_visits_along(self):
        old = self._make_guest("Old Firm", visits=1, is_company=True)
        new = self._make_guest("New Firm", visits=1, is_company=True)
        ada = self._make_guest("Ada", visits=1, parent_id=old.id)
        self.assertTier(old, self.silver)

        ada.parent_id = new

        self.assertTier(old, None)
        self.assertTier(new, self.silver)
        self.assertScore(old, visits=1)
        self.assertScore(new, visits=2)

    def test_a_firm_that_joins_another_brings_its_contacts_along(self):
        house = self._make_guest("House", is_company=True)
        person = self._make_guest("Person", visits=1)
        child = self._make_guest("Child", visits=1, parent_id=person.id)

        person.parent_id = house

        self.assertEqual(child.commercial_partner_id, house)
        self.assertScore(house, visits=2)

    def test_a_contact_that_becomes_a_firm_takes_its_visits_along(self):
        firm = self._make_guest("Analytical Engines", is_company=True)
        ada = self._make_guest("Ada", visits=2, parent_id=firm.id)
        self.assertTier(firm, self.silver)

        ada.is_company = True

        self.assertTier(firm, None)
        self.assertTier(ada, self.silver)

    # ------------------------------------------------- the fields of a guest
    def test_a_guest_is_found_by_tier(self):
        silver = self._make_guest("Silver guest", visits=2)
        plain = self._make_guest("Plain guest", visits=1)
        stranger = self._make_guest("Stranger")
        all_three = silver | plain | stranger

        self.assertEqual(self._find(all_three, "=", self.silver.id), silver)
        self.assertEqual(self._find(all_three, "in", self.silver.ids), silver)
        self.assertEqual(self._find(all_three, "=", False), plain | stranger)
        self.assertEqual(self._find(all_three, "!=", False), silver)
        self.assertEqual(self._find(all_three, "!=", self.silver.id), plain | stranger)
        self.assertEqual(
            self._find(all_three, "in", [False, self.silver.id]), all_three
        )
        self.assertFalse(self._find(all_three, "=", self.gold.id))

    def test_a_contact_is_found_by_the_tier_of_its_firm(self):
        firm = self._make_guest("Analytical Engines", visits=2, is_company=True)
        ada = self._make_guest("Ada", parent_id=firm.id)

        self.assertEqual(self._find(firm | ada, "=", self.silver.id), firm | ada)

    def test_guests_are_grouped_by_tier(self):
        guests = self._make_guest("Silver", visits=2) | self._make_guest("Plain")

        groups = self.env["res.partner"]._read_group(
            [("id", "in", guests.ids)], ["loyalty_tier_id"], ["__count"]
        )

        self.assertEqual(dict(groups), {self.silver: 1, self.env["loyalty.tier"]: 1})

    def test_a_new_tier_has_the_tills_load_the_guest_again(self):
        guest = self._make_guest(visits=1)
        long_ago = FIRST_DAY - timedelta(days=900)
        self.env.cr.execute(
            "UPDATE res_partner SET write_date = %s WHERE id = %s", (long_ago, guest.id)
        )

        self._visit(guest)

        self.env.invalidate_all()
        self.assertGreater(guest.write_date, long_ago)

    def test_a_copied_contact_is_a_new_guest(self):
        guest = self._make_guest(visits=2)

        self.assertTier(guest.copy(), None)

    def test_the_card_tells_only_what_is_kind(self):
        self.gold.secret = True
        guest = self._make_guest(visits=2)
        self._refund(self._entries_of(guest)[0])

        card = guest.loyalty_tier_card

        self.assertFalse(card["tier_id"])
        self.assertFalse(card["promoted"])
        self.assertEqual(card["missing"], "1 visit to Silver")
        self.assertNotIn("from_tier_id", card)

    def test_a_secret_tier_is_not_named_on_the_card(self):
        self.gold.secret = True
        guest = self._make_guest(visits=2)

        self.assertEqual(guest.loyalty_tier_card["missing"], "")
        self.assertEqual(guest.loyalty_tier_missing, "")

    def test_a_stranger_has_no_card(self):
        self.assertFalse(self._make_guest().loyalty_tier_card)

    def _find(self, partners, operator, value):
        return self.env["res.partner"].search(
            [("id", "in", partners.ids), ("loyalty_tier_id", operator, value)]
        )

    def _entries_of(self, guest):
        entries = self.env["loyalty.tier.entry"].search([("partner_id", "=", guest.id)])
        return self.env["pos.order"].browse(entries.mapped("origin_id"))
