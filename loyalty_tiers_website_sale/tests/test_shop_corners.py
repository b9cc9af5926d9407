# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_shop import ELIGIBLE, STRANGERS, HiddenMenuCase


@tagged("post_install", "-at_install")
class TestShopCorners(HiddenMenuCase):
    """Snippets, related dishes, reviews, menus: what is shown beside the list."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        secret = cls.hidden["secret"]
        cls.open.write(
            {
                "accessory_product_ids": [Command.set(secret.variant.ids)],
                "alternative_product_ids": [Command.set(secret.template.ids)],
                "optional_product_ids": [Command.set(secret.template.ids)],
            }
        )
        cls._sell(secret.variant, cls.open.product_variant_id)
        cls._sell(cls.hidden["variant"].variant, cls.open.product_variant_id)
        cls.env.flush_all()

    @classmethod
    def _sell(cls, *products):
        order = cls.env["sale.order"].create(
            {
                "partner_id": cls.users["above"].partner_id.id,
                "website_id": cls.website.id,
                "order_line": [
                    Command.create({"product_id": product.id}) for product in products
                ],
            }
        )
        order.action_confirm()

    def _filters(self):
        kinds = ("product.product", "product.public.category")
        filters = self.env["website.snippet.filter"].search([])
        filters = filters.filtered(lambda found: found.model_name in kinds)
        everything = self.env["ir.filters"].create(
            {"name": "All", "model_id": "product.product", "user_ids": False}
        )
        return filters | self.env["website.snippet.filter"].create(
            {
                "name": "Every dish",
                "filter_id": everything.id,
                "field_names": "display_name,description_sale,image_512",
                "limit": 16,
            }
        )

    def _snippet(self, found, **kwargs):
        key = "website_sale.dynamic_filter_template_product_product_products_item"
        if found.model_name == "product.public.category":
            key = "website_sale.dynamic_filter_template_product_public_category_default"
        asked = {
            "filter_id": found.id,
            "template_key": key,
            "limit": 16,
            "res_model": found.model_name,
            **kwargs,
        }
        return self._rpc("/website/snippet/filters", asked)

    @mute_logger("odoo.http")
    def test_no_snippet_betrays_anything(self):
        filters = self._filters()
        self.assertGreater(len(filters), 5)
        for visitor in STRANGERS:
            self._come_as(visitor)
            self._open(self.open.website_url)
            for found in filters:
                for search in ([], ["hide_variants"], [["name", "ilike", "zyx"]]):
                    answer = self._snippet(
                        found,
                        search_domain=search,
                        product_template_id=self.open.id,
                    )
                    where = f"{found.name} {search} as {visitor}"
                    self.assertNoTrace(answer, said=("zyx",), where=where)

    def test_snippets_show_guests_what_is_open_to_them(self):
        every = self._filters()[-1]
        for visitor in ELIGIBLE:
            self._come_as(visitor)
            domain = [["name", "ilike", "zyx"]]
            answer = self._snippet(every, search_domain=domain)
            for kind in ("secret", "teaser", "shelf", "cellar"):
                self.assertShows(answer, kind, where=visitor)

    def test_related_dishes_are_those_that_are_open(self):
        for visitor in STRANGERS:
            page = self._open(self.open.website_url, visitor)
            self.assertEqual(page.status_code, 200)
            self.assertNoTrace(page, where=visitor)
        self.env["website.snippet.filter"].invalidate_model()
        page = self._open(self.open.website_url, "at")
        self.assertEqual(page.status_code, 200)

    @mute_logger("odoo.http", "odoo.addons.base.models.ir_rule")
    def test_nobody_reads_or_writes_reviews_of_what_is_closed(self):
        template = self.hidden["secret"].template
        thread = {"thread_model": "product.template", "thread_id": template.id}
        calls = (
            ("/mail/thread/messages", {**thread, "fetch_params": {"limit": 20}}),
            ("/mail/message/post", {**thread, "post_data": {"body": "Hello"}}),
            ("/portal/chatter_init", thread),
            ("/website/rating/comment", {"rating_id": 1, "publisher_comment": "x"}),
            ("/mail/chatter_fetch", {**thread, "fetch_params": {"limit": 20}}),
        )
        for visitor in STRANGERS:
            self._come_as(visitor)
            for url, params in calls:
                answer = self._rpc(url, params)
                self.assertNoTrace(answer, where=f"{url} as {visitor}")
        self.assertFalse(template.message_ids.filtered(lambda m: "Hello" in m.body))

    def test_menus_lead_to_what_is_open(self):
        slug = self.env["ir.http"]._slug
        urls = {
            "Tozyxdish": self.hidden["secret"].template.website_url,
            "Tozyxshelf": f"/shop/category/{slug(self.shelf)}",
            "Tozyxboth": f"/shop/{slug(self.counter)}/"
            + slug(self.hidden["teaser"].template),
            "Toplainrice": self.open.website_url,
        }
        self.env["website.menu"].create(
            [
                {
                    "name": name,
                    "url": url,
                    "website_id": self.website.id,
                    "parent_id": self.website.menu_id.id,
                }
                for name, url in urls.items()
            ]
        )
        for visitor in STRANGERS:
            page = self._open("/contactus", visitor)
            self.assertFalse("Tozyx" in page.text, visitor)
            self.assertTrue("Toplainrice" in page.text)
        page = self._open("/contactus", "at")
        for name in urls:
            self.assertTrue(name in page.text, name)

    def test_two_programs_on_one_website(self):
        other = self.env["res.company"].create({"name": "Sibling"})
        program = self.env["loyalty.tier.program"].create(
            {
                "name": "Sibling Regulars",
                "company_id": other.id,
                "tier_ids": [
                    Command.create(
                        {
                            "name": "Uncle",
                            "rule_ids": [Command.create({"min_visits": 50})],
                        }
                    )
                ],
            }
        )
        other.loyalty_tier_program_id = program
        self.gate.tier_ids |= program.tier_ids
        url = self.hidden["secret"].template.website_url
        self.assertEqual(self._open(url, "tierless").status_code, 404)
        self._honour("tierless", program.tier_ids)
        self.assertEqual(self._open(url, "tierless").status_code, 200)
        self.assertEqual(self._open(url, "below").status_code, 404)
        self.assertEqual(self._open(url, "at").status_code, 200)
