# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged

from odoo.addons.loyalty_tiers_website_sale.tests.common_cart import HiddenCartCase
from odoo.addons.loyalty_tiers_website_sale.tests.common_shop import STRANGERS


@tagged("post_install", "-at_install")
class TestStockDoors(HiddenCartCase):
    """Who asked to hear when something is back, and may not have it."""

    def _ask(self, visitor, kind):
        return self._rpc(
            "/shop/add/stock_notification",
            {
                "email": f"{visitor}@example.com",
                "product_id": self.hidden[kind].variant.id,
            },
            visitor=visitor,
        )

    def test_strangers_cannot_ask_for_what_is_closed(self):
        for visitor in STRANGERS:
            for kind in ("secret", "teaser", "variant"):
                answer = self._ask(visitor, kind)
                self.assertIn('"error"', answer, f"{visitor} {kind}")
                self.assertNoTrace(answer, where=f"{visitor} {kind}")
        self.assertNotIn('"error"', self._ask("at", "secret"))

    def test_who_lost_the_tier_gets_no_mail(self):
        dish = self.hidden["secret"].variant
        guests = {name: self._user(name).partner_id for name in ("below", "at")}
        for name, guest in guests.items():
            guest.email = f"{name}@example.com"
            dish.stock_notification_partner_ids += guest
            self.open.product_variant_id.stock_notification_partner_ids += guest
        self.env.flush_all()
        self.env["product.product"]._send_availability_email()
        mails = self.env["mail.mail"].search([("subject", "ilike", "now available")])
        told = {(mail.email_to, mail.subject) for mail in mails}
        of_secret = [to for to, subject in told if "Zyxgold" in subject]
        self.assertEqual(of_secret, [guests["at"].email_formatted])
        self.assertEqual(len(told), 3, "the open dish is told to both")
