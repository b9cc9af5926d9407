# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta
from hashlib import sha256

from odoo import api, fields, models
from odoo.http import request

WRONG_MINUTES = 10
WRONG_BY_DEVICE = 10  # within these minutes
WRONG_BY_CONFIG = 30
# Member codes have nine digits of chance: of so many tries a day, with ten thousand
# members, one in five hundred days meets a code.
WRONG_BY_CONFIG_A_DAY = 200
LONGEST = 64  # letters of what is scanned


class LoyaltyTierDeviceGuess(models.Model):
    """A card that nobody has, shown to a kiosk or QR menu: so that nobody guesses on."""

    _name = "loyalty.tier.device.guess"
    _description = "Wrong Card at a Kiosk or QR Menu"

    config_id = fields.Many2one(
        comodel_name="pos.config",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    device = fields.Char(required=True, readonly=True, help="Digest of the address.")
    date = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)

    @api.model
    def _guest_of(self, config, code):
        """Return whose card was shown; nobody where it is wrong, or too many were.

        Which of the two it is cannot be told from the answer, nor from its time.

        :param config: the till whose menu it is
        :param code: what was scanned or typed; hostile
        :rtype: res.partner
        """
        code = code.strip().replace("\0", "") if isinstance(code, str) else ""
        partners = self.env["res.partner"].sudo()
        guest = partners.search(
            [
                ("loyalty_tier_code", "=", code[:LONGEST] or " "),
                ("company_id", "in", [False, config.company_id.id]),
            ],
            limit=2,
        )
        if self._too_many(config) or len(guest) != 1:
            self._note(config)
            return partners.browse()
        return guest

    @api.model
    def _too_many(self, config):
        now = fields.Datetime.now()
        lately = [("date", ">=", now - timedelta(minutes=WRONG_MINUTES))]
        today = [("date", ">=", now - timedelta(days=1))]
        guesses, here = self.sudo(), [("config_id", "=", config.id)]
        mine = [("device", "=", self._device())]
        counts = (
            (lately + mine, WRONG_BY_DEVICE),
            (lately + here, WRONG_BY_CONFIG),
            (today + here, WRONG_BY_CONFIG_A_DAY),
        )
        # All are counted, so that the time does not tell which one it was.
        return any([guesses.search_count(d, limit=most) >= most for d, most in counts])

    @api.model
    def _note(self, config):
        """Note a wrong card, whatever becomes of the call."""
        values = {"config_id": config.id, "device": self._device()}
        with self.env["loyalty.tier.settlement"]._own_transaction() as own:
            own.env["loyalty.tier.device.guess"].create(values)

    @api.model
    def _device(self):
        # The address itself need not be kept.
        secret = self.env["ir.config_parameter"].sudo().get_param("database.secret")
        address = request.httprequest.remote_addr or ""
        return sha256(f"{secret}{address}".encode()).hexdigest()[:32]

    @api.autovacuum
    def _gc_guesses(self):
        since = fields.Datetime.now() - timedelta(days=1)
        self.sudo().search([("date", "<", since)]).unlink()
