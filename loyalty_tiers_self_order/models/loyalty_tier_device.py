# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import secrets
from datetime import timedelta
from hashlib import sha256

from odoo import api, fields, models
from odoo.http import request

COOKIE = "loyalty_tiers_device"
IDLE_MINUTES = 30  # without a request, a guest is not known on a device any more
SEEN_SECONDS = 60  # so often it is written that a guest is still there


# Rows of half an hour, but no wizard.
# pylint: disable-next=no-wizard-in-models
class LoyaltyTierDevice(models.TransientModel):
    """A guest who has shown the card at a kiosk, or to the QR menu on a phone.

    The device keeps a random token in a cookie that no script can read; here is only
    its digest. The row goes with "Done", when the page is loaded again, and by itself
    after a while. Nobody has access by record; only the routes of the kiosk ask.
    """

    _name = "loyalty.tier.device"
    _description = "Guest at a Kiosk or QR Menu"

    token = fields.Char(required=True, index=True, readonly=True)
    config_id = fields.Many2one(
        comodel_name="pos.config", required=True, readonly=True, ondelete="cascade"
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    seen = fields.Datetime(required=True, default=fields.Datetime.now)

    @api.model
    def _here(self, config=None):
        """Return who is known on the device that sends this request, if anybody.

        :param config: the till whose menu it is; any by default
        :return: at most one ``loyalty.tier.device``, as superuser
        """
        devices = self.sudo()
        token = request and request.cookies.get(COOKIE)
        if not token:
            return devices.browse()
        since = fields.Datetime.now() - timedelta(minutes=IDLE_MINUTES)
        domain = [("token", "=", _digest(token)), ("seen", ">", since)]
        domain.append(("partner_id.active", "=", True))
        if config is not None:
            domain.append(("config_id", "=", config.id))
        return devices.search(domain, limit=1)

    @api.model
    def _guest(self, config=None):
        """Return the guest of the device that sends this request; nobody by default.

        :rtype: res.partner
        """
        return self._here(config).partner_id

    def _leave_no_copy(self):
        """Have the browser keep no copy of what it is about to be sent."""
        request.future_response.headers["Cache-Control"] = "no-store"

    @api.model
    def _open(self, config, guest):
        """Let a guest be known on the device that sends this request."""
        self._close()
        token = secrets.token_urlsafe(32)
        self.sudo().create(
            {"token": _digest(token), "config_id": config.id, "partner_id": guest.id}
        )
        self._set_cookie(token, expires=None)

    @api.model
    def _close(self):
        """Forget who was known on the device that sends this request."""
        token = request.cookies.get(COOKIE)
        if token:
            self.sudo().search([("token", "=", _digest(token))]).unlink()
            self._set_cookie("", expires=0, max_age=0)

    @api.model
    def _set_cookie(self, token, **kwargs):
        # Not for scripts, not for other sites, and gone when the browser is closed.
        request.future_response.set_cookie(
            COOKIE,
            token,
            httponly=True,
            samesite="Strict",
            secure=request.httprequest.scheme == "https",
            **kwargs,
        )

    def _touch(self):
        """Note that the guest is still there."""
        now = fields.Datetime.now()
        late = now - timedelta(seconds=SEEN_SECONDS)
        self.filtered(lambda device: device.seen < late).write({"seen": now})

    @api.autovacuum
    def _gc_devices(self):
        since = fields.Datetime.now() - timedelta(minutes=IDLE_MINUTES)
        self.sudo().search([("seen", "<=", since)]).unlink()


def _digest(token):
    return sha256(token.encode()).hexdigest()
