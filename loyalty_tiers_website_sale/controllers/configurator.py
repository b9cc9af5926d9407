# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.http import request, route

from odoo.addons.website_sale.controllers.combo_configurator import (
    WebsiteSaleComboConfiguratorController,
)
from odoo.addons.website_sale.controllers.product_configurator import (
    WebsiteSaleProductConfiguratorController,
)


class LoyaltyTiersProductConfigurator(WebsiteSaleProductConfiguratorController):
    def _get_product_template(self, product_template_id):
        template = super()._get_product_template(product_template_id)
        # Parts of a set are read with sudo, for they need not be published.
        return template if template.sudo().loyalty_tier_open else template.sudo(False)


class LoyaltyTiersComboConfigurator(WebsiteSaleComboConfiguratorController):
    @route()
    def sale_combo_configurator_get_data(self, *args, **kwargs):
        data = super().sale_combo_configurator_get_data(*args, **kwargs)
        return self._loyalty_tier_without_closed(data)

    @route()
    def website_sale_combo_configurator_get_data(self, *args, **kwargs):
        data = super().website_sale_combo_configurator_get_data(*args, **kwargs)
        return self._loyalty_tier_without_closed(data)

    def _loyalty_tier_without_closed(self, data):
        """Leave out the dishes of a set that are closed to the guest.

        :param dict data: of the combo configurator; it is not changed
        """
        ids = [
            item["product"]["id"] for c in data["combos"] for item in c["combo_items"]
        ]
        products = request.env["product.product"].sudo().browse(ids)
        opened = set(products.filtered("loyalty_tier_open").ids)
        combos = [
            {
                **combo,
                "combo_items": [
                    item
                    for item in combo["combo_items"]
                    if item["product"]["id"] in opened
                ],
            }
            for combo in data["combos"]
        ]
        return {**data, "combos": combos}
