# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from ..models.ir_config_parameter import MONTHS
from .common import LoyaltyTiersCommon

SERVER = "loyalty_tiers.group_loyalty_tiers_server"


@tagged("post_install", "-at_install")
class TestResConfigSettings(LoyaltyTiersCommon):
    def _save(self, **values):
        self.env["res.config.settings"].create(values).execute()

    def _months(self, name):
        return self.env["ir.config_parameter"]._loyalty_tiers_months(name)

    def test_who_works_at_a_till_knows_guests_until_the_owner_says_otherwise(self):
        self.assertTrue(self.cashier.has_group(SERVER))

        self._save(group_loyalty_tiers_server=False)
        self.assertFalse(self.cashier.has_group(SERVER))
        self.assertTrue(
            self.cashier.has_group("loyalty_tiers.group_loyalty_tiers_cashier")
        )

        self._save(group_loyalty_tiers_server=True)
        self.assertTrue(self.cashier.has_group(SERVER))

    def test_a_manager_still_knows_guests_when_cashiers_do_not(self):
        manager = self._make_user("boss", "loyalty_tiers.group_loyalty_tiers_manager")

        self._save(group_loyalty_tiers_server=False)

        self.assertTrue(manager.has_group(SERVER))

    def test_months_have_defaults_and_zero_is_kept(self):
        for name, months in MONTHS.items():
            self.assertEqual(self._months(name), months)

        self._save(
            loyalty_tiers_forbidden_months=0, loyalty_tiers_conversation_months=3
        )

        self.assertEqual(self._months("forbidden"), 0)
        self.assertEqual(self._months("conversation"), 3)
        settings = self.env["res.config.settings"].create({})
        self.assertEqual(settings.loyalty_tiers_forbidden_months, 0)
        self.assertEqual(settings.loyalty_tiers_access_months, MONTHS["access"])

    def test_less_than_no_time_is_refused(self):
        with self.assertRaises(ValidationError):
            self._save(loyalty_tiers_access_months=-1)

    def test_a_typo_in_the_parameters_keeps_nothing_for_ever(self):
        parameters = self.env["ir.config_parameter"]
        parameters.set_param("loyalty_tiers.forbidden_months", "two years")

        self.assertEqual(self._months("forbidden"), MONTHS["forbidden"])
