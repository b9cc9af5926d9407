# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import doctest
from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger
from odoo.tools.barcode import get_barcode_check_digit

from odoo.addons.loyalty_tiers import phones

from .common import LoyaltyTiersCommon

STORED = "+81 90 2951 6223"


@tagged("post_install", "-at_install")
class TestResPartnerFinder(LoyaltyTiersCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.country_id = cls.japan = cls.env.ref("base.jp")
        cls.korea = cls.env.ref("base.kr")
        cls.guest = cls._make_guest("Aoi", phone=STORED)

    def _find(self, query, till=None, user=None):
        till = till or self.till
        partners = self.env["res.partner"].with_user(user or self.cashier)
        found = partners.loyalty_find_guest(till.id, query)["res.partner"]
        return self.env["res.partner"].browse(row["id"] for row in found)

    def assertFinds(self, queries, guest, without=()):
        for query in queries:
            with self.subTest(query):
                self.assertEqual(self._find(query), guest)

    def test_the_examples_of_phones_are_true(self):
        self.assertFalse(doctest.testmod(phones).failed)

    # ---------------------------------------------------------------- numbers
    def test_a_number_in_any_form_finds_the_guest(self):
        said = (
            "090-2951-6223",
            "09029516223",
            "090 2951 6223",
            "(090) 2951.6223",
            "９０ー２９５１ー６２２３",
            "０９０－２９５１－６２２３",
            "+81 90 2951 6223",
            "+81-(0)90-2951-6223",
            "0081 90 2951 6223",
            "819029516223",
            "9029516223",
        )
        self.assertFinds(said, self.guest)

    def test_a_number_is_found_however_it_is_stored(self):
        for stored in ("090-2951-6223", "0081 90 2951 6223", "819029516223"):
            self.guest.phone = stored
            self.assertFinds(("090-2951-6223", "+81 90 2951 6223"), self.guest)

    def test_without_phonenumbers_numbers_are_found_as_well(self):
        self.patch(phones, "phonenumbers", None)
        self.assertFinds(("090-2951-6223", "+81 90 2951 6223"), self.guest)

    def test_a_number_of_another_country_is_another_number(self):
        for query in ("+82 90 2951 6223", "+1 90 2951 6223", "190-2951-6223"):
            self.assertFinds([query], self.env["res.partner"])

    def test_the_country_of_the_shop_comes_first_then_that_of_the_guest(self):
        korean = self._make_guest(
            "Minjun", phone="+82 10-5555-1234", country_id=self.korea.id
        )
        self.assertFinds(["010-5555-1234"], korean)
        japanese = self._make_guest("Ren", phone="010-5555-1234")
        self.assertFinds(["010-5555-1234"], japanese)
        self.assertFinds(["+82 10 5555 1234"], korean)

    def test_the_last_digits_find_those_who_end_so(self):
        other = self._make_guest("Ren", phone="03-5555-6223")
        self.assertFinds(["6223"], self.guest | other)
        self.assertFinds(["16223", "29516223"], self.guest)

    def test_many_who_end_alike_are_cut_to_those_who_come_most(self):
        self.env["res.partner"].create(
            [{"name": str(i), "phone": f"03-{i:04}-6223"} for i in range(40)]
        )
        regular = self._make_guest("Ren", visits=2, phone="03-9999-6223")
        found = self._find("6223")
        self.assertEqual(len(found), 30)
        self.assertIn(regular, found)

    # ------------------------------------------------------------------ codes
    def test_an_email_finds_the_guest_as_it_is_written_exactly(self):
        self.guest.email = "Aoi <Aoi@Example.com>"
        self.assertFinds(["aoi@example.com", " AOI@example.COM "], self.guest)
        self.assertFinds(["aoi@example"], self.env["res.partner"])

    def test_a_barcode_is_known_in_its_own_company_alone(self):
        self.guest.barcode = "SR-0001"
        self.assertFinds(["SR-0001"], self.guest)
        self.assertFalse(self._find_elsewhere("SR-0001"))

    def test_a_member_code_is_known_in_every_company(self):
        code = self.guest._loyalty_tier_ensure_code()
        self.assertFinds([code], self.guest)
        self.assertEqual(self._find_elsewhere(code), self.guest)

    def _find_elsewhere(self, query):
        other = self._make_company("Bar B")
        user = self._make_user("b", "point_of_sale.group_pos_user", company=other)
        return self._find(query, till=self._till(other), user=user)

    def test_a_member_code_stays_and_is_one_that_tills_take_for_a_customer(self):
        code = self.guest._loyalty_tier_ensure_code()
        self.assertEqual(self.guest._loyalty_tier_ensure_code(), code)
        nomenclature = self.env.ref("barcodes.default_barcode_nomenclature")
        parsed = nomenclature.parse_barcode(code)
        self.assertEqual((parsed["type"], parsed["code"]), ("client", code))
        self.assertTrue(get_barcode_check_digit(code) == int(code[-1]))

    def test_a_member_code_is_nobody_elses_code_or_barcode(self):
        taken = self._make_guest("Ren", barcode="0420000000051")
        draws = iter((5, 5, 6))
        with patch("secrets.randbelow", lambda _top: next(draws)):
            self.guest._loyalty_tier_ensure_code()
        self.assertEqual(self.guest.loyalty_tier_code, "0420000000068")
        self.assertEqual(self._find(taken.barcode), taken)

    def test_contacts_with_codes_can_be_merged(self):
        double = self._make_guest("Aoi S.")
        code = double._loyalty_tier_ensure_code()
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((self.guest | double).ids, self.guest)
        self.assertEqual(self._find(code), self.guest)

    # ----------------------------------------------------------------- limits
    def test_garbage_finds_nobody_and_breaks_nothing(self):
        garbage = ("", " ", "1", "09", "%", "%%%%", "___", "'; DROP", "\x00\x00abc")
        garbage += ("@", "a@", "@@@", "+", "+++++", "----", "0000", "000000000000")
        garbage += (
            "9" * 5000,
            "🍺🍺🍺",
            '{"1": 2}',
            "\\\\\\\\",
            None,
            False,
            42,
            [],
            {},
        )
        self.assertFinds(garbage, self.env["res.partner"])

    def test_who_may_not_be_read_is_not_found(self):
        other = self._make_company("Bar B")
        hidden = self._make_guest("Ren", phone="080-1111-2222", company_id=other.id)
        code = hidden._loyalty_tier_ensure_code()
        gone = self._make_guest("Mio", phone="080-3333-4444", active=False)
        self.assertFinds(("080-1111-2222", code), self.env["res.partner"])
        self.assertFinds([gone.phone], self.env["res.partner"])

    def test_only_who_works_at_a_till_may_ask(self):
        portal = self._make_user("portal", "base.group_portal", internal=False)
        office = self._make_user("office")
        other = self._till(self._make_company("Bar B"))
        for user, till in ((portal, self.till), (office, self.till), (None, other)):
            with mute_logger("odoo.models"), self.assertRaises(AccessError):
                self._find(STORED, till=till, user=user)

    def test_finding_costs_at_most_five_queries(self):
        finder = self.env["loyalty.tier.guest.finder"].with_user(self.cashier)
        for query in ("090-2951-6223", "6223", "0421234567891", "a@example.com"):
            finder._find_one(query)  # warm
            self.env["res.partner"].invalidate_model()
            with self.subTest(query), self.assertQueryCount(5):
                finder._find_one(query)
