# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.tools import SQL


class PosConfig(models.Model):
    _inherit = "pos.config"

    @api.model
    def _loyalty_tier_uncounted_products(self):
        """Gift cards and eWallets are money: neither filling nor using one is spend.

        So a present counts for the guest who drinks it, once. Programs that are
        archived stay money, or the history of the shop would change with them.
        """
        for model in ("loyalty.program", "loyalty.rule", "loyalty.reward"):
            self.env[model].flush_model()
        return super()._loyalty_tier_uncounted_products() + [
            SQL(
                """
                SELECT sold.product_product_id
                  FROM loyalty_rule_product_product_rel sold
                  JOIN loyalty_rule rule ON rule.id = sold.loyalty_rule_id
                  JOIN loyalty_program money ON money.id = rule.program_id
                 WHERE money.program_type IN ('gift_card', 'ewallet')
                """
            ),
            SQL(
                """
                SELECT reward.discount_line_product_id
                  FROM loyalty_reward reward
                  JOIN loyalty_program money ON money.id = reward.program_id
                 WHERE money.program_type IN ('gift_card', 'ewallet')
                   AND reward.discount_line_product_id IS NOT NULL
                """
            ),
        ]

    def use_coupon_code(self, code, creation_date, partner_id, pricelist_id):
        """Refuse a code whose program the guest may not use."""
        answer = super().use_coupon_code(code, creation_date, partner_id, pricelist_id)
        program_id = answer["payload"].get("program_id")
        guest = self.env["res.partner"].browse(partner_id or ())
        programs = self.env["loyalty.program"]
        if program_id in programs._loyalty_tier_barred(guest, self.company_id):
            message = programs.browse(program_id)._loyalty_tier_refusal()
            return {"successful": False, "payload": {"error_message": message}}
        return answer
