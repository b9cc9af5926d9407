# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import logging
import re

from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.loyalty_tiers.audit.traces import without_locked

from .common_cart import HiddenCartCase
from .common_shop import ELIGIBLE, VISITORS
from .shop_doors import DOORS, NEVER, SHOWS

_logger = logging.getLogger(__name__)

MODES = ("secret", "teaser")
# Apps whose doors are in the table; it is made where all of them are installed.
APPS = {
    "pos_self_order",
    "website_sale_autocomplete",
    "website_sale_comparison",
    "website_sale_loyalty",
    "website_sale_stock",
    "website_sale_wishlist",
}


@tagged("post_install", "-at_install")
class TestShopTable(HiddenCartCase):
    """Every door, every visitor, both modes: no trace, and nothing missing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if missing := APPS - cls.env["ir.module.module"]._installed().keys():
            cls.skipTest(cls, f"needs {', '.join(sorted(missing))}")
        cls.plain = {
            "product_template_id": cls.open.id,
            "product_id": cls.open.product_variant_id.id,
            "quantity": 1,
        }
        dishes = [cls.hidden[mode] for mode in MODES]
        cls.combo_of = {dish.template.id: cls._combo_with(dish) for dish in dishes}
        cls.coupons = {dish.template.id: cls._coupon_for(dish) for dish in dishes}
        cls.papers = {dish.template.id: cls._paper_of(dish) for dish in dishes}
        for dish in dishes:
            cls.open.accessory_product_ids += dish.variant
            cls.open.alternative_product_ids += dish.template
            cls.open.optional_product_ids += dish.template
        cls._open_feed()
        cls._open_kiosk()
        cls.env.flush_all()

    @classmethod
    def _combo_with(cls, dish):
        products = (cls.open.product_variant_id, dish.variant)
        items = [Command.create({"product_id": product.id}) for product in products]
        combo = cls.env["product.combo"].create(
            {"name": "Choice", "combo_item_ids": items}
        )
        values = {"type": "combo", "combo_ids": [Command.set(combo.ids)]}
        return cls._make_dish("Chef's Set", 21.0, **values)

    @classmethod
    def _coupon_for(cls, dish):
        code = f"GIFT{dish.template.id}"
        reward = {"reward_type": "product", "reward_product_id": dish.variant.id}
        rule = {"minimum_qty": 0, "mode": "with_code", "code": code}
        cls.env["loyalty.program"].create(
            {
                "name": "Gift of the house",
                "program_type": "promotion",
                "trigger": "with_code",
                "applies_on": "current",
                "rule_ids": [Command.clear(), Command.create(rule)],
                "reward_ids": [Command.clear(), Command.create(reward)],
            }
        )
        return code

    @classmethod
    def _paper_of(cls, dish):
        return cls.env["product.document"].search(
            [("res_model", "=", dish.template._name), ("res_id", "=", dish.template.id)]
        )

    @classmethod
    def _open_feed(cls):
        cls.website.enabled_gmc_src = True
        cls.feed = cls.env["product.feed"].create(
            {"name": "Feed", "website_id": cls.website.id}
        )

    @classmethod
    def _open_kiosk(cls):
        for dish in cls.hidden.values():
            dish.template.available_in_pos = True
            dish.template.self_order_available = True
        methods = cls.env["pos.payment.method"].create({"name": "Card of the kiosk"})
        cls.kiosk = cls.env["pos.config"].create(
            {
                "name": "Kiosk",
                "payment_method_ids": [Command.set(methods.ids)],
                "self_ordering_mode": "kiosk",
                "self_ordering_default_user_id": cls.env.ref("base.user_admin").id,
            }
        )
        cls.kiosk.open_ui()
        cls.kiosk.current_session_id.set_opening_control(0, "")

    # ------------------------------------------------------------ the visitors
    def _come_as(self, visitor):
        """Log in on the page for it, with a password, as anybody would."""
        self.authenticate(None, None)
        self.visitor = visitor
        user = self.users.get(visitor)
        if not user:
            return
        page = self.url_open("/web/login").text
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
        said = {"login": user.login, "password": user.login, "csrf_token": token}
        self.assertIn("/my", self.url_open("/web/login", data=said).url)

    def _keep(self, dish):
        """Give the visitor an order of the past, and a cart kept from before."""
        cart = self._make_order(self.visitor, dish.variant, confirmed=False)
        self.kept[dish.template.id] = cart.order_line
        past = self._make_order(self.visitor, dish.variant)
        self.orders[self.visitor, dish.template.id] = past

    # --------------------------------------------------------------- the table
    @mute_logger("odoo.http")
    def test_every_door_as_every_visitor_in_both_modes(self):
        self.kept, self.orders, table = {}, {}, {}
        for visitor in VISITORS:
            for mode in MODES:
                self._come_as(visitor)
                dish = self.hidden[mode]
                self._keep(dish)
                for name, walk in DOORS.items():
                    cell = self._cell(visitor, mode, name, walk(self, dish))
                    table[name, visitor, mode] = cell
                    with self.subTest(f"{name} as {visitor}, {mode}"):
                        self.assertFalse(cell)
        self.assertGreaterEqual(len(table), 25 * len(VISITORS) * len(MODES))
        red = [f"{key}: {cell}" for key, cell in table.items() if cell]
        _logger.info("%s cells, %s of them red", len(table), len(red))
        for cell in red:
            _logger.info(cell)

    def _cell(self, visitor, mode, name, answer):
        """Return what is wrong with an answer; nothing is what it should be.

        :rtype: list(str)
        """
        rest, cards = without_locked(answer, answer[:1] != "{")
        if visitor in ELIGIBLE and name not in NEVER:
            word = self.hidden[mode].words[0]
            return ["missing"] if name in SHOWS and word not in rest else []
        found = self._traces(rest, mode)
        name_of_it = self.hidden[mode].words[:1]
        return found + self._traces(cards, mode, said=name_of_it)
