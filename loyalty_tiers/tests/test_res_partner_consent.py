# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from uuid import uuid4

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common_knowledge import AGREED, KnowledgeCommon


@tagged("post_install", "-at_install")
class TestResPartnerConsent(KnowledgeCommon):
    def _consents(self, guest=None):
        guest = guest or self.ada
        return self.env["res.partner.consent"].search([("partner_id", "=", guest.id)])

    def test_what_must_not_be_eaten_is_noted_with_consent_only(self):
        for consent in (None, {}, False):
            with self.assertRaisesRegex(ValidationError, "Ask Ada first"):
                self._forbid(text="Nuts", consent=consent)
        self.env.invalidate_all()

    def test_a_consent_says_when_how_by_whom_and_in_which_words(self):
        row = self._forbid(tag_id=self.garlic.id, consent=AGREED)

        consent = self._consents()
        self.assertRecordValues(
            consent,
            [
                {
                    "purpose": "health",
                    "how": "spoken",
                    "user_id": self.cashier.id,
                    "text": AGREED["text"],
                    "withdrawn_on": False,
                }
            ],
        )
        self.assertTrue(consent.given_on)
        self.assertEqual(row["reason_text"], "Allergy")
        self.assertEqual(row["by"], self.cashier.name)
        self.assertEqual(self._read()["forbidden"], [row])

    def test_the_words_that_were_read_out_are_kept_when_the_till_sends_none(self):
        self._forbid(text="Nuts", consent={"how": "written"})

        self.assertEqual(self._consents().text, self._read()["consent_text"])
        self.assertEqual(self._consents().how, "written")

    def test_who_agreed_once_is_not_asked_for_each_thing(self):
        self._forbid(text="Nuts")
        self._forbid(text="Milk", consent=None)

        self.assertEqual(len(self._consents()), 1)
        self.assertEqual(self._texts(self._read()["forbidden"]), ["Nuts", "Milk"])

    def test_the_consent_of_another_guest_does_not_count(self):
        self._forbid(text="Nuts")

        with self.assertRaises(ValidationError):
            self._forbid(self._make_guest("Eve"), text="Milk", consent=None)

    def test_withdrawing_removes_it_at_once(self):
        self._forbid(text="Nuts")
        self._prefer(text="Beer")

        self._as().withdraw_consent(self.ada.id, self.till.id)

        self.assertEqual(self._kept().mapped("text"), ["Beer"])
        consent = self._consents()
        self.assertTrue(consent.withdrawn_on)
        self.assertEqual(consent.withdrawn_by_id, self.cashier)
        with self.assertRaises(ValidationError):
            self._forbid(text="Nuts", consent=None)

    def test_who_withdrew_may_agree_again(self):
        self._forbid(text="Nuts")
        self._as().withdraw_consent(self.ada.id, self.till.id)

        self._forbid(text="Milk")

        self.assertEqual(self._texts(self._read()["forbidden"]), ["Milk"])
        self.assertEqual(len(self._consents()), 2)

    def test_a_correction_of_what_must_not_be_eaten_keeps_no_former_row(self):
        row = self._forbid(text="Nuts")
        values = {"uuid": str(uuid4()), "text": "Peanuts"}

        new = self._as().correct_preference(row["id"], self.till.id, values)

        self.assertEqual(self._kept().ids, [new["id"]])
        self.assertEqual(new["reason"], "allergy")

    def test_what_a_guest_may_eat_again_is_a_plain_preference(self):
        row = self._forbid(text="Nuts")
        values = {"uuid": str(uuid4()), "kind": "avoids"}

        self._as().correct_preference(row["id"], self.till.id, values)

        self.assertRecordValues(
            self._kept(),
            [{"kind": "avoids", "text": "Nuts", "reason": False, "consent_id": False}],
        )

    def test_what_was_avoided_becomes_forbidden_with_consent_only(self):
        row = self._prefer(kind="avoids", text="Nuts")
        values = {"uuid": str(uuid4()), "kind": "forbidden", "reason": "allergy"}

        with self.assertRaises(ValidationError), self.cr.savepoint():
            self._as().correct_preference(row["id"], self.till.id, values)
        new = self._as().correct_preference(
            row["id"], self.till.id, {**values, "consent": AGREED}
        )

        self.assertEqual(new["reason_text"], "Allergy")

    # ------------------------------------------------------------- who reads
    def test_each_opening_leaves_one_line(self):
        self._forbid(text="Nuts")
        before = len(self._lines())

        for _opening in range(50):
            self._read()

        lines = self._lines()[before:]
        self.assertEqual(lines, [(self.cashier, "opened", "forbidden")] * 50)

    def test_opening_a_guest_who_may_eat_everything_leaves_no_line(self):
        self._prefer(text="Beer")
        before = self._lines()

        self._read()

        self.assertEqual(self._lines(), before)

    def test_nobody_reads_it_past_the_line_it_leaves(self):
        row = self._forbid(tag_id=self.garlic.id)
        for user in (self.manager, self.env.ref("base.user_admin")):
            rows = self.env["res.partner.preference"].with_user(user)
            rows = rows.with_context(active_test=False)
            self.assertFalse(rows.search([("partner_id", "=", self.ada.id)]))
            self.assertRaises(AccessError, rows.browse(row["id"]).read, ["text"])
            self.assertFalse(self.ada.with_user(user).loyalty_tier_preference_ids)
            oracle = [("loyalty_tier_preference_ids.tag_id", "=", self.garlic.id)]
            self.assertFalse(self.env["res.partner"].with_user(user).search(oracle))

    # --------------------------------------------------------- on the contact
    def _open(self, user=None):
        action = self.ada.with_user(
            user or self.manager
        ).action_loyalty_tier_forbidden()
        wizards = self.env[action["res_model"]].with_user(user or self.manager)
        return wizards.browse(action["res_id"])

    def test_a_manager_opens_it_on_the_contact_and_leaves_a_line(self):
        self._forbid(tag_id=self.garlic.id)

        wizard = self._open()

        self.assertEqual(wizard.line_ids.text, "Wild garlic")
        self.assertEqual(wizard.line_ids.reason, "allergy")
        self.assertEqual(self._lines()[-1], (self.manager, "opened", "forbidden"))

    def test_the_window_itself_keeps_nothing_sensitive(self):
        self._forbid(text="Secret nuts")
        self._open()
        self.env.flush_all()

        for table in ("res_partner_knowledge", "res_partner_knowledge_line"):
            self.cr.execute(f"SELECT * FROM {table}")  # pylint: disable=sql-injection
            self.assertNotIn("Secret", str(self.cr.fetchall()))

    def test_a_manager_notes_and_removes_it_on_the_contact(self):
        wizard = self._open()
        wizard.write({"tag_id": self.garlic.id, "reason": "faith"})
        with self.assertRaisesRegex(UserError, "Ask Ada first"):
            wizard.action_note()
        wizard.agreed = True

        action = wizard.action_note()

        self.assertFalse(wizard.exists())
        wizard = wizard.browse(action["res_id"])
        self.assertEqual(self._read()["forbidden"][0]["reason"], "faith")
        wizard.line_ids.action_remove()
        self.assertFalse(self._kept())

    def test_a_manager_withdraws_it_on_the_contact(self):
        self._forbid(text="Nuts")

        action = self._open().action_withdraw()

        self.assertFalse(self._kept())
        self.assertFalse(
            self.env[action["res_model"]].browse(action["res_id"]).line_ids
        )

    def test_nobody_else_opens_it_on_the_contact(self):
        marketing = self._make_user(
            "marketing", "loyalty_tiers.group_loyalty_tiers_marketing"
        )
        for user in (self.cashier, marketing):
            with self.assertRaises(AccessError):
                self._open(user)
        wizard = self._open()
        other = self._make_user("other", "loyalty_tiers.group_loyalty_tiers_manager")
        with self.assertRaises(AccessError):
            wizard.with_user(other).line_ids.read(["text"])
