# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models

# What is ours on the models that the kiosk loads.
PREFIX = "loyalty_tier_"


class PosLoadMixin(models.AbstractModel):
    """The kiosk loads the fields of the till by default: never those that are ours."""

    _inherit = "pos.load.mixin"

    @api.model
    def _load_pos_self_data_fields(self, config):
        names = super()._load_pos_self_data_fields(config)
        return [name for name in names if not name.startswith(PREFIX)]
