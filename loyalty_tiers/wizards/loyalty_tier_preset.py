# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from markupsafe import Markup

from odoo import api, fields, models
from odoo.fields import Command, Domain

from .preset_model import PresetPerk
from .presets import PRESETS

# A shop with fewer orders sees its members at once, a larger one some minutes later.
ORDERS_AT_ONCE = 20000
SOURCE_LANG = "en_US"
RUNG = Markup(
    '<tr><td><span class="badge rounded-pill text-white"'
    ' style="background-color: %(color)s">%(badge)s</span></td>'
    "<td><b>%(title)s</b><br/>%(rule)s</td>"
    '<td class="text-muted">%(perks)s</td></tr>'
)
LADDER = Markup('<table class="table table-sm align-middle mb-0">%s</table>')


class LoyaltyTierPreset(models.TransientModel):
    """Three clicks to a running program: choose a ready-made ladder and start."""

    _name = "loyalty.tier.preset"
    _description = "Ready-Made Loyalty Program"

    preset = fields.Selection(
        selection=[
            ("titles_by_visits", "Titles by visits"),
            ("stars", "Stars"),
            ("four_tier_yearly", "Four tiers, year by year"),
            ("four_layers_by_sales", "Four layers by sales"),
        ],
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
    story = fields.Char(compute="_compute_ladder", string="For Whom")
    sentence = fields.Char(compute="_compute_ladder", string="In Words")
    ladder = fields.Html(compute="_compute_ladder", string="Tiers")

    @api.depends("company_id")
    def _compute_order_count(self):
        for wizard in self:
            # How many, to who may set up programs without working at a till.
            wizard.company_id.check_access("read")
            house = Domain("company_id", "child_of", wizard.company_id.root_id.id)
            channels = self.env["loyalty.tier.channel"]._channels()
            wizard.order_count = sum(
                orders.search_count(house & orders._loyalty_tier_history_domain())
                for orders in (self.env[name].sudo() for name in channels)
            )

    @api.depends("preset")
    @api.depends_context("lang")
    def _compute_ladder(self):
        programs = self.env["loyalty.tier.program"]
        for wizard in self:
            preset = PRESETS[wizard.preset]
            named = [tier for tier in preset.tiers if not tier.secret]
            rungs = [wizard._rung(tier) for tier in reversed(named)]
            wizard.story = self.env._(preset.story)
            wizard.sentence = programs.new(preset.values).sentence
            wizard.ladder = LADDER % Markup().join(rungs)

    @api.model
    def _rung(self, tier):
        """Show a tier of a ready-made ladder as a row.

        :param PresetTier tier: a rung of the ladder
        :rtype: Markup
        """
        rule = self.env["loyalty.tier.rule"].new(tier.rule)
        return RUNG % {
            "color": tier.color,
            "badge": self.env._(tier.badge),
            "title": self.env._(tier.title),
            "rule": rule.sentence,
            "perks": Markup("<br/>").join(
                self.env._(text)
                for text, values in map(self._perk, tier.perks)
                if values.get("given") != "promotion"
            ),
        }

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
            self._rank(program)
        return self.env["ir.actions.act_window"]._for_xml_id(
            "loyalty_tiers.loyalty_tier_membership_action"
        )

    def _rank(self, program):
        """Rank the customers at once, where the first night would do it."""
        concerned = self.env["loyalty.tier.score"]._recut(program)
        if concerned:
            rows = self.env.execute_query(concerned)
            self.env["loyalty.tier.membership"].sudo()._settle(
                program,
                [partner_id for (partner_id,) in rows],
                "history",
                party=self.history == "party",
            )

    def _create_program(self):
        """Create the chosen ladder, in every language that is installed.

        :rtype: loyalty.tier.program
        """
        preset = PRESETS[self.preset]
        program = self.env["loyalty.tier.program"].create(
            {
                **preset.values,
                **self._program_texts(preset, SOURCE_LANG),
                "company_id": self.company_id.root_id.id,
                "currency_id": self.company_id.currency_id.id,
                "tier_ids": [
                    Command.create(self._tier_values(tier, rank))
                    for rank, tier in enumerate(preset.tiers, start=1)
                ],
                "treat_ids": [
                    Command.create({**self._perk_values(treat), "given": "staff"})
                    for treat in preset.treats
                ],
            }
        )
        for lang, _name in self.env["res.lang"].get_installed():
            translated = program.with_context(lang=lang)
            translated.write(self._program_texts(preset, lang))
            for tier, model in zip(translated.tier_ids, preset.tiers, strict=True):
                tier.write(self._tier_texts(model, lang))
                self._name_perks(tier.perk_ids, model.perks, lang)
            self._name_perks(translated.treat_ids, preset.treats, lang)
        return program

    @api.model
    def _tier_values(self, tier, rank):
        return {
            **self._tier_texts(tier, SOURCE_LANG),
            "sequence": rank * 10,
            "color": tier.color,
            "recognition": tier.recognition,
            "occasion_days": tier.occasion_days,
            "announces_arrival": tier.announced,
            "secret": tier.secret,
            "rule_ids": [Command.create(tier.rule)],
            "perk_ids": [
                Command.create(self._perk_values(perk)) for perk in tier.perks
            ],
        }

    @api.model
    def _perk(self, perk):
        """Return text and values of a perk of a ready-made ladder."""
        return perk if isinstance(perk, PresetPerk) else PresetPerk(perk, {})

    @api.model
    def _perk_values(self, perk):
        text, values = self._perk(perk)
        occasion = values.get("occasion")
        kinds = f"loyalty_tiers.occasion_kind_{occasion}"
        return {
            **{name: value for name, value in values.items() if name != "occasion"},
            "name": self._in(SOURCE_LANG, text),
            **({"occasion_kind_id": self.env.ref(kinds).id} if occasion else {}),
        }

    @api.model
    def _name_perks(self, perks, models, lang):
        """Name perks in a language of the shop."""
        for perk, model in zip(perks, models, strict=True):
            perk.name = self._in(lang, self._perk(model).name)

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
            "party_text": tier.party and self._in(lang, tier.party),
        }

    @api.model
    def _in(self, lang, text):
        return self.with_context(lang=lang).env._(text)
