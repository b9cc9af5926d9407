# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models

from ..mail_blocks import PLACE


class LoyaltyTierMailingBlock(models.Model):
    """A part of a mailing that only guests of some tiers get to see.

    Written by marketing. Placeholders are trusted as those of a mail template are:
    whoever may not write sensitive ones is refused when saving, see ``mail.render.mixin``.
    """

    _name = "loyalty.tier.mailing.block"
    _description = "Block of a Mailing"
    _inherit = ["mail.render.mixin"]
    _order = "sequence, id"
    _unrestricted_rendering = True

    mailing_id = fields.Many2one(
        comodel_name="mailing.mailing", required=True, index=True, ondelete="cascade"
    )
    program_id = fields.Many2one(related="mailing_id.loyalty_tier_program_id")
    company_id = fields.Many2one(related="program_id.company_id")
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True, help="For yourself; guests do not see it.")
    tier_from_id = fields.Many2one(
        comodel_name="loyalty.tier",
        string="From This Tier Up",
        domain="[('program_id', '=', program_id)]",
        ondelete="restrict",
    )
    tier_ids = fields.Many2many(
        comodel_name="loyalty.tier",
        relation="loyalty_tier_mailing_block_tier_rel",
        string="These Tiers",
        domain="[('program_id', '=', program_id)]",
    )
    without_tier = fields.Boolean(string="Guests Without Tier")
    body = fields.Html(
        string="Text",
        translate=True,
        sanitize="email_outgoing",
        render_engine="qweb",
        render_options={"post_process": True},
        help="Stands where the mail holds an element of class %s, else above the "
        "footer." % PLACE,
    )

    def _compute_render_model(self):
        for block in self:
            block.render_model = block.mailing_id.mailing_model_real

    def _for(self, tier):
        """Return the blocks that a guest of a tier gets.

        :param tier: at most one ``loyalty.tier``; empty for a guest without
        :rtype: loyalty.tier.mailing.block
        """
        return self.filtered(lambda block: block._fits(tier))

    def _fits(self, tier):
        if not (self.tier_from_id or self.tier_ids or self.without_tier):
            return True
        if not tier:
            return self.without_tier
        return tier in self.tier_ids or tier in self.tier_from_id._and_above()
