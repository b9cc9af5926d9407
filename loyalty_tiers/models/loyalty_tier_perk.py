# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class LoyaltyTierPerk(models.Model):
    """What a tier gives, and so do the tiers above it.

    Needs no product and no price: "name plate on the shelf" is a perk. A standing
    perk is only named; any other is granted when its cause comes, and served.
    """

    _name = "loyalty.tier.perk"
    _description = "Loyalty Tier Perk"
    _order = "sequence, id"

    program_id = fields.Many2one(
        comodel_name="loyalty.tier.program",
        compute="_compute_program_id",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
        index=True,
        ondelete="cascade",
    )
    tier_id = fields.Many2one(
        comodel_name="loyalty.tier",
        index=True,
        ondelete="cascade",
        help="From this tier up. Only a treat by the staff may be for every guest.",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    name = fields.Char(required=True, translate=True)
    kind = fields.Selection(
        selection=[
            ("gesture", "A gesture"),
            ("product", "A free product"),
            ("coupon", "A coupon for the next visit"),
        ],
        required=True,
        default="gesture",
    )
    given = fields.Selection(
        selection=[
            ("always", "At every visit"),
            ("promotion", "At the promotion"),
            ("repeat", "Each time so much is collected"),
            ("occasion", "On an occasion"),
            ("staff", "When the staff like"),
        ],
        required=True,
        default="always",
    )
    product_id = fields.Many2one(
        comodel_name="product.product",
        ondelete="restrict",
        domain="[('available_in_pos', '=', True), ('sale_ok', '=', True)]",
        help="Goes onto the order at price zero.",
    )
    repeat_count = fields.Integer(default=12, help="Once for each so many.")
    repeat_measure = fields.Selection(
        selection=[("stars", "Stars"), ("visits", "Visits")], default="stars"
    )
    repeat_from = fields.Date(
        string="Counted From",
        default=fields.Date.context_today,
        help="What was collected before this day does not count.",
    )
    occasion_kind_id = fields.Many2one(
        comodel_name="res.partner.occasion.kind", ondelete="restrict"
    )
    unit_cost = fields.Monetary(
        help="What it costs the shop each time. A free product costs what it costs "
        "when it is served, where this is left at 0."
    )
    limit_count = fields.Integer(help="At most so often for one guest; 0: no limit.")
    limit_period = fields.Selection(
        selection=[
            ("day", "a day"),
            ("month", "a month"),
            ("year", "a year"),
            ("ever", "ever"),
        ],
        default="month",
    )
    valid_days = fields.Integer(help="Lapses after so many days; 0: waits for ever.")
    again = fields.Boolean(
        string="Again When Regained",
        help="A guest who loses the tier and earns it again gets this again.",
    )
    currency_id = fields.Many2one(related="program_id.currency_id")
    yearly_cost = fields.Monetary(
        help="What it costs the shop in a year, for one guest. Estimates will do."
    )

    _yearly_cost_not_negative = models.Constraint(
        "CHECK(yearly_cost >= 0)", "What a perk costs cannot be negative."
    )

    _numbers_not_negative = models.Constraint(
        "CHECK(LEAST(unit_cost, limit_count, valid_days) >= 0)",
        "Costs, limits and days cannot be negative. Leave them at 0 for none.",
    )
    _repeats_after_something = models.Constraint(
        "CHECK(given <> 'repeat' OR repeat_count > 0)",
        "Say after how many stars or visits it is given each time.",
    )

    @api.depends("tier_id")
    def _compute_program_id(self):
        for perk in self:
            if perk.tier_id:
                perk.program_id = perk.tier_id.program_id
            elif not perk.program_id:
                perk.program_id = self.env.company._loyalty_tier_program()

    @api.constrains("tier_id", "given", "program_id")
    def _check_tier(self):
        for perk in self:
            if not perk.tier_id and perk.given != "staff":
                raise ValidationError(
                    self.env._(
                        "Say from which tier up %(perk)s is given. Only what the staff "
                        "give as they like may be for every guest.",
                        perk=perk.name,
                    )
                )
            if perk.tier_id and perk.tier_id.program_id != perk.program_id:
                raise ValidationError(
                    self.env._(
                        "%(perk)s belongs to a tier of another program.", perk=perk.name
                    )
                )

    @api.constrains("kind", "given", "product_id", "occasion_kind_id")
    def _check_complete(self):
        for perk in self:
            text = perk._lacking_text()
            if text:
                raise ValidationError(text)

    def _lacking_text(self):
        """Say what a perk lacks to be given; empty when nothing.

        :rtype: str
        """
        self.ensure_one()
        if self.given == "occasion" and not self.occasion_kind_id:
            return self.env._("Choose the occasion of %(perk)s.", perk=self.name)
        if self.kind != "gesture" and self.given == "always":
            return self.env._(
                "%(perk)s is served each time it is given: choose when that is.",
                perk=self.name,
            )
        if self.kind == "coupon" and self.given == "staff":
            return self.env._(
                "What the staff give as they like is given at once: %(perk)s cannot be "
                "a coupon for the next visit.",
                perk=self.name,
            )
        if self.kind == "product" and not self.product_id:
            return self.env._(
                "Choose the product that goes onto the order for %(perk)s.",
                perk=self.name,
            )
        product = self.product_id
        if product and not (product.available_in_pos and product.sale_ok):
            return self.env._(
                "%(product)s is not sold at any till. Tick Point of Sale on the product, "
                "or choose another one for %(perk)s.",
                product=product.display_name,
                perk=self.name,
            )
        return ""

    def _till_row(self):
        """Return what tills know of this perk.

        :rtype: dict
        """
        self.ensure_one()
        return {
            "id": self.id,
            "name": self.name,
            "kind": self.kind,
            "given": self.given,
            "product_id": self.product_id.id,
        }

    def _left_for(self, partner):
        """Return how often a guest may still have this in the present period.

        :param partner: one ``res.partner``
        :return: None where it is not limited
        :rtype: int
        """
        self.ensure_one()
        if not self.limit_count:
            return None
        grants = self.env["loyalty.tier.grant"].sudo()
        had = grants.search_count(
            [
                ("perk_id", "=", self.id),
                ("partner_id", "=", partner.commercial_partner_id.id),
                ("date", ">=", self.program_id._period_start(self.limit_period)),
                ("state", "!=", "lapsed"),
            ]
        )
        return max(self.limit_count - had, 0)

    @api.onchange("kind")
    def _onchange_kind(self):
        if self.kind == "gesture":
            self.product_id = False
        elif self.given == "always":
            self.given = "promotion"

    def action_grants(self):
        """Open to whom this was given.

        :return: a window action
        """
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "loyalty_tiers.loyalty_tier_grant_action"
        )
        return {**action, "domain": [("perk_id", "in", self.ids)], "context": {}}

    @api.model_create_multi
    def create(self, vals_list):
        perks = super().create(vals_list)
        self.env.registry.clear_cache()  # what tills load is kept in memory
        return perks

    def write(self, vals):
        res = super().write(vals)
        self.env.registry.clear_cache()
        return res

    def unlink(self):
        res = super().unlink()
        self.env.registry.clear_cache()
        return res
