# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .common_access import ALL, NOTHING, READ, LoyaltyTiersAccessCommon

MODELS = {
    # model: public, portal, employee, cashier, marketing, manager
    "loyalty.tier.program": (NOTHING, NOTHING, NOTHING, READ, READ, ALL),
    "loyalty.tier": (NOTHING, NOTHING, READ, READ, READ, ALL),
    "loyalty.tier.rule": (NOTHING, NOTHING, NOTHING, READ, READ, ALL),
    "loyalty.tier.perk": (NOTHING, NOTHING, NOTHING, READ, READ, ALL),
    "loyalty.tier.audit": (NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, "ru"),
    "loyalty.tier.audit.finding": (NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, READ),
    "loyalty.tier.gate": (NOTHING, NOTHING, READ, READ, READ, ALL),
    "loyalty.tier.breach": (NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, READ),
    "loyalty.tier.entry": (NOTHING, NOTHING, NOTHING, NOTHING, READ, READ),
    "loyalty.tier.membership": (NOTHING, NOTHING, NOTHING, NOTHING, READ, READ),
    "loyalty.tier.move": (NOTHING, NOTHING, NOTHING, NOTHING, READ, READ),
    "loyalty.tier.ranking": (NOTHING, NOTHING, NOTHING, NOTHING, READ, READ),
    "loyalty.tier.honour": (NOTHING, NOTHING, NOTHING, NOTHING, READ, ALL),
    "loyalty.tier.freeze": (NOTHING, NOTHING, NOTHING, NOTHING, READ, ALL),
    "loyalty.tier.exception": (NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, READ),
    "loyalty.tier.change": (NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, READ),
    "loyalty.tier.simulation": (NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, ALL),
    "loyalty.tier.simulation.line": (NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, ALL),
    "loyalty.tier.simulation.mover": (
        NOTHING,
        NOTHING,
        NOTHING,
        NOTHING,
        NOTHING,
        READ,
    ),
    "loyalty.tier.brought": (NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, ALL),
    "loyalty.tier.bring": (NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, ALL),
    "loyalty.tier.bring.line": (NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, ALL),
    "loyalty.tier.privacy": (NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, ALL),
    "loyalty.tier.preset": (NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, ALL),
    "loyalty.tier.access": (NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, READ),
    "loyalty.tier.grant": (NOTHING, NOTHING, NOTHING, NOTHING, READ, "rw"),
    "loyalty.tier.perk.report": (NOTHING, NOTHING, NOTHING, NOTHING, READ, READ),
    "loyalty.tier.budget": (NOTHING, NOTHING, NOTHING, NOTHING, READ, ALL),
    "loyalty.tier.idea": (NOTHING, NOTHING, NOTHING, "rc", "rc", ALL),
    "res.partner.preference": (NOTHING, NOTHING, NOTHING, NOTHING, READ, ALL),
    "res.partner.preference.tag": (NOTHING, NOTHING, NOTHING, READ, READ, ALL),
    "res.partner.preference.tag.merge": (
        NOTHING,
        NOTHING,
        NOTHING,
        NOTHING,
        NOTHING,
        ALL,
    ),
    "res.partner.knowledge": (NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, "rw"),
    "res.partner.knowledge.line": (NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, READ),
    "res.partner.consent": (NOTHING, NOTHING, NOTHING, NOTHING, READ, READ),
    "res.partner.conversation": (NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, ALL),
    "res.partner.conversation.phrase": (NOTHING, NOTHING, NOTHING, READ, READ, ALL),
    "res.partner.occasion": (NOTHING, NOTHING, NOTHING, NOTHING, READ, ALL),
    "res.partner.occasion.kind": (NOTHING, NOTHING, NOTHING, READ, READ, ALL),
}
OURS = (
    "loyalty.tier",
    "res.partner.preference",
    "res.partner.knowledge",
    "res.partner.consent",
    "res.partner.conversation",
    "res.partner.occasion",
)
FIELDS = [
    "loyalty_tier_called",
    "loyalty_tier_id",
    "loyalty_tier_card",
    "loyalty_tier_membership_id",
    "loyalty_tier_since",
    "loyalty_tier_visits",
    "loyalty_tier_spend",
    "loyalty_tier_stars",
    "loyalty_tier_last_visit",
    "loyalty_tier_missing",
    "loyalty_tier_until",
    "loyalty_tier_keep_missing",
    "loyalty_tier_honour_ids",
    "loyalty_tier_move_ids",
]


@tagged("post_install", "-at_install")
class TestAccess(LoyaltyTiersAccessCommon):
    def test_every_role_may_do_what_the_table_says_and_no_more(self):
        self.assertRights(MODELS)

    def test_every_model_is_in_the_table(self):
        ours = {
            name
            for name, model in self.env.items()
            if name.startswith(OURS)
            and not model._abstract
            and model._original_module == "loyalty_tiers"  # addons test their own
        }

        self.assertEqual(ours, set(MODELS))

    def test_nobody_writes_what_settling_writes(self):
        guest = self._make_guest(visits=2)

        for record in (self._membership(guest), self._moves(guest)):
            record = record.with_user(self.manager)
            self.assertRaises(AccessError, record.write, {"visits": 99})
            self.assertRaises(AccessError, record.unlink)

    def test_a_guest_with_a_login_reads_nothing_of_ours_on_the_contact(self):
        guest = self.portal.partner_id
        guest.loyalty_tier_called = "Countess"
        self._visit(guest, 2)

        for user in (self.portal, self.public):
            contact = guest.with_user(user)
            for name in FIELDS:
                with self.subTest(f"{user.login} {name}"):
                    self.assertRaises(AccessError, contact.read, [name])
                    self.assertNotIn(name, contact.fields_get())

    def test_a_guest_with_a_login_finds_nobody_by_tier(self):
        domain = [("loyalty_tier_id", "=", self.silver.id)]

        for user in (self.portal, self.public):
            partners = self.env["res.partner"].with_user(user)
            self.assertRaises(AccessError, partners.search, domain)
            self.assertRaises(
                AccessError, partners._read_group, [], ["loyalty_tier_id"], []
            )

    def test_a_guest_with_a_login_does_not_choose_a_name_for_the_till(self):
        contact = self.portal.partner_id.with_user(self.portal)

        with self.assertRaises(AccessError):
            contact.loyalty_tier_called = "Emperor"

    def test_a_cashier_reads_the_card_but_not_the_entries(self):
        guest = self._make_guest(visits=2).with_user(self.cashier)

        self.assertEqual(guest.loyalty_tier_card["tier_id"], self.silver.id)
        self.assertEqual(guest.loyalty_tier_id, self.silver)
        self.assertRaises(AccessError, guest.read, ["loyalty_tier_move_ids"])
        entries = self.env["loyalty.tier.entry"].with_user(self.cashier)
        self.assertRaises(AccessError, entries.search, [])

    def test_an_employee_finds_and_groups_guests_by_tier(self):
        guest = self._make_guest(visits=2)
        partners = self.env["res.partner"].with_user(self.employee)
        domain = [("loyalty_tier_id", "=", self.silver.id)]
        self.env.invalidate_all()

        self.assertEqual(partners.search(domain), guest)
        groups = partners._read_group(domain, ["loyalty_tier_id"], ["__count"])
        self.assertEqual(groups, [(self.silver, 1)])

    def test_marketing_reads_members_and_explains_them(self):
        guest = self._make_guest(visits=2)
        here = guest.with_user(self.marketing)

        self.assertEqual(here.loyalty_tier_visits, 2)
        self.assertEqual(here.loyalty_tier_move_ids, self._moves(guest))
        action = here.action_loyalty_tier_entries()
        entries = self.env["loyalty.tier.entry"].with_user(self.marketing)
        found = entries.search(action["domain"])
        self.assertEqual(len(found), 2)
        self.assertTrue(all(entry.reason for entry in found))

    def test_marketing_opens_a_program(self):
        form = Form(self.program.with_user(self.marketing))

        self.assertEqual(form.name, self.program.name)

    def test_a_manager_starts_a_program_and_changes_its_rules(self):
        self._make_guest(visits=1)
        wizard = self.env["loyalty.tier.preset"].with_user(self.manager).create({})
        wizard.action_start()

        self._work(program=self.company.loyalty_tier_program_id)
        program = self.company.loyalty_tier_program_id.with_user(self.manager)
        program.tier_ids[1].rule_ids.min_visits = 3
        program.tier_ids[0].name = "Newcomer"

        self.assertEqual(program.tier_ids[0].member_count, 1)

    # ------------------------------------------------------ another company
    def test_a_manager_of_another_company_sees_nothing(self):
        self.program.company_id = self.company
        guest = self._make_guest(visits=2)
        manager = self._stranger()

        for model in MODELS:
            if not self.env[model]._transient:
                records = self.env[model].with_user(manager)
                ours = [("program_id", "=", self.program.id)]
                if model == "loyalty.tier.program":
                    ours = [("id", "=", self.program.id)]
                elif model in ("loyalty.tier.rule", "loyalty.tier.perk"):
                    ours = [("tier_id", "in", self.program.tier_ids.ids)]
                elif "program_id" not in records._fields:
                    continue  # what is known of a guest: test_privacy_companies
                self.assertFalse(records.search(ours), model)
        self.assertFalse(guest.with_user(manager).loyalty_tier_id)
        self.assertFalse(guest.with_user(manager).loyalty_tier_card)

    def test_a_manager_of_another_company_changes_nothing(self):
        self.program.company_id = self.company
        manager = self._stranger()

        for record, name, value in (
            (self.program, "name", "Mine"),
            (self.silver, "name", "Mine"),
            (self.silver.rule_ids, "min_visits", 1),
        ):
            with self.assertRaises(AccessError):
                record.with_user(manager)[name] = value

    def test_a_manager_starts_no_program_in_another_company(self):
        wizards = self.env["loyalty.tier.preset"].with_user(self._stranger())
        former = self.company.loyalty_tier_program_id
        wizard = wizards.create({"company_id": self.company.id})

        self.assertRaises(AccessError, wizard.read, ["order_count"])
        self.assertRaises(AccessError, wizard.action_start)

        self.assertEqual(self.company.loyalty_tier_program_id, former)

    def test_entries_of_another_company_are_hidden_in_a_shared_program(self):
        self._make_guest(visits=2)
        manager = self._stranger()
        manager.company_id.loyalty_tier_program_id = self.program

        entries = self.env["loyalty.tier.entry"].with_user(manager)

        self.assertFalse(entries.search([("program_id", "=", self.program.id)]))
