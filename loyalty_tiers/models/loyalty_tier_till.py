# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class LoyaltyTier(models.Model):
    """What the tills load of a tier: greeting, badge, perks."""

    _name = "loyalty.tier"
    _inherit = ["loyalty.tier", "pos.load.mixin"]

    pos_greeting = fields.Char(compute="_compute_pos_greeting")
    pos_badge = fields.Char(compute="_compute_pos_badge")
    pos_perks = fields.Json(compute="_compute_pos_perks")
    pos_own_perks = fields.Json(compute="_compute_pos_perks")

    @api.depends("greeting", "greeting_lang", "name")
    @api.depends_context("lang")
    def _compute_pos_greeting(self):
        for tier in self:
            spoken = tier.with_context(lang=tier.greeting_lang or self.env.lang)
            tier.pos_greeting = spoken.greeting.replace("{title}", spoken.name)

    @api.depends("badge", "name")
    @api.depends_context("lang")
    def _compute_pos_badge(self):
        for tier in self:
            tier.pos_badge = tier.badge or (tier.name or "")[:1]

    @api.depends("perk_ids.name", "program_id.tier_ids.perk_ids.name", "sequence")
    @api.depends_context("lang")
    def _compute_pos_perks(self):
        """List the perks, a tier's own first, then those of the tiers below it."""
        perks = self.env["loyalty.tier.perk"].search(
            [
                ("tier_id.program_id", "in", self.program_id.ids),
                ("given", "!=", "staff"),
            ]
        )
        rows = {
            tier.id: [perk._till_row() for perk in own]
            for tier, own in perks.grouped("tier_id").items()
        }
        for tier in self:
            ladder = tier.program_id._ladder()
            up_to_tier = ladder.rungs[: ladder.height(tier.id) + 1]
            tier.pos_own_perks = rows.get(tier.id, [])
            tier.pos_perks = [
                row
                for rung in reversed(up_to_tier)
                if rung.tier_id == tier.id or not rung.retired
                for row in rows.get(rung.tier_id, [])
            ]

    @api.model
    def _load_pos_data_search_read(self, data, config):
        program = config._loyalty_tier_program()
        return [dict(row) for row in program._till_rows()] if program else []

    @api.model
    def _load_pos_data_fields(self, config):
        return [
            "name",
            "sequence",
            "color",
            "recognition",
            "announces_arrival",
            "party_text",
            "pos_greeting",
            "pos_badge",
            "pos_perks",
            "pos_own_perks",
        ]
