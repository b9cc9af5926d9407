# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

from .loyalty_tier_brought_reader import LONGEST

# Set by who calls :meth:`LoyaltyTierBrought._bring` afterwards, for all rows at once.
LATER = "loyalty_tiers_bring_later"
TOLD_AT_ONCE = 20  # moves; of more, tills learn with the guest's next card

# What rows bring along, as entries: at noon of the program's day.
SELECT = """
SELECT brought.program_id, customer.commercial_partner_id,
       COALESCE(program.company_id, %(company_id)s),
       (brought.date + time '12:00') AT TIME ZONE program.tz AT TIME ZONE 'UTC',
       brought.date, COALESCE(brought.spend, 0), 0, 0, 1.0,
       COALESCE(brought.visits, 0), COALESCE(brought.stars, 0),
       'loyalty.tier.brought', brought.id, 0
  FROM loyalty_tier_brought brought
  JOIN loyalty_tier_program program ON program.id = brought.program_id
  JOIN res_partner customer ON customer.id = brought.partner_id
 WHERE brought.id = ANY(%(ids)s)
"""


class LoyaltyTierBrought(models.Model):
    """What a guest brings along from a paper card or another system.

    Managers write it, by hand or from a list. Each row records one entry, and an
    honour if a tier is brought along; they follow the row when it is changed, and go
    with it.
    """

    _name = "loyalty.tier.brought"
    _description = "Card Brought Along"
    _order = "date desc, id desc"
    _rec_name = "reference"

    program_id = fields.Many2one(
        comodel_name="loyalty.tier.program",
        required=True,
        ondelete="cascade",
        default=lambda self: self.env.company._loyalty_tier_program(),
    )
    company_id = fields.Many2one(related="program_id.company_id")
    currency_id = fields.Many2one(related="program_id.currency_id")
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Customer",
        required=True,
        index=True,
        ondelete="cascade",
        help="What a contact brings along counts for its firm.",
    )
    reference = fields.Char(
        required=True,
        help="Number of the card, or ID in the other system. Loading the same "
        "reference again corrects this row.",
    )
    date = fields.Date(
        string="As Of",
        required=True,
        default=lambda self: self._default_date(),
        help="The day on which it counts.",
    )
    visits = fields.Integer()
    spend = fields.Monetary(help="In the currency of the program.")
    stars = fields.Integer(help="Besides those that the spend gives.")
    tier_id = fields.Many2one(
        comodel_name="loyalty.tier",
        domain="[('program_id', '=', program_id)]",
        ondelete="restrict",
        help="The tier that was promised, held at least, whatever the score.",
    )
    tier_until = fields.Date(help="Through this day. Leave empty for life.")
    honour_id = fields.Many2one(
        comodel_name="loyalty.tier.honour", readonly=True, copy=False, index=True
    )

    # Loading a list twice counts once. The partner is not part of the key: merging
    # contacts would delete the rows that clash.
    _reference_unique = models.Constraint(
        "UNIQUE(program_id, reference)",
        "Another card of this program has the same reference.",
    )
    _not_negative = models.Constraint(
        "CHECK(LEAST(visits, spend, stars) >= 0)",
        "Nobody brings along less than nothing: no number may be negative.",
    )

    @api.model
    def _default_date(self):
        program = self.env.company._loyalty_tier_program()
        return program._today() if program else fields.Date.context_today(self)

    @api.constrains("reference")
    def _check_reference(self):
        for row in self:
            if not row.reference.strip() or len(row.reference) > LONGEST:
                raise ValidationError(
                    self.env._("A reference has between 1 and %s letters.", LONGEST)
                )

    @api.constrains("date", "program_id")
    def _check_date(self):
        for program, rows in self.grouped("program_id").items():
            today = program._today()
            for row in rows:
                if row.date > today:
                    raise ValidationError(
                        self.env._(
                            "%(card)s: %(day)s is in the future.",
                            card=row.reference,
                            day=row.date,
                        )
                    )

    @api.constrains("tier_id", "tier_until", "program_id", "date")
    def _check_tier(self):
        for row in self:
            if row.tier_id and row.tier_id.program_id != row.program_id:
                raise ValidationError(
                    self.env._(
                        "%(tier)s is no tier of %(program)s.",
                        tier=row.tier_id.name,
                        program=row.program_id.name,
                    )
                )
            if row.tier_until and (not row.tier_id or row.tier_until < row.date):
                raise ValidationError(
                    self.env._(
                        "%s: only a tier can end, and not before it begins.",
                        row.reference,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        rows = super().create(vals_list)
        if not self.env.context.get(LATER):
            self._tell_few(rows._bring())
        return rows

    def write(self, vals):
        if "program_id" in vals:
            self.filtered(lambda r: r.program_id.id != vals["program_id"])._take_back()
        res = super().write(vals)
        if not self.env.context.get(LATER):
            self._tell_few(self._bring())
        return res

    def unlink(self):
        self._tell_few(self._take_back())
        return super().unlink()

    @api.model
    def _tell_few(self, moves):
        if len(moves) <= TOLD_AT_ONCE:
            moves._announce()

    # ----------------------------------------------------------------- entries
    def _bring(self):
        """Bring entries and honours in line with these rows, and settle once.

        :return: the moves made
        :rtype: loyalty.tier.move
        """
        affected = self.env["loyalty.tier.entry"].sudo()._record(self._select())
        for partner, row in self._bring_honours():
            program = affected.setdefault(row.program_id.id, {})
            program.setdefault(partner.id, (self._name, row.id))
        return self._settle_brought(affected)

    def _take_back(self):
        """Remove the entries and honours of these rows, and settle once.

        :return: the moves made
        :rtype: loyalty.tier.move
        """
        scope = SQL(
            "entry.origin_model = %s AND entry.origin_id = ANY(%s)",
            self._name,
            self.ids,
        )
        entries = self.env["loyalty.tier.entry"].sudo()
        affected = entries._forget(self.browse()._select(), scope)
        honours = self.honour_id
        for honour in honours:
            program = affected.setdefault(honour.program_id.id, {})
            program.setdefault(honour.partner_id.id, (False, False))
        honours.with_context(**{LATER: True}).sudo().unlink()
        return self._settle_brought(affected)

    def _select(self):
        """Select what these rows bring along, for ``loyalty.tier.entry._record``.

        :rtype: SQL
        """
        self.flush_model()
        self.env["loyalty.tier.program"].flush_model(["company_id", "tz"])
        self.env["res.partner"].flush_model(["commercial_partner_id"])
        return SQL(SELECT, company_id=self.env.company.id, ids=self.ids)

    def _bring_honours(self):
        """Bring honours in line with these rows, without settling.

        :return: the customers whose honours changed, each with the row
        :rtype: list(tuple(res.partner, loyalty.tier.brought))
        """
        changed = []
        honours = self.env["loyalty.tier.honour"].sudo().with_context(**{LATER: True})
        fresh = self.filtered(lambda row: row.tier_id and not row.honour_id)
        made = honours.create([row._honour_values() for row in fresh])
        later = self.with_context(**{LATER: True})
        for row, honour in zip(later.filtered(lambda r: r in fresh), made, strict=True):
            row.honour_id = honour
            changed.append((honour.partner_id, row))
        for row in (later - fresh).filtered("honour_id"):
            honour = row.honour_id.sudo()
            values = row._honour_values()
            differs = any(
                honour._fields[name].convert_to_write(honour[name], honour) != value
                for name, value in values.items()
            )
            if not row.tier_id or differs:
                changed.append((honour.partner_id, row))
                changed.append((row.partner_id.commercial_partner_id, row))
                honour.write(values) if row.tier_id else honour.unlink()
        return changed

    def _honour_values(self):
        return {
            "partner_id": self.partner_id.commercial_partner_id.id,
            "tier_id": self.tier_id.id,
            "since": self.date,
            "until": self.tier_until,
            "cause": "import",
            "reason": self.reference,
        }

    @api.model
    def _settle_brought(self, affected):
        """Settle customers, silently: their party took place elsewhere.

        :param dict affected: as returned by ``loyalty.tier.entry._record``
        :rtype: loyalty.tier.move
        """
        self.env["loyalty.tier.honour"].flush_model()
        memberships = self.env["loyalty.tier.membership"].sudo()
        moves = self.env["loyalty.tier.move"].sudo()
        for program_id, origins in affected.items():
            program = self.env["loyalty.tier.program"].sudo().browse(program_id)
            moves |= memberships._settle(
                program, list(origins), "import", origins=origins, party=False
            )
        return moves
