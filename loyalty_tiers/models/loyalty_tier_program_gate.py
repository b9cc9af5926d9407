# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class LoyaltyTierProgram(models.Model):
    """What a program has to do with the hidden menu."""

    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "loyalty.tier.program"

    @api.ondelete(at_uninstall=False)
    def _unlink_except_opening(self):
        self.with_context(active_test=False).tier_ids._check_opens_nothing()
