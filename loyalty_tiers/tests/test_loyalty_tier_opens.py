# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged

from .common_gate import HiddenMenuCommon


@tagged("post_install", "-at_install")
class TestLoyaltyTierOpens(HiddenMenuCommon):
    """A promotion opens doors: who is told, and of what."""

    def setUp(self):
        super().setUp()
        self.above = self._make_gate("Gold's", self.gold)
        self.eel = self._make_product("Eel", loyalty_tier_gate_id=self.above.id)

    def _notes(self, guest):
        return "\n".join(guest.message_ids.mapped("body"))

    def test_only_what_is_newly_open_and_sold_is_named(self):
        out = self._make_product("Out", loyalty_tier_gate_id=self.gate.id)
        out.product_tmpl_id.active = False
        self._make_product(
            "Kitchen only",
            loyalty_tier_gate_id=self.gate.id,
            available_in_pos=False,
            sale_ok=False,
        )
        over = self._make_gate("Last year", self.silver, date_to="2020-01-01")
        self._make_product("Gone", loyalty_tier_gate_id=over.id)
        nobody = self.env["loyalty.tier"]

        table = [
            (self.silver, nobody, ["Wagyu"]),
            (self.gold, self.silver, ["Eel"]),
            (self.gold, nobody, ["Eel", "Wagyu"]),
            (self.silver, self.gold, []),
            (nobody, self.gold, []),
        ]
        for tier, before, names in table:
            with self.subTest(tier=tier.name, before=before.name):
                self.assertEqual(sorted(tier._opens_names(before)), names)

    def test_what_another_gate_still_closes_is_not_named(self):
        categ = self.env["pos.category"].create(
            {"name": "Cellar", "loyalty_tier_gate_id": self.above.id}
        )
        self.dish.pos_categ_ids = categ

        self.assertEqual(self.silver._opens_names(self.gold.browse()), [])
        self.assertEqual(sorted(self.gold._opens_names(self.silver)), ["Eel", "Wagyu"])

    def test_the_till_is_told_with_the_sale_that_promotes(self):
        guest = self._make_guest("Kim", visits=1)
        answer = self._answer(self._payload(guest))
        card = answer["pos.order"][0]["_loyalty_tiers_card"]
        self.assertEqual((card["promoted"], card["opens"]), (True, ["Wagyu"]))

        answer = self._answer(self._payload(guest))
        card = answer["pos.order"][0]["_loyalty_tiers_card"]
        self.assertEqual((card["promoted"], card.get("opens")), (False, None))

    def test_a_till_that_sends_again_is_told_again(self):
        guest = self._make_guest("Kim", visits=1)
        payload = self._payload(guest)
        self._answer(payload)
        card = self._answer(payload)["pos.order"][0]["_loyalty_tiers_card"]
        self.assertEqual((card["promoted"], card["opens"]), (True, ["Wagyu"]))

    def test_the_chatter_names_what_has_opened(self):
        guest = self._make_guest("Kim", visits=2)
        self.assertIn("Now open: Wagyu", self._notes(guest))
        self.assertNotIn("Eel", self._notes(guest))

    def test_the_tier_says_what_it_opens(self):
        self.assertEqual(self.silver.gate_ids, self.gate)
        self.assertEqual(self.gold.gate_ids, self.gate | self.above)
        self.assertEqual((self.silver | self.gold).mapped("opened_count"), [1, 2])
        action = self.gold.action_opened_products()
        products = self.env["product.template"].search(action["domain"])
        self.assertEqual(products, (self.dish | self.eel).product_tmpl_id)
