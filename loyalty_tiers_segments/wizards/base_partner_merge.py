# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _update_foreign_keys(self, src_partners, dst_partner):
        self._join_loyalty_tier_segments(src_partners, dst_partner)
        return super()._update_foreign_keys(src_partners, dst_partner)

    def _join_loyalty_tier_segments(self, src_partners, dst_partner):
        """Leave one segment per program: of who spent most, until the next refresh.

        The merge points foreign keys to the kept contact by SQL; two segments of one
        customer would then clash. The night measures anew, from the entries of all.
        """
        customer = dst_partner.commercial_partner_id
        partners = src_partners | customer
        segments = self.env["loyalty.tier.segment"].sudo()
        found = segments.search([("partner_id", "in", partners.ids)])
        for rows in found.grouped("program_id").values():
            best = rows.sorted("spend")[-1]
            (rows - best).unlink()
            best.partner_id = customer
        segments.flush_model()
