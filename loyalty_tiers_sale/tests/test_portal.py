# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import date

from odoo import http
from odoo.fields import Command
from odoo.tests import HttpCase, new_test_user, tagged

from .common_sale import SaleCommon


@tagged("post_install", "-at_install")
class TestPortal(SaleCommon, HttpCase):
    """The page "My tier": a guest's own data, and nobody else's."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.ref("base.group_portal").sudo()
        cls.ada = cls._portal_user("ada", "Ada")
        cls.guest = cls.ada.partner_id
        cls.silver.perk_ids = [Command.create({"name": "A cup of tea"})]

    @classmethod
    def _portal_user(cls, login, name):
        return new_test_user(
            cls.env,
            login=f"loyalty_tiers_{login}",
            password=f"loyalty_tiers_{login}",
            groups="base.group_portal",
            name=name,
            company_id=cls.company.id,
            company_ids=[Command.set(cls.company.ids)],
        )

    def _page(self, user=None):
        user = user or self.ada
        self.authenticate(user.login, user.login)
        self.env.flush_all()
        return self._text(self.url_open("/my/tier"))

    def _text(self, answer):
        self.assertEqual(answer.status_code, 200)
        return answer.text

    def _send(self, path, **values):
        values["csrf_token"] = http.Request.csrf_token(self)
        return self.url_open(path, data=values)

    def _note(self, guest, text, **values):
        return self.env["res.partner.preference"].create(
            {"partner_id": guest.id, "text": text, **values}
        )

    def _forbid(self, guest, text):
        consent = self.env["res.partner.consent"]._in_force(guest)[:1]
        consent = consent or self.env["res.partner.consent"]._record(guest)
        return self._note(
            guest, text, kind="forbidden", reason="allergy", consent_id=consent.id
        )

    def test_a_stranger_is_sent_to_the_login(self):
        for path in ("/my/tier", "/my/tier/greet", "/my/tier/forget"):
            answer = self.url_open(path, allow_redirects=False)
            self.assertIn(answer.status_code, (303, 405), path)
        answer = self.url_open("/my/tier")
        self.assertIn("/web/login", answer.url)

    def test_it_tells_title_and_why_and_what_is_missing(self):
        order = self._order(self.guest)
        visit = self._visit(self.guest)

        page = self._page()

        for said in ("Silver", "2 visits to Gold", "A cup of tea", order.name):
            self.assertIn(said, page)
        self.assertIn(visit.display_name, page)
        self.assertIn("visits count", page)

    def test_who_holds_nothing_reads_nothing_unkind(self):
        page = self._page()

        self.assertIn("2 visits to Silver", page)
        self.assertIn("first tier", page)

    def test_what_waits_for_a_manager_is_not_mentioned(self):
        order = self._order(self.guest)
        self.env["loyalty.tier.entry"].sudo().search(
            [("origin_model", "=", "sale.order"), ("origin_id", "=", order.id)]
        ).held = True

        self.assertNotIn(order.name, self._page())

    def test_what_is_out_of_the_window_is_no_reason(self):
        order = self._order(self.guest)
        self.program.write({"window": "calendar", "holding": "period"})
        self._work()
        self._day_is(date(2026, 5, 6), night=False)

        self.assertNotIn(order.name, self._page())

    def test_a_contact_sees_the_firms_tier_and_only_the_own_notes(self):
        firm = self._make_guest("Firm", is_company=True)
        colleague = self._make_guest("Colleague", parent_id=firm.id)
        self.guest.parent_id = firm
        self._visit(firm, 2)
        self._note(self.guest, "Window seat", kind="seat")
        theirs = self._note(colleague, "Corner seat", kind="seat")
        self._note(firm, "Pays late", kind="service")

        page = self._page()

        self.assertIn("Silver", page)
        self.assertIn("Window seat", page)
        self.assertNotIn("Corner seat", page)
        self.assertNotIn("Pays late", page)
        self._send("/my/tier/forget", note=theirs.id)
        self.assertTrue(theirs.exists())

    def test_a_note_is_removed_and_leaves_a_line(self):
        note = self._note(self.guest, "Sake, cold")
        self.assertIn("Sake, cold", self._page())

        answer = self._send("/my/tier/forget", note=note.id)

        self.assertNotIn("Sake, cold", answer.text)
        self.assertFalse(note.exists())
        line = self.env["loyalty.tier.access"].search(
            [("partner_id", "=", self.guest.id)], limit=1
        )
        self.assertRecordValues(line, [{"action": "removed", "user_id": self.ada.id}])

    def test_another_guests_note_stays(self):
        others = self._note(self._make_guest("Grace"), "Sake, cold")
        hidden = self._forbid(self._make_guest("Mary"), "Peanuts")
        page = self._page()
        self.assertNotIn("Sake, cold", page)
        self.assertNotIn("Peanuts", page)

        for note in (others.id, hidden.id, 0, -1, "x", "٣", "9" * 30, ""):
            self.assertEqual(
                self._send("/my/tier/forget", note=note).status_code, 200, note
            )

        self.assertTrue(others.exists() and hidden.exists())

    def test_what_must_not_be_eaten_is_the_guests_to_read_and_take_back(self):
        peanuts = self._forbid(self.guest, "Peanuts")
        shrimps = self._forbid(self.guest, "Shrimps")
        consent = peanuts.consent_id
        page = self._page()
        self.assertIn("Peanuts", page)

        self._send("/my/tier/forget", note=peanuts.id)
        self.assertFalse(peanuts.exists())
        self.assertTrue(shrimps.exists(), "the other one may save a life")
        self.assertFalse(consent.withdrawn_on)
        self._send("/my/tier/forget", note=shrimps.id)

        consent.invalidate_recordset()
        self.assertTrue(consent.withdrawn_on)
        self.assertEqual(consent.withdrawn_by_id, self.ada)

    def test_consent_is_taken_back_at_once(self):
        peanuts = self._forbid(self.guest, "Peanuts")
        others = self._forbid(self._make_guest("Mary"), "Milk")
        self._page()

        self._send("/my/tier/withdraw")

        self.assertFalse(peanuts.exists())
        self.assertTrue(others.exists())

    def test_nobody_greets_who_does_not_like_it(self):
        self._visit(self.guest, 2)
        self.assertIn("Do not greet me", self._page())

        answer = self._send("/my/tier/greet")

        self.guest.invalidate_recordset()
        self.assertTrue(self.guest.loyalty_tier_incognito)
        self.assertIn("Greet me again", answer.text)
        self._send("/my/tier/greet", greet=1)
        self.guest.invalidate_recordset()
        self.assertFalse(self.guest.loyalty_tier_incognito)

    def test_a_click_from_elsewhere_does_nothing(self):
        note = self._note(self.guest, "Sake, cold")
        self._page()

        answer = self.url_open("/my/tier/forget", data={"note": note.id})

        self.assertEqual(answer.status_code, 400)
        self.assertTrue(note.exists())

    def test_no_browser_keeps_the_page(self):
        self._page()
        answer = self.url_open("/my/tier")

        self.assertIn("no-store", answer.headers["Cache-Control"])

    def test_my_home_leads_there_where_there_is_a_program(self):
        self._page()
        self.assertIn("/my/tier", self.url_open("/my").text)
        counters = {"counters": ["loyalty_tier_count"]}
        asked = self.make_jsonrpc_request("/my/counters", counters)
        self.assertEqual(asked["loyalty_tier_count"], 1)

        self.company.loyalty_tier_program_id = False
        asked = self.make_jsonrpc_request("/my/counters", counters)

        self.assertEqual(asked["loyalty_tier_count"], 0)
        self.assertIn("What we remember of you", self._page())

    def test_a_quotation_offers_nothing_closed(self):
        section = {"display_type": "line_section", "name": "On request"}
        if "is_optional" not in self.env["sale.order.line"]._fields:
            self.skipTest("Without optional lines")
        order = self._quote(self.guest)
        order.order_line = [
            Command.create({**section, "is_optional": True, "sequence": 20}),
            Command.create(
                {
                    "product_id": self.dish.id,
                    "product_uom_qty": 0,
                    "sequence": 21,
                    "price_unit": 99.0,
                }
            ),
        ]
        order.action_quotation_sent()
        dish = order.order_line[-1]
        self.authenticate(self.ada.login, self.ada.login)

        page = self.url_open(order.get_portal_url()).text
        self.assertNotIn("Wagyu", page)
        self.assertNotIn("On request", page)
        params = {"line_id": dish.id, "access_token": order.access_token}
        path = f"/my/orders/{order.id}/update_line_dict"
        self.make_jsonrpc_request(path, params)
        self.assertEqual(dish.product_uom_qty, 0)

        self._visit(self.guest, 2)
        page = self.url_open(order.get_portal_url()).text
        self.assertIn("Wagyu", page)
        self.make_jsonrpc_request(path, params)
        dish.invalidate_recordset()
        self.assertEqual(dish.product_uom_qty, 1)
