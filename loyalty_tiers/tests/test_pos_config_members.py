# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from unittest.mock import patch

from odoo.tests import tagged

from odoo.addons.point_of_sale.models.pos_config import PosConfig as OdooConfig

from .common import LoyaltyTiersCommon

LIMIT = "point_of_sale.limited_customer_count"


@tagged("post_install", "-at_install")
class TestPosConfigMembers(LoyaltyTiersCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.till.loyalty_tier_load_members = True
        cls.ren = cls._make_guest("Ren", visits=1)
        cls.aoi = cls._make_guest("Aoi", visits=2)
        cls.mio = cls._make_guest("Mio", visits=3)
        cls.sora = cls._make_guest("Sora", visits=5)
        cls.walk_in = cls._make_guest("Walk-In")

    def _load(self, limit=100, offset=0):
        self.env["ir.config_parameter"].set_param(LIMIT, str(limit))
        rows = self.till.with_user(self.cashier).get_limited_partners_loading(offset)
        return self.env["res.partner"].browse(row[0] for row in rows)

    def test_the_highest_tier_comes_first_then_who_comes_often(self):
        # A title is worth more than visits.
        self._pay(self.aoi, 600.0)
        self.assertEqual(self._load(3), self.sora + self.aoi + self.mio)

    def test_of_equal_guests_who_came_lately_comes_first(self):
        yui = self._make_guest("Yui", visits=3)
        self.assertEqual(self._load(3), self.sora + yui + self.mio)

    def test_guests_without_tier_follow_then_the_newest_who_are_no_members(self):
        newest = self._make_guest("Newest")
        loaded = self._load()
        self.assertEqual(
            loaded[:6],
            self.sora + self.mio + self.aoi + self.ren + newest + self.walk_in,
        )
        self.assertEqual(len(loaded), len(set(loaded.ids)))

    def test_scrolling_goes_on_where_the_till_stopped_and_meets_everybody_once(self):
        everybody = self._load()
        pages = [self._load(2, offset) for offset in range(0, len(everybody) + 3, 2)]
        met = [partner.id for page in pages for partner in page]
        self.assertEqual(met, everybody.ids)

    def test_who_may_not_be_seen_here_is_not_loaded(self):
        other = self._make_company("Bar B")
        self.sora.active = False
        self.mio.company_id = other
        self.aoi.company_id = self.company
        loaded = self._load()
        self.assertEqual(loaded[0], self.aoi)
        self.assertFalse((self.sora | self.mio) & loaded)

    def test_what_other_addons_add_is_kept_and_odoo_counts_nothing(self):
        counted = []
        odoo = OdooConfig.get_limited_partners_loading

        def get_limited_partners_loading(this, offset=0):
            rows = odoo(this, offset)
            counted.append(len(rows))
            return rows + [(self.walk_in.id,), (self.sora.id,)]

        with patch.object(
            OdooConfig, "get_limited_partners_loading", get_limited_partners_loading
        ):
            loaded = self._load(1)
        self.assertEqual(counted, [0])
        self.assertEqual(loaded, self.sora + self.walk_in)

    def test_without_the_setting_or_without_program_the_till_loads_as_odoo(self):
        with patch.object(
            OdooConfig, "get_limited_partners_loading", lambda this, offset: [(7,)]
        ):
            self.till.loyalty_tier_load_members = False
            self.assertEqual(self._load().ids, [7])
            self.till.loyalty_tier_load_members = True
            self.company.loyalty_tier_program_id = False
            self.assertEqual(self._load().ids, [7])

    def test_a_limit_of_nobody_loads_nobody(self):
        for limit in (0, -5):
            self.assertFalse(self._load(limit))

    def test_the_till_opens_and_scrolls_with_members(self):
        self.env["ir.config_parameter"].set_param(LIMIT, "1")
        session = self.till.current_session_id.with_user(self.cashier)
        loaded = session.load_data(["pos.config", "pos.order", "res.partner"])
        ids = [row["id"] for row in loaded["res.partner"]]
        self.assertIn(self.sora.id, ids)
        self.assertNotIn(self.mio.id, ids)
        partners = self.env["res.partner"].with_user(self.cashier)
        more = partners.get_new_partner(self.till.id, [], 1)["res.partner"]
        self.assertEqual([row["id"] for row in more], self.mio.ids)

    def test_loading_members_costs_no_query_more_for_more_guests(self):
        self._load(3)
        with self.assertQueryCount(3):
            self.till.get_limited_partners_loading()

    def test_the_setting_of_a_till_is_written_to_it(self):
        settings = self.env["res.config.settings"].create(
            {"pos_config_id": self.till.id}
        )
        settings.write({"pos_loyalty_tier_load_members": False})
        self.assertFalse(self.till.loyalty_tier_load_members)
