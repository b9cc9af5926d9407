# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models, tools
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_list

from ..ladder import Ladder
from ..terms import TERM_FIELDS, Terms

# Changing one of these changes what an order is worth.
COUNTING_FIELDS = {
    "active",
    "currency_id",
    "tax_included",
    "excluded_product_ids",
    "excluded_categ_ids",
}
# Changing one of these changes what the same entries add up to.
SCORING_FIELDS = {*TERM_FIELDS, "tz"}


class LoyaltyTierProgram(models.Model):
    """One ladder with its rules: what counts, and which tiers it leads to.

    A program without company serves every company that chooses it, so that a group
    recognises its guest everywhere.
    """

    _name = "loyalty.tier.program"
    _description = "Loyalty Tier Program"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        comodel_name="res.company",
        index="btree_not_null",
        help="Leave empty for a program that several companies share.",
    )
    company_ids = fields.One2many(
        comodel_name="res.company",
        inverse_name="loyalty_tier_program_id",
        string="Used By",
        readonly=True,
    )
    currency_id = fields.Many2one(
        comodel_name="res.currency",
        required=True,
        default=lambda self: self.env.company.currency_id,
        help="Spend is converted into it at the date of each order.",
    )
    tier_ids = fields.One2many(
        comodel_name="loyalty.tier", inverse_name="program_id", string="Tiers"
    )
    welcome = fields.Char(
        string="First Greeting",
        translate=True,
        required=True,
        default=lambda self: self.env._(
            "Welcome, %(name)s! How nice to have you here.", name="{name}"
        ),
        help="What the till says to a guest who holds no tier yet. "
        "{name} and {visits} are filled in.",
    )
    tax_included = fields.Boolean(
        default=True, help="Spend is what the guest pays, taxes included."
    )
    min_visit_amount = fields.Monetary(
        string="Minimum per Visit",
        help="A day on which the guest spent less is no visit.",
    )
    stars_per_visit = fields.Integer(help="Stars for each day with a visit.")
    stars_per_order = fields.Integer(help="Stars for each order.")
    star_order_minimum = fields.Monetary(
        string="Minimum per Order", help="An order of less gives no star."
    )
    amount_per_star = fields.Monetary(
        help="One star for each full amount of this size. Leave at 0 for none."
    )
    excluded_product_ids = fields.Many2many(
        comodel_name="product.product",
        relation="loyalty_tier_program_excluded_product_rel",
        string="Products That Do Not Count",
        domain="[('available_in_pos', '=', True)]",
    )
    excluded_categ_ids = fields.Many2many(
        comodel_name="pos.category",
        relation="loyalty_tier_program_excluded_categ_rel",
        string="Categories That Do Not Count",
    )
    member_count = fields.Integer(compute="_compute_member_count", string="Members")
    skipped_tiers = fields.Selection(
        selection=[("all", "Of all tiers passed"), ("last", "Of the last tier only")],
        string="Gifts at a Jump",
        required=True,
        default="all",
        help="What a guest gets who jumps over a tier.",
    )
    treat_allowance = fields.Monetary(
        string="Treats per Day",
        help="What each cashier may give away in a day on their own discretion. "
        "Beyond it a manager is asked; 0: as much as they like.",
    )
    treat_ids = fields.One2many(
        comodel_name="loyalty.tier.perk",
        inverse_name="program_id",
        string="Treats",
        domain=[("given", "=", "staff")],
    )
    return_days = fields.Integer(
        default=60, help="A guest has come back who comes again within so many days."
    )

    _amounts_not_negative = models.Constraint(
        "CHECK(LEAST(min_visit_amount, stars_per_visit, stars_per_order,"
        " star_order_minimum, amount_per_star) >= 0)",
        "Minimums and stars cannot be negative. Leave them at 0 to switch them off.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        self.env.registry.clear_cache()
        return super().create(vals_list)

    @api.constrains("welcome")
    def _check_welcome(self):
        for program in self:
            program.env["loyalty.tier"]._check_placeholders(program.welcome)

    @api.constrains("company_id")
    def _check_company_using(self):
        for program in self.filtered("company_id"):
            strangers = program.company_ids.filtered(
                lambda c, program=program: c.root_id != program.company_id.root_id
            )
            if strangers:
                raise ValidationError(
                    self.env._(
                        "%(companies)s use the program %(program)s. Leave its company "
                        "empty to share it.",
                        companies=format_list(self.env, strangers.mapped("name")),
                        program=program.name,
                    )
                )

    def write(self, vals):
        was_settling = self._settling_for()
        # What is saved in one form is judged as a whole, not line by line.
        later = self.with_context(loyalty_tiers_ladder_later=True)
        res = super(LoyaltyTierProgram, later).write(vals)
        if was_settling != self._settling_for() or "welcome" in vals:
            self.env.registry.clear_cache()
        if not COUNTING_FIELDS.isdisjoint(vals):
            self.env.registry.clear_cache()
            self._recount()
        if not (SCORING_FIELDS | {"tier_ids"}).isdisjoint(vals):
            self._ladder_changed()
        return res

    def unlink(self):
        res = super().unlink()
        # Tills keep in memory which program is on.
        self.env.registry.clear_cache()
        return res

    @api.ondelete(at_uninstall=False)
    def _unlink_except_with_members(self):
        for program in self:
            if program.member_count:
                raise UserError(
                    self.env._(
                        "%(count)s customers are members of %(program)s. Archive it "
                        "instead: nothing is lost, and it can be switched on again.",
                        count=program.member_count,
                        program=program.name,
                    )
                )

    def _compute_member_count(self):
        counts = dict(
            self.env["loyalty.tier.membership"]
            .sudo()
            ._read_group([("program_id", "in", self.ids)], ["program_id"], ["__count"])
        )
        for program in self:
            program.member_count = counts.get(program._origin, 0)

    # ------------------------------------------------------------------ ladder
    @tools.ormcache("self.id")
    def _ladder(self):
        """Return the ladder of this program, retired tiers included.

        Cached: the till asks for it at each payment.

        :rtype: Ladder
        """
        tiers = self.sudo().with_context(active_test=False).tier_ids
        return Ladder(tier._as_rung() for tier in tiers.sorted())

    @tools.ormcache("self.id")
    def _terms(self):
        """Return the rules of this program as plain values, without a query.

        :rtype: Terms
        """
        program = self.sudo()
        return Terms(
            program._ladder(),
            program._clock(),
            program.lowering,
            program.min_visit_amount,
            program.stars_per_visit,
            program.stars_per_order,
            program.star_order_minimum,
            program.amount_per_star,
            program.currency_id.decimal_places,
        )

    @tools.ormcache("self.id")
    def _protects(self):
        """Tell whether changed rules are being settled, which lowers nobody.

        Cached: the till asks for it at each payment.
        """
        program = self.sudo()
        return program._is_settling() and program.settle_cause != "freeze"

    @api.model
    @tools.ormcache()
    def _exclusions(self):
        """Return what does not count, without a query at payment.

        :return: for each program that excludes something, its id, the products and
            the categories, each with all categories below
        :rtype: list(tuple(int, list, list))
        """
        programs = self.sudo().with_context(active_test=False).search([])
        return [
            (p.id, p.excluded_product_ids.ids, p.excluded_categ_ids.ids)
            for p in programs
            if p.excluded_product_ids or p.excluded_categ_ids
        ]

    @api.model
    @tools.ormcache()
    def _multiplies(self):
        """Tell whether any tier gives more stars than others, without a query."""
        tiers = self.env["loyalty.tier"].sudo().with_context(active_test=False)
        return bool(tiers.search_count([("star_multiplier", "!=", 1.0)], limit=1))

    @tools.ormcache("self.id", "self.env.lang")
    def _titles(self):
        """Return the titles of the tiers in the user's language.

        :rtype: dict(int, str)
        """
        tiers = self.sudo().with_context(active_test=False).tier_ids
        return {tier.id: tier.name for tier in tiers}

    @tools.ormcache("self.id", "self.env.lang")
    def _till_rows(self):
        """Return the tiers as a till loads them; retired ones still greet.

        Kept in memory, for a till asks for them each time it is opened.

        :rtype: list(dict)
        """
        tiers = self.sudo().with_context(active_test=False).tier_ids
        return tiers.read(tiers._load_pos_data_fields(None), load=False)

    @tools.ormcache("self.id", "self.env.lang")
    def _till_welcome(self):
        """Return the greeting of a guest without tier, in the user's language."""
        return self.sudo().welcome

    def _ladder_changed(self):
        """Check the ladder and have the members settled, lowering nobody.

        :raise ValidationError: when a tier asks no more than one below it
        """
        self.env.registry.clear_cache()
        if self.env.context.get("loyalty_tiers_ladder_later"):
            return
        for program in self.exists():
            program._check_rising()
            program.invalidate_recordset(["member_count"])  # settling is no ORM write
            if program.member_count:
                program.sudo()._resettle("rules")

    def _check_rising(self):
        self.ensure_one()
        for lower_id, upper_id in self._ladder().unreachable():
            raise ValidationError(self._rising_text(lower_id, upper_id))
