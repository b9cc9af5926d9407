# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import inspect

from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.loyalty_tiers.tests.common_access import (
    ALL,
    NOTHING,
    READ,
    LoyaltyTiersAccessCommon,
)

from .common import LoyaltyTiersSegmentsCommon

NOTE = "rc"
MODELS = {
    # model: public, portal, employee, cashier, marketing, manager
    "loyalty.tier.segment": (NOTHING, NOTHING, NOTHING, NOTHING, READ, READ),
    "loyalty.tier.segment.cut": (NOTHING, NOTHING, NOTHING, NOTHING, READ, READ),
    "loyalty.tier.segment.cost": (NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, READ),
    "loyalty.tier.share": (NOTHING, NOTHING, NOTHING, NOTHING, NOTE, ALL),
}
FIELDS = ["loyalty_tier_segment_id", "loyalty_tier_share_ids"]
# Every method of this addon that a browser can call.
PUBLIC = {
    "loyalty.tier.program": {"action_refresh_segments", "action_segments"},
    "loyalty.tier.segment": {"action_entries"},
    "res.partner": {"action_loyalty_tier_note_share"},
}
ADDON = "odoo.addons.loyalty_tiers_segments."


@tagged("post_install", "-at_install")
class TestAccess(LoyaltyTiersSegmentsCommon, LoyaltyTiersAccessCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.outsiders = cls.roles[:4]
        cls.guest = cls.portal.partner_id
        cls._came(cls.guest, 3, 10)

    def setUp(self):
        super().setUp()
        self._refresh()

    def test_every_role_may_do_what_the_table_says_and_no_more(self):
        self.assertRights(MODELS)

    def test_every_model_is_in_the_table(self):
        ours = {
            name
            for name, model in self.env.items()
            if model._original_module == "loyalty_tiers_segments"
        }

        self.assertEqual(ours, set(MODELS))

    def test_nobody_but_marketing_reads_segments_on_a_contact(self):
        for user in self.outsiders:
            contact = self.guest.with_user(user)
            for name in FIELDS:
                with self.subTest(f"{user.login} {name}"):
                    self.assertRaises(AccessError, contact.read, [name])
                    self.assertNotIn(name, contact.fields_get())

        self.assertEqual(
            self.guest.with_user(self.marketing).loyalty_tier_segment_id.visits, 2
        )

    def test_nobody_but_marketing_finds_contacts_by_segment(self):
        domains = (
            [("loyalty_tier_segment_id", "!=", False)],
            [("loyalty_tier_segment_id.value", "=", "bz")],
            [("loyalty_tier_segment_id", "any", [("margin", "<", 0)])],
            [("loyalty_tier_share_ids.percent", ">", 50)],
        )
        for user in self.outsiders:
            partners = self.env["res.partner"].with_user(user)
            for domain in domains:
                with self.subTest(f"{user.login} {domain}"):
                    self.assertRaises(AccessError, partners.search, domain)

    def test_a_till_is_sent_nothing_of_it(self):
        session = self.till.current_session_id.with_user(self.cashier)
        models = session._load_pos_data_models(self.till)
        self.assertFalse([name for name in models if "segment" in name])
        self.assertNotIn("loyalty.tier.share", models)

        for name in models:
            fields = self.env[name]._load_pos_data_fields(self.till)
            self.assertFalse(
                [f for f in fields if "segment" in f or "share_" in f], name
            )
        data = str(session.load_data([]))
        for word in ("segment", "'mvc'", "'bz'", "overdue"):
            self.assertNotIn(word, data)

    def test_nobody_writes_what_refreshing_writes(self):
        segment = self._segment(self.guest).with_user(self.manager)

        self.assertRaises(AccessError, segment.write, {"value": "mvc"})
        self.assertRaises(AccessError, segment.unlink)

    def test_marketing_changes_no_borders(self):
        program = self.program.with_user(self.marketing)

        self.assertRaises(AccessError, program.write, {"layer_1": 5.0})
        self.program.with_user(self.manager).layer_1 = 5.0

    def test_a_manager_of_another_company_sees_nothing(self):
        self.program.company_id = self.env.company
        self.env["loyalty.tier.share"].create(
            {"partner_id": self.guest.id, "percent": 5, "program_id": self.program.id}
        )
        stranger = self._stranger()

        for model in MODELS:
            records = self.env[model].with_user(stranger)
            ours = [("company_id", "=", self.env.company.id)]
            self.assertFalse(records.search(ours), model)
        contact = self.guest.with_user(stranger)
        self.assertFalse(contact.loyalty_tier_segment_id)
        self.assertFalse(contact.loyalty_tier_share_ids)

    # ------------------------------------------------------------ what RPC reaches
    def test_every_method_that_can_be_called_is_known(self):
        found = {}
        for name, model in self.env.items():
            for cls in type(model).__mro__:
                if cls.__module__.startswith(ADDON):
                    found.setdefault(name, set()).update(
                        method
                        for method, function in vars(cls).items()
                        if inspect.isfunction(function)
                        and not method.startswith("_")
                        and method != "write"
                    )

        self.assertEqual({n: m for n, m in found.items() if m}, PUBLIC)

    def test_who_has_no_business_here_is_refused_everywhere(self):
        strangers = [*self.outsiders, self._stranger()]
        self.program.company_id = self.env.company
        self.guest.company_id = self.env.company
        calls = [
            (self.program, "action_refresh_segments"),
            (self._segment(self.guest), "action_entries"),
            (self.guest, "action_loyalty_tier_note_share"),
        ]
        for user in strangers:
            for records, name in calls:
                if user == strangers[-1] and name == "action_loyalty_tier_note_share":
                    continue  # opens a form, in which the contact is not found
                with self.subTest(f"{user.login} {name}"):
                    method = getattr(records.with_user(user), name)
                    self.assertRaises(AccessError, method)

    def test_a_share_is_noted_of_ones_own_guests_only(self):
        self.program.company_id = self.env.company
        shares = self.env["loyalty.tier.share"].with_user(self._stranger())
        values = {"partner_id": self.guest.id, "percent": 5}

        with self.assertRaises(AccessError):
            shares.create({**values, "program_id": self.program.id})
