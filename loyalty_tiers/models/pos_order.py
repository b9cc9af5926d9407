# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

# Key of the guest's card in the server's answer to a sale.
NEWS = "_loyalty_tiers_card"
# In the context while a till's orders are written, and where those paid are kept.
SYNCING = "loyalty_tiers_syncing"
PAID = "loyalty_tiers.paid"


class PosOrder(models.Model):
    _name = "pos.order"
    _inherit = ["pos.order", "loyalty.tier.channel"]

    def action_pos_order_paid(self):
        # Every way to pay ends here: till, payment wizard, online payment, kiosk.
        res = super().action_pos_order_paid()
        # A sale without customer is not looked at, unless it takes goods back, which
        # somebody may have bought.
        sales = self.filtered(lambda o: o.partner_id or o.lines.refunded_orderline_id)
        if self._loyalty_tier_is_syncing():
            paid = self.env["loyalty.tier.settlement"]._kept(PAID)
            paid.update(dict.fromkeys(sales.ids))
        else:
            sales._loyalty_tier_count_sales()
        return res

    def write(self, vals):
        res = super().write(vals)
        if "partner_id" in vals:
            # The customer may be set on a paid order, to invoice it.
            paid = self.filtered(lambda order: order.state in ("paid", "done"))
            if paid:
                paid._loyalty_tier_recount("order")
        return res

    @api.model
    def sync_from_ui(self, orders):
        # Counted when all is written: to look earlier would write everything twice.
        syncing = self.with_context(**{SYNCING: True})
        result = super(PosOrder, syncing).sync_from_ui(orders)
        self._loyalty_tier_watch_gates()  # by the tiers held before this sale counts
        paid = self.env["loyalty.tier.settlement"]._kept(PAID)
        self.browse(paid)._loyalty_tier_count_sales()
        paid.clear()
        self.env["loyalty.tier.grant"]._serve_lines_after_commit()
        self._loyalty_tier_add_news(result["pos.order"])
        return result

    def _loyalty_tier_is_syncing(self):
        """Tell whether a till's orders are being written.

        :rtype: bool
        """
        return bool(self.env.context.get(SYNCING))

    def _loyalty_tier_count_sales(self):
        """Count newly paid orders, whatever goes wrong with it."""
        if self and not self._loyalty_tier_beside_the_sale(self._loyalty_tier_count):
            # What could not be told to the till may still be counted.
            self._loyalty_tier_beside_the_sale(self._loyalty_tier_count, tell=False)

    @api.model
    def _loyalty_tier_add_news(self, rows):
        """Add the guest's card to the paid orders in the server's answer to a sale.

        So the till celebrates before the receipt is printed, without another call.
        The cards were made when the orders were counted; a till that did not hear
        the first answer, and sends its order again, is answered from the moves.

        :param list rows: orders as dictionaries, changed in place
        """
        cards = self.env["loyalty.tier.settlement"]._cards_of_sales()
        paid = [r for r in rows if r["state"] in ("paid", "done") and r["partner_id"]]
        again = self.browse(r["id"] for r in paid if r["id"] not in cards)
        program = again[:1].company_id._loyalty_tier_program()
        if program and len(again) == len(paid):
            self._loyalty_tier_beside_the_sale(
                again._loyalty_tier_make_cards_again, program, cards
            )
        guests = self.env["res.partner"].sudo()
        for row in paid:
            card, guest = cards.get(row["id"], False), guests.browse(row["partner_id"])
            row[NEWS] = card and guest._loyalty_tier_own_card(card)

    def _loyalty_tier_make_cards_again(self, program, cards):
        """Make the cards of the guests of orders that were counted before.

        :param program: one ``loyalty.tier.program``
        :param dict cards: by order id, filled by this method
        """
        lifted = (
            self.env["loyalty.tier.move"]
            .sudo()
            .search(
                [
                    ("program_id", "=", program.id),
                    ("origin_model", "=", self._name),
                    ("origin_id", "in", self.ids),
                    ("is_promotion", "=", True),
                ]
            )
        )
        maker = self.env["loyalty.tier.card"].sudo()
        held = maker._held(program, self.partner_id.ids)
        customers = {
            o.id: held[o.partner_id.id] for o in self if o.partner_id.id in held
        }
        for order_id, card in maker._cards(program, customers).items():
            move = lifted.filtered(lambda m, order_id=order_id: m.origin_id == order_id)
            cards[order_id] = {**card, "promoted": bool(move)}
            if move:
                cards[order_id]["opens"] = move[:1]._opened_names()

    # ------------------------------------------------------------------ record
    def _loyalty_tier_count(self, tell=True):
        """Record what these newly paid orders count for, and have it settled.

        :param bool tell: whether to make the card that is told to the till
        """
        entries = self.env["loyalty.tier.entry"]
        affected = entries._record(
            self._loyalty_tier_select(self._among(self.ids), paid_now=True)
        )
        settlement = self.env["loyalty.tier.settlement"]
        if tell:
            self._loyalty_tier_seen(affected, self.ids)
            settlement._measure_sales(affected)
        settlement._settle_after_commit(affected, "order")

    def _loyalty_tier_dependents(self):
        return self | self.lines.refund_orderline_ids.order_id

    def _loyalty_tier_recount(self, cause):
        orders = self._loyalty_tier_dependents()
        self.env["loyalty.tier.exception"]._release_moved(orders.ids)
        return super()._loyalty_tier_recount(cause)

    @api.model
    def _loyalty_tier_seen(self, affected, order_ids):
        self.env["loyalty.tier.guard"]._watch(affected, order_ids)

    @api.model
    def _loyalty_tier_recent(self, since):
        return SQL(
            "(pos_order.write_date >= %s OR pos_order.date_order >= %s)", since, since
        )

    @api.model
    def _loyalty_tier_history_domain(self):
        counting = Domain("state", "in", ("paid", "done"))
        return Domain("partner_id", "!=", False) & counting
