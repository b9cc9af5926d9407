# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.fields import Domain

from ..ladder import Score


class LoyaltyTierMembership(models.Model):
    """A customer in a program: the tier held, since when, the score.

    A function of entries, rules and the clock. Settling is the only writer: there is
    no access right to write, and no other code that does.
    """

    _name = "loyalty.tier.membership"
    _description = "Loyalty Tier Membership"
    _order = "program_id, visits desc, id"
    _rec_name = "partner_id"

    program_id = fields.Many2one(
        comodel_name="loyalty.tier.program",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="program_id.company_id")
    currency_id = fields.Many2one(related="program_id.currency_id")
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Customer",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    tier_id = fields.Many2one(
        comodel_name="loyalty.tier",
        readonly=True,
        ondelete="restrict",
        group_expand="_group_expand_tiers",
    )
    tier_color = fields.Char(related="tier_id.color", string="Tier Color")
    tier_badge = fields.Char(related="tier_id.pos_badge", string="Badge")
    since = fields.Datetime(readonly=True)
    visits = fields.Integer(readonly=True)
    spend = fields.Monetary(readonly=True)
    stars = fields.Integer(readonly=True)
    orders = fields.Integer(readonly=True)
    margin = fields.Monetary(
        readonly=True, groups="loyalty_tiers.group_loyalty_tiers_manager"
    )
    joined_on = fields.Date(readonly=True, help="Day of the first visit.")
    until = fields.Date(
        readonly=True,
        help="The tier is held through this day, if nothing more happens. "
        "Empty: it has no end.",
    )
    review_on = fields.Date(
        readonly=True,
        help="The day on which time alone may change something here.",
    )
    last_visit = fields.Date(readonly=True)
    missing = fields.Char(compute="_compute_missing", string="Next Tier")
    progress = fields.Float(compute="_compute_missing")

    # Who holds a tier, and the order in which tills load them.
    _tier_idx = models.Index("(tier_id, visits DESC, last_visit DESC)")
    # An index, no constraint: merging contacts deletes the rows of all contacts
    # when a constraint that holds the partner is hurt (see base_partner_merge).
    _review_idx = models.Index("(program_id, review_on) WHERE review_on IS NOT NULL")
    _customer_unique = models.UniqueIndex("(program_id, partner_id)")

    @api.model
    def _group_expand_tiers(self, tiers, domain):
        return self.env["loyalty.tier"].search([])

    @api.depends("visits", "spend", "stars", "tier_id")
    @api.depends_context("lang")
    def _compute_missing(self):
        for membership in self:
            standing = membership.program_id._ladder().standing(
                membership._score(), held=membership.tier_id.id
            )
            membership.missing = membership.program_id._missing_text(standing)
            membership.progress = standing.progress * 100

    def _score(self):
        """Return the score of the last settlement, for the ladder."""
        self.ensure_one()
        days = self.joined_on and (self.program_id._today() - self.joined_on).days
        return Score(
            self.visits,
            self.spend,
            self.stars,
            self.orders,
            self.sudo().margin,
            days or 0,
        )

    @api.model
    def _tier_ids(self, program, customers):
        """Return the tiers that customers hold, in one query.

        :param program: the ``loyalty.tier.program``
        :param customers: commercial entities
        :return: ids of tiers by id of the customer; who holds none is absent
        :rtype: dict(int, int)
        """
        held = Domain("program_id", "=", program.id)
        held &= Domain("partner_id", "in", customers.ids) & Domain(
            "tier_id", "!=", False
        )
        return {
            member.partner_id.id: member.tier_id.id
            for member in self.sudo().search_fetch(held, ["partner_id", "tier_id"])
        }

    def action_entries(self):
        """Open the entries that make up the score.

        :return: a window action
        """
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "loyalty_tiers.loyalty_tier_entry_action"
        )
        return {
            **action,
            "domain": [
                ("program_id", "=", self.program_id.id),
                ("partner_id", "=", self.partner_id.id),
            ],
        }
