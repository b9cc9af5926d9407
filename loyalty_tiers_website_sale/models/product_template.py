# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class ProductTemplate(models.Model):
    _inherit = "product.template"

    @api.model
    def _loyalty_tier_categories(self):
        categories = super()._loyalty_tier_categories()
        return {**categories, "public_categ_ids": "product.public.category"}

    @api.model_create_multi
    def create(self, vals_list):
        templates = super().create(vals_list)
        templates._loyalty_tier_listings_changed(set().union(*vals_list))
        return templates

    def write(self, vals):
        res = super().write(vals)
        self._loyalty_tier_listings_changed(set(vals))
        return res

    def _loyalty_tier_listings_changed(self, names):
        """Have what is kept of the shop for strangers written anew.

        :param set names: of the fields that were written
        """
        gates = self.env["loyalty.tier.gate"]
        if not gates._rows():
            return
        reserving = {"loyalty_tier_gate_id"}
        of_categories = gates._of_categories()
        for name, model in self._loyalty_tier_categories().items():
            if of_categories.get(model):
                reserving.add(name)
        if not reserving.isdisjoint(names):
            self.env["website"]._loyalty_tier_forget_listings()

    def _get_website_accessory_product(self):
        return super()._get_website_accessory_product().filtered("loyalty_tier_open")

    def _get_website_alternative_product(self):
        return super()._get_website_alternative_product().filtered("loyalty_tier_open")

    def _loyalty_tier_were_found(self):
        """Note that dishes are open which a search of the user has found.

        The rules were part of that search: to ask once more costs each page a query.
        """
        field = self._fields["loyalty_tier_open"]
        with self.env.protecting([field], self):
            self.loyalty_tier_open = True
