# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import date

from freezegun import freeze_time
from psycopg2.errors import CheckViolation

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import LoyaltyTiersCommon


@tagged("post_install", "-at_install")
class TestPosConfig(LoyaltyTiersCommon):
    def test_a_new_till_lies_in_the_time_zone_of_its_company(self):
        self.company.partner_id.tz = "Asia/Tokyo"

        config = self.env["pos.config"].create({"name": "New"})

        self.assertEqual(config.loyalty_tier_tz, "Asia/Tokyo")
        self.assertEqual(config.loyalty_tier_day_start, 0.0)

    def test_a_till_without_start_of_its_day_still_sells_and_counts(self):
        """An import, or SQL, may leave the column empty."""
        self.env.cr.execute(
            "UPDATE pos_config SET loyalty_tier_day_start = NULL WHERE id = %s",
            (self.till.id,),
        )

        order = self._pay(self._make_guest())

        self.assertEqual(len(self._entries(order)), 1)

    def test_today_is_the_business_day_of_the_shop(self):
        self.till.write({"loyalty_tier_tz": "Asia/Seoul", "loyalty_tier_day_start": 5})

        with freeze_time("2026-03-10 19:59:00"):
            self.assertEqual(self.till._loyalty_tier_today(), date(2026, 3, 10))
        with freeze_time("2026-03-10 20:00:00"):
            self.assertEqual(self.till._loyalty_tier_today(), date(2026, 3, 11))

    def test_impossible_values_are_refused(self):
        for name, value in (
            ("loyalty_tier_day_start", 24.0),
            ("loyalty_tier_day_start", -1.0),
            ("loyalty_tier_seconds", -1),
        ):
            with (
                self.subTest(name),
                mute_logger("odoo.sql_db"),
                self.assertRaises(CheckViolation),
                self.env.cr.savepoint(),
            ):
                self.till[name] = value
                self.env.flush_all()

    def test_settings_of_a_till_are_written_to_it(self):
        settings = self.env["res.config.settings"].create(
            {"pos_config_id": self.till.id}
        )

        settings.write(
            {"pos_loyalty_tier_seconds": 3, "pos_loyalty_tier_tz": "Asia/Seoul"}
        )

        self.assertEqual(self.till.loyalty_tier_seconds, 3)
        self.assertEqual(self.till.loyalty_tier_tz, "Asia/Seoul")
