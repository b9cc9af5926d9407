# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import date, datetime, timedelta
from typing import NamedTuple

import pytz

from odoo import api, models, tools

# What is kept in memory of a till; a change of these has it read again.
PLACE_FIELDS = {
    "active",
    "company_id",
    "loyalty_tier_day_start",
    "loyalty_tier_tz",
    "trusted_config_ids",
}


class Place(NamedTuple):
    """Where a till stands: its company, its clock, the tills of its shop."""

    company_ids: list  # its own first, then those it is a branch of
    tz: str
    day_start: float  # hours after midnight
    config_ids: tuple  # the tills of the same shop, this one first

    @property
    def company_id(self):
        """The company of the till."""
        return self.company_ids[0]

    def today(self) -> date:
        """Return the business day of the shop that is now."""
        now = datetime.now(pytz.timezone(self.tz)).replace(tzinfo=None)
        return (now - timedelta(hours=self.day_start)).date()


class PosConfig(models.Model):
    """Where a till stands, without a query when a guest is opened."""

    # A file of its own for one purpose.
    _inherit = "pos.config"  # pylint: disable=consider-merging-classes-inherited

    @api.model_create_multi
    def create(self, vals_list):
        configs = super().create(vals_list)
        if any(vals.get("trusted_config_ids") for vals in vals_list):
            self.env.registry.clear_cache()
        return configs

    def write(self, vals):
        res = super().write(vals)
        if not PLACE_FIELDS.isdisjoint(vals):
            self.env.registry.clear_cache()
        return res

    def unlink(self):
        res = super().unlink()
        self.env.registry.clear_cache()
        return res

    @tools.ormcache("self.id")
    def _loyalty_tier_place(self):
        """Return where this till stands; kept in memory.

        :rtype: Place
        :raise MissingError: where there is no such till
        """
        config = self.sudo()
        others = (config._loyalty_tier_shop() - config).ids
        return Place(
            [int(i) for i in reversed(config.company_id.parent_path.split("/")[:-1])],
            config.loyalty_tier_tz,
            config.loyalty_tier_day_start,
            (config.id, *others),
        )
