# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.loyalty_tiers.tests.common import LoyaltyTiersCommon


@tagged("post_install", "-at_install")
class TestLoyaltyProgram(LoyaltyTiersCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.coupons = cls._make_coupons(cls.gold)
        cls.stranger = cls._make_guest("Stranger")
        cls.regular = cls._make_guest("Regular", visits=2)
        cls.friend = cls._make_guest("Friend", visits=4)

    @classmethod
    def _make_coupons(cls, *tiers, **values):
        return cls.env["loyalty.program"].create(
            {
                "name": "Ten percent",
                "program_type": "coupons",
                "loyalty_tier_ids": [Command.link(tier.id) for tier in tiers],
                "reward_ids": [Command.create({"discount": 10})],
                **values,
            }
        )

    def test_nobody_is_barred_where_no_tier_is_named(self):
        self.coupons.loyalty_tier_ids = False

        for guest in (self.stranger, self.friend, self.env["res.partner"]):
            self.assertFalse(self._barred(guest))
        self.assertIs(self.coupons.loyalty_tier_allowed, False)

    def test_who_holds_the_tier_or_a_higher_one_may(self):
        self.coupons.loyalty_tier_ids = self.silver
        self.assertFalse(self._barred(self.friend))
        self.assertFalse(self._barred(self.regular))
        self.assertTrue(self._barred(self.stranger))
        self.assertTrue(self._barred(self.env["res.partner"]))

        self.coupons.loyalty_tier_above = False
        self.assertTrue(self._barred(self.friend))
        self.assertFalse(self._barred(self.regular))

    def test_the_till_is_told_the_tiers_and_a_changed_ladder_too(self):
        self.coupons.loyalty_tier_ids = self.silver
        both = sorted((self.silver | self.gold).ids)
        self.assertEqual(self.coupons.loyalty_tier_allowed, both)

        platinum = self.gold.copy({"name": "Platinum", "sequence": 9})
        platinum.rule_ids = [Command.create({"min_visits": 50})]
        self.assertEqual(self._loaded()["loyalty_tier_allowed"], [*both, platinum.id])

    def test_a_till_that_has_been_open_loads_limited_programs_again(self):
        later = fields.Datetime.to_string(
            fields.Datetime.add(self.env.cr.now(), days=1)
        )

        row = self._loaded(pos_last_server_date=later)

        self.assertEqual(row["loyalty_tier_allowed"], self.gold.ids)

    def test_a_coupon_is_refused_with_the_reason(self):
        code = self._make_card().code

        for guest in (self.env["res.partner"], self.stranger, self.regular):
            answer = self._use(code, guest)
            self.assertFalse(answer["successful"])
            self.assertEqual(
                answer["payload"]["error_message"],
                "Ten percent is for members from Gold up.",
            )
        self.assertTrue(self._use(code, self.friend)["successful"])

    def test_the_name_of_a_secret_tier_is_not_told(self):
        self.gold.secret = True

        answer = self._use(self._make_card().code, self.stranger)

        self.assertNotIn("Gold", answer["payload"]["error_message"])

    def test_a_card_waits_until_the_tier_is_regained(self):
        card = self._make_card(partner_id=self.regular.id)
        self.assertFalse(self._validate(card)["successful"])
        self.assertEqual((card.points, card.active), (1, True))

        self._visit(self.regular, 2)
        self.assertTrue(self._validate(card)["successful"])

    def test_money_is_never_withheld(self):
        money = self._make_coupons(self.gold, program_type="ewallet")

        self.assertNotIn(money.id, self._barred(self.stranger))

    def test_a_till_without_limited_programs_asks_the_database_nothing(self):
        self.coupons.loyalty_tier_ids = False
        self._barred(self.friend)
        self.env.invalidate_all()

        with self.assertQueryCount(0):
            self._barred(self.friend)

    def _barred(self, guest):
        programs = self.env["loyalty.program"]
        return programs._loyalty_tier_barred(guest, self.company)

    def _loaded(self, **context):
        """Return what a till is given of the coupons."""
        self.env.invalidate_all()
        programs = self.env["loyalty.program"].with_user(self.cashier)
        programs = programs.with_context(**context)
        rows = programs._load_pos_data_search_read({}, self.till)
        (row,) = [row for row in rows if row["id"] == self.coupons.id]
        return row

    def _make_card(self, **values):
        return self.env["loyalty.card"].create(
            {"program_id": self.coupons.id, "points": 1, **values}
        )

    def _use(self, code, guest):
        now = fields.Datetime.to_string(fields.Datetime.now())
        till = self.till.with_user(self.cashier)
        return till.use_coupon_code(code, now, guest.id, False)

    def _validate(self, card):
        self.env.invalidate_all()
        orders = self.env["pos.order"].with_user(self.cashier)
        return orders.validate_coupon_programs({str(card.id): -1}, [])
