# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.fields import Command

from .presets import PRESETS

# A shop with fewer orders sees its members at once, a larger one some minutes later.
ORDERS_AT_ONCE = 20000
SOURCE_LANG = "en_US"


class LoyaltyTierPreset(models.TransientModel):
    """Three clicks to a running program: choose a ready-made ladder and start."""

    _name = "loyalty.tier.preset"
    _description = "Ready-Made Loyalty Program"

    preset = fields.Selection(
        selection=[("titles_by_visits", "Titles by visits")],
        string="Ladder",
        required=True,
        default="titles_by_visits",
    )
    history = fields.Selection(
        selection=[
            ("silent", "Give them their tier silently"),
            ("party", "Give them their tier and queue their party"),
        ],
        string="Regulars of Today",
        required=True,
        default="silent",
        help="The paid orders of the shop are counted from the first one on.",
    )
    company_id = fields.Many2one(
        comodel_name="res.company", required=True, default=lambda self: self.env.company
    )
    order_count = fields.Integer(
        compute="_compute_order_count", string="Orders to Count"
    )
    ladder = fields.Text(compute="_compute_ladder", string="Visits and Titles")

    @api.depends("company_id")
    def _compute_order_count(self):
        for wizard in self:
            # How many, to who may set up programs without working at a till.
            wizard.company_id.check_access("read")
            wizard.order_count = (
                self.env["pos.order"]
                .sudo()
                .search_count(
                    [
                        ("company_id", "child_of", wizard.company_id.root_id.id),
                        ("partner_id", "!=", False),
                        ("state", "in", ("paid", "done")),
                    ]
                )
            )

    @api.depends("preset")
    @api.depends_context("lang")
    def _compute_ladder(self):
        for wizard in self:
            wizard.ladder = "\n".join(
                f"{tier.visits}  {self.env._(tier.title)}"
                for tier in PRESETS[wizard.preset].tiers
                if not tier.secret
            )

    def action_start(self):
        """Create the program, switch it on and count the shop's history.

        :return: the window action of the members
        """
        self.ensure_one()
        program = self._create_program()
        # Who may set up programs may switch one on, without the right to companies;
        # a program of a company that is not theirs could not be created.
        self.company_id.root_id.sudo().loyalty_tier_program_id = program
        program._recount(party=self.history == "party")
        if self.order_count <= ORDERS_AT_ONCE:
            while program._work_step():
                continue
        return self.env["ir.actions.act_window"]._for_xml_id(
            "loyalty_tiers.loyalty_tier_membership_action"
        )

    def _create_program(self):
        """Create the chosen ladder, in every language that is installed.

        :rtype: loyalty.tier.program
        """
        preset = PRESETS[self.preset]
        program = self.env["loyalty.tier.program"].create(
            {
                **self._program_texts(preset, SOURCE_LANG),
                "company_id": self.company_id.root_id.id,
                "currency_id": self.company_id.currency_id.id,
                "tier_ids": [
                    Command.create(self._tier_values(tier, rank))
                    for rank, tier in enumerate(preset.tiers, start=1)
                ],
            }
        )
        for lang, _name in self.env["res.lang"].get_installed():
            translated = program.with_context(lang=lang)
            translated.write(self._program_texts(preset, lang))
            for tier, model in zip(translated.tier_ids, preset.tiers, strict=True):
                tier.write(self._tier_texts(model, lang))
                tier.perk_ids.name = self._in(lang, model.perk)
        return program

    @api.model
    def _tier_values(self, tier, rank):
        return {
            **self._tier_texts(tier, SOURCE_LANG),
            "sequence": rank * 10,
            "color": tier.color,
            "recognition": tier.recognition,
            "secret": tier.secret,
            "rule_ids": [Command.create({"min_visits": tier.visits})],
            "perk_ids": [Command.create({"name": self._in(SOURCE_LANG, tier.perk)})],
        }

    @api.model
    def _program_texts(self, preset, lang):
        return {
            "name": self._in(lang, preset.name),
            "welcome": self._in(lang, preset.welcome),
        }

    @api.model
    def _tier_texts(self, tier, lang):
        return {
            "name": self._in(lang, tier.title),
            "badge": self._in(lang, tier.badge),
            "greeting": self._in(lang, tier.greeting),
            "party_text": self._in(lang, tier.party),
        }

    @api.model
    def _in(self, lang, text):
        return self.with_context(lang=lang).env._(text)
