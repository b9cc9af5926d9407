# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import date, datetime, time
from typing import NamedTuple

import pytz

from odoo import fields, models, tools


class Repeating(NamedTuple):
    """A perk that is given each time so much is collected."""

    id: int
    tier_id: int
    measure: str  # ``stars`` or ``visits``
    counted_from: date


class LoyaltyTierProgram(models.Model):
    """What its tiers give, and the periods in which that is limited."""

    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "loyalty.tier.program"

    @tools.ormcache("self.id")
    def _perks_given(self):
        """Return the perks that are granted, without a query at payment.

        :return: ids of those in use, by when they are given; empty where no perk was
            ever more than named
        :rtype: dict(str, tuple)
        """
        perks = self.env["loyalty.tier.perk"].sudo().with_context(active_test=False)
        granted = perks.search(
            [("program_id", "=", self.id), ("given", "!=", "always")]
        )
        return {
            given: tuple(some.filtered("active").ids)
            for given, some in granted.grouped("given").items()
        }

    @tools.ormcache("self.id")
    def _perks_repeating(self):
        """Return the perks for stars or visits collected, without a query at payment.

        :rtype: tuple(Repeating)
        """
        perks = self.env["loyalty.tier.perk"].sudo()
        return tuple(
            Repeating(
                perk.id,
                perk.tier_id.id,
                perk.repeat_measure,
                perk.repeat_from or perk.create_date.date(),
            )
            for perk in perks.browse(self._perks_given().get("repeat", ()))
        )

    def _period_start(self, period):
        """Return the moment at which the period of today began, for this program.

        :param str period: ``day``, ``month``, ``quarter``, ``year`` or ``ever``
        :return: in UTC, without time zone
        :rtype: datetime
        """
        today = self._today()
        first = {
            "day": today,
            "month": today.replace(day=1),
            "quarter": date(today.year, (today.month - 1) // 3 * 3 + 1, 1),
            "year": date(today.year, 1, 1),
            "ever": date(2000, 1, 1),
        }[period]
        midnight = pytz.timezone(self.sudo().tz).localize(
            datetime.combine(first, time())
        )
        return midnight.astimezone(pytz.utc).replace(tzinfo=None)

    def _cost_of(self, perk, company):
        """Say what it costs to serve a perk now, in the currency of this program.

        :param perk: one ``loyalty.tier.perk``
        :param company: the ``res.company`` that serves it
        :rtype: float
        """
        if perk.unit_cost or not perk.product_id:
            return perk.unit_cost
        product = perk.product_id.sudo().with_company(company)
        return company.currency_id._convert(
            product.standard_price, self.currency_id, company, fields.Date.today()
        )
