# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from dataclasses import replace

from odoo import api, fields, models

from odoo.addons.loyalty_tiers.audit.door import Door


class LoyaltyTierAuditDoor(models.AbstractModel):
    """What pages of the web shop ask the server for, one product at a time."""

    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "loyalty.tier.audit.door"

    @api.model
    def _shop_calls(self, offered):
        """Return what pages ask of one product, and a stranger may ask instead.

        :param offered: domain of what the shop offers
        """
        one = {
            "product_template_id": "{template_id}",
            "product_id": "{product_id}",
            "combination": [],
            "add_qty": 1,
            "quantity": 1,
        }
        info, name = (
            "/website_sale/get_combination_info",
            self.env._("Price and picture of a variant"),
        )
        calls = [
            *self._shop_configurators(),
            ("add", self.env._("Into the cart"), "/shop/cart/add", one),
            ("reviews", self.env._("Reviews"), "/mail/chatter_fetch", self._reviews()),
        ]
        return [
            Door("shop:info", name, info, one, rpc=True, each=True, shows=offered),
            *self._shop_searches(offered),
            *(
                Door(f"shop:{key}", name, path, params, rpc=True, each=True)
                for key, name, path, params in calls
            ),
        ]

    @api.model
    def _shop_configurators(self):
        today = fields.Date.to_string(fields.Date.today())
        said = {
            "product_template_id": "{template_id}",
            "product_tmpl_id": "{template_id}",
            "quantity": 1,
            "ptav_ids": [],
            "parent_ptav_ids": [],
            "so_date": today,
            "date": today,
        }
        options, combos = "product_configurator", "combo_configurator"
        return [
            (key, name, f"/website_sale/{path}", said)
            for key, name, path in (
                ("configure", self.env._("Choosing options"), f"{options}/get_values"),
                (
                    "configured",
                    self.env._("Options chosen"),
                    f"{options}/update_combination",
                ),
                (
                    "optional",
                    self.env._("Optional products"),
                    f"{options}/get_optional_products",
                ),
                ("combo", self.env._("Choosing from a combo"), f"{combos}/get_data"),
            )
        ]

    @api.model
    def _shop_searches(self, offered):
        suggest = "/website/snippet/autocomplete"
        search, by_code = {"search": "{part}"}, {"search": "{code}"}
        known, typed = self._typed("products_only"), self._typed("all")
        name, anywhere = (
            self.env._("Suggestions while typing"),
            self.env._("Suggestions on any page"),
        )
        calls = [
            Door("shop:suggest", name, suggest, known, shows=offered),
            Door("shop:suggest_all", anywhere, suggest, typed),
        ]
        code, site = (
            self.env._("Search by reference"),
            self.env._("Search of the whole site"),
        )
        pages = [
            Door("shop:search", self.env._("Search"), "/shop", search, shows=offered),
            Door("shop:search_code", code, "/shop", by_code),
            Door("shop:search_site", site, "/website/search", search),
        ]
        return [
            *(replace(door, each=True, rpc=True) for door in calls),
            *(replace(door, each=True) for door in pages),
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
