# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import re

from odoo.tests import tagged

from .common_shop import ELIGIBLE, STRANGERS, HiddenMenuCase

ADDRESSES = (
    "/shop",
    "/shop?search=zyx&noFuzzy=1",
    "/shop?search=zyxgold",
    "/shop?search=ZYXGALLON-CODE",
    "/shop?order=list_price+desc",
    "/shop?min_price=1&max_price=99999",
    "/shop?tags=1",
    "/website/search?search=zyxgold",
    "/",
)
OPTIONS = {
    "displayImage": True,
    "displayDescription": True,
    "displayExtraLink": True,
    "displayDetail": True,
}
VIEWS = (
    "filter_products_price",
    "filter_products_tags",
    "products_attributes",
    "products_categories",
    "products_categories_top",
    "products_categories_list_collapsible",
    "products_description",
    "add_grid_or_list_option",
    "search",
)


@tagged("post_install", "-at_install")
class TestShopList(HiddenMenuCase):
    """What a visitor reads while strolling through the shop."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for view in VIEWS:
            if found := cls.env.ref(f"website_sale.{view}", False):
                found.with_context(website_id=cls.website.id).active = True

    def _page(self, url, visitor=None):
        page = self._open(url, visitor)
        self.assertEqual(page.status_code, 200, url)
        return page

    def test_no_list_betrays_anything_to_strangers(self):
        for visitor in STRANGERS:
            self._come_as(visitor)
            for url in ADDRESSES:
                said = re.findall(r"search=(\w+)", url)
                said += [word.title() for word in said]
                where = f"{url} as {visitor}"
                self.assertNoTrace(self._page(url), said=said, where=where)

    def test_guests_who_may_find_everything(self):
        for visitor in ELIGIBLE:
            self._come_as(visitor)
            page = self._page("/shop?search=zyx&noFuzzy=1")
            for kind in ("secret", "teaser", "shelf", "cellar", "part"):
                self.assertShows(page, kind, where=visitor)
            found = self._page("/shop?search=ZYXGALLON-CODE&noFuzzy=1")
            self.assertIn("Housesake Jug", found.text)

    def test_prices_of_what_is_closed_do_not_stretch_the_slider(self):
        highest = re.compile(r'max="([\d.]+)"')
        for visitor in STRANGERS:
            page = self._page("/shop", visitor).text
            self.assertLess(max(map(float, highest.findall(page))), 40000.0)
        page = self._page("/shop", "at").text
        self.assertGreater(max(map(float, highest.findall(page))), 45000.0)

    def test_filters_name_the_values_of_what_is_open(self):
        for visitor in STRANGERS:
            page = self._page("/shop", visitor).text
            self.assertIn("Bowlsize", page)
            self.assertNotIn("Zyxgallon", page)
        page = self._page("/shop", "at").text
        for value in ("Bowlsize", "Zyxgallon", "Zyxgoldtag"):
            self.assertTrue(value in page, value)

    def test_the_number_of_dishes_counts_what_is_open(self):
        counts = {}
        for visitor in ("nobody", "below", "at"):
            self._come_as(visitor)
            answer = self._rpc(
                "/website/snippet/autocomplete",
                {"search_type": "products_only", "term": "zyx", "options": OPTIONS},
            )
            counts[visitor] = re.search(r'"results_count": (\d+)', answer)[1]
        self.assertEqual(counts, {"nobody": "0", "below": "0", "at": "6"})

    def test_a_shop_page_with_all_on_it_for_staff(self):
        self.authenticate("admin", "admin")
        page = self.url_open("/shop?search=zyx&noFuzzy=1")
        for kind in ("secret", "teaser", "shelf", "cellar", "part"):
            self.assertShows(page, kind)
