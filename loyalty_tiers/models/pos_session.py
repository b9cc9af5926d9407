# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class PosSession(models.Model):
    _inherit = "pos.session"

    @api.model
    def _load_pos_data_models(self, config):
        models_ = ["loyalty.tier", "loyalty.tier.gate"]
        return super()._load_pos_data_models(config) + models_
