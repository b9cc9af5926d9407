# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import format_list

MANAGERS = "loyalty_tiers.group_loyalty_tiers_manager"


class SaleOrder(models.Model):
    """What is reserved stays reserved on quotations.

    A quotation warns, confirming it is refused unless a manager gave a reason. What
    has been paid is never refused: it is kept as a breach.
    """

    # A file of its own for one purpose.
    _inherit = "sale.order"  # pylint: disable=consider-merging-classes-inherited

    loyalty_tier_warning = fields.Text(compute="_compute_loyalty_tier_warning")
    loyalty_tier_reason = fields.Char(
        string="Allowed Because",
        copy=False,
        groups=MANAGERS,
        help="Why a manager lets this customer have what is reserved for others. It "
        "holds for what is on the order now.",
    )
    # What a reason is good for: who, and how much of what. Written with the reason.
    loyalty_tier_allowed = fields.Json(copy=False, readonly=True, groups=MANAGERS)

    # --------------------------------------------------------------------- the judge
    def _loyalty_tier_judged(self, offered=None):
        """Return what of this order its customer may not have, now.

        By the tier held, by the hour and by the limit. Where nothing is reserved it
        asks nothing.

        :param offered: lines of which one is offered, instead of what is ordered
        :return: ``line``, ``gate_id``, ``kind`` and ``left`` of each
        :rtype: list(Judged)
        """
        self.ensure_one()
        gates = self.env["loyalty.tier.gate"].sudo()
        if not gates._rows():
            return []
        order, confirmed = self.sudo(), self.state == "sale"
        sold = [
            (line, line.product_id, 1.0 if offered else line._loyalty_tier_quantity())
            for line in (order.order_line if offered is None else offered.sudo())
            if line.product_id and not line.display_type and not line.is_downpayment
        ]
        return gates._judge(
            sold,
            [order.partner_id],
            order.date_order if confirmed else fields.Datetime.now(),
            None,
            paid=confirmed,
        )

    def _loyalty_tier_closed_lines(self):
        """Return the lines that are closed to the customer of this order, now.

        Also those that go beyond the limit of what a guest may have. A reason that a
        manager gave is not looked at.

        :rtype: sale.order.line
        """
        lines = self.env["sale.order.line"]
        for order in self:
            lines = lines.concat(*(one.line for one in order._loyalty_tier_judged()))
        return lines.with_env(self.env)

    @api.depends("partner_id", "state", "order_line.product_id")
    @api.depends("order_line.product_uom_qty", "loyalty_tier_reason")
    def _compute_loyalty_tier_warning(self):
        staff = self.env.user._is_internal()
        for order in self:
            quotation = staff and order.state in ("draft", "sent")
            judged = order._loyalty_tier_judged() if quotation else []
            order.loyalty_tier_warning = "\n".join(
                order._loyalty_tier_sentence(one)
                for one in judged
                if not order._loyalty_tier_is_allowed(one)
            )

    def _loyalty_tier_sentence(self, judged):
        """Say to the staff what is wrong with a line.

        :param judged: of ``loyalty.tier.gate._judge``
        :rtype: str
        """
        gate = self.env["loyalty.tier.gate"].sudo().browse(judged.gate_id)
        return self.env._(
            "%(product)s: %(refusal)s",
            product=judged.line.product_id.display_name,
            refusal=gate.with_env(self.env)._refusal(judged.kind),
        )

    # -------------------------------------------------------------------- the refusal
    def _confirmation_error_message(self):
        return (
            super()._confirmation_error_message() or self._loyalty_tier_refusal_text()
        )

    def _loyalty_tier_refusal_text(self):
        """Say why this order can't be confirmed; False where it can.

        :rtype: str | bool
        """
        if not self._loyalty_tier_may_refuse():
            return False
        refused = [
            one
            for one in self._loyalty_tier_judged()
            if not self._loyalty_tier_is_allowed(one)
        ]
        if not refused:
            return False
        if not self.env.user._is_internal():
            # Who is told nothing, must be told nothing.
            return self.env._("This product is not available.")
        sentences = [self._loyalty_tier_sentence(one) for one in refused]
        return self.env._(
            "%(order)s holds what is not for %(customer)s:\n%(sentences)s\n\nTake it "
            "from the order, or have a manager write why it is allowed.",
            order=self.name,
            customer=self.partner_id.display_name,
            sentences="\n".join(sentences),
        )

    def _loyalty_tier_may_refuse(self):
        """Tell whether nothing has been paid yet; other apps know of other payments.

        :rtype: bool
        """
        self.ensure_one()
        paid = {"pending", "authorized", "done"}
        return paid.isdisjoint(self.sudo().transaction_ids.mapped("state"))

    # --------------------------------------------------------------------- the reason
    @api.model_create_multi
    def create(self, vals_list):
        orders = super().create(vals_list)
        for order, vals in zip(orders, vals_list, strict=True):
            if vals.get("loyalty_tier_reason"):
                order._loyalty_tier_allow()
        return orders

    def write(self, vals):
        res = super().write(vals)
        if "loyalty_tier_reason" in vals:
            for order in self:
                order._loyalty_tier_allow()
        return res

    def _loyalty_tier_allow(self):
        """Keep what a reason is good for, and who gave it."""
        self.ensure_one()
        if not (self.env.su or self.env.user.has_group(MANAGERS)):
            raise AccessError(self.env._("Only a manager may allow what is reserved."))
        order = self.sudo()
        judged = order.loyalty_tier_reason and self._loyalty_tier_judged()
        if not judged:
            order.loyalty_tier_allowed = False
            return
        quantities = {}
        for one in judged:
            key = str(one.line.product_id.id)
            quantity = one.line._loyalty_tier_quantity()
            quantities[key] = quantities.get(key, 0.0) + quantity
        order.loyalty_tier_allowed = {
            "customer": order.partner_id.commercial_partner_id.id,
            "by": self.env.user.name,
            "quantities": quantities,
        }
        products = self.env["product.product"].concat(
            *(one.line.product_id for one in judged)
        )
        order.message_post(
            body=self.env._(
                "%(products)s allowed for %(customer)s: %(reason)s",
                products=format_list(self.env, products.mapped("display_name")),
                customer=order.partner_id.display_name,
                reason=order.loyalty_tier_reason,
            )
        )

    def _loyalty_tier_is_allowed(self, judged):
        """Tell whether a manager's reason is good for a line.

        :param judged: of ``loyalty.tier.gate._judge``
        :rtype: bool
        """
        order = self.sudo()
        allowed = order.loyalty_tier_reason and order.loyalty_tier_allowed
        if not allowed:
            return False
        product = judged.line.product_id
        lines = order.order_line.filtered(lambda line: line.product_id == product)
        ordered = sum(line._loyalty_tier_quantity() for line in lines)
        same = allowed["customer"] == order.partner_id.commercial_partner_id.id
        return same and ordered <= allowed["quantities"].get(str(product.id), 0.0)

    def _loyalty_tier_allowed_for(self, product):
        """Return what a breach keeps of who allowed a product on this order, and why.

        :param product: one ``product.product``
        :return: values of ``loyalty.tier.breach``; empty where nobody allowed it
        :rtype: dict
        """
        order = self.sudo()
        allowed = order.loyalty_tier_reason and order.loyalty_tier_allowed
        if not allowed or str(product.id) not in allowed["quantities"]:
            return {}
        return {
            "reason": order.loyalty_tier_reason,
            "allowed_by": allowed["by"],
            "state": "allowed",
        }

    # --------------------------------------------------------------------- the breach
    def _action_confirm(self):
        res = super()._action_confirm()
        if self.env["loyalty.tier.gate"]._rows():
            self._loyalty_tier_beside_the_sale(self._loyalty_tier_note_breaches)
        return res

    def _loyalty_tier_note_breaches(self):
        """Keep what was sold past a gate, or was allowed by a manager."""
        values = [
            order._loyalty_tier_breach(one)
            for order in self
            for one in order._loyalty_tier_judged()
        ]
        breaches = self.env["loyalty.tier.breach"].sudo()
        same = [
            ("origin_model", "=", self._name),
            ("line_id", "in", [row["line_id"] for row in values]),
        ]
        known = values and breaches.search(same).mapped("line_id")
        breaches.create([row for row in values if row["line_id"] not in known])

    def _loyalty_tier_breach(self, judged):
        """Return the values of one breach, with what there is to know of it.

        :param judged: of ``loyalty.tier.gate._judge``
        :rtype: dict
        """
        order, line = self.sudo(), judged.line
        gates = self.env["loyalty.tier.gate"].sudo()
        row = {row.gate_id: row for row in gates._rows()}[judged.gate_id]
        return {
            "company_id": order.company_id.id,
            "gate_id": judged.gate_id,
            "product_id": line.product_id.id,
            "quantity": line._loyalty_tier_quantity(),
            "partner_id": order.partner_id.id,
            "seller_id": order.user_id.id or self.env.uid,
            "origin_model": self._name,
            "origin_id": order.id,
            "line_id": line.id,
            "date": order.date_order,
            "kind": judged.kind,
            "facts": {
                "held": gates._held(order.partner_id, order.date_order),
                "needed": sorted(row.tier_ids),
                "left": judged.left,
                "tz": row.tz,
            },
            **(
                self._loyalty_tier_allowed_for(line.product_id)
                if self._loyalty_tier_is_allowed(judged)
                else {}
            ),
        }
