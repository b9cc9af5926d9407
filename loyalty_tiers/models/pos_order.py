# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import logging
from datetime import timedelta

import psycopg2

from odoo import api, fields, models
from odoo.tools import SQL

_logger = logging.getLogger(__name__)

# The scheduled check looks back over the orders changed in this time.
CHECK_DAYS = 7
# Key of the guest's card in the server's answer to a sale.
NEWS = "_loyalty_tiers_card"
# In the context while a till's orders are written, and where those paid are kept.
SYNCING = "loyalty_tiers_syncing"
PAID = "loyalty_tiers.paid"


class PosOrder(models.Model):
    _inherit = "pos.order"

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

    def _loyalty_tier_beside_the_sale(self, action, *args, **kwargs):
        """Do what must never refuse a sale: the scheduled check makes up for it.

        :param action: a method of this model
        :return: whether it was done
        :rtype: bool
        """
        # Written first, by itself: a savepoint that flushes would send what waits for
        # the bus as well, and once more at the end.
        self.env.flush_all()
        try:
            with self.env.cr.savepoint(flush=False):
                action(*args, **kwargs)
        except psycopg2.OperationalError:
            # Odoo tries again, the sale included, when transactions get in each
            # other's way.
            raise
        except Exception:
            _logger.exception("A sale could not be counted yet")
            self.env.invalidate_all(flush=False)
            return False
        return True

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
            self.env["loyalty.tier.guard"]._watch(affected, self.ids)
            settlement._measure_sales(affected)
        settlement._settle_after_commit(affected, "order")

    def _loyalty_tier_recount(self, cause):
        """Bring the entries of orders that have changed, and of their refunds, in line.

        :param str cause: a value of ``loyalty.tier.move.cause``
        :return: how many customers were affected
        :rtype: int
        """
        orders = self | self.lines.refund_orderline_ids.order_id
        scope = SQL(
            "entry.origin_model = 'pos.order' AND entry.origin_id = ANY(%s)", orders.ids
        )
        self.env["loyalty.tier.exception"]._release_moved(orders.ids)
        return orders._loyalty_tier_mend(self._among(orders.ids), scope, cause)

    @api.model
    def _loyalty_tier_mend(self, condition, scope, cause):
        """Record and forget, so that entries mirror the orders looked at.

        :param SQL condition: on ``pos_order``, the orders looked at
        :param SQL scope: on ``entry``, the same orders
        :param str cause: a value of ``loyalty.tier.move.cause``
        :return: how many customers were affected
        :rtype: int
        """
        entries = self.env["loyalty.tier.entry"]
        select = self._loyalty_tier_select(condition)
        count = 0
        changed = entries._forget(select, scope), entries._record(select)
        self.env["loyalty.tier.guard"]._watch(changed[1], self.ids)
        for affected in changed:
            count += sum(map(len, affected.values()))
            self.env["loyalty.tier.settlement"]._settle_after_commit(affected, cause)
        return count

    @api.model
    def _among(self, ids):
        return SQL("pos_order.id = ANY(%s)", list(ids))

    @api.model
    def _loyalty_tier_read(self, program, after_id, chunk):
        """Bring the entries of the next orders of the shop's history in line.

        Settles nobody: that comes when all orders are read.

        :param program: one ``loyalty.tier.program``
        :param int after_id: orders up to this id are read
        :param int chunk: how many orders to read
        :return: id of the last order read; 0 when there are no more
        :rtype: int
        """
        orders = self.sudo().search([("id", ">", after_id)], order="id", limit=chunk)
        # With the last chunk go the entries whose order is gone.
        last = orders[-1:].id if len(orders) == chunk else 0
        entries = self.env["loyalty.tier.entry"]
        within = SQL("BETWEEN %s AND %s", after_id + 1, last or 2**31 - 1)
        select = self._loyalty_tier_select(
            SQL("pos_order.id %s AND program.id = %s", within, program.id)
        )
        scope = SQL(
            "entry.origin_model = 'pos.order' AND entry.origin_id %s"
            " AND entry.program_id = %s",
            within,
            program.id,
        )
        entries._forget(select, scope)
        entries._record(select)
        return last

    @api.model
    def _loyalty_tier_check(self, program):
        """Repair the entries of orders changed in the last days, if any differ.

        :param program: one ``loyalty.tier.program``
        :return: how many customers' entries had to be repaired
        :rtype: int
        """
        since = fields.Datetime.now() - timedelta(days=CHECK_DAYS)
        recent = SQL(
            "(pos_order.write_date >= %s OR pos_order.date_order >= %s)", since, since
        )
        return self._loyalty_tier_mend(
            SQL("%s AND program.id = %s", recent, program.id),
            SQL(
                "entry.origin_model = 'pos.order' AND entry.program_id = %s"
                " AND entry.origin_id IN (SELECT id FROM pos_order WHERE %s)",
                program.id,
                recent,
            ),
            "check",
        )
