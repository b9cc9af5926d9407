# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from string import Formatter

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import format_list

from ..ladder import Rung

GREETING_PLACEHOLDERS = ("name", "title", "visits")


class LoyaltyTier(models.Model):
    """A rung that a customer can hold: title, greeting, badge, perks.

    Managers write it, tills read it. An archived tier is retired: whoever holds it
    keeps it and is still greeted by it, nobody earns it any more.
    """

    _name = "loyalty.tier"
    _description = "Loyalty Tier"
    _order = "program_id, sequence, id"

    program_id = fields.Many2one(
        comodel_name="loyalty.tier.program",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="program_id.company_id")
    sequence = fields.Integer(default=10, help="From the lowest tier to the highest.")
    name = fields.Char(string="Title", required=True, translate=True)
    badge = fields.Char(
        size=2,
        translate=True,
        help="One or two characters shown on the badge. "
        "Leave empty for the first letter of the title.",
    )
    color = fields.Char(default="#71639e", help="Color of the badge.")
    active = fields.Boolean(default=True)
    secret = fields.Boolean(
        help="Its name is shown to nobody but those who hold it: "
        "no progress towards it is announced."
    )
    greeting = fields.Char(
        translate=True,
        required=True,
        default=lambda self: self.env._(
            "Welcome back, %(title)s %(name)s", title="{title}", name="{name}"
        ),
        help="What the till says when the guest is chosen. "
        "{title}, {name} and {visits} are filled in.",
    )
    greeting_lang = fields.Selection(
        selection=lambda self: self.env["res.lang"].get_installed(),
        string="Greeting Language",
        help="Leave empty to greet in the language of the cashier.",
    )
    recognition = fields.Selection(
        selection=[("card", "Card"), ("banner", "Slim banner")],
        string="At the Till",
        required=True,
        default="card",
        help="A card stands in the middle of the screen until it is closed; "
        "a banner does not interrupt.",
    )
    party_text = fields.Text(
        string="Party",
        translate=True,
        help="What happens at the promotion, shown to the cashier after payment. "
        "Leave empty for no party.",
    )
    perk_ids = fields.One2many(
        comodel_name="loyalty.tier.perk", inverse_name="tier_id", string="Perks"
    )
    announces_arrival = fields.Boolean(
        help="The other tills of the shop are told when such a guest has come."
    )
    occasion_days = fields.Integer(
        help="A birthday is celebrated from so many days before; at 0 on the day only."
    )
    pricelist_id = fields.Many2one(
        comodel_name="product.pricelist",
        ondelete="restrict",
        help="Who holds this tier, or a higher one without its own, buys at these "
        "prices, unless a price list was set on the contact. A till knows the price "
        "lists that its settings name; the web shop, those that may be selected there.",
    )
    budget_ids = fields.One2many(
        comodel_name="loyalty.tier.budget", inverse_name="tier_id", string="Budgets"
    )
    lowering = fields.Selection(
        selection=[
            ("never", "Never"),
            ("step", "One step at a time"),
            ("earned", "To what the score earns"),
        ],
        help="How this tier ends. Leave empty to do as the program says.",
    )
    star_multiplier = fields.Float(
        string="Stars Times",
        default=1.0,
        help="Who holds this tier at payment gets this many times the stars.",
    )
    rule_ids = fields.One2many(
        comodel_name="loyalty.tier.rule", inverse_name="tier_id", string="Rules"
    )
    rules_sentence = fields.Char(compute="_compute_rules_sentence", string="Earned By")
    member_count = fields.Integer(compute="_compute_member_count", string="Members")
    program_member_count = fields.Integer(
        related="program_id.member_count", string="Members of the Program"
    )

    _star_multiplier_not_negative = models.Constraint(
        "CHECK(star_multiplier >= 0)", "Stars cannot be multiplied by less than zero."
    )

    @api.model_create_multi
    def create(self, vals_list):
        tiers = super().create(vals_list)
        tiers.program_id._ladder_changed()
        return tiers

    def write(self, vals):
        programs = self.program_id
        later = self.with_context(loyalty_tiers_ladder_later=True)
        res = super(LoyaltyTier, later).write(vals)
        (programs | self.program_id)._ladder_changed()
        return res

    def unlink(self):
        programs = self.program_id
        res = super().unlink()
        programs._ladder_changed()
        return res

    @api.ondelete(at_uninstall=False)
    def _unlink_except_held(self):
        for tier in self:
            if tier.member_count:
                raise UserError(
                    self.env._(
                        "%(count)s customers hold the tier %(tier)s. Archive it "
                        "instead: they keep it, and nobody earns it any more.",
                        count=tier.member_count,
                        tier=tier.name,
                    )
                )
            if tier._was_held():
                raise UserError(
                    self.env._(
                        "Customers have held the tier %(tier)s, and their history says "
                        "so. Archive it instead: nobody earns it any more.",
                        tier=tier.name,
                    )
                )

    def _was_held(self):
        moves = self.env["loyalty.tier.move"].sudo()
        domain = Domain("from_tier_id", "in", self.ids)
        domain |= Domain("to_tier_id", "in", self.ids)
        return bool(moves.search_count(domain, limit=1))

    @api.constrains("greeting")
    def _check_greeting(self):
        for lang, _name in self.env["res.lang"].get_installed():
            for tier in self.with_context(lang=lang):
                # The user reads the error, whatever language the greeting is in.
                self._check_placeholders(tier.greeting)

    @api.model
    def _check_placeholders(self, greeting):
        """Raise unless every placeholder of a greeting can be filled in.

        :param str greeting: the line as the manager wrote it
        :raise ValidationError: naming what is unknown and what is possible
        """
        try:
            names = [name for _, name, _, _ in Formatter().parse(greeting or "")]
        except ValueError as error:
            raise ValidationError(
                self.env._(
                    'The greeting "%(greeting)s" has a brace without its partner.',
                    greeting=greeting,
                )
            ) from error
        unknown = [n for n in names if n is not None and n not in GREETING_PLACEHOLDERS]
        if unknown:
            raise ValidationError(
                self.env._(
                    'The greeting "%(greeting)s" uses %(unknown)s, which the till '
                    "cannot fill in. Use %(known)s.",
                    greeting=greeting,
                    unknown=format_list(self.env, [f"{{{n}}}" for n in unknown]),
                    known=format_list(
                        self.env, [f"{{{n}}}" for n in GREETING_PLACEHOLDERS]
                    ),
                )
            )

    @api.depends("rule_ids.sentence")
    @api.depends_context("lang")
    def _compute_rules_sentence(self):
        for tier in self:
            text = format_list(
                self.env, [rule._text() for rule in tier.rule_ids], style="or"
            )
            tier.rules_sentence = text[:1].upper() + text[1:]

    def _compute_member_count(self):
        counts = dict(
            self.env["loyalty.tier.membership"]
            .sudo()
            ._read_group([("tier_id", "in", self.ids)], ["tier_id"], ["__count"])
        )
        for tier in self:
            tier.member_count = counts.get(tier._origin, 0)

    def _as_rung(self):
        """Return this tier for the ladder."""
        self.ensure_one()
        return Rung(
            self.id,
            tuple(rule._as_ladder_rule() for rule in self.rule_ids),
            secret=self.secret,
            retired=not self.active,
            lowering=self.lowering or None,
        )

    def action_members(self):
        """Open the customers who hold this tier.

        :return: a window action
        """
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "loyalty_tiers.loyalty_tier_membership_action"
        )
        return {**action, "domain": [("tier_id", "=", self.id)], "context": {}}
