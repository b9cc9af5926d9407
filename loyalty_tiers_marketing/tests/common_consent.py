# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from urllib.parse import urlencode
from uuid import uuid4

from odoo import http
from odoo.tests import HttpCase

from odoo.addons.loyalty_tiers.tests.common_guest import LoyaltyTiersGuestCommon

EMAIL = "ada@lovelace.example"
NEWS, BIRTHDAY, OFFERS = "news", "birthday", "offers"


class ConsentCommon(LoyaltyTiersGuestCommon):
    """A guest with an address, and what she says about messages."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ada = cls._make_guest("Ada", email=EMAIL, phone="+1 555 0100")
        cls.consents = cls.env["res.partner.consent"]

    @classmethod
    def _agree(cls, guest, *purposes, channels=("email",), **kwargs):
        return cls.consents._agree(guest, purposes, channels, **kwargs)

    @classmethod
    def _leave(cls, guest, *purposes, channels=("email",), **kwargs):
        return cls.consents._leave(guest, purposes, channels, **kwargs)

    @classmethod
    def _set(cls, name, value):
        """Set one of our settings."""
        parameters = cls.env["ir.config_parameter"].sudo()
        parameters.set_param(f"loyalty_tiers_marketing.{name}", value)

    @classmethod
    def _rows(cls, guest):
        return cls.consents.sudo().search([("partner_id", "=", guest.id)], order="id")

    @classmethod
    def _mailing(cls, purpose=False, model="base.model_res_partner"):
        return cls.env["mailing.mailing"].create(
            {
                "subject": "New on the hidden menu",
                "mailing_model_id": cls.env.ref(model).id,
                "loyalty_tier_purpose": purpose,
                "body_html": "<p>Wagyu</p>",
            }
        )

    def assertStands(self, guests, standing, *purposes, channel="email"):
        """Compare what guests have said of some purposes."""
        self.env.invalidate_all()
        for guest in guests:
            said = self.consents._standing(guest)
            for purpose in purposes:
                self.assertEqual(said[purpose, channel], standing, purpose)

    def _asked(self, guest):
        """The mails that ask a guest, which wait to be sent."""
        mails = self.env["mail.mail"].sudo()
        return mails.search([("recipient_ids", "in", guest.ids)], order="id")

    # --------------------------------------------------------------- at the till
    def _read(self, guest=None, user=None):
        """Return what the till may ask a guest."""
        self.env.flush_all()
        self.env.invalidate_all()
        knowledge = self.env["loyalty.tier.knowledge"].with_user(user or self.cashier)
        return knowledge.read_guest((guest or self.ada).id, self.till.id)["ask"]

    def _say(self, answer, guest=None, user=None, till=None, **values):
        """Answer at the till."""
        knowledge = self.env["loyalty.tier.knowledge"].with_user(user or self.cashier)
        values = {
            "uuid": str(uuid4()),
            "answer": answer,
            "channel": "email",
            **values,
        }
        till_id = (till or self.till).id
        return knowledge.note_wish((guest or self.ada).id, till_id, values)


class ConsentPageCommon(ConsentCommon, HttpCase):
    """A guest without a login, with a mail in hand."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mailing = cls._mailing(NEWS)

    def _keys(self, mailing=None, guest=None, email=EMAIL):
        """What the link of a mail carries."""
        mailing, guest = mailing or self.mailing, guest or self.ada
        token = mailing._generate_mailing_recipient_token(guest.id, email)
        return {"document_id": guest.id, "email": email, "hash_token": token}

    def _get(self, path="messages", mailing=None, keys=None):
        keys = self._keys(mailing) if keys is None else keys
        mailing = mailing or self.mailing
        return self.url_open(f"/mailing/{mailing.id}/{path}?{urlencode(keys)}")

    def _press(self, path, mailing=None, keys=None, **values):
        """Press a button on our page."""
        mailing = mailing or self.mailing
        return self._send(
            f"/mailing/{mailing.id}/messages/{path}",
            **(self._keys(mailing) if keys is None else keys),
            **values,
        )

    def _send(self, path, **values):
        if not self.session or not self.session.sid:
            self.authenticate(None, None)
        values["csrf_token"] = http.Request.csrf_token(self)
        return self.url_open(path, data=values)

    def _print(self):
        """A finger print of all that guests have said, and of the blacklist."""
        self.env.invalidate_all()
        blacklist = self.env["mail.blacklist"].sudo()
        rows = self.consents.sudo().search([], order="id")
        return (
            rows.mapped(lambda row: (row.id, row.withdrawn_on)),
            blacklist.search([], order="id").mapped("email"),
        )
