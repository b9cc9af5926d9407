# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import io
from uuid import uuid4

from PIL import Image

from odoo.fields import Command
from odoo.tests import HttpCase

from odoo.addons.loyalty_tiers.tests.common_gate import HiddenMenuCommon

from ..models.loyalty_tier_device import COOKIE

MARK = "Zebra"  # in all that is hidden: names, words, pictures' tags
PRICE = 48.37
MAIL = "countess@example.com"


def _picture():
    file = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(file, "PNG")
    return base64.b64encode(file.getvalue())


class SelfOrderCommon(HiddenMenuCommon, HttpCase):
    """A kiosk whose hidden menu opens from Gold up; guests of each kind have cards."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.platinum = cls.env["loyalty.tier"].create(
            {
                "name": "Platinum",
                "program_id": cls.program.id,
                "sequence": 9,
                "rule_ids": [Command.create({"min_visits": 6})],
            }
        )
        cls._work()
        cls.gate.tier_ids = cls.gold
        cards = cls.till.payment_method_ids.filtered(lambda m: not m.is_cash_count)
        cls.kiosk = cls._till(
            name="Kiosk",
            payment_method_ids=[Command.set(cards.ids)],
            self_ordering_mode="kiosk",
            self_ordering_default_user_id=cls._make_user(
                "kiosk", "point_of_sale.group_pos_manager"
            ).id,
        )
        cls._make_menu()
        visits = {"none": 0, "below": 2, "at": 4, "above": 6}
        cls.guests = {
            kind: cls._make_guest(
                f"Ada {kind}",
                visits=count,
                email=MAIL,
                phone="+1 555 0100",
                loyalty_tier_code=f"04200000000{number}1",
            )
            for number, (kind, count) in enumerate(visits.items())
        }

    @classmethod
    def _make_menu(cls):
        """What is hidden, and all that could tell of it."""
        category = cls.env["pos.category"].create({"name": f"{MARK} grill"})
        cls.public = cls.env["pos.category"].create({"name": "Food"})
        cls.product.pos_categ_ids = cls.public
        cls.tag = cls.env["product.tag"].create(
            {"name": f"{MARK} tag", "visible_to_customers": True, "image": _picture()}
        )
        cls.dish.write(
            {
                "name": f"{MARK} tartare",
                "list_price": PRICE,
                "public_description": f"<p>{MARK} of the chef</p>",
                "pos_categ_ids": [Command.set((category | cls.public).ids)],
                "categ_id": cls.env["product.category"]
                .create({"name": f"{MARK} goods"})
                .id,
                "product_tag_ids": [Command.set(cls.tag.ids)],
                "image_1920": _picture(),
            }
        )
        cls.category = category
        cls.product.product_tmpl_id.pos_optional_product_ids = cls.dish.product_tmpl_id
        cls._make_variants()
        cls.menu, cls.part = cls._make_combo("Menu", cls.product | cls.dish)
        cls._make_combo(f"{MARK} menu", cls.dish)
        cls._make_prices()

    @classmethod
    def _make_prices(cls):
        cls.kiosk.pricelist_id = cls.env["product.pricelist"].create(
            {
                "name": "Tonight",
                "item_ids": [
                    Command.create(
                        {
                            "applied_on": "1_product",
                            "product_tmpl_id": cls.dish.product_tmpl_id.id,
                            "fixed_price": PRICE,
                        }
                    )
                ],
            }
        )
        cls.kiosk.available_pricelist_ids = cls.kiosk.pricelist_id
        cls.kiosk.use_pricelist = True

    @classmethod
    def _make_variants(cls):
        """Two bowls of which one is hidden, by an attribute of their own."""
        attribute = cls.env["product.attribute"].create(
            {
                "name": "Bowl",
                "create_variant": "always",
                "value_ids": [
                    Command.create({"name": name})
                    for name in ("Small", "Large", f"{MARK} bucket")
                ],
            }
        )
        values = [Command.set(attribute.value_ids.ids)]
        line = {"attribute_id": attribute.id, "value_ids": values}
        cls.bowls = cls.env["product.template"].create(
            {
                "name": "Ramen",
                "type": "service",
                "available_in_pos": True,
                "taxes_id": False,
                "pos_categ_ids": [Command.set(cls.public.ids)],
                "attribute_line_ids": [Command.create(line)],
            }
        )
        cls.bucket = cls.bowls.product_variant_ids.filtered(
            lambda v: MARK in v.product_template_attribute_value_ids.name
        )
        cls.bucket.loyalty_tier_variant_gate_id = cls.gate

    @classmethod
    def _make_combo(cls, name, products):
        combo = cls.env["product.combo"].create(
            {
                "name": f"Choice of {name}",
                "combo_item_ids": [
                    Command.create({"product_id": product.id}) for product in products
                ],
            }
        )
        menu = cls._make_product(
            name,
            type="combo",
            combo_ids=[Command.set(combo.ids)],
            pos_categ_ids=[Command.set(cls.public.ids)],
        )
        return menu, combo.combo_item_ids[-1]

    # ------------------------------------------------------------- the device
    def _raw(self, route, **params):
        params = {"access_token": self.kiosk.access_token, **params}
        return self.url_open(route, json={"jsonrpc": "2.0", "params": params})

    def _call(self, route, **params):
        answer = self._raw(route, **params).json()
        self.assertNotIn("error", answer)
        return answer.get("result")

    def _menu(self):
        return self._call(f"/pos-self/data/{self.kiosk.id}")

    def _show_card(self, guest, till=None):
        """Show the card of a guest; of nobody, a new device comes."""
        self.opener.cookies.pop(COOKIE, None)
        code = guest.loyalty_tier_code if guest else "0429999999999"
        token = (till or self.kiosk).access_token
        return self._call("/loyalty_tiers/device/open", access_token=token, code=code)

    def _put_away(self):
        """Say "Done" on the device."""
        call = {"jsonrpc": "2.0", "params": {}}
        self.url_open("/loyalty_tiers/device/close", json=call).raise_for_status()

    def _visitors(self):
        """Return each visitor, and whether the hidden menu is open to them."""
        kinds = ("nobody", *self.guests)
        return [(self.guests.get(kind), kind in ("at", "above")) for kind in kinds]

    # -------------------------------------------------------------- the order
    def _draft(self, *lines, **values):
        return {
            "uuid": str(uuid4()),
            "access_token": str(uuid4()),
            "config_id": self.kiosk.id,
            "session_id": self.kiosk.current_session_id.id,
            "company_id": self.company.id,
            "partner_id": False,
            "preset_id": False,
            "state": "draft",
            "amount_total": 10.0,
            "amount_tax": 0.0,
            "amount_paid": 0.0,
            "amount_return": 0.0,
            "lines": [Command.create(line) for line in lines],
            "payment_ids": [],
            **values,
        }

    def _send(self, order, device="kiosk"):
        return self._raw(
            f"/pos-self-order/process-order/{device}/",
            order=order,
            table_identifier=None,
        ).json()

    def _sent(self, order):
        answer = self._send(order)
        self.assertNotIn("error", answer)
        return self._of(order), answer["result"]

    def _of(self, order):
        return self.env["pos.order"].search([("uuid", "=", order["uuid"])])

    # -------------------------------------------------------------- the facts
    def assertRefused(self, order):
        answer = self._send(order)
        self.assertIn("error", answer)
        error = answer["error"]["data"]
        self.assertEqual(error["name"], "odoo.exceptions.UserError")
        self.assertNotIn(MARK, str(answer))
        self.assertFalse(self._of(order), "nothing is kept of what was refused")
        return error

    def assertTellsNothing(self, answer, locked=()):
        """Check that an answer holds no word, price or number of what is hidden."""
        answer = {**answer}
        for row in answer.get("pos.config", ()):
            cards = row["_members"].pop("locked")
            self.assertEqual([card["name"] for card in cards], list(locked))
            self.assertNotIn(str(PRICE), str(cards))
        self.assertNotIn(MARK, str(answer))
        self.assertNotIn(str(PRICE), str(answer))
        hidden = {
            "product.template": self.dish.product_tmpl_id.ids,
            "product.product": (self.dish | self.bucket).ids,
            "product.combo.item": self.part.ids,
            "pos.category": self.category.ids,
        }
        for model, ids in hidden.items():
            self.assertFalse(set(ids) & self._numbers(answer, model), model)

    def _numbers(self, answer, model):
        """Return every number of records of a model that rows name."""
        found = {row["id"] for row in answer.get(model, ())}
        for name, rows in answer.items():
            fields = self.env[name]._fields if name in self.env else {}
            for row in rows:
                for key, value in row.items():
                    field = fields.get(key)
                    if field is not None and field.comodel_name == model:
                        found |= {value} if isinstance(value, int) else set(value or ())
        return found
