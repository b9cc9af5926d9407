# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import io
import json
import zipfile

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import SQL

from ..models.loyalty_tier_eraser import KNOWLEDGE
from .common_guest import LoyaltyTiersGuestCommon

SECRETS = (
    "Zephyrine Quackenbush",
    "Xylophobia Peanut",
    "Graduation at Qyzylorda",
    "0420000067890",
    "zephyrine@quackenbush.example",
    "5550199427",
    "Prefers Vvulpine Corner",
    "Wvinkle Street 9",
    "Jjourney Wish",
)
NAME, NUTS, TALK, CODE, MAIL, PHONE, SEAT, STREET, WISH = SECRETS
# Texts of our tables that name no guest: given by a machine, or by the rules.
HARMLESS = {
    "loyalty.tier.addressee": {"cause"},
    "loyalty.tier.asking": {"uuid"},
    "loyalty.tier.entry": {"origin_model"},
    "loyalty.tier.move": {"origin_model", "rules_sentence"},
    "loyalty.tier.grant": {"key", "order_uuid", "serve_uuid"},
    "loyalty.tier.exception": {"facts"},
    "loyalty.tier.breach": {"facts", "origin_model", "allowed_by"},
    "loyalty.tier.messenger.message": {"cause", "key"},
    "loyalty.tier.segment": {"cell"},
}


@tagged("post_install", "-at_install")
class TestLoyaltyTierPrivacy(LoyaltyTiersGuestCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.guest = cls._make_guest(
            NAME,
            visits=2,
            email=MAIL,
            phone=f"+1 415 {PHONE}",
            street=STREET,
            barcode=CODE,
            comment=f"Knows {TALK}",
            vat="US12-3456789",
        )
        cls.guest.loyalty_tier_code = CODE
        cls.guest.loyalty_tier_called = NAME
        cls._preference(cls.guest, NUTS, "forbidden")
        cls._preference(cls.guest, SEAT, "seat")
        cls._talk(cls.guest, TALK)
        cls._occasion(cls.guest, 5, 17, year=1961)
        cls._plant_in_program()
        cls._plant_in_orders()
        cls.guest.with_user(cls.manager).message_post(body=f"{NAME} told of {TALK}")
        cls.guest.with_context(tracking_disable=False).name = f"{NAME} II"
        cls.env.flush_all()

    @classmethod
    def _plant_in_program(cls):
        perk = cls.env["loyalty.tier.perk"].create(
            {"name": "A toast", "tier_id": cls.silver.id}
        )
        cls.grant = cls._sudo("loyalty.tier.grant").create(
            {
                "program_id": cls.program.id,
                "partner_id": cls.guest.id,
                "perk_id": perk.id,
                "cause": "staff",
                "reason": WISH,
                "note": TALK,
            }
        )
        cls.honour = cls.env["loyalty.tier.honour"].create(
            {
                "partner_id": cls.guest.id,
                "tier_id": cls.gold.id,
                "reason": f"Friend of {NAME}",
            }
        )
        cls.brought = cls.env["loyalty.tier.brought"].create(
            {
                "program_id": cls.program.id,
                "partner_id": cls.guest.id,
                "reference": f"Card of {NAME}",
                "visits": 3,
                "date": "2024-01-01",
            }
        )

    @classmethod
    def _plant_in_orders(cls):
        order = cls._pay(cls.guest, 25.0)
        order.write({"internal_note": NUTS, "general_customer_note": TALK})
        order.lines.write({"note": NUTS, "customer_note": NUTS})
        order.last_order_preparation_change = json.dumps({"note": NUTS})

    def _export(self, user=None):
        export = self.env["loyalty.tier.export"].with_user(user or self.manager)
        return export._zip(self.guest.with_user(user or self.manager))

    def _erase(self, user=None, **values):
        wizards = self.env["loyalty.tier.privacy"].with_user(user or self.manager)
        wizard = wizards.create({"partner_id": self.guest.id, **values})
        self.assertEqual(wizard.action_erase()["res_id"], wizard.id)
        self.assertTrue(wizard.partner_id.loyalty_tier_code, "asked twice")
        wizard.action_erase()
        self.env.flush_all()

    def _hits(self, *secrets):
        """Look for secrets in every text of every table."""
        self.env.cr.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " JOIN information_schema.tables USING (table_schema, table_name)"
            " WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND data_type"
            " IN ('text', 'character varying', 'jsonb', 'json', 'bytea', 'ARRAY')"
        )
        hits = []
        for table, column in self.env.cr.fetchall():
            texts = SQL("%s::text", SQL.identifier(column))
            found = SQL(" OR ").join(
                SQL("%s ILIKE %s", texts, f"%{secret}%") for secret in secrets
            )
            query = SQL(
                "SELECT count(*) FROM %s WHERE %s", SQL.identifier(table), found
            )
            (count,) = self.env.execute_query(query)[0]
            if count:
                hits.append((table, column, count))
        return hits

    # ------------------------------------------------------------------ export
    def test_an_export_holds_all_that_is_known(self):
        with zipfile.ZipFile(io.BytesIO(self._export())) as file:
            data = json.loads(file.read("guest.json"))
            page = file.read("guest.html").decode()

        for secret in SECRETS:
            with self.subTest(secret):
                self.assertIn(secret, json.dumps(data))
                self.assertIn(secret, page)
        for model in (
            *KNOWLEDGE,
            "loyalty.tier.membership",
            "loyalty.tier.entry",
            "loyalty.tier.move",
            "loyalty.tier.grant",
            "loyalty.tier.honour",
            "loyalty.tier.brought",
        ):
            self.assertTrue(data.get(model), model)

    def test_an_export_leaves_a_line(self):
        self._export()
        self._export()

        lines = self._lines(self.guest, "exported")
        self.assertEqual(lines.mapped("subject"), ["everything"] * 2)
        self.assertEqual(lines.user_id, self.manager)

    def test_every_model_that_knows_guests_is_exported(self):
        export = self.env["loyalty.tier.export"]
        linked = {
            name
            for name, model in self.env.items()
            if (model._original_module or "").startswith("loyalty_tiers")
            and model._auto
            and not (model._transient or model._abstract)
            and any(
                field.comodel_name == "res.partner" and field.store
                for field in model._fields.values()
                if field.type == "many2one"
            )
        }

        exported = {name for name, _field in export._models()}
        self.assertLessEqual(set(KNOWLEDGE), exported)
        self.assertLessEqual(linked, exported)

    def test_only_managers_export_and_erase(self):
        for user in (self.portal, self.employee, self.cashier, self.marketing):
            with self.assertRaises(AccessError):
                self._export(user)
            with self.assertRaises(AccessError):
                self.env["loyalty.tier.privacy"].with_user(user).create(
                    {"partner_id": self.guest.id}
                )
            with self.assertRaises(AccessError):
                eraser = self.env["loyalty.tier.eraser"].with_user(user)
                eraser._erase(self.guest.with_user(user))

    # ------------------------------------------------------------------- erase
    def test_no_word_of_an_erased_guest_is_left_in_any_table(self):
        self.assertGreaterEqual(len(self._hits(*SECRETS)), 12)

        self._erase()

        self.assertEqual(self._hits(*SECRETS), [])

    def test_sums_remain_of_an_erased_guest(self):
        def sums():
            self.env.invalidate_all()
            membership = self._membership(self.guest)
            orders = self.env["pos.order"].search([("partner_id", "=", self.guest.id)])
            entries = self.env["loyalty.tier.entry"].search(
                [("partner_id", "=", self.guest.id)]
            )
            return (
                membership.read(["visits", "spend", "tier_id"]),
                sorted(orders.mapped("amount_total")),
                sorted(entries.mapped("amount")),
                self._moves(self.guest).ids,
                self.grant.exists().ids,
            )

        before = sums()
        self._erase()

        self.assertEqual(
            [part if n else part[0]["visits"] for n, part in enumerate(sums())],
            [part if n else part[0]["visits"] for n, part in enumerate(before)],
        )
        self.assertEqual(self._membership(self.guest).tier_id, self.gold)
        self.assertFalse(self.guest.active)

    def test_a_guest_may_stay_a_contact(self):
        self._erase(erase_contact=False)

        self.assertTrue(self.guest.active)
        self.assertEqual(self.guest.email, MAIL)
        self.assertFalse(self.guest.loyalty_tier_code)
        for model in KNOWLEDGE:
            rows = self._sudo(model).with_context(active_test=False)
            self.assertFalse(rows.search([("partner_id", "=", self.guest.id)]), model)
        self.assertFalse(self.grant.note)

    def test_an_erasure_leaves_a_line_that_names_nobody(self):
        self._erase()

        line = self._lines(self.guest, "erased")
        self.assertEqual(line.user_id, self.manager)
        self.assertNotIn(NAME, line.partner_id.display_name)

    def test_addresses_of_the_guest_go_too(self):
        address = self.env["res.partner"].create(
            {"name": NAME, "parent_id": self.guest.id, "type": "delivery"}
        )

        self._erase()

        self.assertFalse(address.active)
        self.assertEqual(self._hits(NAME), [])

    def test_a_login_of_the_guest_goes_too(self):
        self.env["res.users"].with_context(no_reset_password=True).create(
            {
                "login": MAIL,
                "partner_id": self.guest.id,
                "group_ids": [Command.set(self.env.ref("base.group_portal").ids)],
            }
        )

        self._erase()

        self.assertEqual(self._hits(*SECRETS), [])

    def test_who_works_here_is_not_erased_by_mistake(self):
        self.guest = self.cashier.partner_id
        self.guest.loyalty_tier_code = "0420000000024"

        with self.assertRaises(UserError):
            self._erase()

    def test_every_text_about_a_guest_is_erased_or_known_to_be_harmless(self):
        erased = self.env["loyalty.tier.eraser"]._texts()
        for name, _field in self.env["loyalty.tier.export"]._models():
            if name in KNOWLEDGE:
                continue
            texts = {
                field.name
                for field in self.env[name]._fields.values()
                if field.store and field.type in ("char", "text", "html", "json")
            }
            known = set(erased.get(name, ())) | HARMLESS.get(name, set())
            self.assertEqual(texts - known, set(), name)

    # -------------------------------------------------------- Odoo's own tools
    def test_odoos_privacy_look_up_leads_to_what_is_ours(self):
        lookup = self.env["privacy.lookup.wizard"].create(
            {"name": self.guest.name, "email": MAIL}
        )
        self._access(self.guest)
        lookup.action_lookup()

        found = set(lookup.line_ids.mapped("res_model"))
        self.assertLessEqual(
            {"res.partner", "loyalty.tier.grant", "loyalty.tier.access"}, found
        )
        # What it does not list goes with the contact that it does list, or forgets it.
        for model, field in self.env["loyalty.tier.export"]._models():
            if model not in found:
                on_delete = self.env[model]._fields[field].ondelete
                self.assertIn(on_delete, ("cascade", "set null"), model)
