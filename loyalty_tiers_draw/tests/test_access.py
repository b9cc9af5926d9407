# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common_draw import DrawCommon

# What a browser can call of ours, by RPC.
PUBLIC = {
    ("loyalty.tier.draw", "action_tickets"),
    ("loyalty.tier.messenger.message", "action_cancel"),
    ("loyalty.tier.messenger.message", "action_retry"),
}
MODELS = (
    "loyalty.tier.draw",
    "loyalty.tier.draw.prize",
    "loyalty.tier.draw.ticket",
    "loyalty.tier.messenger.message",
)


@tagged("post_install", "-at_install")
class TestAccess(DrawCommon):
    """Who may see draws, tickets and messages."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        group = "loyalty_tiers.group_loyalty_tiers_%s"
        cls.marketing = cls._make_user("marketing", group % "marketing")
        cls.manager = cls._make_user("manager", group % "manager")
        cls.portal = cls._make_user("portal", "base.group_portal", internal=False)
        cls.ticket = cls._scan(cls._buy(), email="ada@example.com")
        cls.message = cls.env["loyalty.tier.messenger.message"]._queue(
            cls.env.company, "news", {cls.ticket.partner_id: "Hello"}, "test"
        )

    def test_cashiers_and_guests_read_nothing(self):
        for user in (self.cashier, self.portal, self.env.ref("base.public_user")):
            for model in MODELS:
                with self.subTest(f"{user.login} {model}"):
                    with self.assertRaises(AccessError):
                        self.env[model].with_user(user).search([])

    def test_marketing_reads_and_changes_nothing(self):
        for model in MODELS:
            records = self.env[model].with_user(self.marketing)
            with self.subTest(model):
                self.assertTrue(records.search_count([]))
                for operation in ("write", "create", "unlink"):
                    self.assertFalse(records.has_access(operation))

    def test_a_manager_holds_a_draw_and_rewrites_no_ticket(self):
        draws = self.env["loyalty.tier.draw"].with_user(self.manager)
        draws.browse(self.draw.id).write({"invitation": "Come and draw!"})
        tickets = self.env["loyalty.tier.draw.ticket"].with_user(self.manager)
        for operation in ("write", "create", "unlink"):
            self.assertFalse(tickets.has_access(operation))

    def test_a_sibling_company_sees_nothing(self):
        other = self._make_company("Neighbour")
        user = self._make_user(
            "stranger", "loyalty_tiers.group_loyalty_tiers_manager", company=other
        )
        for model in MODELS:
            records = self.env[model].with_user(user)
            self.assertFalse(records.search([("company_id", "=", self.env.company.id)]))

    def test_only_a_manager_sends_again(self):
        for action in ("action_retry", "action_cancel"):
            for user in (self.marketing, self.cashier, self.portal):
                with self.assertRaises(AccessError):
                    getattr(self.message.with_user(user), action)()
        self.message.with_user(self.manager).action_cancel()
        self.assertEqual(self.message.state, "cancelled")

    def test_nothing_else_can_be_called(self):
        found = {
            (name, method)
            for name, model in self.env.items()
            for method in set(dir(type(model))) - set(dir(models.BaseModel))
            if not method.startswith("_")
            and getattr(getattr(type(model), method), "__module__", "").startswith(
                "odoo.addons.loyalty_tiers_draw."
            )
        }
        self.assertEqual(found, PUBLIC)

    def test_the_token_of_a_service_is_for_the_administrator(self):
        company = self.env.company.with_user(self.manager)
        with self.assertRaises(AccessError):
            company.read(["loyalty_tier_messenger_token"])

    def test_a_guest_reads_of_the_own_ticket_and_is_forgotten(self):
        guest = self.ticket.partner_id
        exports = self.env["loyalty.tier.export"].with_user(self.manager)
        titles = {row["model"] for row in exports._gather(guest)["sections"]}
        self.assertLessEqual(
            {"loyalty.tier.draw.ticket", "loyalty.tier.messenger.message"}, titles
        )
        self.manager.group_ids += self.env.ref("base.group_partner_manager")
        eraser = self.env["loyalty.tier.eraser"].with_user(self.manager)
        eraser._erase(guest.with_user(self.manager))
        self.assertEqual(self.message.text, "-")
