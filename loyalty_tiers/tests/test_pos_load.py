# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from unittest.mock import patch

from odoo.tests import tagged

from .common import LoyaltyTiersCommon

MODELS = ("pos.config", "pos.order", "res.partner", "loyalty.tier")
CARD = {
    "tier_id",
    "promoted",
    "visits",
    "last_visit",
    "missing",
    "progress",
    "party_tier_id",
}


@tagged("post_install", "-at_install")
class TestPosLoad(LoyaltyTiersCommon):
    def test_a_cashier_gets_tiers_and_cards(self):
        guest = self._make_guest(visits=2)

        loaded = self._load()

        self.assertEqual(
            [row["id"] for row in loaded["loyalty.tier"]], self.program.tier_ids.ids
        )
        row = next(r for r in loaded["res.partner"] if r["id"] == guest.id)
        self.assertEqual(row["loyalty_tier_card"]["tier_id"], self.silver.id)
        self.assertLessEqual(set(row["loyalty_tier_card"]), CARD)
        self.assertNotIn("promoted", row["loyalty_tier_card"], "unsaid: not true")
        self.assertIn("loyalty_tier_recognition", loaded["pos.config"][0])

    def test_a_scanned_or_missing_guest_arrives_by_plain_read(self):
        guest = self._make_guest(visits=2, loyalty_tier_called="Countess")
        partners = self.env["res.partner"].with_user(self.cashier)
        fields = partners._load_pos_data_fields(self.till)

        (read,) = partners.browse(guest.id).read(fields, load=False)
        (found,) = partners.search_read([("id", "=", guest.id)], fields, load=False)

        for row in (read, found):
            self.assertEqual(row["loyalty_tier_called"], "Countess")
            self.assertEqual(row["loyalty_tier_card"]["tier_id"], self.silver.id)

    def test_a_searched_guest_arrives(self):
        guest = self._make_guest("Countess of Lovelace", visits=2)

        found = (
            self.env["res.partner"]
            .with_user(self.cashier)
            .get_new_partner(self.till.id, [("name", "ilike", guest.name)], 0)
        )["res.partner"]

        self.assertEqual(found[0]["id"], guest.id)
        self.assertEqual(found[0]["loyalty_tier_card"]["visits"], 2)

    def test_a_till_loads_tiers_again_although_nobody_wrote_them(self):
        """The texts are computed: a new perk below changes the tiers above."""
        tiers = self.env["loyalty.tier"].with_context(
            pos_last_server_date="2099-01-01 00:00:00", pos_limited_loading=True
        )

        self.assertTrue(tiers._load_pos_data_search_read({}, self.till))

    def test_loading_costs_at_most_four_queries_more(self):
        for guests in (10, 90):
            self.env["res.partner"].create(
                [{"name": f"Guest {i}"} for i in range(guests)]
            )
            self._settle_everybody()

            with_us, without_us = self._queries(), self._queries(without_us=True)

            self.assertLessEqual(with_us - without_us, 4, f"{guests} guests more")

    def _settle_everybody(self):
        memberships = self.env["loyalty.tier.membership"]
        memberships._settle(self.program, self._guests().ids, "check")

    def _guests(self):
        return self.env["res.partner"].search([("name", "like", "Guest ")])

    def _load(self, models=MODELS):
        session = self.till.current_session_id.with_user(self.cashier)
        return session.with_context(pos_limited_loading=True).load_data(models)

    def _queries(self, models=MODELS, without_us=False):
        models = [m for m in models if not (without_us and m == "loyalty.tier")]
        partners = self.registry["res.partner"]
        fields = partners._load_pos_data_fields

        def kept_fields(this, config):
            names = fields(this, config)
            return [n for n in names if not (without_us and n.startswith("loyalty_"))]

        with (
            patch.object(partners, "_load_pos_data_fields", kept_fields),
            patch.object(
                self.registry["pos.config"],
                "get_limited_partners_loading",
                lambda *args: [(guest.id,) for guest in self._guests()],
            ),
        ):
            self._load(models)  # warm
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self._load(models)
            return self.cr.sql_log_count - before
