# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.fields import Domain

MARKETING = "loyalty_tiers.group_loyalty_tiers_marketing"


class ResPartner(models.Model):
    """A contact's segment, for marketing alone: no till loads it, no guest reads it."""

    _inherit = "res.partner"

    loyalty_tier_segment_id = fields.Many2one(
        comodel_name="loyalty.tier.segment",
        string="Segment",
        compute="_compute_loyalty_tier_segment_id",
        search="_search_loyalty_tier_segment_id",
        groups=MARKETING,
        help="In the program of the current company. Contacts of a firm share it.",
    )
    loyalty_tier_share_ids = fields.One2many(
        comodel_name="loyalty.tier.share",
        inverse_name="partner_id",
        string="Stated Shares",
        groups=MARKETING,
    )

    @api.depends("commercial_partner_id")
    @api.depends_context("company")
    def _compute_loyalty_tier_segment_id(self):
        program = self.env.company._loyalty_tier_program()
        segments = self.env["loyalty.tier.segment"].search_fetch(
            [
                ("program_id", "=", program.id),
                ("partner_id", "in", self.commercial_partner_id.ids),
            ],
            ["partner_id"],
        )
        by_customer = segments.grouped("partner_id")
        for partner in self:
            partner.loyalty_tier_segment_id = by_customer.get(
                partner.commercial_partner_id, segments.browse()
            )

    def _search_loyalty_tier_segment_id(self, operator, value):
        # Odoo asks for the right to search by stored fields only.
        field = self._fields["loyalty_tier_segment_id"]
        self._check_field_access(field, "read")
        if operator == "in":
            found = self._loyalty_tier_segmented(
                [("id", "in", [v for v in value if v])]
            )
            if False in value:
                found |= ~self._loyalty_tier_segmented([])
            return found
        if operator in ("any", "any!"):
            if not isinstance(value, Domain):
                value = Domain("id", "in", value)
            return self._loyalty_tier_segmented(value)
        return NotImplemented

    @api.model
    def _loyalty_tier_segmented(self, domain):
        """Say which contacts' segments meet a domain: as a subquery, not as ids."""
        customers = self.env["loyalty.tier.segment"]._customers_sql(
            self.env.company._loyalty_tier_program(), domain
        )
        return Domain("commercial_partner_id", "in", customers)

    def action_loyalty_tier_note_share(self):
        """Open the form that notes what a guest said of our share.

        :return: a window action
        """
        self.ensure_one()
        self.env["loyalty.tier.share"].check_access("create")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Share of Customer"),
            "res_model": "loyalty.tier.share",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_partner_id": self.id},
        }
