# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.tools import SQL


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _merge(self, partner_ids, dst_partner=None, extra_checks=True):
        res = super()._merge(partner_ids, dst_partner, extra_checks)
        kept = self.env["res.partner"].browse(partner_ids).exists()
        # The entries of who was merged into a contact belong to the contact's firm.
        kept.filtered(
            lambda partner: partner != partner.commercial_partner_id
        )._loyalty_tier_regroup()
        kept._loyalty_tier_join_knowledge()
        self.env["loyalty.tier.grant"].sudo()._join_merged(kept)
        # The freezes of who was merged are those of who is kept.
        self.env.registry.clear_cache()
        self._settle_loyalty_tiers(kept.commercial_partner_id)
        return res

    def _update_foreign_keys(self, src_partners, dst_partner):
        self._join_loyalty_tier_memberships(src_partners, dst_partner)
        (src_partners | dst_partner)._loyalty_tier_withdraw_as_one()
        return super()._update_foreign_keys(src_partners, dst_partner)

    def _join_loyalty_tier_memberships(self, src_partners, dst_partner):
        """Leave one membership per program: the one with the highest tier.

        The merge points foreign keys to the kept contact by SQL; two memberships of
        one customer would then clash. Scores are measured again afterwards, from the
        entries of all.
        """
        customer = dst_partner.commercial_partner_id
        partners = src_partners | customer
        memberships = self.env["loyalty.tier.membership"].sudo()
        found = memberships.search([("partner_id", "in", partners.ids)])
        for program, rows in found.grouped("program_id").items():
            height = program._ladder().height
            best = max(rows, key=lambda row: (height(row.tier_id.id), row.visits))
            (rows - best).unlink()
            self.env.cr.execute(
                SQL(
                    "UPDATE loyalty_tier_membership SET partner_id = %s WHERE id = %s",
                    customer.id,
                    best.id,
                )
            )
        memberships.invalidate_model()

    def _settle_loyalty_tiers(self, partners):
        programs = self.env["loyalty.tier.program"].sudo().search([])
        memberships = self.env["loyalty.tier.membership"].sudo()
        for program in programs:
            known = memberships.search(
                [("program_id", "=", program.id), ("partner_id", "in", partners.ids)]
            )
            memberships._settle(program, known.partner_id.ids, "contact")
