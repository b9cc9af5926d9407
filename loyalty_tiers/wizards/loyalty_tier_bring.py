# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .. import card_list
from ..models.loyalty_tier_brought_load import ROWS_AT_ONCE
from ..models.loyalty_tier_guest_finder import KINDS

MOST_ROWS = 100000  # of one file, below its titles
ROWS_PER_STEP = 1000  # so long, about a second, a till may wait for these guests
SHOWN = 80  # rows on the screen; all of them are one click away
DONE = ("created", "updated", "unchanged")


class LoyaltyTierBring(models.TransientModel):
    """Brings a list of cards along: first looks at every row, then loads the good ones.

    A look writes nothing that lasts: the rows are loaded as they would be, the tiers
    are noted, and all is rolled back. A long list is worked off in the background,
    each chunk in a transaction of its own, so that no till waits for it.
    """

    _name = "loyalty.tier.bring"
    _description = "Bring Cards Along"
    _rec_name = "file_name"
    _transient_max_hours = 24.0  # a long list is mended slowly

    program_id = fields.Many2one(
        comodel_name="loyalty.tier.program",
        required=True,
        default=lambda self: self.env.company._loyalty_tier_program(),
        ondelete="cascade",
    )
    file = fields.Binary(string="List", attachment=True)
    file_name = fields.Char()
    state = fields.Selection(
        selection=[
            ("file", "Choose a List"),
            ("checking", "Being Checked"),
            ("checked", "Checked"),
            ("importing", "Being Loaded"),
            ("done", "Loaded"),
        ],
        required=True,
        readonly=True,
        default="file",
    )
    titles = fields.Json(readonly=True)
    unused = fields.Char(
        string="Columns Not Used", readonly=True, help="Columns that say nothing to us."
    )
    line_ids = fields.One2many(
        comodel_name="loyalty.tier.bring.line", inverse_name="wizard_id", readonly=True
    )
    row_count = fields.Integer(compute="_compute_counts", string="Rows")
    good_count = fields.Integer(compute="_compute_counts", string="Good")
    wrong_count = fields.Integer(compute="_compute_counts", string="To Mend")
    waiting_count = fields.Integer(compute="_compute_counts", string="Waiting")
    created_count = fields.Integer(compute="_compute_counts", string="New")
    updated_count = fields.Integer(compute="_compute_counts", string="Corrected")
    unchanged_count = fields.Integer(compute="_compute_counts", string="Known Already")
    outcome = fields.Char(
        compute="_compute_counts", help="How many rows lead to which tier."
    )
    wrong_line_ids = fields.Many2many(
        comodel_name="loyalty.tier.bring.line", compute="_compute_lines"
    )
    good_line_ids = fields.Many2many(
        comodel_name="loyalty.tier.bring.line", compute="_compute_lines"
    )
    wrong_file = fields.Binary(compute="_compute_wrong_file")
    wrong_file_name = fields.Char(compute="_compute_wrong_file")

    @api.depends("line_ids.state", "line_ids.tier_id", "state")
    def _compute_counts(self):
        for wizard in self:
            lines, mine = self.env["loyalty.tier.bring.line"], wizard._mine()
            counts = dict(lines._read_group(mine, ["state"], ["__count"]))
            wizard.row_count = sum(counts.values())
            wizard.wrong_count = counts.get("wrong", 0)
            wizard.good_count = wizard.row_count - wizard.wrong_count
            waiting = "good" if wizard.state == "importing" else "read"
            wizard.waiting_count = counts.get(waiting, 0)
            wizard.created_count = counts.get("created", 0)
            wizard.updated_count = counts.get("updated", 0)
            wizard.unchanged_count = counts.get("unchanged", 0)
            by_tier = lines._read_group(
                mine & Domain("state", "in", ("good", *DONE)), ["tier_id"], ["__count"]
            )
            wizard.outcome = " · ".join(
                f"{tier.name or self.env._('No tier')}: {count}"
                for tier, count in sorted(
                    by_tier, key=lambda pair: pair[0].sequence, reverse=True
                )
            )

    @api.depends("line_ids.state", "state")
    def _compute_lines(self):
        lines = self.env["loyalty.tier.bring.line"]
        for wizard in self:
            wrong = Domain("state", "=", "wrong")
            wizard.wrong_line_ids = lines.search(wizard._mine() & wrong, limit=SHOWN)
            wizard.good_line_ids = lines.search(wizard._mine() & ~wrong, limit=SHOWN)

    @api.depends("line_ids.state", "state")
    def _compute_wrong_file(self):
        for wizard in self:
            wizard.wrong_file_name = self.env._("to mend.csv")
            if not wizard.wrong_count:
                wizard.wrong_file = False
                continue
            lines = self.env["loyalty.tier.bring.line"].search(
                wizard._mine() & Domain("state", "=", "wrong")
            )
            rows = [[*wizard.titles, self.env._("Row"), self.env._("Problem")]]
            rows += [[*line._all_cells(), line.number, line.problem] for line in lines]
            wizard.wrong_file = base64.b64encode(card_list.write(rows))

    def _mine(self):
        return Domain("wizard_id", "in", self.ids)

    # ------------------------------------------------------------------ buttons
    def action_check(self):
        """Look at every row, and at the tiers that would result. Writes no card."""
        self.ensure_one()
        if self.state not in ("file", "checked"):
            raise UserError(self.env._("This list is being worked on, or loaded."))
        self._read_file()
        return self._begin("checking")

    def action_import(self):
        """Load the good rows."""
        self.ensure_one()
        if self.state != "checked" or not self.good_count:
            raise UserError(self.env._("There is nothing to load. Check a list first."))
        return self._begin("importing")

    def action_restart(self):
        """Choose another list."""
        self.line_ids.unlink()
        self.write({"state": "file", "file": False, "file_name": False})

    def action_refresh(self):
        """Show how far the work in the background is."""

    def action_lines(self):
        """Open all rows in a list of their own.

        :return: a window action
        """
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "loyalty_tiers.loyalty_tier_bring_line_action"
        )
        return {**action, "domain": list(self._mine())}

    # --------------------------------------------------------------------- file
    def _read_file(self):
        """Read the file into lines.

        :raise UserError: when it is no list of cards
        """
        reader = self.env["loyalty.tier.brought.reader"]
        rows = self._rows()
        names = reader._columns(rows[0].cells)
        if "reference" not in names or {"customer", *KINDS}.isdisjoint(names):
            raise UserError(
                self.env._(
                    "The first row must hold titles, among them Reference and Customer."
                    " The template has them all."
                )
            )
        said = [
            {name: cell for name, cell in zip(names, row.cells, strict=False) if name}
            for row in rows[1:]
        ]
        numbers = [row.number for row in rows[1:]]
        cards = reader._read(self.program_id, said, numbers)
        self.line_ids.unlink()
        cells = {row.number: row.cells for row in rows}
        self.env["loyalty.tier.bring.line"]._make(self, cards, cells)
        titles = ["" if cell is None else str(cell) for cell in rows[0].cells]
        unused = [t for t, name in zip(titles, names, strict=True) if t and not name]
        self.write({"titles": titles, "unused": ", ".join(unused)})

    def _rows(self):
        if not self.file:
            raise UserError(self.env._("Choose a list first."))
        try:
            rows = card_list.read(base64.b64decode(self.file))
        except ValueError as error:
            raise UserError(
                self.env._("This is no list that can be read. Save it as CSV or XLSX.")
            ) from error
        if len(rows) < 2:
            raise UserError(self.env._("The list has no rows below its titles."))
        if len(rows) > MOST_ROWS + 1:
            raise UserError(
                self.env._("Load at most %s rows at once: split the list.", MOST_ROWS)
            )
        return rows

    # --------------------------------------------------------------------- work
    def _begin(self, state):
        """Do short work now, leave long work to the background."""
        self.state = state
        if self.row_count > ROWS_AT_ONCE:
            self.env.ref("loyalty_tiers.ir_cron_bring")._trigger()
            return
        while self._work_step():
            continue

    def _work_step(self):
        """Try, or load, the next rows.

        :return: whether something is left
        :rtype: bool
        """
        self.ensure_one()
        trying = self.state == "checking"
        lines = self._next_lines("read" if trying else "good")
        if lines:
            lines._try(self.program_id) if trying else lines._load(self.program_id)
        else:
            self.state = "checked" if trying else "done"
        return bool(lines)

    def _next_lines(self, state):
        """Return the next rows to work on: all rows of a customer together."""
        lines = self.env["loyalty.tier.bring.line"]
        waiting = self._mine() & Domain("state", "=", state)
        found = lines.search(waiting, order="partner_id.id, id", limit=ROWS_PER_STEP)
        return found | lines.search(
            waiting & Domain("partner_id", "=", found[-1:].partner_id.id)
        )

    def _as_its_user(self):
        """Return this wizard with the rights, company and language of who began it."""
        user = self.create_uid
        own = self.with_user(user).with_context(lang=user.lang)
        return own.with_company(self.program_id.company_id or user.company_id)

    @api.model
    def _cron_work(self):
        """Scheduled: check and load long lists, a chunk per transaction."""
        cron = self.env["ir.cron"]
        for wizard in self.search([("state", "in", ("checking", "importing"))]):
            own = wizard._as_its_user()
            while own._work_step():
                if not cron._commit_progress(1, remaining=1):
                    return
            cron._commit_progress(1)
