# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models

# What holds until the owner says otherwise in the settings.
MONTHS = {
    "ask_again": 12,
    "forbidden": 24,
    "preference": 36,
    "conversation": 12,
    "access": 24,
}


class IrConfigParameter(models.Model):
    _inherit = "ir.config_parameter"

    @api.model
    def _loyalty_tiers_months(self, name):
        """Return how many months something known of a guest is good for, or is kept.

        :param str name: a key of ``MONTHS``
        :return: months; 0: for ever
        :rtype: int
        """
        value = self.sudo().get_param(f"loyalty_tiers.{name}_months", MONTHS[name])
        try:
            return max(int(value), 0)
        except ValueError:
            # Written by hand, and no number: nothing is kept for ever by a typo.
            return MONTHS[name]
