# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models

from .pos_config import PREFIX


class PosOrderLine(models.Model):
    _inherit = "pos.order.line"

    @api.model
    def _load_pos_self_data_fields(self, config):
        # The host takes the fields of the till.
        names = super()._load_pos_self_data_fields(config)
        return [name for name in names if not name.startswith(PREFIX)]
