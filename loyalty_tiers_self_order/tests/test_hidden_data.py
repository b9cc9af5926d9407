# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from unittest.mock import patch

from odoo.tests import tagged

from odoo.addons.loyalty_tiers.audit.traces import LOCKED

from .common import MARK, SelfOrderCommon

MODES = ("kiosk", "mobile", "consultation")


@tagged("post_install", "-at_install")
class TestHiddenData(SelfOrderCommon):
    """A stranger reads all that a kiosk and a QR menu load."""

    def test_what_a_device_loads_tells_nothing_of_what_is_secret(self):
        for mode in MODES:
            self.kiosk.self_ordering_mode = mode

            menu = self._menu()

            self.assertTellsNothing(menu)
            names = {row["name"] for row in menu["product.template"]}
            self.assertLessEqual({"Drink", "Ramen", "Menu"}, names)

    def test_a_teaser_is_a_name_a_picture_and_for_whom(self):
        self.gate.mode = "teaser"

        for mode in MODES:
            self.kiosk.self_ordering_mode = mode
            menu = self._menu()

            (card,) = menu["pos.config"][0]["_members"]["locked"]
            self.assertEqual(set(card), {"name", "image", "label", LOCKED})
            self.assertEqual(card["label"], "From Gold up")
            self.assertTrue(card["image"].startswith("data:image/png;base64,"))
            self.assertTellsNothing(menu, locked=[self.dish.name])

    def test_a_dish_that_is_secret_by_its_category_too_is_no_teaser(self):
        self.gate.mode = "teaser"
        self.category.loyalty_tier_gate_id = self._make_gate("Cellar", self.gold)

        self.assertTellsNothing(self._menu())

    def test_pages_and_relations_tell_nothing(self):
        token = f"access_token={self.kiosk.access_token}"
        template = self.dish.product_tmpl_id.id
        paths = (
            "",
            "/products",
            f"/product/{template}",
            f"/combo-selection/{template}",
        )
        for path in paths:
            page = self.url_open(f"/pos-self/{self.kiosk.id}{path}?{token}")
            self.assertNotIn(MARK, page.text)
        relations = self._call(f"/pos-self/relations/{self.kiosk.id}")
        self.assertNotIn(MARK, str(relations))

    def test_a_request_cannot_ask_for_more_by_its_context(self):
        for context in (
            {"active_test": False},
            {"loyalty_tiers_device_config_id": 0, "uid": 1, "su": True},
        ):
            self.assertTellsNothing(
                self._call(f"/pos-self/data/{self.kiosk.id}", context=context)
            )

    def test_values_and_prices_of_what_is_open_stay(self):
        menu = self._menu()

        values = {row["name"] for row in menu["product.template.attribute.value"]}
        self.assertLessEqual({"Small", "Large"}, values)
        (ramen,) = [r for r in menu["product.template"] if r["name"] == "Ramen"]
        self.assertEqual(len(ramen["product_variant_ids"]), 2)
        (combo,) = [r for r in menu["product.combo"] if "Menu" in r["name"]]
        self.assertEqual(len(combo["combo_item_ids"]), 1)

    def test_a_menu_without_gates_is_the_one_of_the_host(self):
        self.bucket.loyalty_tier_variant_gate_id = False
        self.dish.product_tmpl_id.loyalty_tier_gate_id = False
        self.gate.active = False
        # What is archived is not kept in memory for others, whoever asks how.
        self.env["loyalty.tier.gate"].with_context(active_test=False)._rows()

        menu = self._menu()

        self.assertIn(MARK, str(menu))
        self.assertIn(self.part.id, self._numbers(menu, "product.combo.item"))

    def test_each_visitor_sees_what_is_open_and_nothing_else(self):
        for mode in ("secret", "teaser"):
            self.gate.mode = mode
            for guest, opened in self._visitors():
                answer = self._show_card(guest)
                data = answer.get("data", {})
                names = str(data.get("product.template", []))

                self.assertEqual(f"{MARK} tartare" in names, opened)
                self.assertEqual(f"{MARK} menu" in names, opened)
                self.assertEqual(f"{MARK} bucket" in str(data), opened)
                self.assertEqual(f"{MARK} grill" in str(data), opened)
                if guest:
                    locked = [card["name"] for card in answer["locked"]]
                    announced = mode == "teaser" and not opened
                    self.assertEqual(bool(locked), announced)
                # Whoever is known here: the page itself begins for a stranger.
                locked = [self.dish.name] if mode == "teaser" else []
                self.assertTellsNothing(self._menu(), locked)

    def test_outside_its_hours_it_is_closed_to_everybody(self):
        self.gate.write({"date_to": "2020-01-01"})

        answer = self._show_card(self.guests["above"])

        self.assertTrue(answer["greeting"])
        self.assertTellsNothing(answer["data"])

    def test_pictures_are_for_those_to_whom_it_is_open(self):
        template = self.dish.product_tmpl_id
        open_template = self.product.product_tmpl_id
        open_template.image_1920 = template.image_1920
        size = len(self._image(open_template, "image_512").content)
        for guest, opened in self._visitors():
            self._show_card(guest)
            for record, field in (
                (template, "image_512"),
                (template, "image_128"),
                (self.dish, "image_512"),
                (self.dish, "image_128"),
            ):
                picture = self._image(record, field)

                self.assertEqual(len(picture.content) == size, opened, record)
                if opened:
                    self.assertIn("no-store", picture.headers["Cache-Control"])

    def test_pictures_of_what_holds_nothing_else_are_hidden(self):
        (self.category | self.public).image_512 = self.tag.image
        shown = self._image(self.public, "image_512").content

        self.assertNotEqual(self._image(self.category, "image_512").content, shown)
        self.assertNotEqual(self._image(self.tag, "image").content, shown)
        self._show_card(self.guests["at"])
        self.assertEqual(self._image(self.category, "image_512").content, shown)
        self.assertEqual(self._image(self.tag, "image").content, shown)
        self._put_away()
        self.product.product_tmpl_id.product_tag_ids = self.tag
        self.assertEqual(self._image(self.tag, "image").content, shown)

    def test_the_channel_of_the_device_tells_nothing(self):
        heard = []
        bus = self.registry["bus.bus"]

        def send(self, channel, name, message):
            heard.append((channel, name, message))

        with patch.object(bus, "_sendone", send):
            for product in (self.dish, self.bucket, self.product):
                product._send_availability_status()
            self.dish.product_tmpl_id.self_order_available = False
            self.dish.product_tmpl_id.self_order_available = True

        changed = [m for c, name, m in heard if c == self.kiosk.access_token]
        self.assertNotIn(MARK, str(changed))
        said = [{row["name"] for row in m["product.template"]} for m in changed]
        self.assertEqual(said, [{"Ramen"}, {"Drink"}])
        self.assertNotIn("loyalty_tier", str(changed))

    # --------------------------------------------------------------- helpers
    def _image(self, record, field):
        return self.url_open(f"/web/image/{record._name}/{record.id}/{field}")
