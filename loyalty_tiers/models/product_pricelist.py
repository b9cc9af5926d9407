# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.fields import Domain


class ProductPricelist(models.Model):
    """Who holds a tier buys at its prices: at the till, in sales, in the web shop.

    They all ask here. A price list that was set on the contact itself wins, then the
    tier's, then what Odoo finds by country.
    """

    _inherit = "product.pricelist"

    @api.model
    def _get_partner_pricelist_multi(self, partner_ids):
        found = super()._get_partner_pricelist_multi(partner_ids)
        by_tier = self.env.company._loyalty_tier_program()._pricelist_ids()
        if not by_tier or not self.env["res.groups"]._is_feature_enabled(
            "product.group_product_pricelist"
        ):
            return found
        return {**found, **self._loyalty_tier_pricelists(partner_ids, by_tier)}

    @api.model
    def _loyalty_tier_pricelists(self, partner_ids, by_tier):
        """Find the guests who buy at the prices of their tier, in one query.

        :param partner_ids: ids of contacts; each has what its firm has
        :param dict by_tier: the price list of each tier that has one, as ids
        :return: by id of the contact, who has no price list of their own
        :rtype: dict(int, product.pricelist)
        """
        usable = self._loyalty_tier_usable(by_tier.values())
        partners = self.env["res.partner"].browse(partner_ids).sudo()
        own = "specific_property_product_pricelist"
        without = partners.filtered(
            lambda p: not p[own]._get_partner_pricelist_multi_filter_hook()
        )
        program = self.env.company._loyalty_tier_program()
        tiers = self.env["loyalty.tier.membership"]._tier_ids(
            program, without.commercial_partner_id
        )
        pricelists = {
            partner.id: by_tier.get(tiers.get(partner.commercial_partner_id._origin.id))
            for partner in without
        }
        return {
            partner_id: self.browse(pricelist_id)
            for partner_id, pricelist_id in pricelists.items()
            if pricelist_id in usable
        }

    @api.model
    def _loyalty_tier_usable(self, pricelist_ids):
        """Leave out what is archived, another company's, or not for this website.

        :rtype: set(int)
        """
        domain = Domain("id", "in", list(pricelist_ids))
        domain &= Domain("company_id", "in", [False, self.env.company.id])
        pricelists = self.sudo().search(domain)
        return set(pricelists._get_partner_pricelist_multi_filter_hook().ids)
