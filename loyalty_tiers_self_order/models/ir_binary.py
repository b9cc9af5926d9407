# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class IrBinary(models.AbstractModel):
    """Pictures of the menu: the host gives them to everybody who knows a number.

    Here those of categories and tags of nothing else are hidden too, and a guest who
    has shown the card on this device sees what is open to the guest.
    """

    _inherit = "ir.binary"

    @api.model
    def _loyalty_tier_hides(self, record):
        if record._name in ("pos.category", "product.tag"):
            # By what is in the menu; what a web shop offers is another question.
            closed = self.env["loyalty.tier.gate"]._closed_ids()
            hidden = self._loyalty_tier_closes(record.sudo(), closed)
        else:
            hidden = super()._loyalty_tier_hides(record)
        if not hidden:
            return False
        device = self.env["loyalty.tier.device"]._here()
        if not device:
            return True
        closed = device.config_id._loyalty_tier_closed(device.partner_id)
        if self._loyalty_tier_closes(record.sudo(), closed):
            return True
        device._leave_no_copy()
        return False

    @api.model
    def _loyalty_tier_closes(self, record, closed):
        """Tell whether a part of the menu is closed, or holds nothing that is open.

        :param record: of any model; what is no part of the menu is not opened here
        :param closed: ids of ``loyalty.tier.gate``
        :rtype: bool
        """
        if not closed:
            return False
        if record._name in ("product.template", "product.product"):
            gates = record._loyalty_tier_gates().get(record.id, frozenset())
            return bool(gates & closed)
        templates = record.env["product.template"]
        if record._name == "product.tag":
            dishes = record.product_template_ids | record.product_ids.product_tmpl_id
        elif record._name == "pos.category":
            own = self.env["loyalty.tier.gate"]._of_categories()[record._name]
            if own.get(record.id, frozenset()) & closed:
                return True
            dishes = templates.search([("pos_categ_ids", "child_of", record.id)])
        else:
            return True
        return bool(dishes) and not dishes._loyalty_tier_opened(closed)
