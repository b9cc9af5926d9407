# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

VALUES = [
    ("mvc", "Most valuable"),
    ("mgc", "Most growable"),
    ("steady", "Steady"),
    ("bz", "Below zero"),
]
LAYERS = [
    ("1", "First layer"),
    ("2", "Second layer"),
    ("3", "Third layer"),
    ("4", "Fourth layer"),
]


class LoyaltyTierSegment(models.Model):
    """What a customer is to the house: how lately, how often, for how much, at what gain.

    For marketing and managers; no till and no guest reads it. One row for each customer
    of a program who came in its window; refreshing is the only writer. What changes by
    time alone is kept as a date, so that a night writes nobody for it.
    """

    _name = "loyalty.tier.segment"
    _description = "Loyalty Segment"
    _order = "program_id, spend desc, id"
    _rec_names_search = ["partner_id", "cell"]

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
        compute="_compute_tier_id",
        search="_search_tier_id",
        compute_sudo=True,
        help="Held now.",
    )
    last_visit = fields.Date(readonly=True)
    visits = fields.Integer(readonly=True, aggregator="avg", help="Days in the window.")
    spend = fields.Monetary(readonly=True, help="In the window, net of refunds.")
    margin = fields.Monetary(
        readonly=True, help="In the window, at today's cost prices."
    )
    cost_change = fields.Monetary(
        readonly=True,
        help="What the margin gains or loses because cost prices have changed since.",
    )
    recency_score = fields.Integer(string="Recency", readonly=True, aggregator="avg")
    frequency_score = fields.Integer(
        string="Frequency", readonly=True, aggregator="avg"
    )
    money_score = fields.Integer(string="Money", readonly=True, aggregator="avg")
    margin_score = fields.Integer(string="Margin 1-5", readonly=True, aggregator="avg")
    cell = fields.Char(
        readonly=True, help="Recency, frequency and money, 5 being the best fifth."
    )
    layer = fields.Selection(
        selection=LAYERS, string="Sales Layer", readonly=True, required=True
    )
    rhythm_days = fields.Float(
        string="Own Rhythm",
        readonly=True,
        aggregator="avg",
        help="Median of the days between two visits; known from three visits on.",
    )
    due_on = fields.Date(
        string="Expected", readonly=True, help="The next visit, by the own rhythm."
    )
    overdue_on = fields.Date(
        string="Overdue From",
        readonly=True,
        help="The day from which on a guest has been away for too long.",
    )
    share = fields.Integer(
        string="Our Share",
        readonly=True,
        aggregator="avg",
        help="Of what the guest spends on going out, in percent; as stated.",
    )
    share_on = fields.Date(
        string="Stated On", compute="_compute_share_on", help="When the guest said so."
    )
    potential = fields.Monetary(
        readonly=True, help="Margin that this customer could bring beyond today's."
    )
    value = fields.Selection(
        selection=VALUES, string="Customer Value", readonly=True, required=True
    )
    days_away = fields.Integer(
        compute="_compute_days_away", help="Days since the last visit."
    )
    overdue_days = fields.Integer(
        string="Days Late", compute="_compute_days_away", help="Past the expected day."
    )
    repeat_rate = fields.Float(
        string="Came Again",
        compute="_compute_repeat_rate",
        aggregator="avg",
        help="Share of the customers who came more than once in the window.",
    )
    last_preference = fields.Char(
        compute="_compute_last_preference", help="What was noted last, if not private."
    )

    # An index, no constraint: merging contacts deletes the rows of all contacts when
    # a constraint that holds the partner is hurt (see base_partner_merge).
    _customer_unique = models.UniqueIndex("(program_id, partner_id)")

    @api.model
    def _customers_sql(self, program, domain):
        """Select the customers whose segment meets a domain: for others to join.

        As the user: who may not read segments is refused.

        :param program: one ``loyalty.tier.program``
        :param domain: on ``loyalty.tier.segment``
        :return: a selection of ``partner_id``, commercial partners, in brackets
        :rtype: SQL
        """
        self.check_access("read")
        query = self._search(Domain("program_id", "=", program.id) & Domain(domain))
        return query.subselect("partner_id")

    @api.depends("value", "cell")
    @api.depends_context("lang")
    def _compute_display_name(self):
        names = dict(self._fields["value"]._description_selection(self.env))
        for segment in self:
            segment.display_name = f"{names.get(segment.value)}, {segment.cell}"

    # ----------------------------------------------------------- what time tells
    @api.depends("last_visit", "due_on")
    def _compute_days_away(self):
        for segment in self:
            today = segment.program_id._today()
            away = segment.last_visit and (today - segment.last_visit).days
            late = segment.due_on and (today - segment.due_on).days
            segment.days_away = away or 0
            segment.overdue_days = max(late or 0, 0)

    @api.depends("visits")
    def _compute_repeat_rate(self):
        for segment in self:
            segment.repeat_rate = float(segment.visits > 1)

    # ------------------------------------------------------------- the tier held
    def _compute_tier_id(self):
        for program, segments in self.grouped("program_id").items():
            held = self.env["loyalty.tier.membership"]._tier_ids(
                program, segments.partner_id
            )
            for segment in segments:
                segment.tier_id = held.get(segment.partner_id.id)

    def _search_tier_id(self, operator, value):
        if operator != "in":
            return NotImplemented
        query = self.sudo()._search([])
        tier = self._field_to_sql(self._table, "tier_id", query)
        wanted = SQL("%s = ANY(%s)", tier, [number for number in value if number])
        if False in value:
            wanted = SQL("(%s OR %s IS NULL)", wanted, tier)
        query.add_where(wanted)
        return Domain("id", "in", query)

    @api.model
    def _field_to_sql(self, alias, field_expr, query=None):
        # Not stored, for there is one truth: joins serve grouping and averages.
        if field_expr == "tier_id" and query is not None:
            held = query.make_alias(alias, "loyalty_tier_membership")
            condition = SQL(
                "%s = %s AND %s = %s",
                SQL.identifier(held, "partner_id"),
                SQL.identifier(alias, "partner_id"),
                SQL.identifier(held, "program_id"),
                SQL.identifier(alias, "program_id"),
            )
            query.add_join("LEFT JOIN", held, "loyalty_tier_membership", condition)
            return SQL.identifier(held, "tier_id")
        if field_expr == "repeat_rate":
            return SQL("(%s > 1)::int::float", SQL.identifier(alias, "visits"))
        return super()._field_to_sql(alias, field_expr, query)

    # ---------------------------------------------------------- the other things
    def _compute_share_on(self):
        for program, segments in self.grouped("program_id").items():
            shares = self.env["loyalty.tier.share"]._latest(
                program, segments.partner_id
            )
            for segment in segments:
                share = shares.get(segment.partner_id)
                segment.share_on = share and share.date

    def _compute_last_preference(self):
        """As the user, whom the rules of preferences keep from what is private."""
        preferences = self.env["res.partner.preference"].search_fetch(
            [
                ("partner_id.commercial_partner_id", "in", self.partner_id.ids),
                ("kind", "!=", "forbidden"),
            ],
            order="date, id",
        )
        last = {row.partner_id.commercial_partner_id: row for row in preferences}
        for segment in self:
            preference = last.get(segment.partner_id)
            segment.last_preference = preference and preference.display_name

    def action_entries(self):
        """Open the entries that make up what is said here.

        :return: a window action
        """
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "loyalty_tiers.loyalty_tier_entry_action"
        )
        return {
            **action,
            "domain": [
                ("program_id", "=", self.program_id.id),
                ("partner_id", "=", self.partner_id.id),
                ("day", ">=", self.program_id._segments_since()),
            ],
        }
