# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class PosOrder(models.Model):
    _inherit = "pos.order"

    def validate_coupon_programs(self, point_changes, new_codes):
        """Refuse, before payment, the card of a guest who may not use it now.

        :param dict point_changes: by id of the card, as the till counts them
        :param list new_codes: codes that the till wants to give out
        :return: what the till expects; the card itself stays as it is
        :rtype: dict
        """
        card_ids = [int(card_id) for card_id in point_changes]
        cards = self.env["loyalty.card"].browse(card_ids).exists()
        for owner, owned in cards.grouped("partner_id").items():
            barred = cards.program_id._loyalty_tier_barred(owner, self.env.company)
            refused = owned.filtered(lambda c, barred=barred: c.program_id.id in barred)
            if owner and refused:
                message = refused.program_id[:1]._loyalty_tier_refusal()
                return {"successful": False, "payload": {"message": message}}
        return super().validate_coupon_programs(point_changes, new_codes)
