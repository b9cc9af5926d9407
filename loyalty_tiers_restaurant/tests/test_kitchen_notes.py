# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import json

from odoo import fields
from odoo.tests import tagged

from odoo.addons.loyalty_tiers.tests.common import LoyaltyTiersCommon

from ..models.pos_order import MARK, without_marked

CODE = {"text": "K7", "colorIndex": 0, MARK: 5}
ANSWER = {"text": "no garlic", "colorIndex": 0, MARK: 1}
STAFF = {"text": "very hot, 아주 매운", "colorIndex": 0}


@tagged("post_install", "-at_install")
class TestKitchenNotes(LoyaltyTiersCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.guest = cls._make_guest()
        cls.cashier.group_ids += cls.env.ref("loyalty_tiers.group_loyalty_tiers_server")
        cls.tag = cls.env["res.partner.preference.tag"].create(
            {"name": "Garlic Test", "code": "K77"}
        )

    def test_the_till_is_told_the_codes_of_a_guest(self):
        self._note("avoids")
        with self._no_more_queries_than_without_codes():
            known = self._read()

        self.assertEqual([row["code"] for row in known["preferences"]], ["K77"])

    def test_what_must_not_be_eaten_has_no_code_on_the_order(self):
        self._note("forbidden")

        known = self._read()

        self.assertNotIn("code", known["forbidden"][0])

    def test_notes_of_the_till_leave_the_order_when_their_time_is_over(self):
        order = self._order()
        self.assertEqual(order.loyalty_tier_noted_on, fields.Date.context_today(order))

        self._later(order, 30)
        self.assertIn(MARK, order.internal_note)

        self._later(order, 31)
        self.assertEqual(json.loads(order.internal_note), [STAFF])
        self.assertEqual(json.loads(order.lines.note), [STAFF])
        sent = json.loads(order.last_order_preparation_change)
        self.assertEqual(json.loads(sent["internal_note"]), [STAFF])
        self.assertEqual(json.loads(sent["lines"]["a"]["note"]), [STAFF])
        self.assertFalse(order.loyalty_tier_noted_on)

    def test_nought_days_keep_for_ever(self):
        parameters = self.env["ir.config_parameter"]
        parameters.set_param("loyalty_tiers.order_note_days", "0")
        order = self._order()

        self._later(order, 4000)

        self.assertIn(MARK, order.internal_note)

    def test_the_setting_of_nought_days_is_kept(self):
        self.env["res.config.settings"].create(
            {"loyalty_tiers_order_note_days": 0}
        ).execute()

        self.assertEqual(self.env["pos.order"]._loyalty_tier_note_days(), 0)

    def test_notes_leave_at_once_when_consent_is_withdrawn(self):
        order, other = self._order(), self._order(guest=self._make_guest())

        self.env["res.partner.consent"]._forget_guests(self.guest)

        self.assertNotIn(MARK, order.internal_note)
        self.assertIn(MARK, other.internal_note)

    def test_an_order_without_such_notes_is_not_touched(self):
        order = self._pay(self.guest)
        self.assertFalse(order.loyalty_tier_noted_on)

        order.internal_note = json.dumps([STAFF])
        self.assertFalse(order.loyalty_tier_noted_on)

    def test_a_draft_that_gets_notes_later_is_remembered(self):
        order = self._order()
        order.loyalty_tier_noted_on = False

        order.lines.note = json.dumps([ANSWER])

        self.assertTrue(order.loyalty_tier_noted_on)

    def test_a_note_that_is_no_list_stays_as_it_is(self):
        for text in ("loyalty_tiers", '{"loyalty_tiers": 1}', '["loyalty_tiers"]', ""):
            self.assertEqual(without_marked(text), text)

    def test_neither_receipt_mail_nor_invoice_carries_the_codes(self):
        order = self._order()

        values = order._prepare_invoice_vals() if order.partner_id else {}

        self.assertNotIn("K7", str(values))

    def _order(self, guest=None):
        """Ring up an order that carries notes of the till and of the staff."""
        notes = json.dumps([CODE, STAFF], ensure_ascii=False)
        line_note = json.dumps([ANSWER, STAFF], ensure_ascii=False)
        line = self._line(self.product, 1, 10.0, note=line_note)
        sent = {
            "lines": {"a": {"uuid": "a", "note": line_note}},
            "internal_note": notes,
            "metadata": {},
        }
        return self._pay(
            guest or self.guest,
            lines=[line],
            internal_note=notes,
            last_order_preparation_change=json.dumps(sent),
        )

    def _later(self, order, days):
        """Let the nightly job run so many days after the order."""
        today = fields.Date.context_today(order)
        order.loyalty_tier_noted_on = fields.Date.subtract(today, days=days)
        crons = self.registry["ir.cron"]
        self.patch(crons, "_commit_progress", lambda *args, **kwargs: 60.0)
        self.env["pos.order"]._cron_loyalty_tier_forget_notes()
        self.env.invalidate_all()

    def _note(self, kind):
        consent = self.env["res.partner.consent"].create(
            {"partner_id": self.guest.id, "text": "yes"}
        )
        self.env["res.partner.preference"].sudo().create(
            {
                "partner_id": self.guest.id,
                "kind": kind,
                "tag_id": self.tag.id,
                "consent_id": consent.id if kind == "forbidden" else False,
                "reason": "allergy" if kind == "forbidden" else False,
            }
        )

    def _read(self):
        knowledge = self.env["loyalty.tier.knowledge"].with_user(self.cashier)
        return knowledge.read_guest(self.guest.id, self.till.id)["knowledge"]

    def _no_more_queries_than_without_codes(self):
        self._read()
        codes = self.registry["res.partner.preference.tag"]
        with_codes = codes._codes
        self.patch(codes, "_codes", lambda tags: {})
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        self._read()
        count = self.cr.sql_log_count - before
        self.patch(codes, "_codes", with_codes)
        self.env.invalidate_all()
        return self.assertQueryCount(count)
