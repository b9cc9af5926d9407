# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models, tools


class LoyaltyTierProgram(models.Model):
    """At whose prices the members buy."""

    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "loyalty.tier.program"

    @tools.ormcache("self.id")
    def _pricelist_ids(self):
        """Return the price list of each tier, inherited upward as perks are.

        Kept in memory: tills, sales and the web shop ask at each contact, and most
        programs have none.

        :return: ids of price lists by id of the tier; tiers without are absent
        :rtype: dict(int, int)
        """
        tiers = self.sudo().with_context(active_test=False).tier_ids
        own = {tier.id: tier.pricelist_id.id for tier in tiers if tier.pricelist_id}
        found, below = {}, None
        for rung in self._ladder().rungs if own else ():
            pricelist_id = own.get(rung.tier_id, below)
            if pricelist_id:
                found[rung.tier_id] = pricelist_id
            # What a retired tier gives stays with those who hold it.
            below = below if rung.retired else pricelist_id
        return found
