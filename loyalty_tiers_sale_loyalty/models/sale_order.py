# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class SaleOrder(models.Model):
    """What a guest's tier opens in quotations, and in the web shop, which asks here.

    A visitor who has not signed in holds no tier.
    """

    _inherit = "sale.order"

    def _loyalty_tier_barred_programs(self):
        """Return the ids of the programs that the customer may not use.

        :rtype: list(int)
        """
        programs = self.env["loyalty.program"]
        return programs._loyalty_tier_barred(self.partner_id, self.company_id)

    def _get_program_domain(self):
        domain = list(super()._get_program_domain())
        barred = self._loyalty_tier_barred_programs()
        return domain + ([("id", "not in", barred)] if barred else [])

    def _get_trigger_domain(self):
        domain = list(super()._get_trigger_domain())
        barred = self._loyalty_tier_barred_programs()
        return domain + ([("program_id", "not in", barred)] if barred else [])

    def _get_claimable_rewards(self, forced_coupons=None):
        rewards = super()._get_claimable_rewards(forced_coupons=forced_coupons)
        barred = self._loyalty_tier_barred_programs()
        for coupon in [c for c in rewards if c.program_id.id in barred]:
            del rewards[coupon]
        return rewards

    def _try_apply_program(self, program, coupon=None):
        if program.id in self._loyalty_tier_barred_programs():
            return {"error": program._loyalty_tier_refusal()}
        return super()._try_apply_program(program, coupon=coupon)

    def _try_apply_code(self, code):
        result = super()._try_apply_code(code)
        if "error" in result:
            refused = self._loyalty_tier_refused(code)
            if refused:
                return {"error": refused._loyalty_tier_refusal()}
        return result

    def _loyalty_tier_refused(self, code):
        """Return the program of a code that is good, but not for this customer.

        :rtype: loyalty.program
        """
        programs = self.env["loyalty.program"]
        barred = self._loyalty_tier_barred_programs()
        if not barred:
            return programs
        rules = self.env["loyalty.rule"].sudo()
        cards = self.env["loyalty.card"].sudo()
        owners = [False, self.partner_id.id]
        rule = rules.search(
            [
                ("mode", "=", "with_code"),
                ("code", "=", code),
                ("program_id", "in", barred),
            ],
            limit=1,
        )
        card = cards.search(
            [
                ("code", "=", code),
                ("program_id", "in", barred),
                ("partner_id", "in", owners),
            ],
            limit=1,
        )
        found = rule.program_id or card.program_id
        return found.filtered(lambda program: program.active and program.sale_ok)
