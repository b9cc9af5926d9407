# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .. import odds

# In the context while a draw writes its prizes, and judges their odds afterwards.
TOGETHER = "loyalty_tiers_draw_together"
SET_BEFORE = {"odds", "perk_id", "draw_id"}  # what holds from the first ticket on


class LoyaltyTierDrawPrize(models.Model):
    """What can be won: a perk, how likely, and how many there are."""

    _name = "loyalty.tier.draw.prize"
    _description = "Loyalty Draw Prize"
    _order = "sequence, id"
    _rec_name = "perk_id"

    draw_id = fields.Many2one(
        comodel_name="loyalty.tier.draw", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="draw_id.company_id", store=True, index=True)
    sequence = fields.Integer(default=10)
    perk_id = fields.Many2one(
        comodel_name="loyalty.tier.perk",
        string="Prize",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('given', 'in', ('draw', 'staff')), ('tier_id', '=', False),"
        " ('program_id', '=', parent.program_id)]",
        help="A perk for every guest, given in a draw or when the staff like. It waits "
        "on the guest's card.",
    )
    odds = fields.Float(string="Odds (%)", digits=(5, 2), required=True)
    stock = fields.Integer(help="So many can be won; 0: no limit.")
    words = fields.Char(
        translate=True, help="What the guest reads below the name of the prize."
    )
    drawn_count = fields.Integer(string="Drawn", compute="_compute_counts")
    drawn_share = fields.Float(
        string="Drawn (%)", digits=(5, 2), compute="_compute_counts"
    )
    given_count = fields.Integer(
        string="Won",
        compute="_compute_counts",
        help="Less than what was drawn, where a prize had run out, or the guest had won "
        "already.",
    )

    _odds_in_percent = models.Constraint(
        "CHECK(odds > 0 AND odds <= 100)",
        "The odds of a prize are more than 0 and 100 % at most.",
    )
    _stock_not_negative = models.Constraint(
        "CHECK(stock >= 0)", "A stock cannot be negative. Leave it at 0 for no limit."
    )

    @api.depends("draw_id.ticket_ids.drawn_id", "draw_id.ticket_ids.state")
    def _compute_counts(self):
        drawn = self.draw_id._count_drawn()
        given = self._count_given()
        totals = {}
        for (draw, _prize), count in drawn.items():
            totals[draw] = totals.get(draw, 0) + count
        for prize in self:
            count, total = (
                drawn.get((prize.draw_id, prize), 0),
                totals.get(prize.draw_id),
            )
            prize.drawn_count = count
            prize.drawn_share = odds.ALL * count / total if total else 0.0
            prize.given_count = given.get(prize, 0)

    def _count_given(self):
        """Count the guests who got these prizes.

        :rtype: dict(loyalty.tier.draw.prize, int)
        """
        return dict(
            self.env["loyalty.tier.draw.ticket"]._read_group(
                [("drawn_id", "in", self.ids), ("state", "=", "won")],
                ["drawn_id"],
                ["__count"],
            )
        )

    @api.constrains("odds", "draw_id")
    def _check_sum(self):
        if not self.env.context.get(TOGETHER):
            self._check_together()

    def _check_together(self):
        """Refuse odds that come to more than a hundred percent.

        :raise ValidationError: with what they come to
        """
        for draw in self.draw_id:
            total = sum(draw.prize_ids.mapped("odds"))
            if total > odds.ALL + 1e-6:
                raise ValidationError(
                    self.env._(
                        "The odds of %(draw)s come to %(total).2f %%. Together they can "
                        "be 100 %% at most; what is left is the chance of no prize.",
                        draw=draw.name,
                        total=total,
                    )
                )

    @api.constrains("perk_id", "draw_id")
    def _check_perk(self):
        for prize in self:
            perk, program = prize.perk_id, prize.draw_id.program_id
            if not program or perk.program_id != program:
                raise ValidationError(
                    self.env._(
                        "%(perk)s belongs to another program than the guests of "
                        "%(company)s: it would never show on their card.",
                        perk=perk.name,
                        company=prize.company_id.name,
                    )
                )
            if perk.given not in ("draw", "staff") or perk.tier_id:
                raise ValidationError(
                    self.env._(
                        "%(perk)s is not for every guest. Choose a perk that is given "
                        "in a draw, without tier.",
                        perk=perk.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        self._check_undrawn([vals.get("draw_id") for vals in vals_list])
        return super().create(vals_list)

    def write(self, vals):
        if SET_BEFORE & set(vals):
            self._check_undrawn([*self.draw_id.ids, vals.get("draw_id")])
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_undrawn(self):
        self._check_undrawn(self.draw_id.ids)

    @api.model
    def _check_undrawn(self, draw_ids):
        """Refuse to change the odds of draws in which guests have drawn.

        :param list draw_ids: of the draws concerned
        """
        begun = self.env["loyalty.tier.draw.ticket"].search(
            [("draw_id", "in", draw_ids)], limit=1
        )
        if begun:
            raise UserError(
                self.env._(
                    "Guests have drawn in %(draw)s already, so its prizes and odds stay "
                    "as they are. End it, and make a copy with other prizes.",
                    draw=begun.draw_id.name,
                )
            )
