# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class SaleOrder(models.Model):
    """What the customer sees of a quotation: nothing closed is offered."""

    # A file of its own for one purpose.
    _inherit = "sale.order"  # pylint: disable=consider-merging-classes-inherited

    def _loyalty_tier_not_offered(self):
        """Return the optional lines that are not offered to the customer.

        What is optional and not ordered; what somebody has put on the order stays.

        :rtype: sale.order.line
        """
        lines = self.env["sale.order.line"]
        if self.state not in ("draft", "sent") or "is_optional" not in lines._fields:
            return lines
        offered = self.order_line.filtered(
            lambda line: (
                line.product_id
                and not line.product_uom_qty
                and line._is_line_optional()
            )
        )
        closed = [
            one.line
            for one in (offered and self._loyalty_tier_judged(offered))
            if not self._loyalty_tier_is_allowed(one)
        ]
        return lines.concat(*closed).with_env(self.env)

    def _get_order_lines_to_report(self):
        lines = super()._get_order_lines_to_report()
        hidden = self._loyalty_tier_not_offered()
        if not hidden:
            return lines
        left = lines - hidden
        # A heading over nothing would tell that something is missing.
        headings = (hidden.parent_id | hidden.parent_id.parent_id).filtered(
            lambda heading: all(
                line.display_type
                for line in left
                if heading in (line.parent_id | line.parent_id.parent_id)
            )
        )
        return left - headings

    def _filter_product_documents(self, documents):
        documents = super()._filter_product_documents(documents)
        hidden = self._loyalty_tier_not_offered()
        if not hidden:
            return documents
        shown = self.order_line - hidden
        named = shown.product_id.product_document_ids
        named |= shown.product_template_id.product_document_ids
        return documents & named
