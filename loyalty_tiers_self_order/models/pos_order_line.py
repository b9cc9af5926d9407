# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class PosOrderLine(models.Model):
    """What a device is told of the lines of an order."""

    _inherit = "pos.order.line"

    def _loyalty_tier_closed_lines(self, closed):
        """Return those of these lines whose product is closed, with the combos they are in.

        :param closed: ids of ``loyalty.tier.gate``
        :rtype: pos.order.line
        """
        if not closed:
            return self.browse()
        gates = self.product_id._loyalty_tier_gates()
        lines = self.filtered(
            lambda line: not closed.isdisjoint(gates.get(line.product_id.id, ()))
        )
        lines |= lines.combo_parent_id
        return lines | lines.combo_line_ids

    @api.model
    def _load_pos_self_data_read(self, records, config):
        guest = self.env["loyalty.tier.device"]._guest(config)
        closed = config._loyalty_tier_closed(guest)
        hidden = records.sudo()._loyalty_tier_closed_lines(closed)
        return super()._load_pos_self_data_read(records - hidden, config)
