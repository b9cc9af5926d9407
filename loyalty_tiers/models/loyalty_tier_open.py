# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.fields import Domain

from ..domains import asked_with_sudo


class LoyaltyTierOpen(models.AbstractModel):
    """What is open to a user or not: record rules, shops and tills ask the one field."""

    _name = "loyalty.tier.open"
    _description = "Open to Some Loyalty Tiers"

    loyalty_tier_open = fields.Boolean(
        string="Open to Me",
        compute="_compute_loyalty_tier_open",
        search="_search_loyalty_tier_open",
        compute_sudo=True,
        help="Whether the user may see and order it.",
    )

    @api.depends_context("uid")
    def _compute_loyalty_tier_open(self):
        opened = self._loyalty_tier_opened(self.env["loyalty.tier.gate"]._closed_ids())
        for record in self:
            record.loyalty_tier_open = record._origin in opened

    def _search_loyalty_tier_open(self, operator, value):
        if operator != "in":
            return NotImplemented
        closed = self.env["loyalty.tier.gate"]._closed_ids()
        domain = self._loyalty_tier_open_domain(closed)
        return asked_with_sudo(self, domain if True in value else ~domain)

    @api.model
    def _loyalty_tier_open_domain(self, closed):
        """Say as a domain what is open where these gates are closed: the SQL side.

        :param closed: ids of ``loyalty.tier.gate``, as of ``_closed_ids``
        :return: a domain for ``sudo``: it reads what users may not read
        :rtype: Domain
        """
        raise NotImplementedError

    def _loyalty_tier_opened(self, closed):
        """Return those of these records that are open, in one query at most.

        :param closed: ids of ``loyalty.tier.gate``
        """
        if not closed:
            return self._origin
        everything = self.sudo().with_context(active_test=False)
        domain = Domain("id", "in", self._origin.ids)
        return everything.search(domain & self._loyalty_tier_open_domain(closed))
