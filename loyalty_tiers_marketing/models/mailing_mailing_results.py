# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

MARKETING = "loyalty_tiers.group_loyalty_tiers_marketing"


class MailingMailing(models.Model):
    """What a mailing brought, at the till and in the shop."""

    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "mailing.mailing"

    loyalty_tier_return_days = fields.Integer(
        string="Days to Come Back",
        default=14,
        help="A guest has come back who comes again within so many days.",
    )
    loyalty_tier_outcome = fields.Json(
        compute="_compute_loyalty_tier_outcome", groups=MARKETING
    )

    _loyalty_tier_return_days_some = models.Constraint(
        "CHECK(loyalty_tier_return_days BETWEEN 1 AND 365)",
        "Give guests between 1 and 365 days to come back.",
    )

    @api.depends("loyalty_tier_return_days", "loyalty_tier_chosen_on")
    @api.depends_context("lang", "uid", "allowed_company_ids")
    def _compute_loyalty_tier_outcome(self):
        outcomes = self.env["loyalty.tier.mailing.outcome"]
        for mailing in self:
            mailing.loyalty_tier_outcome = (
                outcomes._outcome(mailing._origin)
                if mailing._origin and mailing.loyalty_tier_program_id
                else False
            )

    def action_loyalty_tier_results(self):
        """Open what a mailing brought.

        :return: a window action
        """
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Results: %s", self.subject),
            "res_model": self._name,
            "res_id": self.id,
            "views": [
                (
                    self.env.ref(
                        "loyalty_tiers_marketing.mailing_mailing_view_results"
                    ).id,
                    "form",
                )
            ],
            "context": {"active_test": False},
        }

    def action_loyalty_tier_guests(self):
        """Open the guests of a mailing, who came back first.

        :return: a window action
        """
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "loyalty_tiers_marketing.loyalty_tier_mailing_report_action"
        )
        return {
            **action,
            "views": [(False, "list"), (False, "pivot"), (False, "graph")],
            "domain": [("mailing_id", "=", self.id)],
            "context": {"search_default_group_fate": 1},
        }
