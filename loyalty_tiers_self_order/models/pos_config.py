# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models

# What is ours on the models that the kiosk loads.
PREFIX = "loyalty_tier_"


class PosConfig(models.Model):
    """The kiosk and the QR menu are public: they get nothing of ours."""

    _inherit = "pos.config"

    @api.model
    def _load_pos_self_data_read(self, records, config):
        # The host reads every field there is.
        return [
            {name: value for name, value in row.items() if not name.startswith(PREFIX)}
            for row in super()._load_pos_self_data_read(records, config)
        ]

    def load_data_params(self):
        params = super().load_data_params()
        for description in params.values():
            description["relations"] = {
                name: relation
                for name, relation in description["relations"].items()
                if not name.startswith(PREFIX)
            }
        return params

    def _loyalty_tier_private_channels(self):
        # The access token of a till with self-ordering is printed in its QR codes.
        return (
            super()
            ._loyalty_tier_private_channels()
            .filtered(lambda config: config.self_ordering_mode == "nothing")
        )
