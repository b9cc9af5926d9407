# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from typing import NamedTuple

import psycopg2

from odoo import api, models
from odoo.exceptions import AccessError, UserError

from ..cards import Writing
from .loyalty_tier_brought import LATER
from .loyalty_tier_brought_reader import Card

ROWS_AT_ONCE = 5000  # of one call, or one transaction of the background work
FIRST_ROW = 2  # below the titles
PLAIN = Writing(thousands="", day="%Y-%m-%d")  # how programs write
# What Odoo's import calls the columns that our reader knows.
LOADED = {
    "reference": "reference",
    "partner_id": "customer",
    "partner_id/id": "external_id",
    "date": "date",
    "visits": "visits",
    "spend": "spend",
    "stars": "stars",
    "tier_id": "tier",
    "tier_until": "tier_until",
}


class Saved(NamedTuple):
    """What became of a card that was read."""

    card: Card
    status: str  # created, updated, unchanged, error
    row_id: int | None
    problem: str


class LoyaltyTierBrought(models.Model):
    """Lists of cards: from Odoo's import, from other systems, from our own screen."""

    # A file of its own for one purpose.
    _inherit = "loyalty.tier.brought"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    def get_import_templates(self):
        """Offer empty lists to fill in, on the screen of Odoo's import."""
        folder = "/loyalty_tiers/static/xls"
        return [
            {
                "label": self.env._("Import Template for Cards (Excel)"),
                "template": f"{folder}/cards.xlsx",
            },
            {
                "label": self.env._("Import Template for Cards (CSV)"),
                "template": f"{folder}/cards.csv",
            },
        ]

    @api.model
    def load(self, fields, data):
        """Load a list by Odoo's import; a known reference is corrected, not doubled.

        As Odoo's import, it writes all or nothing.
        """
        if not set(fields) <= set(LOADED) or "reference" not in fields:
            result = super(LoyaltyTierBrought, self.with_context(**{LATER: True})).load(
                fields, data
            )
            self.browse(result["ids"] or ())._bring()
            return result
        self.check_access("create")
        limit = self.env.context.get("_import_limit") or len(data)
        names = [LOADED[field] for field in fields]
        program = self._bring_program()
        # Odoo has made dates and numbers plain by now. All rows are read, so that a
        # reference that comes again in a later batch is noticed.
        cards = self.env["loyalty.tier.brought.reader"]._read(
            program,
            [dict(zip(names, row, strict=True)) for row in data],
            numbers=range(FIRST_ROW, FIRST_ROW + len(data)),
            writing=PLAIN,
        )[:limit]
        with self.env.cr.savepoint() as savepoint:
            saved = self._bring_cards(program, cards)
            wrong = [result for result in saved if result.problem]
            if wrong:
                savepoint.rollback()
                self.env.invalidate_all(flush=False)
        return {
            "ids": not wrong and [result.row_id for result in saved],
            "messages": [self._load_message(result) for result in wrong],
            "nextrow": limit if limit < len(data) else 0,
        }

    @api.model
    def _load_message(self, result):
        number = result.card.number - FIRST_ROW
        return {
            "type": "error",
            "message": result.problem,
            "rows": {"from": number, "to": number},
            "record": number,
        }

    @api.model
    def bring(self, rows, program_id=None):
        """Bring cards along from another system. For XML-RPC and JSON-2.

        Loads the good rows and says what is wrong with the others. A reference that
        is known is corrected, so a call may be repeated safely.

        Each row is a dictionary of texts or numbers:

        * ``reference``: number of the card, required
        * ``customer``: external ID, reference, barcode, e-mail, phone or full name;
          or one or more of ``external_id``, ``ref``, ``barcode``, ``email``,
          ``phone``, ``name``
        * ``date``: the day as of which it counts, ``"2026-03-31"``; today by default
        * ``visits``, ``spend``, ``stars``: numbers
        * ``tier``, ``tier_until``: title of a tier promised, and its last day

        :param list rows: at most 5,000
        :param int program_id: by default the program of the user's company
        :return: for each row ``{"row": 1, "reference": "A-17", "status": "created",
            "problem": "", "tier": "Silver"}``; the status is ``created``,
            ``updated``, ``unchanged`` or ``error``, the tier is what the customer
            holds now
        :rtype: list(dict)
        :raise AccessError: for who is no manager of loyalty programs
        :raise UserError: when the call as a whole makes no sense
        """
        self.check_access("create")
        self.check_access("write")
        if not isinstance(rows, list) or len(rows) > ROWS_AT_ONCE:
            raise UserError(self.env._("Send a list of at most %s rows.", ROWS_AT_ONCE))
        program = self._bring_program(program_id)
        reader = self.env["loyalty.tier.brought.reader"]
        cards = reader._read(program, rows, writing=PLAIN)
        return self._bring_answers(program, self._bring_cards(program, cards))

    @api.model
    def _bring_answers(self, program, saved):
        titles = self._bring_titles(program, saved)
        return [
            {
                "row": result.card.number,
                "reference": result.card.reference,
                "status": result.status,
                "problem": result.problem,
                "tier": titles.get(result.row_id, ""),
            }
            for result in saved
        ]

    @api.model
    def _bring_program(self, program_id=None):
        """Return the program that cards are brought into.

        :raise UserError: when there is none that the user may use
        """
        programs = self.env["loyalty.tier.program"]
        if program_id is None:
            program = self.env.company._loyalty_tier_program()
        elif isinstance(program_id, int) and not isinstance(program_id, bool):
            program = programs.search([("id", "=", program_id)])
        else:
            program = programs
        if not program:
            raise UserError(
                self.env._("There is no such loyalty program. Set one up first.")
            )
        return program.sudo(False)

    @api.model
    def _bring_titles(self, program, saved):
        """Return the titles that customers hold, by the id of what they brought."""
        rows = self.browse([result.row_id for result in saved if result.row_id])
        customers = rows.partner_id.commercial_partner_id
        held = {
            membership.partner_id: membership.tier_id.name or ""
            for membership in self.env["loyalty.tier.membership"].search(
                [("program_id", "=", program.id), ("partner_id", "in", customers.ids)]
            )
        }
        return {r.id: held.get(r.partner_id.commercial_partner_id, "") for r in rows}

    # ------------------------------------------------------------------- saving
    @api.model
    def _bring_cards(self, program, cards):
        """Save the cards that were read well, and settle their customers once.

        :param list cards: as returned by ``loyalty.tier.brought.reader._read``
        :return: what became of each, in the same order
        :rtype: list(Saved)
        """
        good = [card for card in cards if not card.problem]
        later = self.with_context(**{LATER: True})
        saved = {r.card.number: r for r in later._save_cards(program, good)}
        changed = [
            result.row_id
            for result in saved.values()
            if result.status in ("created", "updated")
        ]
        self.browse(changed)._bring()
        return [
            saved.get(card.number) or Saved(card, "error", None, card.problem)
            for card in cards
        ]

    def _save_cards(self, program, cards):
        """Save cards; where the database refuses, find out which one by halves."""
        if not cards:
            return []
        try:
            with self.env.cr.savepoint():
                return self._save_cards_at_once(program, cards)
        except (UserError, psycopg2.IntegrityError, psycopg2.DataError) as error:
            if isinstance(error, AccessError):
                raise
            if len(cards) == 1:
                return [Saved(*cards, "error", None, self._reason(error))]
        middle = len(cards) // 2
        return [
            *self._save_cards(program, cards[:middle]),
            *self._save_cards(program, cards[middle:]),
        ]

    def _reason(self, error):
        if isinstance(error, psycopg2.Error):
            return self._sql_error_to_message(error)
        return str(error)

    def _save_cards_at_once(self, program, cards):
        references = [card.reference for card in cards]
        known = {
            row.reference: row
            for row in self.search(
                [("program_id", "=", program.id), ("reference", "in", references)]
            )
        }
        fresh = [card for card in cards if card.reference not in known]
        made = self.create([{"program_id": program.id, **c.values} for c in fresh])
        saved = {
            card.number: Saved(card, "created", row.id, "")
            for card, row in zip(fresh, made, strict=True)
        }
        for card in cards:
            if row := known.get(card.reference):
                status = "updated" if row._correct(card.values) else "unchanged"
                saved[card.number] = Saved(card, status, row.id, "")
        self.flush_model()
        return [saved[card.number] for card in cards]

    def _correct(self, values):
        """Write what differs.

        :return: whether something did
        :rtype: bool
        """
        self.ensure_one()
        rounded = {**values}
        if "spend" in values:
            rounded["spend"] = self.currency_id.round(values["spend"])
        differing = {
            name: value
            for name, value in rounded.items()
            if self._fields[name].convert_to_write(self[name], self) != value
        }
        if differing:
            self.write(differing)
        return bool(differing)
