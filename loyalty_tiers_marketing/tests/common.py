# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.addons.loyalty_tiers.tests.common import LoyaltyTiersCommon
from odoo.addons.mail.tests.common import MockEmail


class MarketingCommon(LoyaltyTiersCommon, MockEmail):
    """The shop of the other tests, which now writes to its guests."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.program.message_limit = 0
        cls.marketing = cls._make_user(
            "marketing",
            "loyalty_tiers.group_loyalty_tiers_marketing",
            "mass_mailing.group_mass_mailing_user",
            email="marketing@shop.example.com",
        )
        cls.audience = cls._audience("Everybody")

    @classmethod
    def _audience(cls, name="Guests", **values):
        return cls.env["loyalty.tier.audience"].create(
            {"name": name, "program_id": cls.program.id, **values}
        )

    @classmethod
    def _mailing(cls, audience=None, **values):
        """Write a mailing to an audience, with nobody held back."""
        mailing = cls.env["mailing.mailing"].create(
            {
                "subject": "New on the menu",
                "body_html": '<p>Dear <t t-out="object.name"/></p>',
                "mailing_model_id": cls.env["ir.model"]._get_id("res.partner"),
                "loyalty_tier_audience_id": (audience or cls.audience).id,
                "loyalty_tier_hold_back": 0.0,
                "email_from": "shop@shop.example.com",
                **values,
            }
        )
        # What is computed of it is not computed by the cashier of the next sale.
        cls.env.flush_all()
        return mailing

    @classmethod
    def _guest(cls, name="Ada", visits=1, agrees=("offers",), **values):
        """Have a guest come, and agree to mails for some purposes."""
        email = f"{name.lower().replace(' ', '.')}@guests.example.com"
        guest = cls._make_guest(name, visits=visits, **{"email": email, **values})
        if agrees:
            cls.env["res.partner.consent"]._agree(guest, agrees, ["email"])
        return guest

    @classmethod
    def _segment(cls, guest, **values):
        """Note what the night finds out about a guest.

        :param values: what matters; the guest is an ordinary one otherwise
        """
        segments = cls.env["loyalty.tier.segment"].sudo()
        segments.search([("partner_id", "=", guest.id)]).unlink()
        return segments.create(
            {
                "program_id": cls.program.id,
                "partner_id": guest.id,
                "layer": "1",
                "value": "steady",
                **values,
            }
        )

    def _send(self, mailing):
        """Send a mailing now, as the queue does, and return whom it reached.

        :return: addresses in order
        """
        with self.mock_mail_gateway():
            mailing.action_send_mail()
        return sorted(mail["email_to"][0].lower() for mail in self._mails)

    def assertCounts(self, mailing, **counts):
        """Compare who can be written to, and who not, for each reason."""
        mailing.invalidate_recordset()
        self.assertEqual(mailing._loyalty_tier_counts(), counts)
