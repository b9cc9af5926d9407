# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

# Where the lines that serve perks are kept while a till's orders are written.
GIVEN = "loyalty_tiers.given"


class PosOrderLine(models.Model):
    _inherit = "pos.order.line"

    # A number without foreign key: a till that sends a grant which is gone must not
    # have its sale refused; and a till only sends back relations that it has loaded.
    loyalty_tier_grant_id = fields.Integer(
        string="Perk Given", copy=False, help="The grant that this free line serves."
    )

    _loyalty_tier_grant_idx = models.Index(
        "(loyalty_tier_grant_id) WHERE loyalty_tier_grant_id > 0"
    )

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        for line, vals in zip(lines, vals_list, strict=True):
            line._loyalty_tier_remember(vals)
        return lines

    def write(self, vals):
        res = super().write(vals)
        for line in self:
            line._loyalty_tier_remember(vals)
        return res

    def _loyalty_tier_remember(self, vals):
        """Remember a line that serves a perk until its order is written."""
        if vals.get("loyalty_tier_grant_id"):
            self.env["loyalty.tier.settlement"]._kept(GIVEN)[self.id] = True

    @api.model
    def _load_pos_data_fields(self, config):
        return super()._load_pos_data_fields(config) + ["loyalty_tier_grant_id"]
