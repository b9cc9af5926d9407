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

    loyalty_tier_override = fields.Char(
        string="Allowed Because",
        copy=False,
        help="Why something reserved stands on the order of another guest.",
    )
    loyalty_tier_override_by = fields.Integer(
        string="Allowed By", copy=False, help="The user who allowed it."
    )
    # What the server signed when a manager allowed it; see loyalty.tier.gate.
    loyalty_tier_override_proof = fields.Char(copy=False)

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

    def _loyalty_tier_allowed(self):
        """Return what a breach keeps of who allowed this line, and why.

        Only what the server knows counts: it signed that a manager said so, or a
        manager's own till sends the order. All else is kept as somebody's word.

        :rtype: dict
        """
        self.ensure_one()
        reason = (self.loyalty_tier_override or "").strip()
        if not reason:
            return {}
        gates = self.env["loyalty.tier.gate"]
        manager = self.env["res.users"].sudo().browse(self.loyalty_tier_override_by)
        manager = manager.exists()
        config = self.order_id.config_id
        known = manager and (
            gates._is_signed(
                config,
                self.product_id.id,
                manager.id,
                reason,
                self.loyalty_tier_override_proof,
            )
            or (manager == self.env.user and gates._manages(manager, config))
        )
        return {
            "reason": reason,
            "allowed_by": manager.name if known else False,
            "state": "allowed" if known else "open",
        }

    @api.model
    def _load_pos_data_fields(self, config):
        return super()._load_pos_data_fields(config) + [
            "loyalty_tier_grant_id",
            "loyalty_tier_override",
            "loyalty_tier_override_by",
            "loyalty_tier_override_proof",
        ]
