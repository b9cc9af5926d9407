# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.http import request


class SaleOrder(models.Model):
    """A cart takes nothing that is closed to the visitor, and does not keep it."""

    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "sale.order"

    # ----------------------------------------------------------- what is closed
    def _loyalty_tier_shut(self, paying=False):
        """Tell which gates are closed to who shops here.

        In a shop it is the visitor: an abandoned cart may be opened by anybody who has
        its link. Elsewhere, as when a payment arrives, it is whom the order is for.

        :param bool paying: it must be open to both
        :rtype: frozenset(int)
        """
        gates = self.env["loyalty.tier.gate"]
        if not (request and getattr(request, "is_frontend", False)):
            return gates._closed_ids(self._loyalty_tier_buyer())
        closed = gates._closed_ids()
        if paying and self.env.user.share:
            closed |= gates._closed_ids(self._loyalty_tier_buyer())
        return closed

    def _loyalty_tier_buyer(self):
        """Return whom a cart is for; nobody where it is a stranger's.

        :rtype: res.partner
        """
        stranger = self.website_id.sudo().user_id.partner_id
        return self.partner_id - stranger

    def _loyalty_tier_shut_lines(self, paying=False):
        """Return the lines of a cart that may not be ordered, in one query.

        A set goes as a whole: where a part is closed, so is the set.

        :param bool paying: see ``_loyalty_tier_shut``
        :rtype: sale.order.line
        """
        lines = self.env["sale.order.line"].sudo()
        closed = self._loyalty_tier_shut(paying)
        if not closed:
            return lines
        products = self.env["product.product"].sudo().with_context(active_test=False)
        shut = products._search(~products._loyalty_tier_open_domain(closed))
        in_cart = Domain("order_id", "=", self.id) & Domain("product_id", "in", shut)
        found = lines.search(in_cart)
        return found | found.filtered("combo_item_id").linked_line_id

    # --------------------------------------------------------- what is taken out
    def _loyalty_tier_tidy(self):
        """Take out of a cart what its visitor may not order any more, and say so."""
        shut = self._loyalty_tier_shut_lines()
        if not shut:
            return
        # What hangs on a line goes with it, as the parts of a set do.
        shut.filtered(lambda line: not line.combo_item_id).unlink()
        self._verify_cart_after_update()
        self.shop_warning = self.env._(
            "One product is not available any more and was taken from your cart."
        )

    def _verify_cart(self):
        res = super()._verify_cart()
        self._loyalty_tier_tidy()
        return res

    # ------------------------------------------------------------ what is refused
    def _verify_updated_quantity(
        self, order_line, product_id, new_qty, uom_id, **kwargs
    ):
        product = self.env["product.product"].browse(product_id).sudo()
        if new_qty > 0 and self._loyalty_tier_is_shut(product):
            return 0, self.env._("This product is not available.")
        quantity, warning = super()._verify_updated_quantity(
            order_line, product_id, new_qty, uom_id, **kwargs
        )
        return self._loyalty_tier_limited(order_line, product, quantity, warning)

    def _loyalty_tier_is_shut(self, product):
        gates = product._loyalty_tier_gates().get(product.id)
        return bool(gates and gates & self._loyalty_tier_shut())

    def _loyalty_tier_limited(self, order_line, product, quantity, warning):
        """Lower a quantity to what the guest may still have.

        :param order_line: the line that it is for; empty for a new one
        :param str warning: what is said already, which stays if nothing is lowered
        :return: the quantity, and what to tell the guest
        :rtype: tuple(float, str)
        """
        template = product.product_tmpl_id
        left = self._loyalty_tier_left(template)
        if template.id not in left or quantity <= 0:
            return quantity, warning
        others = self._loyalty_tier_lines_of(template) - order_line
        still = left[template.id] - sum(others.mapped("product_uom_qty"))
        if quantity <= still:
            return quantity, warning
        return max(still, 0), self._loyalty_tier_limit_text(template)

    def _loyalty_tier_left(self, templates):
        gates = self.env["loyalty.tier.gate"]
        return gates._left(self._loyalty_tier_buyer(), templates)

    def _loyalty_tier_lines_of(self, template):
        return self.order_line.filtered(
            lambda line: line.product_template_id == template
        )

    def _loyalty_tier_limit_text(self, template):
        """Say how much of a product a guest may have: "Omakase: at most 1 per month".

        :rtype: str
        """
        gates = self.env["loyalty.tier.gate"].sudo()
        rows = [row for _template_id, row in gates._limits(template)]
        smallest = min(rows, key=lambda row: row.limit_quantity)
        return self.env._(
            "%(product)s: %(limit)s",
            product=template.name,
            limit=gates.browse(smallest.gate_id)._limit_text(),
        )

    def _create_new_cart_line(self, product_id, quantity, uom_id, **kwargs):
        # What the visitor chose may have led to another variant.
        line = super()._create_new_cart_line(product_id, quantity, uom_id, **kwargs)
        if line and self._loyalty_tier_is_shut(line.product_id.sudo()):
            line.unlink()
            return line.browse()
        return line

    def _check_cart_is_ready_to_be_paid(self):
        self._loyalty_tier_check_payable()
        return super()._check_cart_is_ready_to_be_paid()

    def _loyalty_tier_check_payable(self):
        """Refuse the payment of what was closed since it was put into the cart.

        :raise ValidationError: in neutral words; the next look at the cart tidies it
        """
        if self._loyalty_tier_shut_lines(paying=True):
            raise ValidationError(
                self.env._(
                    "One product is not available any more. Please have a look at "
                    "your cart."
                )
            )
        templates = self.order_line.product_template_id.sudo()
        for template_id, left in self._loyalty_tier_left(templates).items():
            template = templates.browse(template_id)
            lines = self._loyalty_tier_lines_of(template)
            if sum(lines.mapped("product_uom_qty")) > left:
                raise ValidationError(self._loyalty_tier_limit_text(template))
