# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class LoyaltyTierAuditDoor(models.AbstractModel):
    """Which doors the auditor knows by name; addons add those of their apps."""

    _name = "loyalty.tier.audit.door"
    _description = "Doors of the Loyalty Audit"

    @api.model
    def _doors(self):
        """Return the doors that are walked by name, beside those that are found.

        Runs as superuser. See :class:`~odoo.addons.loyalty_tiers.audit.door.Door`.

        :rtype: list(Door)
        """
        return []
