# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

# Orders to count before this transaction is committed.
QUEUE = "loyalty_tiers_sale.orders"
# Changing one of these on a confirmed order changes what it counts for, or for whom.
COUNTED_FIELDS = {"partner_id", "date_order", "company_id", "currency_id"}


class SaleOrder(models.Model):
    """When sales orders are counted: with all else that their transaction changes.

    However an order changes, it is only put on a list; just before the transaction is
    committed the list is counted, in one go, beside the sale.
    """

    _name = "sale.order"
    _inherit = ["sale.order", "loyalty.tier.channel"]

    @api.model_create_multi
    def create(self, vals_list):
        orders = super().create(vals_list)
        # An import brings confirmed orders along.
        orders._loyalty_tier_confirmed()._loyalty_tier_count_later()
        return orders

    def write(self, vals):
        res = super().write(vals)
        if "state" in vals:
            self._loyalty_tier_count_later()
        elif not COUNTED_FIELDS.isdisjoint(vals):
            self._loyalty_tier_confirmed()._loyalty_tier_count_later()
        return res

    def _loyalty_tier_confirmed(self):
        return self.filtered(lambda order: order.state == "sale")

    def _loyalty_tier_count_later(self):
        """Have these orders counted before this transaction is committed."""
        if not self:
            return
        precommit = self.env.cr.precommit
        queue = precommit.data.setdefault(QUEUE, {})
        if not queue:
            precommit.add(self.env["sale.order"].sudo()._loyalty_tier_count_queue)
        queue.update(dict.fromkeys(self.ids))

    @api.model
    def _loyalty_tier_count_queue(self):
        orders = self.browse(self.env.cr.precommit.data.pop(QUEUE, {}))
        orders._loyalty_tier_beside_the_sale(orders._loyalty_tier_count)

    def _loyalty_tier_count(self):
        """Bring the entries of these orders in line, and have their guests settled."""
        scope = SQL("entry.origin_id = ANY(%s)", self.ids)
        changed = self._loyalty_tier_mirror(self._among(self.ids), scope, paid_now=True)
        for affected in changed:
            self.env["loyalty.tier.settlement"]._settle_after_commit(affected, "order")

    @api.model
    def _loyalty_tier_history_domain(self):
        return Domain("state", "=", "sale")

    @api.model
    def _loyalty_tier_recent(self, since):
        for model in ("sale.order", "sale.order.line", "account.move"):
            self.env[model].flush_model(["write_date"])
        return SQL(
            """
            (sale_order.write_date >= %(since)s OR sale_order.date_order >= %(since)s
             OR sale_order.id IN (
                SELECT order_id FROM sale_order_line WHERE write_date >= %(since)s)
             OR sale_order.id IN (
                SELECT line.order_id
                  FROM account_move bill
                  JOIN account_move_line item ON item.move_id = bill.id
                  JOIN sale_order_line_invoice_rel rel ON rel.invoice_line_id = item.id
                  JOIN sale_order_line line ON line.id = rel.order_line_id
                 WHERE bill.write_date >= %(since)s))
            """,
            since=since,
        )
