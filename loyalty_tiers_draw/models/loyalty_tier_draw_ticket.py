# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import api, fields, models

from .. import odds

NEXT_VISIT = timedelta(days=1)  # a prize is for the next visit, not for this one


class LoyaltyTierDrawTicket(models.Model):
    """One draw, for one order. Written once, by :meth:`_draw`; never edited.

    Showing the page again shows the ticket again: nothing is drawn twice.
    """

    _name = "loyalty.tier.draw.ticket"
    _description = "Loyalty Draw Ticket"
    _order = "id desc"
    _rec_name = "order_id"

    draw_id = fields.Many2one(
        comodel_name="loyalty.tier.draw",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(related="draw_id.company_id", store=True, index=True)
    order_id = fields.Many2one(
        comodel_name="pos.order",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Guest",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    date = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)
    drawn_id = fields.Many2one(
        comodel_name="loyalty.tier.draw.prize",
        string="Chance Said",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        help="Empty: no prize.",
    )
    state = fields.Selection(
        selection=[
            ("won", "Won"),
            ("none", "No prize"),
            ("out", "The prize had run out"),
            ("again", "The guest had won already"),
        ],
        required=True,
        readonly=True,
    )
    grant_id = fields.Many2one(
        comodel_name="loyalty.tier.grant",
        string="On the Card",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    is_new = fields.Boolean(
        string="New Guest", readonly=True, help="Nobody knew the guest before."
    )

    # The guest is no part of it: contacts are merged, and rows that clash are deleted.
    _order_unique = models.Constraint(
        "UNIQUE(order_id)", "This receipt has drawn already."
    )

    @api.model
    def _draw(self, draw, order, partner, is_new=False, chance=None):
        """Draw for an order, and put the prize onto the card of its guest.

        The caller has the turn: see :meth:`loyalty.tier.draw._take_turns`.

        :param draw: the draw that is on
        :param order: one ``pos.order`` that has not drawn
        :param partner: the guest who joins
        :param bool is_new: whether the guest was unknown before
        :param chance: see :func:`odds.draw`
        :return: the ticket
        """
        prizes = draw.prize_ids
        index = odds.draw(prizes.mapped("odds"), chance)
        prize = prizes.browse() if index is None else prizes[index]
        ticket = self.create(
            {
                "draw_id": draw.id,
                "order_id": order.id,
                "partner_id": partner.id,
                "drawn_id": prize.id,
                "state": self._outcome(draw, prize, partner),
                "is_new": is_new,
            }
        )
        ticket._give()
        return ticket

    @api.model
    def _outcome(self, draw, prize, partner):
        """Say what becomes of what chance has said.

        :return: a value of ``state``
        :rtype: str
        """
        if not prize:
            return "none"
        if prize.stock and prize._count_given().get(prize, 0) >= prize.stock:
            return "out"
        return "again" if self._has_won(draw, partner) else "won"

    @api.model
    def _has_won(self, draw, partner):
        """Return whether a guest has won in the present period of a draw.

        :rtype: bool
        """
        since = draw.program_id._period_start(draw.guest_period)
        guest = partner.commercial_partner_id
        return bool(
            self.search_count(
                [
                    ("draw_id", "=", draw.id),
                    ("partner_id.commercial_partner_id", "=", guest.id),
                    ("state", "=", "won"),
                    ("date", ">=", since),
                ],
                limit=1,
            )
        )

    def _give(self):
        """Let what was won wait on the guest's card, from the next day on."""
        for ticket in self.filtered(lambda ticket: ticket.state == "won"):
            perk = ticket.drawn_id.perk_id
            guest = ticket.partner_id.commercial_partner_id
            start = ticket.order_id.config_id._loyalty_tier_today() + NEXT_VISIT
            valid = perk.valid_days and timedelta(days=perk.valid_days)
            grants = self.env["loyalty.tier.grant"]
            ticket.grant_id = grants.create(
                {
                    "program_id": perk.program_id.id,
                    "partner_id": guest.id,
                    "perk_id": perk.id,
                    "tier_id": grants._tier_held(perk.program_id, guest).id,
                    "cause": "draw",
                    "key": f"draw:{ticket.id}",
                    "available_on": start,
                    "lapses_on": valid and start + valid,
                }
            )
            ticket.grant_id._tell()

    def _shows_prize(self):
        """Return whether the page names a prize.

        Also to who has won before: that prize waits already. So nobody learns by
        trying whose address we know.

        :rtype: bool
        """
        self.ensure_one()
        return self.state in ("won", "again")
