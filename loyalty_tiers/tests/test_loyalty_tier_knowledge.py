# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import datetime, timedelta

from odoo.exceptions import AccessError, MissingError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common_knowledge import KnowledgeCommon

METHODS = (
    ("note_talk", {"uuid": "0123456789", "text": "x"}),
    ("note_preference", {"uuid": "0123456789", "kind": "likes", "text": "x"}),
    ("note_occasion", {"uuid": "0123456789", "kind_id": 1, "month": 1, "day": 1}),
)


@tagged("post_install", "-at_install")
class TestLoyaltyTierKnowledge(KnowledgeCommon):
    # ------------------------------------------------------------------- speed
    def test_opening_a_guest_takes_six_queries_at_most(self):
        self._visit(self.ada, 4)
        self._give("A coffee")
        self._forbid(tag_id=self.garlic.id)
        self._prefer(tag_id=self.beef.id)
        self._talk()
        self._celebrate(5, 4)
        # What glue addons add is counted there.
        self.patch(self.registry["loyalty.tier.knowledge"], "_asides", lambda *_: {})
        for user in (self.cashier, self.manager):
            answer = self._as(user)
            answer.read_guest(self.ada.id, self.till.id)  # what is kept in memory
            self.env.flush_all()
            self.env.invalidate_all()

            with self.assertQueryCount(6):
                card = answer.read_guest(self.ada.id, self.till.id)
                self.env.flush_all()

            self.assertTrue(card["knowledge"]["forbidden"])
            self.assertTrue(card["knowledge"]["usual"])
            self.assertEqual([row["name"] for row in card["due"]], ["A coffee"])

    def _give(self, name):
        """Let a guest wait for a perk."""
        perk = {"program_id": self.program.id, "given": "staff", "name": name}
        perk = self.env["loyalty.tier.perk"].create(perk)
        grant = {"program_id": self.program.id, "perk_id": perk.id, "cause": "staff"}
        self.env["loyalty.tier.grant"].create({**grant, "partner_id": self.ada.id})

    def test_asking_what_is_due_opens_nothing_sensitive(self):
        self._give("A coffee")
        self._forbid(text="Nuts")
        before = self._lines()

        answer = self._as().read_due(self.ada.id, self.till.id)

        self.assertEqual([row["name"] for row in answer["due"]], ["A coffee"])
        self.assertNotIn("knowledge", answer)
        self.assertEqual(self._lines(), before)

    # --------------------------------------------------------------- the card
    def test_the_card_says_what_the_contact_says(self):
        self._visit(self.ada, 2)

        answer = self._as().read_guest(self.ada.id, self.till.id)

        self.assertEqual(answer["card"], self.ada.loyalty_tier_card)
        self.assertFalse(answer["incognito"])
        self.assertNotIn("incognito", answer["card"])

    def test_a_guest_who_never_came_has_no_card_and_is_known(self):
        self._prefer(text="Beer")

        answer = self._as().read_guest(self.ada.id, self.till.id)

        self.assertFalse(answer["card"])
        self.assertEqual(self._texts(answer["knowledge"]["preferences"]), ["Beer"])

    def test_who_wants_no_title_is_loaded_so(self):
        self._visit(self.ada, 2)
        self.ada.loyalty_tier_incognito = True

        answer = self._as().read_guest(self.ada.id, self.till.id)

        self.assertTrue(answer["incognito"])
        self.assertTrue(answer["card"]["incognito"])
        self.assertEqual(answer["card"]["tier_id"], self.silver.id)

    def test_who_wants_no_title_wants_none_after_paying_either(self):
        self._visit(self.ada)
        self.ada.loyalty_tier_incognito = True

        [row] = self._answer(self._payload(self.ada))["pos.order"]

        card = row["_loyalty_tiers_card"]
        self.assertTrue(card["promoted"])
        self.assertTrue(card["incognito"])

    # ------------------------------------------------------------------ who asks
    def test_who_does_not_serve_guests_gets_the_card_alone(self):
        self._forbid(text="Nuts")
        user = self._make_user("counter", "loyalty_tiers.group_loyalty_tiers_cashier")
        before = self._lines()

        answer = self._as(user).read_guest(self.ada.id, self.till.id)

        self.assertIsNone(answer["knowledge"])
        self.assertEqual(self._lines(), before)
        words = self._as(user).words(self.till.id)
        self.assertFalse(words["tags"] or words["phrases"] or words["reasons"])

    def test_strangers_read_and_note_nothing(self):
        row = self._prefer(text="Beer")
        counter = self._make_user(
            "counter", "loyalty_tiers.group_loyalty_tiers_cashier"
        )
        marketing = self._make_user(
            "marketing", "loyalty_tiers.group_loyalty_tiers_marketing"
        )
        nobody = [self._make_user("employee"), self.env.ref("base.public_user")]
        for user in nobody:
            self.assertRaises(
                AccessError, self._as(user).read_guest, self.ada.id, self.till.id
            )
            self.assertRaises(AccessError, self._as(user).words, self.till.id)
            self.assertRaises(
                AccessError, self._as(user).read_due, self.ada.id, self.till.id
            )
        for user in (*nobody, counter, marketing):
            here = self._as(user)
            for method, values in METHODS:
                with self.assertRaises(AccessError):
                    getattr(here, method)(self.ada.id, self.till.id, values)
            for method in ("confirm_preference", "remove_preference", "remove_talk"):
                with self.assertRaises(AccessError):
                    getattr(here, method)(row["id"], self.till.id)
            self.assertRaises(
                AccessError, here.withdraw_consent, self.ada.id, self.till.id
            )
            self.assertRaises(
                AccessError, here.correct_preference, row["id"], self.till.id, {}
            )

    def test_what_a_browser_may_send_instead_of_an_id_is_refused(self):
        for wrong in (0, -1, 2**30, "1", [1], {"id": 1}, None, True, 1.0):
            for ids in ((wrong, self.till.id), (self.ada.id, wrong)):
                with self.subTest(ids), self.assertRaises(UserError):
                    self._as().read_guest(*ids)

    # ----------------------------------------------------------- which shop
    def test_what_one_shop_keeps_for_itself_is_not_told_to_another(self):
        other = self._till(name="Other shop")
        here = self._prefer(text="Sits at the bar", here_only=True)
        self._prefer(text="Beer")
        talk = self._talk("Owes us a song", here_only=True)
        self._forbid(text="Nuts")

        self.assertEqual(
            self._texts(self._read()["preferences"]), ["Sits at the bar", "Beer"]
        )
        there = self._read(till=other)
        self.assertEqual(self._texts(there["preferences"]), ["Beer"])
        self.assertEqual(self._texts(there["forbidden"]), ["Nuts"])
        self.assertFalse(there["talks"])
        with self.assertRaises(MissingError):
            self._as().remove_preference(here["id"], other.id)
        with self.assertRaises(MissingError):
            self._as().remove_talk(talk["id"], other.id)

    def test_tills_that_share_orders_are_one_shop(self):
        bar, table = self._till(name="Bar"), self._till(name="Tables")
        self._prefer(text="Sits at the bar", here_only=True, till=bar)
        self.assertFalse(self._read(till=table)["preferences"])

        table.trusted_config_ids = bar

        self.assertTrue(self._read(till=table)["preferences"])
        self._prefer(text="By the fire", here_only=True, till=table)
        self.assertEqual(len(self._read(till=bar)["preferences"]), 2)
        table.trusted_config_ids = False
        self.assertEqual(len(self._read(till=table)["preferences"]), 1)

    def test_another_company_of_the_group_knows_the_guest_too(self):
        user, till = self._make_sister()
        self._prefer(text="Beer")
        self._prefer(text="Sits at the bar", here_only=True)

        known = self._read(user=user, till=till)

        self.assertEqual(self._texts(known["preferences"]), ["Beer"])
        with self.assertRaises(AccessError):
            self._read(user=user, till=self.till)

    def test_a_guest_of_one_company_is_no_business_of_another(self):
        user, till = self._make_sister()
        row = self._prefer(text="Beer")
        self.ada.company_id = self.company

        for method in ("read_guest", "read_due", "withdraw_consent"):
            with self.assertRaises(AccessError):
                getattr(self._as(user), method)(self.ada.id, till.id)
        for method, values in METHODS:
            with self.assertRaises(AccessError):
                getattr(self._as(user), method)(self.ada.id, till.id, values)
        for method in ("confirm_preference", "remove_preference"):
            with self.assertRaises(AccessError):
                getattr(self._as(user), method)(row["id"], till.id)

    def _make_sister(self):
        """Open a till of another company of the group.

        :return: its cashier, and the till
        """
        sister = self._make_company("Sister Bar")
        group = "point_of_sale.group_pos_user"
        return self._make_user("sister", group, company=sister), self._till(sister)

    # ------------------------------------------------------------- of a firm
    def test_a_contact_is_known_as_itself_and_as_its_firm(self):
        firm = self._make_guest("Analytical Engines", is_company=True)
        eve = self._make_guest("Eve", parent_id=firm.id)
        bob = self._make_guest("Bob", parent_id=firm.id)
        self._prefer(firm, text="Private room", kind="seat")
        self._prefer(eve, text="Beer")

        shown = [self._texts(self._read(g)["preferences"]) for g in (eve, bob, firm)]

        room = "Private room"
        self.assertEqual(shown, [[room, "Beer"], [room], [room]])

    # ------------------------------------------------------------ the treats
    def test_the_staff_are_told_which_treats_they_may_give(self):
        self.program.treat_allowance = 10.0
        treat = {"program_id": self.program.id, "given": "staff", "name": "A coffee"}
        treat = self.env["loyalty.tier.perk"].create({**treat, "unit_cost": 0.4})

        words = self._as().words(self.till.id)

        [row] = words["treats"]
        self.assertEqual((row["perk_id"], row["name"]), (treat.id, "A coffee"))
        self.assertIn("0.40", row["cost_text"])
        self.assertIn("10.00", words["allowance_left_text"])

    # --------------------------------------------------------- the usual order
    def _order(self, *dishes, guest=None, days_ago=0, **values):
        """Have a guest order dishes, each once or as (dish, quantity)."""
        dishes = [dish if isinstance(dish, tuple) else (dish, 1) for dish in dishes]
        return self._pay(
            guest or self.ada,
            lines=[self._line(dish, qty, **values) for dish, qty in dishes],
            at=datetime.now() - timedelta(days=days_ago),
        )

    def _usual(self, **kwargs):
        rows = self._read(**kwargs)["usual"]
        return [(row["name"], row["qty"]) for row in rows]

    def test_what_is_ordered_most_comes_first(self):
        beer, soup, cake, tea, rice = (
            self._make_product(name) for name in ("Beer", "Soup", "Cake", "Tea", "Rice")
        )
        self._order((beer, 2), soup, days_ago=3)
        self._order((beer, 2), soup, cake, days_ago=2)
        self._order((beer, 1), tea, days_ago=1)
        self._order(rice)
        self._order(cake, cake, cake, guest=self._make_guest("Eve"))

        usual = [("Beer", 2), ("Soup", 1), ("Rice", 1), ("Tea", 1)]
        self.assertEqual(self._usual(), usual)
        self.assertEqual(
            self._read()["usual"][0]["product_tmpl_id"], beer.product_tmpl_id.id
        )

    def test_what_was_taken_back_is_no_habit(self):
        beer, soup = self._make_product("Beer"), self._make_product("Soup")
        order = self._order(beer, soup)

        self._refund(order.lines[0].order_id, guest=self.ada)
        self.assertEqual(self._usual(), [])

    def test_what_was_given_or_is_sold_no_more_is_no_habit(self):
        beer, gone, secret = (
            self._make_product(name) for name in ("Beer", "Gone", "Secret")
        )
        self._order(beer, gone, secret)
        self._order(self.product, price=0.0)
        gone.active = False
        secret.available_in_pos = False

        self.assertEqual(self._usual(), [("Beer", 1)])

    def test_options_belong_to_the_habit(self):
        size = self.env["product.attribute"].create(
            {
                "name": "Size",
                "create_variant": "no_variant",
                "value_ids": [Command.create({"name": n}) for n in ("Small", "Large")],
            }
        )
        coffee = self._make_product("Coffee").with_context(create_product_product=True)
        coffee.product_tmpl_id.attribute_line_ids = [
            Command.create(
                {
                    "attribute_id": size.id,
                    "value_ids": [Command.set(size.value_ids.ids)],
                }
            )
        ]
        small, large = (
            coffee.product_tmpl_id.attribute_line_ids.product_template_value_ids
        )
        for option, times in ((small, 1), (large, 2)):
            for _time in range(times):
                self._order(coffee, attribute_value_ids=[Command.set(option.ids)])

        first, second = self._read()["usual"]

        self.assertEqual(first["name"], "Coffee (Large)")
        self.assertEqual(first["attribute_value_ids"], large.ids)
        self.assertEqual(second["attribute_value_ids"], small.ids)

    def test_orders_of_other_shops_make_the_habit_too(self):
        beer = self._make_product("Beer")
        self._order(beer)

        self.assertEqual(self._usual(till=self._till(name="Other")), [("Beer", 1)])
