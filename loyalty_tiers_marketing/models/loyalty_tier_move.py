# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models

from .loyalty_tier_message import CRON


class LoyaltyTierMove(models.Model):
    """A promotion wakes the automatic messages: its mail leaves within minutes."""

    _inherit = "loyalty.tier.move"

    _lately_idx = models.Index("(program_id, date) WHERE is_promotion")

    def _announce(self):
        res = super()._announce()
        promotions = self.sudo().filtered("is_promotion")
        messages = promotions.program_id.message_ids
        if messages.filtered(lambda m: m.is_on and m.kind == "promotion"):
            self.env.ref(CRON).sudo()._trigger()
        return res
