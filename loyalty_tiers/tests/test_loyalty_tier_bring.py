# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import io
from datetime import date, timedelta
from unittest.mock import patch

import openpyxl

from odoo.exceptions import UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .. import card_list
from ..wizards import loyalty_tier_bring
from .test_loyalty_tier_brought import BroughtCommon

TITLES = ("Reference", "Customer", "As Of", "Visits", "Spend", "Tier", "Tier Until")
GOOD = ["A-1", "Ada", "2024-01-31", "2", "0", "", ""]
TABLES = (
    "loyalty_tier_brought",
    "loyalty_tier_entry",
    "loyalty_tier_honour",
    "loyalty_tier_membership",
    "loyalty_tier_move",
)


@tagged("post_install", "-at_install")
class TestLoyaltyTierBring(BroughtCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ada = cls._make_guest("Ada", email="ada@example.com")

    # -------------------------------------------------------------- the check
    def test_a_check_names_every_bad_row_and_why(self):
        self._make_guest("Twin")
        self._make_guest("Twin")
        future = self.program._today() + timedelta(days=1)
        rows = {
            "No customer is known as Nobody": ["A-0", "Nobody", *GOOD[2:]],
            "No customer is named": ["A-2", "", *GOOD[2:]],
            "2 customers fit Twin": ["A-3", "Twin", *GOOD[2:]],
            '"31.02.2024" is no date': ["A-4", "Ada", "31.02.2024", *GOOD[3:]],
            f"{future} is in the future": ["A-5", "Ada", future, *GOOD[3:]],
            "Row 2 has the reference A-1 already": GOOD,
            "The reference is empty": ["", *GOOD[1:]],
            "Visits cannot be negative": ["A-7", *GOOD[1:3], "-2", *GOOD[4:]],
            'Visits: "2.5" is no whole number': ["A-8", *GOOD[1:3], "2.5", *GOOD[4:]],
            'Spend: "much" is no number': ["A-9", *GOOD[1:4], "much", *GOOD[5:]],
            'There is no tier "Emperor"': ["B-1", *GOOD[1:5], "Emperor", ""],
            "No tier is named that ends": ["B-2", *GOOD[1:5], "", "2030-01-01"],
            "before it begins": ["B-3", *GOOD[1:5], "Gold", "2020-01-01"],
        }

        wizard = self._check([GOOD, *rows.values()])

        self.assertEqual(wizard.good_line_ids.number, 2)
        lines = wizard.wrong_line_ids
        self.assertEqual(lines.mapped("number"), list(range(3, 3 + len(rows))))
        for line, problem in zip(lines, rows, strict=True):
            self.assertIn(problem, line.problem)

    def test_a_check_shows_the_resulting_tiers(self):
        guest = self._make_guest("Grace", visits=2)

        wizard = self._check([GOOD, ["A-2", "Grace", "2024-01-31", "1", "500", "", ""]])

        self.assertRecordValues(
            wizard.good_line_ids,
            [
                {
                    "partner_id": self.ada.id,
                    "former_tier_id": False,
                    "tier_id": self.silver.id,
                },
                {
                    "partner_id": guest.id,
                    "former_tier_id": self.silver.id,
                    "tier_id": self.gold.id,
                },
            ],
        )
        self.assertEqual(wizard.outcome, "Gold: 1 · Silver: 1")

    def test_two_cards_of_one_guest_add_up_in_a_check(self):
        rows = [["A-1", *GOOD[1:]], ["A-2", *GOOD[1:]]]
        with self._chunks_of(1):
            wizard = self._check(rows)
            self.env["loyalty.tier.bring"]._cron_work()

        self.assertEqual(wizard.good_line_ids.tier_id, self.gold)

    def test_a_check_writes_nothing(self):
        before = self._written()

        self._check([[*GOOD[:5], "Gold", ""]])

        self.assertEqual(self._written(), before)

    def test_a_check_tells_no_till(self):
        told = []
        self.patch(
            self.registry["pos.config"], "_notify", lambda *args: told.append(args)
        )

        self._check([GOOD])

        self.assertFalse(told)

    # ------------------------------------------------------------ the loading
    def test_the_good_rows_are_loaded_and_the_bad_ones_handed_back(self):
        wizard = self._check([["", *GOOD[1:]], GOOD])

        wizard.action_import()

        self.assertEqual((wizard.state, wizard.created_count), ("done", 1))
        self.assertTier(self.ada, self.silver)
        titles, row = card_list.read(base64.b64decode(wizard.wrong_file))
        self.assertEqual(titles.cells, [*TITLES, "Row", "Problem"])
        self.assertEqual(row.cells, ["", *GOOD[1:], "2", "The reference is empty."])

    def test_the_mended_file_can_be_loaded_as_it_is(self):
        wizard = self._check([["", *GOOD[1:]]])
        titles, row = card_list.read(base64.b64decode(wizard.wrong_file))

        wizard = self._check([["A-1", *row.cells[1:]]], titles=titles.cells)

        self.assertFalse(wizard.wrong_count)
        self.assertEqual(wizard.unused, "Row, Problem")

    def test_loading_again_corrects_and_never_doubles(self):
        self._load([GOOD])
        self._load([GOOD])
        wizard = self._load([[*GOOD[:3], "4", *GOOD[4:]]])

        self.assertEqual(wizard.updated_count, 1)
        self.assertEqual(self._all_brought().visits, 4)
        self.assertScore(self.ada, visits=4)

    def test_an_empty_day_stays_as_it_was(self):
        self._load([GOOD])

        wizard = self._load([[*GOOD[:2], "", *GOOD[3:]]])

        self.assertEqual(wizard.unchanged_count, 1)
        self.assertEqual(self._all_brought().date, date(2024, 1, 31))

    def test_what_the_database_refuses_is_reported_for_its_row_alone(self):
        self.env.cr.execute(
            "ALTER TABLE loyalty_tier_brought"
            " ADD CONSTRAINT thirteen CHECK (visits <> 13)"
        )
        rows = [[f"A-{n}", "Ada", "2024-01-31", n, 0, "", ""] for n in range(10, 16)]

        with mute_logger("odoo.sql_db"):
            wizard = self._load(rows)

        self.assertEqual((wizard.created_count, wizard.wrong_count), (5, 1))
        self.assertEqual(wizard.wrong_line_ids.reference, "A-13")

    def test_a_long_list_is_worked_off_in_the_background(self):
        guests = [self._make_guest(f"Guest {n}") for n in range(5)]
        rows = [[f"A-{g.id}", g.name, *GOOD[2:]] for g in guests]
        cron = self.env["loyalty.tier.bring"]
        with self._chunks_of(2):
            wizard = self._check(rows)
            self.assertEqual((wizard.state, wizard.waiting_count), ("checking", 5))
            cron._cron_work()
            self.assertEqual((wizard.state, wizard.waiting_count), ("checked", 0))
            wizard.action_import()
            with self._interrupted():
                cron._cron_work()
            self.assertEqual(len(self._all_brought()), 2)
            cron._cron_work()

        self.assertEqual((wizard.state, wizard.created_count), ("done", 5))
        self.assertEqual(guests[4].loyalty_tier_id, self.silver)

    # ---------------------------------------------------------------- the file
    def test_an_excel_file_is_read_with_its_days_and_numbers(self):
        book = openpyxl.Workbook()
        book.active.append(TITLES)
        book.active.append([])
        book.active.append([1001, "Ada", date(2024, 1, 31), 2, 12.5, None, None])
        out = io.BytesIO()
        book.save(out)

        wizard = self._check_file(out.getvalue(), "cards.xlsx")
        wizard.action_import()

        self.assertFalse(wizard.wrong_count)
        self.assertEqual(wizard.good_line_ids.number, 3)
        self.assertRecordValues(
            self._all_brought(),
            [{"reference": "1001", "date": date(2024, 1, 31), "spend": 12.5}],
        )

    def test_titles_are_understood_in_the_language_of_the_user(self):
        reader = self.env["loyalty.tier.brought.reader"]

        self.assertEqual(
            reader._columns(["reference", "Customer*", " e-mail", "Shoe size", None]),
            ["reference", "customer", "email", None, None],
        )

    def test_an_old_encoding_and_semicolons_are_read(self):
        guest = self._make_guest("김민수")
        text = "Reference;Customer;Visits\n" + "카드-1;김민수;2\n" * 1
        rest = "".join(f"카드-{n};없는손님이름;2\n" for n in range(2, 30))

        wizard = self._check_file((text + rest).encode("cp949"), "cards.csv")

        self.assertEqual(wizard.good_line_ids.partner_id, guest)

    def test_what_is_no_list_is_refused(self):
        png = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
        files = [b"", b"PK\x03\x04 no zip", png, b"Reference,Customer\n", b"x,y\n1,2\n"]
        for content in files:
            with self.subTest(content[:9]), self.assertRaises(UserError):
                self._check_file(content, "cards.csv")

    def test_a_file_that_is_too_long_is_refused(self):
        self.patch(loyalty_tier_bring, "MOST_ROWS", 2)

        with self.assertRaisesRegex(UserError, "split the list"):
            self._check([GOOD, GOOD, GOOD])

    def test_nothing_is_loaded_unchecked_or_twice(self):
        wizard = self._wizard(b"x", "x.csv")
        self.assertRaises(UserError, wizard.action_import)
        wizard = self._load([GOOD])
        self.assertRaises(UserError, wizard.action_import)
        self.assertRaises(UserError, wizard.action_check)

    # ---------------------------------------------------------------- 5,000 cards
    def test_five_thousand_cards_with_fifty_mistakes(self):
        guests = self._crowd(4950)
        rows = [
            [f"C-{n}", guest.ref, "2024-01-31", n % 5, "10.5", "", ""]
            for n, guest in enumerate(guests)
        ]
        wrong = self._fifty_mistakes()
        step = len(rows) // len(wrong)
        for place, row in enumerate(wrong, start=1):
            rows.insert(place * step, row)
        before = self._written()

        wizard = self._check(rows)

        self.assertEqual(wizard.row_count, 5000)
        self.assertEqual(self._wrong_rows(wizard), self._rows_of(wrong, rows))
        self.assertEqual(self._written(), before)
        self.assertEqual(wizard.outcome, "Gold: 990 · Silver: 1980 · No tier: 1980")

        wizard.action_import()
        self.assertEqual((wizard.created_count, wizard.wrong_count), (4950, 50))
        self.assertEqual(len(self._all_brought()), 4950)

        again = self._load(rows)
        self.assertEqual((again.unchanged_count, again.wrong_count), (4950, 50))
        self.assertEqual(len(self._all_brought()), 4950)
        self.assertEqual(self._count("loyalty_tier_entry"), before[1] + 4950)

    def _fifty_mistakes(self):
        kinds = [
            ["{}", "nobody@example.com", "2024-01-31", 1, 0, "", ""],
            ["{}", "", "2024-01-31", 1, 0, "", ""],
            ["{}", "G-0", "2024-13-31", 1, 0, "", ""],
            ["{}", "G-0", "2999-01-31", 1, 0, "", ""],
            ["", "G-0", "2024-01-31", 1, 0, "", ""],
            ["{}", "G-0", "2024-01-31", -1, 0, "", ""],
            ["{}", "G-0", "2024-01-31", 1, "a lot", "", ""],
            ["{}", "G-0", "2024-01-31", 1, 0, "Emperor", ""],
            ["{}", "Ada Twin", "2024-01-31", 1, 0, "", ""],
            ["C-0", "G-0", "2024-01-31", 1, 0, "", ""],
        ]
        self._make_guest("Ada Twin")
        self._make_guest("Ada Twin")
        return [
            [kind[0].format(f"W-{n}"), *kind[1:]] for n in range(5) for kind in kinds
        ]

    def _crowd(self, count):
        return self.env["res.partner"].create(
            [{"name": f"Guest {n}", "ref": f"G-{n}"} for n in range(count)]
        )

    def _wrong_rows(self, wizard):
        lines = wizard.line_ids.filtered(lambda line: line.state == "wrong")
        return sorted(lines.mapped("number"))

    def _rows_of(self, wrong, rows):
        identities = {id(row) for row in wrong}
        return [n for n, row in enumerate(rows, start=2) if id(row) in identities]

    # ----------------------------------------------------------------- helpers
    def _wizard(self, content, name):
        form = Form(self.env["loyalty.tier.bring"].with_user(self.manager))
        form.program_id = self.program
        wizard = form.save()
        wizard.write({"file": base64.b64encode(content), "file_name": name})
        return wizard

    def _check_file(self, content, name):
        wizard = self._wizard(content, name)
        wizard.action_check()
        return wizard

    def _check(self, rows, titles=TITLES):
        return self._check_file(card_list.write([titles, *rows]), "cards.csv")

    def _load(self, rows):
        wizard = self._check(rows)
        wizard.action_import()
        return wizard

    def _written(self):
        self.env.flush_all()
        return [self._count(table) for table in TABLES]

    def _count(self, table):
        self.env.cr.execute(f"SELECT count(*) FROM {table}")  # pylint: disable=sql-injection
        return self.env.cr.fetchone()[0]

    def _chunks_of(self, count):
        crons = self.registry["ir.cron"]
        self.patch(crons, "_commit_progress", lambda *args, **kwargs: 3600.0)
        return patch.multiple(
            loyalty_tier_bring, ROWS_AT_ONCE=count, ROWS_PER_STEP=count
        )

    def _interrupted(self):
        crons = self.registry["ir.cron"]
        return patch.object(crons, "_commit_progress", lambda *args, **kwargs: 0)
