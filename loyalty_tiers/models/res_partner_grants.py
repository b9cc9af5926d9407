# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class ResPartner(models.Model):
    """What a guest was given."""

    # A file of its own for one purpose.
    _inherit = "res.partner"  # pylint: disable=consider-merging-classes-inherited

    loyalty_tier_grant_count = fields.Integer(
        string="Number of Perks Given",
        compute="_compute_loyalty_tier_grant_count",
        groups="loyalty_tiers.group_loyalty_tiers_marketing",
    )

    def _compute_loyalty_tier_grant_count(self):
        counts = dict(
            self.env["loyalty.tier.grant"]._read_group(
                [("partner_id", "in", self.ids)], ["partner_id"], ["__count"]
            )
        )
        for partner in self:
            partner.loyalty_tier_grant_count = counts.get(partner._origin, 0)

    def action_loyalty_tier_grants(self):
        """Open what this guest was given, and what is due.

        :return: a window action
        """
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "loyalty_tiers.loyalty_tier_grant_action"
        )
        return {**action, "domain": [("partner_id", "in", self.ids)], "context": {}}
