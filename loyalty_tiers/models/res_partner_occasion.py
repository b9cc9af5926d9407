# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from calendar import monthrange
from datetime import date, timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

OLDEST_YEAR = 1900
A_LEAP_YEAR = 2000


class ResPartnerOccasion(models.Model):
    """A date to remember, each year: birthday, anniversary, with or without year."""

    _name = "res.partner.occasion"
    _inherit = ["loyalty.tier.watched"]
    _description = "Guest Occasion"
    _order = "month, day, id"

    kind_id = fields.Many2one(
        comodel_name="res.partner.occasion.kind",
        required=True,
        ondelete="restrict",
    )
    month = fields.Integer(required=True)
    day = fields.Integer(required=True)
    year = fields.Integer(help="Leave at 0 where the guest does not tell.")
    next_date = fields.Date(
        compute="_compute_next_date",
        search="_search_next_date",
        string="Next",
        help="The next day on which it is celebrated.",
    )

    _month_day_idx = models.Index("(month, day)")
    _uuid_unique = models.Constraint(
        "UNIQUE(uuid)", "This occasion has been noted already."
    )

    @api.depends("kind_id.name", "partner_id.name")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for occasion in self:
            names = (occasion.kind_id.name, occasion.partner_id.name)
            occasion.display_name = ", ".join(name for name in names if name)

    @api.depends("month", "day")
    def _compute_next_date(self):
        today = self._today()
        for occasion in self:
            whole = occasion.month and occasion.day
            occasion.next_date = occasion._next(today) if whole else False

    @api.model
    def _search_next_date(self, operator, value):
        """Find the occasions until a day, at most a year ahead."""
        if operator not in ("<", "<=") or not value:
            return NotImplemented
        today, last = self._today(), fields.Date.to_date(value)
        last -= timedelta(days=operator == "<")
        days = min((last - today).days, 365)
        dates = [today + timedelta(days=ahead) for ahead in range(days + 1)]
        named = {(day.month, day.day) for day in dates}
        if any(self._next_of(2, 29, today) == day for day in dates):
            named.add((2, 29))
        by_month = {}
        for month, day in named:
            by_month.setdefault(month, []).append(day)
        return Domain.OR(
            Domain("month", "=", month) & Domain("day", "in", days)
            for month, days in by_month.items()
        )

    @api.model
    def _today(self):
        """Return the day of the shop, or of the program where no till asks.

        :rtype: date
        """
        config_id = self.env.context.get("loyalty_tiers_config_id")
        if config_id:
            return (
                self.env["pos.config"].browse(config_id)._loyalty_tier_place().today()
            )
        program = self.env.company._loyalty_tier_program()
        return program._today() if program else fields.Date.context_today(self)

    def _next(self, today):
        """Return the next day on which this occasion is celebrated.

        29 February is celebrated on 28 February in a year that has none.

        :param date today: on the clock of the shop
        :return: today or later
        :rtype: date
        """
        self.ensure_one()
        return self._next_of(self.month, self.day, today)

    @api.model
    def _next_of(self, month, day, today):
        """Return the next time that a day of the year comes; see :meth:`_next`."""
        year = today.year
        if (month, day) < (today.month, today.day):
            year += 1
        return date(year, month, min(day, monthrange(year, month)[1]))

    @api.constrains("month", "day", "year")
    def _check_date(self):
        today = self._today()
        for occasion in self:
            month, day, year = occasion.month, occasion.day, occasion.year
            if year and not OLDEST_YEAR <= year <= today.year + 1:
                raise ValidationError(
                    self.env._(
                        "%(year)s is no year of a guest's life: write it with four "
                        "digits, or leave it out.",
                        year=year,
                    )
                )
            if not occasion._is_a_day(year or A_LEAP_YEAR):
                raise ValidationError(
                    self.env._(
                        "There is no day %(day)s of month %(month)s%(in_year)s.",
                        day=day,
                        month=month,
                        in_year=f" ({year})" if year else "",
                    )
                )
            if year and date(year, month, day) > today:
                raise ValidationError(
                    self.env._(
                        "%(day)s lies in the future. Leave the year out, or correct it.",
                        day=fields.Date.to_string(date(year, month, day)),
                    )
                )

    def _is_a_day(self, year):
        """Return whether the year has this day.

        :rtype: bool
        """
        if not 1 <= self.month <= 12:
            return False
        return 1 <= self.day <= monthrange(year, self.month)[1]

    def _join_doubles(self):
        """Leave one of the rows that say the same day of a guest: one with a year."""
        alike = self.grouped(
            lambda row: (row.partner_id, row.kind_id, row.month, row.day)
        )
        for rows in alike.values():
            (rows - rows.sorted(lambda row: (-row.year, row.id))[0]).unlink()

    def _watched_subject(self):
        return "occasion"

    @api.model
    def _watched_fields(self):
        return {"partner_id", "kind_id", "month", "day", "year"}
