# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import api, fields, models


class LoyaltyTierJoin(models.AbstractModel):
    """How a guest joins by the code on a receipt, and draws.

    Nobody but the holder of a receipt gets here, and the answer never tells whether
    an address or a number is known: who knows a guest's address learns nothing.
    """

    _name = "loyalty.tier.join"
    _description = "Joining at the Till"

    @api.model
    def _stage(self, order):
        """Say how far a receipt has come.

        :param order: at most one ``pos.order``
        :return: ``wait`` (no such order here, yet), ``drawn``, ``over`` (no draw is
            on), ``old`` (the receipt is) or ``open``
        :rtype: str
        """
        if not order:
            return "wait"
        if self._ticket(order):
            return "drawn"
        draw = self._draw_of(order)
        if not draw:
            return "over"
        age = fields.Datetime.now() - order.date_order
        return "old" if age > timedelta(days=draw.order_days) else "open"

    @api.model
    def _ticket(self, order):
        """Return what an order has drawn.

        :rtype: loyalty.tier.draw.ticket
        """
        tickets = self.env["loyalty.tier.draw.ticket"].sudo()
        return tickets.search([("order_id", "=", order.id)])

    @api.model
    def _draw_of(self, order):
        """Return the draw to which a receipt invites now.

        :rtype: loyalty.tier.draw
        """
        return self.env["loyalty.tier.draw"]._running(order.company_id)

    @api.model
    def _join(self, order, said):
        """Let a guest join and draw. A second time changes nothing.

        Works in a transaction of its own, where the draws of a shop take turns: of two
        that arrive at once the second sees the ticket of the first.

        :param order: one ``pos.order``, whose stage is ``open``
        :param Said said: what the guest entered, checked
        """
        # The rules of the settlement's transaction, in the language of the page.
        settlement = self.env["loyalty.tier.settlement"].with_context(
            lang=self.env.lang
        )
        with settlement._own_transaction() as own:
            own.env[self._name].with_company(order.company_id)._join_locked(
                own.env["pos.order"].browse(order.id), said
            )

    @api.model
    def _join_locked(self, order, said):
        self._draw_of(order)._take_turns()
        if self._stage(order) != "open":
            return
        partner = self._known(said)
        is_new = not partner
        if is_new:
            partner = self._welcome(order, said)
        self.env["loyalty.tier.draw.ticket"]._draw(
            self._draw_of(order), order, partner, is_new
        )
        self._ask_consents(partner, said, is_new)

    @api.model
    def _known(self, said):
        """Return the guest who has this address or number; the eldest of several.

        :rtype: res.partner
        """
        finder = self.env["loyalty.tier.guest.finder"]
        mine = (False, self.env.company.id)
        for by, text in (
            (finder._by_email, said.email),
            (finder._by_phone, said.phone),
        ):
            found = by([text]).get(text, ()) if text else ()
            partners = self.env["res.partner"].browse(sorted(found))
            partners = partners.filtered(lambda p: p.company_id.id in mine)
            if partners:
                return partners[0]
        return self.env["res.partner"]

    @api.model
    def _welcome(self, order, said):
        """Create a guest, to whom the visit then counts.

        :rtype: res.partner
        """
        partner = self.env["res.partner"].create(
            {
                "name": said.name,
                "email": said.email,
                "phone": said.phone,
                "lang": self.env.lang,
            }
        )
        partner._message_log(
            body=self.env._(
                "Joined by the code on the receipt %(order)s.", order=order.name
            )
        )
        if not order.partner_id:
            order.partner_id = partner
        return partner

    @api.model
    def _ask_consents(self, partner, said, is_new):
        """Record what a new guest agreed to; ask by mail for what needs an answer.

        Anybody can type an address: mails need the answer of its owner, and of a guest
        whom we knew nothing is changed here.

        :param Said said: what the guest entered
        """
        if not said.purposes:
            return
        own = partner.email_normalized == said.email
        if "email" in said.channels and own:
            self.env["loyalty.tier.invitation"]._invite(
                partner, said.purposes, channel="email"
            )
        channels = [channel for channel in said.channels if channel != "email"]
        for purpose in said.purposes if is_new and channels else ():
            self.env["res.partner.consent"]._agree(
                partner, [purpose], channels, "website", self._asked(purpose)
            )
