# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import re

from odoo.tests import tagged

from .common_shop import ELIGIBLE, STRANGERS, HiddenMenuCase

NOBODYS = 99999999  # the id of nothing
KINDS = ("secret", "teaser", "shelf", "cellar", "part")


@tagged("post_install", "-at_install")
class TestShopAddress(HiddenMenuCase):
    """A stranger who guesses an address reads what an empty address says."""

    def _answer(self, url, record_id):
        """Return what an address answers, without what every answer has of its own."""
        page = self.url_open(url, allow_redirects=False)
        text = re.sub(r"csrf_token: \"\w+\"", "", page.text)
        headers = {page.headers.get("Location", ""), page.headers.get("Cache-Control")}
        marks = [str(record_id), str(NOBODYS)]
        for mark in marks:
            text = text.replace(mark, "ID")
            headers = {(header or "").replace(mark, "ID") for header in headers}
        return page.status_code, headers, text

    def assertAsIfNotThere(self, url, record):
        """Compare with the answer for the id of nothing, of the same address.

        :param str url: with a place for the id
        """
        there = self._answer(url.format(record.id), record.id)
        nothing = self._answer(url.format(NOBODYS), record.id)
        self.assertEqual(there[:2], nothing[:2], url)
        self.assertTrue(there[2] == nothing[2], f"{url} reads otherwise")

    def _addresses(self, template):
        slug = self.env["ir.http"]._slug
        name = slug(template).rsplit("-", 1)[0]
        yield f"/shop/{name}-{{}}"
        yield f"/shop/{name.title()}-{{}}"
        yield "/shop/other-name-{}"
        yield "/shop/{}"
        yield "/shop/product/{}"
        yield f"/shop/product/{name}-{{}}"
        yield f"/shop/{name}-{{}}?attribute_values=1,2"
        yield f"/shop/{name}-{{}}?category={self.counter.id}"
        yield f"/shop/{slug(self.counter)}/{name}-{{}}"
        yield f"/ko_KR/shop/{name}-{{}}"
        yield f"/shop/{name}-{{}}/document/1"

    def test_a_dish_that_is_closed_is_not_there(self):
        for visitor in STRANGERS:
            self._come_as(visitor)
            for kind in KINDS if visitor == "nobody" else KINDS[:1]:
                template = self.hidden[kind].template
                for url in self._addresses(template):
                    self.assertAsIfNotThere(url, template)

    def test_a_category_that_is_closed_is_not_there(self):
        slug = self.env["ir.http"]._slug
        urls = (
            "/shop/category/zyxshelf-{}",
            "/shop/category/{}",
            "/shop/category/{}/page/2",
            "/shop?category={}",
            f"/shop/other-{{}}/{slug(self.open)}",
            f"/shop/{slug(self.open)}?category={{}}",
        )
        for visitor in STRANGERS:
            self._come_as(visitor)
            for url in urls:
                self.assertAsIfNotThere(url, self.shelf)

    def test_a_category_with_only_closed_dishes_is_not_there(self):
        lounge = self.env["product.public.category"].create({"name": "Zyxlounge"})
        self.hidden["secret"].template.public_categ_ids = lounge
        for visitor in STRANGERS:
            self._come_as(visitor)
            self.assertAsIfNotThere("/shop/category/zyxlounge-{}", lounge)
            self.assertAsIfNotThere("/shop?category={}", lounge)
            self.assertFalse("Zyxlounge" in self._open("/shop").text, visitor)
        for visitor in ELIGIBLE:
            page = self._open(f"/shop/category/zyxlounge-{lounge.id}", visitor)
            self.assertShows(page, "secret")

    def test_guests_who_may_see_every_page(self):
        for visitor in ELIGIBLE:
            self._come_as(visitor)
            for kind in KINDS:
                hidden = self.hidden[kind]
                page = self._open(hidden.template.website_url)
                self.assertEqual(page.status_code, 200)
                for mark in ("story", "value", "photo", "paper", "ribbon", "tag"):
                    word = hidden.words[0] + mark
                    self.assertTrue(word in page.text, f"{visitor}: {word}")

    def test_the_page_of_an_open_dish_hides_its_closed_variant(self):
        variant = self.hidden["variant"]
        value = variant.variant.product_template_attribute_value_ids
        pav = value.product_attribute_value_id
        urls = ("", f"?attribute_values={pav.id}", f"#attribute_values={pav.id}")
        for visitor in STRANGERS:
            self._come_as(visitor)
            for url in urls:
                page = self._open(variant.template.website_url + url)
                self.assertEqual(page.status_code, 200)
                self.assertNoTrace(page, where=f"{visitor} {url}")
                self.assertTrue("Bowlsize" in page.text)
        for visitor in ELIGIBLE:
            page = self._open(variant.template.website_url, visitor)
            self.assertShows(page, "variant")

    def test_a_product_reserved_by_time_is_closed_to_all_guests_outside(self):
        self.gate.date_from = "2090-01-01"
        for visitor in ELIGIBLE:
            self._come_as(visitor)
            template = self.hidden["secret"].template
            self.assertAsIfNotThere("/shop/zyxgold-omakase-{}", template)
        self.authenticate("admin", "admin")
        page = self.url_open(self.hidden["secret"].template.website_url)
        self.assertShows(page, "secret")

    def test_a_tier_gained_or_lost_counts_from_the_next_click(self):
        url = self.hidden["secret"].template.website_url
        self._come_as("below")
        self.assertEqual(self._open(url).status_code, 404)
        self._honour("below", self.tier_at)
        self.assertEqual(self._open(url).status_code, 200)
        self._dishonour("below")
        self.assertEqual(self._open(url).status_code, 404)
