# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class PosCategory(models.Model):
    """The picture of a category: not where all that is in it is hidden."""

    _inherit = "pos.category"

    def _can_return_content(self, field_name=None, access_token=None):
        closed = self.env["loyalty.tier.gate"]._closed_ids()
        if closed and self._loyalty_tier_only_closed(closed):
            return False
        return super()._can_return_content(field_name, access_token)

    def _loyalty_tier_only_closed(self, closed):
        """Tell whether the category is reserved, or holds nothing that is open.

        :param closed: ids of ``loyalty.tier.gate``
        :rtype: bool
        """
        own = self.env["loyalty.tier.gate"]._of_categories()[self._name]
        gates = own.get(self.id, frozenset()) & closed
        templates = self.env["product.template"].sudo()
        dishes = templates.search([("pos_categ_ids", "child_of", self.id)])
        if not gates and (not dishes or dishes._loyalty_tier_opened(closed)):
            return False
        device = self.env["loyalty.tier.device"]._here()
        if not device:
            return True
        closed = device.config_id._loyalty_tier_closed(device.partner_id)
        return bool(gates & closed) or not dishes._loyalty_tier_opened(closed)
