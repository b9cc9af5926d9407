# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.fields import Command
from odoo.tests import tagged

from .common_cart import HiddenCartCase
from .common_shop import ELIGIBLE, STRANGERS

WELCOME = "o_loyalty_tier_welcome"


@tagged("post_install", "-at_install")
class TestShopMembers(HiddenCartCase):
    """The shop as a member sees it."""

    # ---------------------------------------------------------------- greeting
    def test_a_member_is_greeted_by_title_and_a_visitor_is_not(self):
        self.assertNotIn(WELCOME, self._open("/shop", "nobody").text)
        page = self._open("/shop", "at").text
        self.assertIn("Welcome back, Section Head Guest At", page)
        page = self._open("/shop", "tierless").text
        self.assertIn("Welcome, Guest Tierless!", page)

    def test_who_wants_no_title_hears_none(self):
        guest = self._user("at").partner_id
        guest.loyalty_tier_incognito = True
        guest.loyalty_tier_called = "Kim"
        self.env.flush_all()
        page = self._open("/shop", "at").text
        self.assertIn("Welcome, Kim!", page)
        self.assertNotIn("Section Head Kim", page)

    def test_progress_is_the_sentence_of_the_till(self):
        guest = self._user("at").partner_id
        missing = guest.with_company(self.company).loyalty_tier_card["missing"]
        self.assertTrue(missing)
        self.assertIn(missing, self._open("/shop", "at").text)

    def test_a_page_takes_two_queries_more_at_most(self):
        products = self.env["product.template"].search([], limit=20)
        for visitor, at_most in [("nobody", 1), ("below", 2), ("at", 2)]:
            shop = self.env["loyalty.tier.shop"].with_user(self._user(visitor))
            shop = shop.with_context(lang="en_US")  # as each request says
            shop._page(self.website, products, front=True)  # fills what is kept
            self.env.invalidate_all()
            # What Odoo has read for the page anyway.
            self.assertEqual(shop.env.user._is_public(), visitor == "nobody")
            self.assertTrue(shop.env.user.share and shop.env.user.partner_id)
            self.assertTrue(shop.env.company.parent_ids)
            before = self.env.cr.sql_log_count
            shop._page(self.website, products, front=True)
            asked = self.env.cr.sql_log_count - before
            self.assertLessEqual(asked, at_most, visitor)

    # ------------------------------------------------------------ what is there
    def test_what_the_last_promotion_opened_comes_first(self):
        self._honour("below", self.tier_at)
        self.env.flush_all()
        page = self._open("/shop", "below").text
        self.assertIn("Just opened for you", page)
        strip = page[page.index("o_loyalty_tier_newly") :][:6000]
        self.assertIn("Zyxgold", strip)
        self._dishonour("below")
        page = self._open("/shop")
        self.assertNotIn("Just opened for you", page.text)
        self.assertNoTrace(page, "secret", "shelf", "cellar", "part", "variant")

    def test_the_usuals_are_what_the_guest_had_often_and_may_still_have(self):
        dishes = self.open.product_variant_id | self.hidden["secret"].variant
        for visitor in ("at", "below"):
            for _evening in range(2):
                self._make_order(visitor, *dishes)
        page = self._open("/shop", "at").text
        usual = page[page.index("Your usuals") :][:1500]
        self.assertIn("Plainrice Bowl", usual)
        self.assertIn("Zyxgold", usual)
        page = self._open("/shop", "below")
        self.assertIn("Your usuals", page.text)
        self.assertNoTrace(page, "secret")

    def test_reserved_dishes_bear_a_badge_for_members(self):
        url = "/shop?search=zyxgold&noFuzzy=1"
        for visitor in ELIGIBLE:
            page = self._open(url, visitor).text
            self.assertIn("o_loyalty_tier_reserved", page)
        page = self._open("/shop?search=plainrice&noFuzzy=1").text
        self.assertIn("Plainrice", page)
        self.assertNotIn("o_loyalty_tier_reserved", page)

    # ----------------------------------------------------------- the hidden menu
    def test_the_hidden_menu_exists_for_those_who_have_something_open(self):
        nothing = self._open("/shop/no-such-page", "below")
        for visitor in STRANGERS:
            page = self._open("/shop/hidden-menu", visitor)
            self.assertEqual(page.status_code, 404, visitor)
            self.assertNoTrace(page, where=visitor)
            self.assertNotIn("Hidden menu", page.text)
            self.assertNotIn("/shop/hidden-menu", self._open("/shop").text)
        self.assertEqual(nothing.status_code, 404)
        for visitor in ELIGIBLE:
            page = self._open("/shop/hidden-menu", visitor)
            self.assertEqual(page.status_code, 200)
            for kind in ("secret", "teaser", "shelf", "cellar"):
                self.assertShows(page, kind, where=visitor)
            self.assertNotIn("Plainrice", page.text)
            self.assertIn("/shop/hidden-menu", self._open("/shop").text)
        self.assertNotIn("hidden-menu", self._open("/sitemap.xml", "nobody").text)

    def test_the_hidden_menu_goes_with_the_tier(self):
        self.assertEqual(self._open("/shop/hidden-menu", "at").status_code, 200)
        self._dishonour("at")
        self.assertEqual(self._open("/shop/hidden-menu").status_code, 404)

    # --------------------------------------------------------------- locked cards
    def test_a_teaser_says_name_and_tier_and_nothing_else(self):
        teaser = self.hidden["teaser"]
        for visitor in STRANGERS:
            page = self._open("/shop", visitor)
            card = self._card(page.text)
            self.assertIn("Zyxjade Tasting", card, visitor)
            self.assertIn("From Section Head up", card, visitor)
            self.assertNotIn("href", card)
            self.assertNotIn("form", card)
            self.assertNoTrace(page, "teaser", said=("Zyxjade",), where=visitor)
            others = [kind for kind in self.hidden if kind != "teaser"]
            self.assertNoTrace(page, *others, where=visitor)
            picture = self._open(f"/shop/locked/{teaser.template.id}")
            self.assertEqual(picture.headers["Content-Type"], "image/png")
        for visitor in ELIGIBLE:
            page = self._open("/shop", visitor)
            self.assertNotIn("o_loyalty_tier_locked_card", page.text)
            picture = self._open(f"/shop/locked/{teaser.template.id}")
            self.assertEqual(picture.status_code, 404)

    def _card(self, page):
        start = page.index("o_loyalty_tier_locked_card")
        return page[start : page.index("</section>", start)]

    def test_a_card_lies_in_its_category_and_in_no_search(self):
        url = f"/shop/category/{self.env['ir.http']._slug(self.counter)}"
        self.assertIn("Zyxjade", self._open(url, "nobody").text)
        other = self.env["product.public.category"].create({"name": "Elsewhere"})
        self.open.public_categ_ids = [Command.link(other.id)]
        self.env.flush_all()
        url = f"/shop/category/{self.env['ir.http']._slug(other)}"
        self.assertNotIn("Zyxjade", self._open(url).text)
        self.assertNoTrace(self._open("/shop?search=zyx&noFuzzy=1"), "teaser")

    def test_what_is_secret_besides_is_no_teaser(self):
        teaser = self.hidden["teaser"].template
        teaser.public_categ_ids = [Command.link(self.shelf.id)]
        self.env.flush_all()
        page = self._open("/shop", "nobody")
        self.assertNoTrace(page)
        picture = self._open(f"/shop/locked/{teaser.id}")
        self.assertEqual(picture.status_code, 404)

    def test_no_picture_of_a_secret(self):
        for kind in ("secret", "shelf", "cellar", "part"):
            template = self.hidden[kind].template
            picture = self._open(f"/shop/locked/{template.id}", "nobody")
            self.assertEqual(picture.status_code, 404, kind)

    # -------------------------------------------------------------------- prices
    def test_prices_of_the_tier_hold_in_the_shop_from_the_next_click(self):
        settings = self.env["res.config.settings"].create(
            {"group_product_pricelist": True}
        )
        settings.execute()
        pricelist = self.env["product.pricelist"].create(
            {
                "name": "For section heads",
                "website_id": self.website.id,
                "selectable": False,
                "item_ids": [
                    Command.create(
                        {
                            "compute_price": "fixed",
                            "fixed_price": 3.33,
                            "applied_on": "1_product",
                            "product_tmpl_id": self.open.id,
                        }
                    )
                ],
            }
        )
        self.tier_at.pricelist_id = pricelist
        self.env.flush_all()
        url = "/shop?search=plainrice&noFuzzy=1"
        self.assertIn("7.50", self._open(url, "below").text)
        self.assertIn("3.33", self._open(url, "at").text)
