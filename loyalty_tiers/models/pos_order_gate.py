# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models

# Where orders are kept that were paid while a till's orders are written.
SOLD = "loyalty_tiers.sold"


class PosOrder(models.Model):
    """What was sold past a gate is kept for a manager; the sale is never refused."""

    # A file of its own for one purpose.
    _inherit = "pos.order"  # pylint: disable=consider-merging-classes-inherited

    # A number without foreign key, as the grant of a line: a till that sends a guest
    # who is gone must not have its sale refused.
    loyalty_tier_host_id = fields.Integer(
        string="Host's Pass",
        copy=False,
        help="The guest who opens the hidden menu for the whole table.",
    )

    def action_pos_order_paid(self):
        res = super().action_pos_order_paid()
        self.env["loyalty.tier.settlement"]._kept(SOLD).update(dict.fromkeys(self.ids))
        if not self._loyalty_tier_is_syncing():
            self._loyalty_tier_watch_gates()
        return res

    def _loyalty_tier_watch_gates(self):
        """Note what the orders paid in this transaction sold past a gate.

        Where nothing is reserved it asks nothing; where nothing reserved was sold, it
        asks once.
        """
        sold = self.env["loyalty.tier.settlement"]._kept(SOLD)
        orders = self.browse(sold)
        sold.clear()
        gates = self.env["loyalty.tier.gate"]
        if gates._rows() and orders.lines.product_id._loyalty_tier_gates():
            orders._loyalty_tier_beside_the_sale(orders._loyalty_tier_note_breaches)

    def _loyalty_tier_note_breaches(self):
        values = [values for order in self for values in order._loyalty_tier_breaches()]
        breaches = self.env["loyalty.tier.breach"].sudo()
        known = breaches.search(
            [
                ("origin_model", "=", self._name),
                ("line_id", "in", [row["line_id"] for row in values]),
            ]
        ).mapped("line_id")
        breaches.create([row for row in values if row["line_id"] not in known])

    def _loyalty_tier_breaches(self):
        """Return what this order sold past a gate, by the tiers held when it was paid.

        :return: values of ``loyalty.tier.breach``
        :rtype: list(dict)
        """
        self.ensure_one()
        gates = self.env["loyalty.tier.gate"].sudo()
        lines = self.lines.filtered(
            lambda line: line.qty > 0 and not line.refunded_orderline_id
        )
        sold = [(line, line.product_id, line.qty) for line in lines]
        guests = gates._guests_of(self.config_id, False, self.loyalty_tier_host_id)
        guests[0] = self.partner_id.sudo()
        tz = self.config_id.sudo().loyalty_tier_tz
        judged = gates._judge(sold, guests, self.date_order, tz, paid=True)
        return [self._loyalty_tier_breach(one, guests, tz) for one in judged]

    def _loyalty_tier_breach(self, judged, guests, tz):
        """Return the values of one breach, with what there is to know of it.

        :param judged: of ``loyalty.tier.gate._judge``
        :param guests: who is on the bill, then the host
        :rtype: dict
        """
        line = judged.line
        rows = {row.gate_id: row for row in self.env["loyalty.tier.gate"]._rows()}
        return {
            "company_id": self.company_id.id,
            "gate_id": judged.gate_id,
            "product_id": line.product_id.id,
            "quantity": line.qty,
            "partner_id": self.partner_id.id,
            "seller_id": self.user_id.id or self.env.uid,
            "config_id": self.config_id.id,
            "origin_model": self._name,
            "origin_id": self.id,
            "line_id": line.id,
            "date": self.date_order,
            "kind": judged.kind,
            "facts": {
                "held": self.env["loyalty.tier.gate"]._held(guests[0], self.date_order),
                "needed": sorted(rows[judged.gate_id].tier_ids),
                "host_id": guests[1].id if len(guests) > 1 else False,
                "left": judged.left,
                "tz": tz,
            },
            **line._loyalty_tier_allowed(),
        }
