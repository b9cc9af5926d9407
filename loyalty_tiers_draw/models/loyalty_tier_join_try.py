# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import hmac
from odoo.tools.constants import GC_UNLINK_LIMIT

HOUR = timedelta(hours=1)
KEPT = timedelta(days=1)
# In an hour. Guests of one shop share its network, so the first is generous.
MOST = {"guess": 60, "form": 12}


class LoyaltyTierJoinTry(models.Model):
    """That somebody tried: a code that does not exist, or to send the form.

    Holds no address: only what cannot be turned back into one, for a day.
    """

    _name = "loyalty.tier.join.try"
    _description = "Try to Join"
    _log_access = False

    kind = fields.Selection(
        selection=[("guess", "A code that is unknown"), ("form", "A form was sent")],
        required=True,
    )
    key = fields.Char(required=True)
    date = fields.Datetime(required=True, default=fields.Datetime.now)

    _key_idx = models.Index("(key, kind, date)")

    @api.model
    def _note(self, kind, source):
        """Note a try.

        :param str kind: ``guess`` or ``form``
        :param str source: who tried: an address of the network, or a code
        """
        self.sudo().create({"kind": kind, "key": self._key(source)})

    @api.model
    def _is_too_often(self, kind, source):
        """Return whether somebody has tried too often within an hour.

        :rtype: bool
        """
        domain = [("kind", "=", kind), ("key", "=", self._key(source))]
        domain.append(("date", ">", fields.Datetime.now() - HOUR))
        most = MOST[kind]
        return self.sudo().search_count(domain, limit=most) >= most

    @api.model
    def _key(self, source):
        return hmac(self.env(su=True), "loyalty_tiers_draw.try", source)

    @api.autovacuum
    def _gc_tries(self):
        over = [("date", "<", fields.Datetime.now() - KEPT)]
        self.sudo().search(over, limit=GC_UNLINK_LIMIT).unlink()
