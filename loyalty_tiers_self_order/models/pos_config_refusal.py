# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.exceptions import UserError


class PosConfig(models.Model):
    """What a kiosk and a QR menu do not sell, said so that it tells nothing."""

    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "pos.config"

    def _loyalty_tier_refuse(self, uuids):
        """Refuse an order that is not paid yet; the device then drops these lines.

        :param uuids: of the lines that cannot be ordered
        :raise UserError: always
        """
        error = UserError(self.env._("Something you chose is not available any more."))
        # Odoo hands this to the device. Its own lines; nothing that it did not send.
        error.context = {"not_available": sorted(filter(None, uuids))}
        raise error

    def _loyalty_tier_check_asked(self, order, guest):
        """Refuse what is closed before anything is written, or is no product at all.

        The two are answered alike, so that nobody finds out what there is.

        :param order: as a device sends it; hostile
        :param guest: who is known on the device, if anybody
        """
        closed = self._loyalty_tier_closed(guest)
        if not closed:
            return
        asked = _asked(order.get("lines") if isinstance(order, dict) else None)
        products = self.env["product.product"].sudo().with_context(active_test=False)
        found = products.browse({number for number, _uuid in asked}).exists()
        gates = found._loyalty_tier_gates()
        opened = {p.id for p in found if closed.isdisjoint(gates.get(p.id, ()))}
        refused = {one for one in asked if one[0] not in opened}
        refused -= refused and self._loyalty_tier_ordered(refused)
        if refused:
            self._loyalty_tier_refuse(uuid for _number, uuid in refused)

    def _loyalty_tier_ordered(self, asked):
        """Return what of this was ordered before: a device may send it again."""
        lines = self.env["pos.order.line"].sudo()
        domain = [("uuid", "in", [uuid for _number, uuid in asked if uuid])]
        domain.append(("order_id.config_id", "=", self.id))
        return {(line.product_id.id, line.uuid) for line in lines.search(domain)}


def _asked(value):
    """Return the products that lines ask for, however deep: pairs of id and uuid."""
    found, left = [], [value]
    while left:
        part = left.pop()
        if isinstance(part, dict):
            product = part.get("product_id")
            if product:
                number = product if type(product) is int else 0
                uuid = part.get("uuid")
                found.append((number, uuid if isinstance(uuid, str) else ""))
            left.extend(part.values())
        elif isinstance(part, list | tuple):
            left.extend(part)
    return found
