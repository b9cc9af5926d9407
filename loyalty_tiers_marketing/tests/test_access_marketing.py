# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged

from odoo.addons.loyalty_tiers.tests.common_access import (
    ALL,
    NOTHING,
    READ,
    LoyaltyTiersAccessCommon,
)

from .common import MarketingCommon

MODELS = {
    # model: public, portal, employee, cashier, marketing, manager
    "loyalty.tier.audience": (NOTHING, NOTHING, NOTHING, NOTHING, ALL, ALL),
    "loyalty.tier.addressee": (NOTHING, NOTHING, NOTHING, NOTHING, READ, READ),
    "loyalty.tier.asking": (NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, READ),
    "loyalty.tier.message": (NOTHING, NOTHING, NOTHING, NOTHING, "rw", "rw"),
    "loyalty.tier.message.preview": (NOTHING, NOTHING, NOTHING, NOTHING, "rwc", "rwc"),
    "loyalty.tier.news": (NOTHING, NOTHING, NOTHING, NOTHING, READ, READ),
    "loyalty.tier.mailing.block": (NOTHING, NOTHING, NOTHING, NOTHING, ALL, ALL),
    # Of who sends mailings, whatever else they are.
    "loyalty.tier.mailing.confirm": (NOTHING,) * 6,
    "loyalty.tier.mailing.preview": (NOTHING, NOTHING, NOTHING, NOTHING, ALL, ALL),
    "loyalty.tier.mailing.report": (NOTHING, NOTHING, NOTHING, NOTHING, READ, READ),
    "loyalty.tier.paper": (NOTHING, NOTHING, NOTHING, NOTHING, ALL, ALL),
    "res.partner.consent.note": (NOTHING, NOTHING, NOTHING, NOTHING, "rwc", "rwc"),
}


@tagged("post_install", "-at_install")
class TestAccessMarketing(LoyaltyTiersAccessCommon):
    def test_every_role_may_do_what_the_table_says_and_no_more(self):
        self.assertRights(MODELS)

    def test_every_model_is_in_the_table(self):
        ours = {
            name
            for name, model in self.env.items()
            if model._original_module == "loyalty_tiers_marketing"
            and not model._abstract
        }

        self.assertEqual(ours, set(MODELS))


@tagged("post_install", "-at_install")
class TestAudienceCompanies(MarketingCommon):
    def test_marketing_of_another_company_sees_no_audience_and_no_addressee(self):
        self.program.company_id = self.company
        self._guest("Ada")
        mailing = self._mailing()
        self._send(mailing)
        company = self.env["res.company"].create({"name": "Next Door"})
        stranger = self._make_user(
            "stranger", "loyalty_tiers.group_loyalty_tiers_marketing", company=company
        )

        ours = [("program_id", "=", self.program.id)]
        for model in ("loyalty.tier.audience", "loyalty.tier.addressee"):
            self.assertTrue(self.env[model].with_user(self.marketing).search(ours))
            self.assertFalse(self.env[model].with_user(stranger).search(ours))

    def test_an_audience_of_another_company_finds_nobody(self):
        self.program.company_id = self.company
        self._guest("Ada")
        company = self.env["res.company"].create({"name": "Next Door"})
        stranger = self._make_user(
            "stranger", "loyalty_tiers.group_loyalty_tiers_marketing", company=company
        )
        found = (
            self.env["res.partner"]
            .with_user(stranger)
            .search([("loyalty_tier_audience_id", "=", self.audience.id)])
        )

        self.assertFalse(found)
