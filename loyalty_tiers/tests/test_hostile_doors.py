# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import json
from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common_guest import LoyaltyTiersGuestCommon

NUTS, TALK = "Xylophobia Peanut", "Graduation at Qyzylorda"


@tagged("post_install", "-at_install")
class TestHostileDoors(LoyaltyTiersGuestCommon, HttpCase):
    """The same questions, asked through the doors that a browser has."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.guest = cls._make_guest("Ada", visits=2)
        cls._preference(cls.guest, NUTS, "forbidden")
        cls._talk(cls.guest, TALK)
        cls.users = (cls.portal, cls.employee, cls.greeter, cls.marketing, cls.manager)
        for user in cls.users:
            user.password = user.login

    def _calls(self):
        guest = [("partner_id", "=", self.guest.id)]
        return (
            ("res.partner.preference", "search_read", {"domain": guest}),
            ("res.partner.preference", "name_search", {"name": "Xylo"}),
            (
                "res.partner.preference",
                "formatted_read_group",
                {"domain": [], "groupby": ["text"], "aggregates": ["__count"]},
            ),
            ("res.partner.conversation", "search_read", {"domain": guest}),
            ("loyalty.tier.access", "search_read", {"domain": guest}),
            (
                "loyalty.tier.knowledge",
                "read_guest",
                {"partner_id": self.guest.id, "config_id": self.till.id},
            ),
        )

    def assertTellsNothing(self, user, text, call):
        self.assertNotIn("Internal Server Error", text)
        if call == "read_guest" and user == self.manager:
            return  # a manager serves guests, too; it leaves a line
        self.assertNotIn(NUTS, text, f"{user.login} {call}")
        if user != self.manager:
            self.assertNotIn(TALK, text, f"{user.login} {call}")

    @mute_logger("odoo.http")
    def _post(self, url, said, headers=None):
        headers = {"Content-Type": "application/json", **(headers or {})}
        return self.url_open(url, json.dumps(said), headers=headers)

    def test_the_web_client_tells_nothing(self):
        for user in self.users:
            self.authenticate(user.login, user.login)
            for model, method, kwargs in self._calls():
                params = {
                    "model": model,
                    "method": method,
                    "args": [],
                    "kwargs": kwargs,
                }
                answer = self._post(
                    f"/web/dataset/call_kw/{model}/{method}",
                    {"method": "call", "params": params},
                )
                self.assertTellsNothing(user, answer.text, method)

    def test_json_2_tells_nothing(self):
        for user in self.users:
            keys = self.env["res.users.apikeys"].with_user(user)
            tomorrow = fields.Datetime.now() + timedelta(days=1)
            key = keys._generate("rpc", "Hostile", tomorrow)
            for model, method, kwargs in self._calls():
                answer = self._post(
                    f"/json/2/{model}/{method}",
                    kwargs,
                    {"Authorization": f"bearer {key}"},
                )
                self.assertTellsNothing(user, answer.text, method)

    def test_all_data_of_a_guest_are_for_managers(self):
        url = f"/loyalty_tiers/guest_data/{self.guest.id}"
        self.assertIn("/web/login", self.url_open(url).url, "nobody is logged in")
        for user in self.users[:-1]:
            self.authenticate(user.login, user.login)
            with self.assertLogs("odoo.http", "WARNING"):
                answer = self.url_open(url)
            self.assertNotEqual(answer.status_code, 200, user.login)
            self.assertNotIn(NUTS, answer.text)
        self.authenticate(self.manager.login, self.manager.login)
        answer = self.url_open(url)
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(answer.headers["Content-Type"], "application/zip")
        self.assertEqual(len(self._lines(self.guest, "exported")), 1)
        self.assertEqual(self.url_open("/loyalty_tiers/guest_data/0").status_code, 404)
