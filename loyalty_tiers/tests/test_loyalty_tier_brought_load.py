# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import doctest

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import file_open

from .. import card_list, cards
from .test_loyalty_tier_brought import BroughtCommon

FIELDS = ["reference", "partner_id", "date", "visits", "spend", "stars", "tier_id"]


@tagged("post_install", "-at_install")
class TestLoyaltyTierBroughtLoad(BroughtCommon):
    def test_the_examples_of_reading_are_true(self):
        for module in (cards, card_list):
            self.assertFalse(doctest.testmod(module).failed, module.__name__)

    # -------------------------------------------------------- Odoo's own import
    def test_loading_a_list_twice_counts_once(self):
        self._make_guest("Ada", email="ada@example.com")
        rows = [["A-1", "ada@example.com", "2024-01-31", "3", "50", "0", ""]]

        first = self.brought.load(FIELDS, rows)
        again = self.brought.load(FIELDS, [[*rows[0][:3], "4", *rows[0][4:]]])

        self.assertFalse(first["messages"] + again["messages"])
        self.assertEqual(first["ids"], again["ids"])
        self.assertEqual(self.brought.browse(first["ids"]).visits, 4)

    def test_a_list_with_a_mistake_is_not_loaded(self):
        self._make_guest("Ada")
        rows = [
            ["A-1", "Ada", "2024-01-31", "3", "50", "0", "Gold"],
            ["A-2", "Nobody", "2024-01-31", "3", "50", "0", "Gold"],
        ]

        result = self.brought.load(FIELDS, rows)

        self.assertFalse(result["ids"])
        [message] = result["messages"]
        self.assertEqual(message["rows"], {"from": 1, "to": 1})
        self.assertIn("No customer is known as Nobody", message["message"])
        self.assertFalse(self._all_brought())

    def test_a_list_in_batches_names_the_next_row(self):
        self._make_guest("Ada")
        rows = [[f"A-{i}", "Ada", "2024-01-31", "1", "0", "0", ""] for i in range(3)]
        batches = self.brought.with_context(_import_limit=2)

        self.assertEqual(batches.load(FIELDS, rows)["nextrow"], 2)
        self.assertEqual(batches.load(FIELDS, rows[2:])["nextrow"], 0)
        self.assertEqual(len(self._all_brought()), 3)

    def test_columns_of_odoo_are_loaded_as_well(self):
        guest = self._make_guest("Ada")

        result = self.brought.load(
            ["reference", "partner_id/.id", "visits"], [["A-1", str(guest.id), "2"]]
        )

        self.assertFalse(result["messages"])
        self.assertTier(guest, self.silver)

    def test_the_templates_load(self):
        for name, email in (("Ada", "ada@example.com"), ("Grace Hopper", False)):
            self._make_guest(name, email=email)
        self._make_guest("Kim", phone="+1 555 0100")
        for template in self.brought.get_import_templates():
            path = "loyalty_tiers/" + template["template"].split("/", 2)[2]
            with file_open(path, "rb") as file:
                content = file.read()
            options = {"quoting": '"', "separator": ",", "has_headers": True}
            importer = self.env["base_import.import"].create(
                {"res_model": self.brought._name, "file": content}
            )
            preview = importer.parse_preview({**options, "advanced": False})
            fields = [preview["matches"][i][0] for i in range(8)]
            result = importer.execute_import(fields, fields, options)

            self.assertFalse(result["messages"], template)
            self.assertEqual(len(self._all_brought()), 3)

    # ------------------------------------------------------------ other systems
    def test_bring_answers_for_each_row(self):
        self._make_guest("Ada", email="ada@example.com")
        rows = [
            {"reference": "A-1", "email": "ADA@example.com", "visits": 2},
            {"reference": "A-2", "customer": "Nobody", "visits": "two"},
        ]
        brought = self.brought.with_user(self.manager)

        first, wrong = brought.bring(rows)
        again = brought.bring(rows)[0]

        self.assertEqual(
            (first["row"], first["reference"], first["status"], first["tier"]),
            (1, "A-1", "created", "Silver"),
        )
        self.assertEqual(wrong["status"], "error")
        self.assertIn("No customer is known as Nobody", wrong["problem"])
        self.assertIn('"two" is no whole number', wrong["problem"])
        self.assertEqual(again["status"], "unchanged")
        self.assertEqual(len(self._all_brought()), 1)

    def test_hostile_rows_are_answered_not_obeyed(self):
        guest = self._make_guest("Ada")
        good = {"reference": "ok", "customer": "Ada"}
        hostile = [
            None,
            [],
            {},
            {**good, "id": guest.id},
            {**good, "program_id": self.program.id},
            {**good, "reference": "a\0b"},
            {**good, "reference": "\ud800"},
            {**good, "reference": ["x"]},
            {**good, "visits": True},
            {**good, "visits": 10**30},
            {**good, "visits": [1]},
            {**good, "spend": float("nan")},
            {**good, "spend": "1e400"},
            {**good, "spend": float("inf")},
            {**good, "date": "0001-01-01"},
            {**good, "date": 20240101},
            {**good, "customer": {"id": 1}},
            {**good, "tier": "Gold' OR 1=1"},
            {**good, "tier_until": "2099-01-01"},
        ]

        for row in hostile:
            with self.subTest(row):
                [answer] = self.brought.with_user(self.manager).bring([row])
                self.assertEqual(answer["status"], "error")
                self.assertTrue(answer["problem"])
        self.assertFalse(self._all_brought())

    def test_a_call_without_sense_is_refused(self):
        brought = self.brought.with_user(self.manager)
        for args in (("x",), ([{}] * 5001,), ([], 10**6), ([], "1"), ([], True)):
            with self.subTest(str(args)[:20]), self.assertRaises(UserError):
                brought.bring(*args)

    def test_only_managers_bring_cards(self):
        marketing = self._make_user(
            "marketing", "loyalty_tiers.group_loyalty_tiers_marketing"
        )
        for user in (marketing, self.cashier):
            brought = self.brought.with_user(user)
            self.assertRaises(AccessError, brought.bring, [])
            self.assertRaises(AccessError, brought.load, FIELDS, [])

    def test_a_program_next_door_is_out_of_reach(self):
        neighbour = self._make_company("Neighbour")
        program = self._make_program(company_id=neighbour.id)
        brought = self.brought.with_user(self.manager)

        self.assertRaises(UserError, brought.bring, [], program.id)

    def test_a_guest_next_door_is_not_known(self):
        neighbour = self._make_company("Neighbour")
        self._make_guest("Ada", company_id=neighbour.id)

        [answer] = self.brought.with_user(self.manager).bring(
            [{"reference": "A-1", "customer": "Ada"}]
        )

        self.assertIn("No customer is known as Ada", answer["problem"])

    # ------------------------------------------------------- finding the guest
    def test_a_guest_is_found_by_every_name(self):
        guest = self._make_guest(
            "김민",
            email="Min@Example.com",
            phone="010-1234-5678",
            ref="K-17",
            barcode="0421234",
            country_id=self.env.ref("base.kr").id,
        )
        self.env["ir.model.data"].create(
            {
                "module": "old_system",
                "name": "guest_17",
                "model": "res.partner",
                "res_id": guest.id,
            }
        )
        self.env.company.country_id = self.env.ref("base.kr")
        names = {
            "external_id": "old_system.guest_17",
            "ref": "K-17",
            "barcode": "0421234",
            "email": " min@example.com ",
            "phone": "+82 10 1234 5678",
            "name": "\u1100\u1175\u11b7\u1106\u1175\u11ab",  # as an Apple computer writes it
        }

        for kind, text in names.items():
            with self.subTest(kind):
                self.assertEqual(self._found({kind: text}), guest)
                self.assertEqual(self._found({"customer": text}), guest)

    def test_several_guests_of_one_name_are_told_apart(self):
        ada = self._make_guest("Ada", email="family@example.com")
        self._make_guest("Ada")
        bob = self._make_guest("Bob", email="family@example.com")

        self.assertIn("2 customers fit Ada", self._problem({"customer": "Ada"}))
        self.assertIn("2 customers fit", self._problem({"email": "family@example.com"}))
        self.assertEqual(
            self._found({"customer": "Ada", "email": "family@example.com"}), ada
        )
        self.assertEqual(
            self._found({"name": "Bob", "email": "family@example.com"}), bob
        )

    def test_names_that_contradict_each_other_are_no_guest(self):
        self._make_guest("Ada", email="ada@example.com")
        self._make_guest("Bob")

        problem = self._problem({"email": "ada@example.com", "name": "Bob"})

        self.assertIn("2 customers fit", problem)

    def test_contacts_of_one_firm_are_one_guest(self):
        firm = self._make_guest("Engines", is_company=True, email="hi@example.com")
        self._make_guest("Ada", parent_id=firm.id, email="hi@example.com")

        self.assertEqual(self._found({"email": "hi@example.com"}), firm)

    def _found(self, said):
        card = self._read(said)
        self.assertFalse(card.problem)
        return self.env["res.partner"].browse(card.values["partner_id"])

    def _problem(self, said):
        return self._read(said).problem

    def _read(self, said):
        reader = self.env["loyalty.tier.brought.reader"]
        [card] = reader._read(self.program, [{"reference": "x", **said}])
        return card
