# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from contextlib import contextmanager
from typing import NamedTuple

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

CASHIER = "loyalty_tiers.group_loyalty_tiers_cashier"
MANAGER = "loyalty_tiers.group_loyalty_tiers_manager"


class Tap(NamedTuple):
    """Who serves, where, and in which tap: a tap that arrives twice serves once."""

    user_id: int
    config_id: int
    uuid: str | None = None
    order_uuid: str | None = None
    approve: bool = False  # only a manager's tap may
    reason: str | None = None


class LoyaltyTierGrant(models.Model):
    """What a till asks of a grant: who may, and what of it is believed."""

    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "loyalty.tier.grant"

    @api.model
    def _tap(self, config_id, values):
        """Check who taps where, and take from the browser what may come from it.

        :rtype: Tap
        """
        if not self.env.user.has_group(CASHIER):
            raise AccessError(self.env._("Only the staff of the shop serves perks."))
        config = self.env["pos.config"].browse(int(config_id))
        config.check_access("read")
        values = values or {}
        return Tap(
            user_id=self.env.uid,
            config_id=config.id,
            uuid=self._short(values.get("uuid")),
            order_uuid=self._short(values.get("order_uuid")),
            approve=bool(values.get("approve")) and self.env.user.has_group(MANAGER),
            reason=self._short(values.get("reason"), 200),
        )

    @api.model
    def _short(self, text, length=64):
        return str(text)[:length] if text else None

    @api.model
    def _at_hand(self, grant_id, tap):
        """Return a grant of the till's own program, if its guest may be read."""
        config = self.env["pos.config"].browse(tap.config_id)
        grant = self.sudo().browse(int(grant_id)).exists()
        if grant.program_id != config.sudo()._loyalty_tier_program():
            return self.browse()
        grant.partner_id.with_env(self.env).check_access("read")
        return grant

    @contextmanager
    def _own_grants(self):
        """Work in a transaction of its own: who waits sees what the other has done."""
        settlements = self.env["loyalty.tier.settlement"].with_context(
            lang=self.env.lang, tz=self.env.tz
        )
        with settlements._own_transaction() as own:
            yield own.env[self._name]

    @api.model
    def _locked(self, grant_id):
        """Return a grant that nobody else can serve until this is committed.

        SQL because the ORM cannot wait for a row.
        """
        self.flush_model()
        rows = self.env.execute_query(
            SQL(
                "SELECT id FROM loyalty_tier_grant WHERE id = %s FOR NO KEY UPDATE",
                int(grant_id),
            )
        )
        self.invalidate_model()
        return self.browse(row[0] for row in rows)
