# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import datetime

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_shop import ELIGIBLE, STRANGERS, HiddenMenuCase

INFO = "/website_sale/get_combination_info"
CONFIGURE = "/website_sale/product_configurator/get_values"
SET = "/website_sale/combo_configurator/get_data"
KINDS = ("secret", "teaser", "shelf", "cellar")


@tagged("post_install", "-at_install")
class TestShopCalls(HiddenMenuCase):
    """What the pages of the shop ask the server while a visitor clicks."""

    def _asked(self, hidden, combination=()):
        """Return every call that says something of a dish, with what is sent."""
        template, variant = hidden.template.id, hidden.variant.id
        money = self.company.currency_id.id
        when = datetime.now().isoformat()
        values = list(combination)
        dish = {"product_template_id": template}
        chosen = {**dish, "ptav_ids": values}
        priced = {"currency_id": money, "so_date": when}
        asked = {**chosen, **priced, "quantity": 1}
        dishes = {"product_tmpl_id": template, "currency_id": money, "date": when}
        product = {"product_id": variant}
        configurator = "/website_sale/product_configurator"
        return {
            INFO: {**dish, **product, "combination": values, "add_qty": 1},
            "/website_sale/should_show_product_configurator": {
                **chosen,
                "is_product_configured": True,
            },
            CONFIGURE: asked,
            f"{configurator}/create_product": chosen,
            f"{configurator}/update_combination": asked,
            f"{configurator}/get_optional_products": {
                **chosen,
                **priced,
                "parent_ptav_ids": [],
            },
            "/sale/product_configurator/get_values": asked,
            "/sale/create_product_variant": {
                **dish,
                "product_template_attribute_value_ids": values,
            },
            SET: {**dishes, "quantity": 1},
            "/website_sale/combo_configurator/get_price": {**dishes, "quantity": 1},
            "/shop/product/is_add_to_cart_allowed": product,
            "/shop/products/recently_viewed_update": product,
            "/shop/add/stock_notification": {**product, "email": "a@example.com"},
        }.items()

    @mute_logger("odoo.http")
    def test_no_call_betrays_a_closed_dish(self):
        for visitor in STRANGERS:
            self._come_as(visitor)
            for kind in (*KINDS, "part"):
                hidden = self.hidden[kind]
                for url, params in self._asked(hidden):
                    answer = self._rpc(url, params)
                    self.assertNoTrace(answer, where=f"{url} as {visitor}")

    @mute_logger("odoo.http")
    def test_no_call_betrays_a_closed_variant(self):
        hidden = self.hidden["variant"]
        values = hidden.variant.product_template_attribute_value_ids.ids
        for visitor in STRANGERS:
            self._come_as(visitor)
            for combination in (values, ()):
                for url, params in self._asked(hidden, combination):
                    answer = self._rpc(url, params)
                    self.assertNoTrace(answer, where=f"{url} as {visitor}")

    def test_a_closed_value_is_no_possible_choice(self):
        hidden = self.hidden["variant"]
        values = hidden.variant.product_template_attribute_value_ids.ids
        asked = {
            "product_template_id": hidden.template.id,
            "product_id": False,
            "combination": values,
            "add_qty": 1,
        }
        answer = self._rpc(INFO, asked, "at")
        self.assertTrue('"is_combination_possible": true' in answer)
        self.assertTrue(f'"product_id": {hidden.variant.id}' in answer)

    def test_guests_who_may_are_told_all(self):
        for visitor in ELIGIBLE:
            self._come_as(visitor)
            for kind in KINDS:
                asked = dict(self._asked(self.hidden[kind]))
                for url in (INFO, CONFIGURE):
                    self.assertShows(self._rpc(url, asked[url]), kind, where=url)

    def test_a_set_offers_the_parts_that_are_open(self):
        asked = {
            "product_tmpl_id": self.combo.id,
            "quantity": 1,
            "date": datetime.now().isoformat(),
            "currency_id": self.company.currency_id.id,
        }
        for visitor in STRANGERS:
            for app in ("website_sale", "sale"):
                if (app, visitor) == ("sale", "nobody"):
                    continue  # takes a login
                url = f"/{app}/combo_configurator/get_data"
                answer = self._rpc(url, asked, visitor)
                self.assertNoTrace(answer, where=f"{url} as {visitor}")
            self.assertTrue("Plainrice" in self._rpc(SET, asked, visitor))
            page = self._open(self.combo.website_url)
            self.assertEqual(page.status_code, 200)
            self.assertNoTrace(page, where=visitor)
        for visitor in ELIGIBLE:
            self.assertShows(self._rpc(SET, asked, visitor), "part")

    def test_suggestions_and_corrections_know_nothing_of_it(self):
        options = {
            "displayImage": True,
            "displayDescription": True,
            "displayExtraLink": True,
            "displayDetail": True,
            "allowFuzzy": True,
        }
        url = "/website/snippet/autocomplete"
        words = ("zyxgld", "zyxgoldd", "ZYXGALLON-COD", "zyxgoldtag", "zyxgoldvalu")
        for visitor in STRANGERS:
            self._come_as(visitor)
            for kind in ("all", "products", "products_only", "product_categories_only"):
                for word in (*words, "zyxshel"):
                    asked = {"search_type": kind, "term": word, "options": options}
                    answer = self._rpc(url, asked)
                    said = (word, word.lower())
                    self.assertTrue('"results"' in answer, answer)
                    self.assertNoTrace(answer, said=said, where=f"{word} {kind}")
                    self.assertFalse("zyxshelf" in answer.lower())
        asked = {"search_type": "products", "term": "zyxgld", "options": options}
        for visitor in ELIGIBLE:
            self.assertShows(self._rpc(url, asked, visitor), "secret")

    def test_links_that_are_suggested_know_nothing_of_it(self):
        url = "/website/get_suggested_links"
        for visitor in STRANGERS[1:]:
            for needle in ("/shop/zyx", "/shop/category/zyx"):
                answer = self._rpc(url, {"needle": needle}, visitor)
                self.assertNoTrace(answer, where=visitor)
