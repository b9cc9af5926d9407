# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_shop import ELIGIBLE, STRANGERS, HiddenMenuCase

NOBODYS = 99999999  # the id of nothing
KINDS = ("secret", "teaser", "shelf", "cellar", "part")
SIZES = ("image_1920", "image_1024", "image_512", "image_256", "image_128")


@tagged("post_install", "-at_install")
class TestShopFiles(HiddenMenuCase):
    """Pictures, documents, and what is written for machines."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # The till and the kiosk hand out pictures of what they sell to everybody.
        for hidden in cls.hidden.values():
            hidden.template.available_in_pos = True
            if "self_order_available" in hidden.template._fields:
                hidden.template.self_order_available = True
        cls.env["pos.category"].search([], limit=1)
        cls.env.flush_all()

    def _records(self, kind):
        hidden = self.hidden[kind]
        template = hidden.template
        yield hidden.variant, SIZES
        if kind != "variant":
            yield template, SIZES
            yield template.product_template_image_ids, SIZES[-2:]

    def _pictures(self, kind):
        """Return every address of a picture, with the one of nothing beside it."""
        for record, sizes in self._records(kind):
            for size in sizes:
                for url in (
                    f"/web/image/{record._name}/{{}}/{size}",
                    f"/web/image/{record._name}/{{}}/{size}/name.png?unique=1234",
                    f"/web/image?model={record._name}&id={{}}&field={size}",
                    f"/web/content/{record._name}/{{}}/{size}",
                ):
                    yield url.format(record.id), url.format(NOBODYS)
        for attachment in self._attachments(kind):
            for url in ("/web/image/{}", "/web/content/{}"):
                yield url.format(attachment.id), url.format(NOBODYS)

    def _attachments(self, kind):
        template = self.hidden[kind].template
        documents = self.env["product.document"].search(
            [("res_model", "=", template._name), ("res_id", "=", template.id)]
        )
        if kind == "variant":
            return documents.ir_attachment_id
        images = self.env["ir.attachment"].search(
            [
                ("res_model", "=", template._name),
                ("res_id", "=", template.id),
                ("res_field", "in", SIZES[-1:]),
            ]
        )
        return documents.ir_attachment_id | images

    @mute_logger("odoo.http")
    def test_no_picture_of_what_is_closed_is_given_out(self):
        for visitor in STRANGERS:
            self._come_as(visitor)
            for kind in (*KINDS, "variant") if visitor == "nobody" else KINDS[:1]:
                for url, nothing in self._pictures(kind):
                    given, none = self.url_open(url), self.url_open(nothing)
                    where = f"{url} as {visitor}"
                    self.assertEqual(given.status_code, none.status_code, where)
                    same = given.content == none.content or given.status_code == 404
                    self.assertTrue(same, where)

    @mute_logger("odoo.http")
    def test_public_files_of_what_is_closed_are_not_given_out(self):
        attachment = self._attachments("secret")[0]
        attachment.public = True
        for visitor in STRANGERS:
            page = self._open(f"/web/content/{attachment.id}", visitor)
            self.assertEqual(page.status_code, 404)

    def test_guests_who_may_see_every_picture_which_nobody_else_keeps(self):
        for visitor in ELIGIBLE:
            self._come_as(visitor)
            for kind in (*KINDS, "variant"):
                template = self.hidden[kind].template
                for size in SIZES:
                    for url in (
                        f"/web/image/product.template/{template.id}/{size}",
                        f"/web/image/product.template/{template.id}/{size}?unique=1",
                    ):
                        picture = self.url_open(url)
                        nothing = self.url_open(url.replace(str(template.id), "0"))
                        self.assertFalse(picture.content == nothing.content, url)
                        keep = picture.headers["Cache-Control"]
                        self.assertNotIn("public", keep)

    @mute_logger("odoo.http")
    def test_documents_are_for_those_who_see_the_dish(self):
        for visitor in (*STRANGERS, *ELIGIBLE):
            self._come_as(visitor)
            for kind in KINDS:
                template = self.hidden[kind].template
                document = self.env["product.document"].search(
                    [("res_model", "=", template._name), ("res_id", "=", template.id)]
                )
                url = f"{template.website_url}/document/{document.id}"
                page = self.url_open(url)
                if visitor in STRANGERS:
                    self.assertEqual(page.status_code, 404)
                    self.assertFalse("words" in page.text)
                    direct = f"/web/content/product.document/{document.id}/datas"
                    self.assertNoTrace(self.url_open(direct))
                else:
                    self.assertTrue("words" in page.text)

    def test_pictures_of_values_and_tags_are_closed_with_them(self):
        tag = self.hidden["secret"].template.product_tag_ids
        tag.image = self._picture(3)
        value = self.hidden["variant"].variant.product_template_attribute_value_ids
        pav = value.product_attribute_value_id
        pav.image = self._picture(4)
        self.shelf.cover_image = self._picture(5)
        self.shelf.image_1920 = self._picture(6)
        urls = (
            f"/web/image/product.tag/{tag.id}/image",
            f"/web/image/product.attribute.value/{pav.id}/image",
            f"/web/image/product.public.category/{self.shelf.id}/cover_image",
            f"/web/image/product.public.category/{self.shelf.id}/image_1920",
        )
        nothing = self._open("/web/image/product.template/0/image", "nobody").content
        for visitor in STRANGERS:
            self._come_as(visitor)
            for url in urls:
                same = len(self.url_open(url).content) == len(nothing)
                self.assertTrue(same, f"{url} as {visitor}")

    def test_the_sitemap_holds_what_everybody_may_see(self):
        slug = self.env["ir.http"]._slug
        for visitor in ("at", "nobody"):
            page = self._open("/sitemap.xml", visitor)
            self.assertEqual(page.status_code, 200)
            self.assertTrue(slug(self.open) in page.text)
            self.assertNoTrace(page)
            self.assertFalse("zyxshelf" in page.text)

    def test_the_sitemap_that_is_kept_is_dropped_when_something_is_reserved(self):
        page = self._open("/sitemap.xml", "nobody")
        self.assertTrue("plainrice-bowl" in page.text)
        self.open.loyalty_tier_gate_id = self.gate
        self.assertFalse("plainrice-bowl" in self._open("/sitemap.xml").text)
        self.gate.active = False
        page = self._open("/sitemap.xml")
        self.assertTrue("plainrice-bowl" in page.text)
        self.assertTrue("zyxgold" in page.text)
        self.gate.active = True
        self.assertFalse("zyxgold" in self._open("/sitemap.xml").text)
        self.open.loyalty_tier_gate_id = False
        self.assertTrue("plainrice-bowl" in self._open("/sitemap.xml").text)
        self.counter.loyalty_tier_gate_id = self.gate
        self.assertFalse("plainrice-bowl" in self._open("/sitemap.xml").text)

    def _feed(self):
        self.website.enabled_gmc_src = True
        feed = self.env["product.feed"].search(
            [("website_id", "=", self.website.id)], limit=1
        ) or self.env["product.feed"].create(
            {"name": "Feed", "website_id": self.website.id}
        )
        url = f"/gmc.xml?feed_id={feed.id}&access_token={feed.access_token}"
        return self.url_open(url).text

    def test_the_product_feed_holds_what_everybody_may_see(self):
        for visitor in ("at", "nobody"):
            self._come_as(visitor)
            feed = self._feed()
            self.assertTrue("Plainrice" in feed)
            self.assertNoTrace(feed)
        self.open.loyalty_tier_gate_id = self.gate
        self.assertFalse("Plainrice" in self._feed())
