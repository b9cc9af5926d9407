# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import json

from odoo import api, fields, models
from odoo.tools import SQL, json_default

from ..models.loyalty_tier_brought_reader import Card

LINES_AT_ONCE = 10000  # of one statement
SAID = 200  # letters of a row that are shown
DATES = ("date", "tier_until")


class LoyaltyTierBringLine(models.TransientModel):
    """A row of a list of cards: what is wrong with it, or what it does to the guest."""

    _name = "loyalty.tier.bring.line"
    _description = "Row of a List of Cards"
    _order = "number, id"
    _rec_name = "reference"
    _transient_max_hours = 24.0  # a long list is mended slowly

    wizard_id = fields.Many2one(
        comodel_name="loyalty.tier.bring",
        required=True,
        index=True,
        readonly=True,
        ondelete="cascade",
    )
    number = fields.Integer(string="Row", readonly=True, aggregator=None)
    reference = fields.Char(readonly=True)
    said = fields.Char(string="Written As", readonly=True)
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Customer",
        readonly=True,
        ondelete="cascade",
        help="The commercial partner: contacts of a firm share.",
    )
    card_values = fields.Json(readonly=True)
    cells = fields.Json(readonly=True)
    problem = fields.Char(readonly=True)
    state = fields.Selection(
        selection=[
            ("read", "Read"),
            ("good", "Good"),
            ("wrong", "To mend"),
            ("created", "New"),
            ("updated", "Corrected"),
            ("unchanged", "Known already"),
        ],
        readonly=True,
    )
    former_tier_id = fields.Many2one(
        comodel_name="loyalty.tier",
        string="Tier Before",
        readonly=True,
        ondelete="cascade",
    )
    tier_id = fields.Many2one(
        comodel_name="loyalty.tier",
        string="Tier After",
        readonly=True,
        ondelete="cascade",
    )

    @api.model
    def _make(self, wizard, cards, rows):
        """Keep the rows of a file.

        SQL because the ORM would take a minute for the longest files.

        :param wizard: one ``loyalty.tier.bring``
        :param list cards: as read
        :param dict rows: cells by number
        """
        partners = self.env["res.partner"].browse(
            {card.values["partner_id"] for card in cards} - {None}
        )
        firms = {partner.id: partner.commercial_partner_id.id for partner in partners}
        for start in range(0, len(cards), LINES_AT_ONCE):
            values = [
                self._line_values(card, firms, rows)
                for card in cards[start : start + LINES_AT_ONCE]
            ]
            self.env.execute_query(
                SQL(
                    """
                    INSERT INTO loyalty_tier_bring_line (
                           wizard_id, number, reference, said, partner_id,
                           card_values, cells, problem, state,
                           create_uid, create_date, write_uid, write_date)
                    SELECT %(wizard_id)s, line.*,
                           %(uid)s, now() AT TIME ZONE 'UTC',
                           %(uid)s, now() AT TIME ZONE 'UTC'
                      FROM jsonb_to_recordset(%(lines)s::jsonb) AS line(
                           number int, reference text, said text, partner_id int,
                           card_values jsonb, cells jsonb, problem text, state text)
                    RETURNING id
                    """,
                    wizard_id=wizard.id,
                    uid=self.env.uid,
                    lines=json.dumps(values, default=json_default),
                )
            )
        self.invalidate_model()

    @api.model
    def _line_values(self, card, firms, rows):
        cells = [
            "" if cell is None else str(cell).replace("\0", "")
            for cell in rows[card.number]
        ]
        wrong = bool(card.problem)
        return {
            "number": card.number,
            "reference": card.reference,
            "said": " · ".join(filter(None, cells))[:SAID],
            "partner_id": firms.get(card.values["partner_id"]),
            "card_values": None if wrong else card.values,
            "cells": cells,
            "problem": card.problem or None,
            "state": "wrong" if wrong else "read",
        }

    def _all_cells(self):
        """Return the cells of this row, one for each title."""
        cells, titles = self.cells or [], self.wizard_id.titles
        return [*cells, *[""] * len(titles)][: len(titles)]

    def _cards(self):
        """Return the cards of these rows, as they were read.

        :rtype: list(Card)
        """
        cards = []
        for line in self:
            values = dict(line.card_values)
            for name in DATES:
                if values.get(name):
                    values[name] = fields.Date.to_date(values[name])
            cards.append(Card(line.number, line.reference, values, ""))
        return cards

    def _try(self, program):
        """Load these rows, note the tiers that result, and take all of it back."""
        former = self._held(program)
        with self.env.cr.savepoint() as savepoint:
            saved = self._save(program)
            held = self._held(program)
            savepoint.rollback()
        self.env.invalidate_all(flush=False)
        self._note(saved, held, former)

    def _load(self, program):
        """Load these rows for good."""
        saved = self._save(program)
        self._note(saved, self._held(program))

    def _save(self, program):
        return self.env["loyalty.tier.brought"]._bring_cards(program, self._cards())

    def _held(self, program):
        """Return the tiers that the guests of these rows hold.

        :rtype: dict(res.partner, loyalty.tier)
        """
        memberships = self.env["loyalty.tier.membership"].search(
            [
                ("program_id", "=", program.id),
                ("partner_id", "in", self.partner_id.ids),
            ]
        )
        return {membership.partner_id: membership.tier_id for membership in memberships}

    def _note(self, saved, held, former=None):
        """Note what became, or would become, of these rows.

        :param list saved: as returned by ``loyalty.tier.brought._bring_cards``
        :param dict held: tiers by customer
        :param dict former: tiers held before, when it is tried only
        """
        none = self.env["loyalty.tier"]
        notes = []
        for line, result in zip(self, saved, strict=True):
            trying = former is not None
            note = {
                "id": line.id,
                "state": "good" if trying else result.status,
                "tier_id": held.get(line.partner_id, none).id or None,
            }
            if trying:
                note["former_tier_id"] = former.get(line.partner_id, none).id or None
            if result.problem:
                note.update(state="wrong", problem=result.problem, tier_id=None)
            notes.append(note)
        self._write_notes(notes)

    @api.model
    def _write_notes(self, notes):
        """Write what differs from row to row. SQL because the ORM writes one by one."""
        self.flush_model()
        self.env.execute_query(
            SQL(
                """
                UPDATE loyalty_tier_bring_line line
                   SET state = note.state, problem = note.problem,
                       tier_id = note.tier_id,
                       former_tier_id = COALESCE(
                           note.former_tier_id, line.former_tier_id),
                       write_date = now() AT TIME ZONE 'UTC'
                  FROM jsonb_to_recordset(%s::jsonb) AS note(
                       id int, state text, problem text, tier_id int,
                       former_tier_id int)
                 WHERE line.id = note.id RETURNING line.id
                """,
                json.dumps(notes),
            )
        )
        self.invalidate_model()
