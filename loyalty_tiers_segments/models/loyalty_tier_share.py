# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.tools import format_date


class LoyaltyTierShare(models.Model):
    """What a guest said of our share of what they spend on going out, and when.

    One optional question, asked by people, never by a till; the last answer counts.
    """

    _name = "loyalty.tier.share"
    _description = "Stated Share of Customer"
    _order = "date desc, id desc"

    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Guest",
        required=True,
        index=True,
        ondelete="cascade",
    )
    program_id = fields.Many2one(
        comodel_name="loyalty.tier.program",
        required=True,
        ondelete="cascade",
        default=lambda self: self.env.company._loyalty_tier_program(),
    )
    company_id = fields.Many2one(related="program_id.company_id")
    question = fields.Char(compute="_compute_question")
    percent = fields.Integer(
        string="Our Share",
        required=True,
        aggregator="avg",
        help="Of ten times, three with us: 30 %.",
    )
    date = fields.Date(
        string="Stated On", required=True, default=fields.Date.context_today
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Asked By",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
        ondelete="restrict",
    )

    _percent_is_a_share = models.Constraint(
        "CHECK(percent BETWEEN 1 AND 100)", "A share is between 1 and 100 percent."
    )

    @api.depends("program_id.share_question")
    @api.depends_context("lang")
    def _compute_question(self):
        for share in self:
            share.question = share.program_id.share_question

    @api.depends("percent", "date")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for share in self:
            share.display_name = self.env._(
                "%(percent)s%%, as stated on %(day)s",
                percent=share.percent,
                day=format_date(self.env, share.date),
            )

    @api.model
    def _latest(self, program, customers):
        """Return what customers or their contacts said last, in one query.

        :param program: one ``loyalty.tier.program``
        :param customers: commercial partners
        :return: shares by customer; who was never asked is absent
        :rtype: dict(res.partner, loyalty.tier.share)
        """
        shares = self.search_fetch(
            [
                ("program_id", "=", program.id),
                ("partner_id.commercial_partner_id", "in", customers.ids),
            ],
            order="date, id",
        )
        return {share.partner_id.commercial_partner_id: share for share in shares}
