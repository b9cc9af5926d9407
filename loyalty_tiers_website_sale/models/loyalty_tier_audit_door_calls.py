# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

from odoo.addons.loyalty_tiers.audit.door import Door


class LoyaltyTierAuditDoor(models.AbstractModel):
    """What pages of the web shop ask the server for, one product at a time."""

    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "loyalty.tier.audit.door"

    @api.model
    def _shop_calls(self, offered):
        """Return what pages of the shop ask, and what a stranger may ask instead."""
        one = {
            "product_template_id": "{template_id}",
            "product_id": "{product_id}",
            "combination": [],
            "add_qty": 1,
        }
        configured = {
            "product_template_id": "{template_id}",
            "product_tmpl_id": "{template_id}",
            "quantity": 1,
            "ptav_ids": [],
            "parent_ptav_ids": [],
            "so_date": fields.Date.to_string(fields.Date.today()),
            "date": fields.Date.to_string(fields.Date.today()),
        }
        to_cart = {**one, "quantity": 1}
        calls = [
            (
                "info",
                self.env._("Price and picture of a variant"),
                "/website_sale/get_combination_info",
                one,
                offered,
            ),
            (
                "configure",
                self.env._("Choosing options"),
                "/website_sale/product_configurator/get_values",
                configured,
                None,
            ),
            (
                "configured",
                self.env._("Options chosen"),
                "/website_sale/product_configurator/update_combination",
                configured,
                None,
            ),
            (
                "optional",
                self.env._("Optional products"),
                "/website_sale/product_configurator/get_optional_products",
                configured,
                None,
            ),
            (
                "combo",
                self.env._("Choosing from a combo"),
                "/website_sale/combo_configurator/get_data",
                configured,
                None,
            ),
            ("add", self.env._("Into the cart"), "/shop/cart/add", to_cart, None),
            (
                "suggest",
                self.env._("Suggestions while typing"),
                "/website/snippet/autocomplete",
                self._typed("products_only"),
                offered,
            ),
            (
                "suggest_all",
                self.env._("Suggestions on any page"),
                "/website/snippet/autocomplete",
                self._typed("all"),
                None,
            ),
            (
                "reviews",
                self.env._("Reviews"),
                "/mail/chatter_fetch",
                self._reviews(),
                None,
            ),
        ]
        return [
            Door(f"shop:{key}", name, path, params, rpc=True, each=True, shows=shows)
            for key, name, path, params, shows in calls
        ] + [
            Door(
                "shop:search",
                self.env._("Search"),
                "/shop",
                {"search": "{part}"},
                each=True,
                shows=offered,
            ),
            Door(
                "shop:search_code",
                self.env._("Search by reference"),
                "/shop",
                {"search": "{code}"},
                each=True,
            ),
            Door(
                "shop:search_site",
                self.env._("Search of the whole site"),
                "/website/search",
                {"search": "{part}"},
                each=True,
            ),
        ]

    @api.model
    def _typed(self, kind):
        options = {
            "displayDescription": True,
            "displayDetail": True,
            "displayImage": True,
        }
        options |= {"displayExtraLink": True, "allowFuzzy": True}
        return {"search_type": kind, "term": "{part}", "limit": 10, "options": options}

    @api.model
    def _reviews(self):
        return {
            "thread_model": "product.template",
            "thread_id": "{template_id}",
            "fetch_params": {"limit": 10},
        }
