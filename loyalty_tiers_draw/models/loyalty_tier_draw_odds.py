# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

from .. import odds


class LoyaltyTierDraw(models.Model):
    """What was drawn so far, beside what was set."""

    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "loyalty.tier.draw"

    none_odds = fields.Float(
        string="No Prize (%)", digits=(5, 2), compute="_compute_none_odds"
    )
    ticket_count = fields.Integer(string="Drawn", compute="_compute_drawn")
    none_count = fields.Integer(string="No Prize", compute="_compute_drawn")
    verdict = fields.Selection(
        selection=[
            ("few", "Too few draws to tell"),
            ("expected", "As expected"),
            ("unusual", "Unusual, though chance does that at times"),
            ("strange", "Not what was set"),
        ],
        string="Odds Hold",
        compute="_compute_drawn",
    )
    verdict_text = fields.Char(compute="_compute_drawn")

    @api.depends("prize_ids.odds")
    def _compute_none_odds(self):
        for draw in self:
            draw.none_odds = odds.ALL - sum(draw.prize_ids.mapped("odds"))

    @api.depends("ticket_ids.drawn_id", "prize_ids.odds")
    def _compute_drawn(self):
        drawn = self._count_drawn()
        for draw in self:
            counts = [drawn.get((draw, prize), 0) for prize in draw.prize_ids]
            none = drawn.get((draw, self.env["loyalty.tier.draw.prize"]), 0)
            shares = [*draw.prize_ids.mapped("odds"), max(draw.none_odds, 0.0)]
            likely = odds.likelihood(shares, [*counts, none])
            draw.ticket_count, draw.none_count = sum(counts) + none, none
            draw.verdict = self._judge(likely)
            draw.verdict_text = draw._verdict_text(likely)

    def _count_drawn(self):
        """Count what chance has said, whether or not it could be given.

        :rtype: dict(tuple(loyalty.tier.draw, loyalty.tier.draw.prize), int)
        """
        rows = self.env["loyalty.tier.draw.ticket"]._read_group(
            [("draw_id", "in", self.ids)], ["draw_id", "drawn_id"], ["__count"]
        )
        return {(draw, prize): count for draw, prize, count in rows}

    @api.model
    def _judge(self, likely):
        """
        :param float likely: as :func:`odds.likelihood` says
        :return: a value of ``verdict``
        """
        if likely is None:
            return "few"
        if likely < odds.STRANGE:
            return "strange"
        return "unusual" if likely < odds.UNUSUAL else "expected"

    def _verdict_text(self, likely):
        """Say in a sentence what the numbers mean.

        :param float likely: as :func:`odds.likelihood` says
        :rtype: str
        """
        if likely is None:
            return self.env._(
                "From about %(count)s draws on, it can be told whether the odds hold.",
                count=self._enough_draws(),
            )
        return self.env._(
            "Of 100 draws of this size, chance alone would make about %(count)s differ "
            "from the odds as much as this one, or more.",
            count=round(likely * 100),
        )

    def _enough_draws(self):
        """Return how many draws it takes to say something.

        :rtype: int
        """
        shares = [*self.prize_ids.mapped("odds"), self.none_odds]
        least = min((share for share in shares if share > 0), default=odds.ALL)
        return round(odds.ENOUGH * odds.ALL / least)
