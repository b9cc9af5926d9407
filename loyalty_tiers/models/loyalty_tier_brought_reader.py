# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import date
from typing import NamedTuple

from odoo import api, models
from odoo.tools import LazyTranslate

from .. import cards
from .loyalty_tier_guest_finder import KINDS

_lt = LazyTranslate(__name__)

# What a row may say, and how a file may call it besides.
COLUMNS = {
    "reference": (_lt("Reference"), "card", "card number"),
    "customer": (_lt("Customer"), "partner_id", "guest"),
    "external_id": (_lt("Customer External ID"), "external id", "partner_id/id"),
    "ref": (_lt("Customer Reference"),),
    "barcode": (_lt("Barcode"),),
    "email": (_lt("E-mail"), "mail", "e-mail address"),
    "phone": (_lt("Phone"), "mobile", "telephone"),
    "name": (_lt("Name"), "customer name"),
    "date": (_lt("As Of"), "day"),
    "visits": (_lt("Visits"),),
    "spend": (_lt("Spend"), "amount"),
    "stars": (_lt("Stars"),),
    "tier": (_lt("Tier"), "tier_id"),
    "tier_until": (_lt("Tier Until"), "until"),
}
LONGEST = 100  # letters of a reference
OLDEST = date(1900, 1, 1)  # nobody has kept a card for longer
MOST = {"visits": 1000000, "stars": 1000000, "spend": 1000000000000}


class Card(NamedTuple):
    """One row, read: what to write, or what is wrong with it."""

    number: int  # of the row, as the user counts
    reference: str
    values: dict  # of loyalty.tier.brought
    problem: str  # empty when the row is good


class Frame(NamedTuple):
    """What every row is held against."""

    program: str  # name
    today: date
    tiers: dict  # id by title, in every language
    writing: cards.Writing


class LoyaltyTierBroughtReader(models.AbstractModel):
    """Reads rows about cards as people write them, and says what is wrong.

    Takes nothing for granted: rows come from files and from other systems. Reads what
    the user may read, writes nothing; the same few queries for one row or for all.
    """

    _name = "loyalty.tier.brought.reader"
    _description = "Reader of Cards Brought Along"

    @api.model
    def _read(self, program, rows, numbers=None, writing=None):
        """Read rows.

        :param program: one ``loyalty.tier.program``
        :param list rows: dictionaries of ``COLUMNS``; what is absent stays as it is
        :param numbers: of the rows, as the user counts; by default from 1
        :param cards.Writing writing: by default as the user's language has it
        :rtype: list(Card)
        """
        frame = self._frame(program, writing)
        read = [self._read_row(frame, row) for row in rows]
        finder = self.env["loyalty.tier.guest.finder"]
        guests = finder._find([said for said, _values, _problems in read])
        numbers = numbers or range(1, len(rows) + 1)
        result, first = [], {}
        for number, row, guest in zip(numbers, read, guests, strict=True):
            _said, values, problems = row
            reference = values["reference"]
            if first.setdefault(reference, number) != number and reference:
                problems.append(
                    self.env._(
                        "Row %(row)s has the reference %(reference)s already.",
                        row=first[reference],
                        reference=reference,
                    )
                )
            problem = " ".join(filter(None, [*problems, guest.problem]))
            values["partner_id"] = guest.partner_id
            result.append(Card(number, reference, values, problem))
        return result

    @api.model
    def _frame(self, program, writing):
        lang = self.env["res.lang"]._get_data(code=self.env.lang or "en_US")
        tiers = {}
        for code, _name in self.env["res.lang"].get_installed():
            for tier_id, title in program.with_context(lang=code)._titles().items():
                tiers[title.casefold()] = tier_id
        return Frame(
            program.name,
            program._today(),
            tiers,
            writing
            or cards.Writing(lang.decimal_point, lang.thousands_sep, lang.date_format),
        )

    @api.model
    def _read_row(self, frame, row):
        """Read what a row says, all but who the guest is.

        :return: the names of the guest by kind, the values, the problems
        :rtype: tuple(dict, dict, list(str))
        """
        problems = []
        if not isinstance(row, dict):
            row, problems = {}, [self.env._("This is no row with named columns.")]
        problems += [
            self.env._("There is no column %s.", self._quote(name))
            for name in row
            if name not in COLUMNS
        ]
        said = {
            kind: self._words(row[kind], problems)
            for kind in ("customer", *KINDS)
            if row.get(kind)
        }
        values = {"reference": self._reference(row, problems)}
        values.update(self._numbers(frame, row, problems))
        values.update(self._standing(frame, row, problems))
        return said, values, problems

    @api.model
    def _words(self, value, problems):
        try:
            return cards.words(value)
        except ValueError:
            problems.append(self.env._("%s cannot be read.", self._quote(value)))
            return ""

    @api.model
    def _reference(self, row, problems):
        before = len(problems)
        reference = self._words(row.get("reference"), problems)
        if len(reference) > LONGEST:
            problems.append(
                self.env._("The reference has more than %s letters.", LONGEST)
            )
        elif not reference and len(problems) == before:
            problems.append(self.env._("The reference is empty."))
        return reference

    # ---------------------------------------------------------------- standing
    @api.model
    def _standing(self, frame, row, problems):
        """Read the days and the tier of a row; an empty day stays as it is."""
        values = {}
        as_of = self._day(frame, row.get("date"), problems)
        if as_of and as_of > frame.today:
            problems.append(self.env._("%s is in the future.", as_of))
        elif as_of:
            values["date"] = as_of
        if "tier" not in row and "tier_until" not in row:
            return values
        title = self._words(row.get("tier"), problems)
        until = self._day(frame, row.get("tier_until"), problems)
        tier_id = frame.tiers.get(title.casefold(), False)
        if title and not tier_id:
            problems.append(
                self.env._(
                    "There is no tier %(tier)s in %(program)s.",
                    tier=self._quote(title),
                    program=frame.program,
                )
            )
        if until and not title:
            problems.append(self.env._("No tier is named that ends on %s.", until))
        elif until and until < (as_of or frame.today):
            problems.append(
                self.env._("The tier would end on %s, before it begins.", until)
            )
        return {**values, "tier_id": tier_id, "tier_until": until or False}

    @api.model
    def _day(self, frame, value, problems):
        try:
            read = cards.day(value, frame.writing)
            if read and read < OLDEST:
                raise ValueError(value)
            return read
        except ValueError:
            problems.append(
                self.env._(
                    "%(text)s is no date. Write it like %(today)s.",
                    text=self._quote(value),
                    today=frame.today,
                )
            )
            return None

    # ----------------------------------------------------------------- numbers
    @api.model
    def _numbers(self, frame, row, problems):
        readers = {"visits": cards.whole, "stars": cards.whole, "spend": cards.amount}
        values = {}
        for name in [name for name in readers if name in row]:
            try:
                values[name] = readers[name](row[name], frame.writing)
            except (ValueError, OverflowError):
                problems.append(
                    self.env._(
                        "%(column)s: %(text)s is no number.",
                        column=self._label(name),
                        text=self._quote(row[name]),
                    )
                    if name == "spend"
                    else self.env._(
                        "%(column)s: %(text)s is no whole number.",
                        column=self._label(name),
                        text=self._quote(row[name]),
                    )
                )
                continue
            if values[name] < 0:
                problems.append(self.env._("%s cannot be negative.", self._label(name)))
            elif values[name] > MOST[name]:
                problems.append(
                    self.env._("%s: this is too much to be true.", self._label(name))
                )
        return values

    # ------------------------------------------------------------------- words
    @api.model
    def _quote(self, value):
        text = "".join(c if c.isprintable() else "?" for c in str(value)[:LONGEST])
        return f'"{text}"'

    @api.model
    def _label(self, name, lang=None):
        env = self.with_context(lang=lang).env if lang else self.env
        return env._(COLUMNS[name][0])

    @api.model
    def _columns(self, header):
        """Find out which columns of a file we know, by name or title.

        :param list header: the cells of the first row
        :return: for each cell the name of the column; None for what we do not use
        :rtype: list
        """
        names = {}
        for name, (_title, *others) in COLUMNS.items():
            titles = (self._label(name), self._label(name, lang="en_US"))
            for title in (name, *others, *titles):
                names[title.casefold()] = name
        cells = [self._words(cell, []).casefold().rstrip(" *") for cell in header]
        return [names.get(cell) for cell in cells]
