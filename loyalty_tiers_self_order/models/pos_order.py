# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import json

from odoo import api, fields, models
from odoo.exceptions import UserError

# The till whose device sends an order. Only makes what follows stricter, so it does no
# harm that a request could set it.
DEVICE = "loyalty_tiers_device_config_id"
# What an order tells of its guest.
PERSONAL = ("partner_id", "email", "mobile")
# What the kitchen knows of, as the host writes it: JSON, whose keys of lines begin with
# the uuid of the line.
PREPARED = "last_order_preparation_change"


class PosOrder(models.Model):
    """What a device may order, and what it is told of orders."""

    _inherit = "pos.order"

    loyalty_tier_on_device = fields.Boolean(
        string="Guest Showed the Card",
        readonly=True,
        copy=False,
        help="The guest is on the order by the card shown at a kiosk or QR menu.",
    )

    # --------------------------------------------------------------- refusing
    @api.model
    def sync_from_ui(self, orders):
        config = self.env["pos.config"].browse(self.env.context.get(DEVICE))
        if not config:
            return super().sync_from_ui(orders)
        guest = self.env["loyalty.tier.device"]._guest(config)
        closed = config._loyalty_tier_closed(guest)
        before = self._loyalty_tier_reserved(config, closed)
        result = super().sync_from_ui(orders)
        ids = [row["id"] for row in result["pos.order"] if row.get("id")]
        synced = self.sudo().browse(ids)
        synced._loyalty_tier_refuse_closed(config, closed, before)
        synced._loyalty_tier_refuse_over_limit(config, guest)
        return result

    @api.model
    def _loyalty_tier_reserved(self, config, closed):
        """Return what is ordered already of what is closed, so that it can stay.

        It was open to who ordered it: at the till, or before the card was put away.

        :param closed: ids of ``loyalty.tier.gate``
        :return: quantity by id of the line, order and product
        :rtype: dict(tuple, float)
        """
        if not closed:
            return {}
        lines = (
            self.env["pos.order.line"]
            .sudo()
            .search(
                [
                    ("order_id.state", "=", "draft"),
                    ("order_id.config_id", "=", config.id),
                ]
            )
        )
        return {
            (line.id, line.order_id.id, line.product_id.id): line.qty
            for line in lines._loyalty_tier_closed_lines(closed)
        }

    def _loyalty_tier_refuse_closed(self, config, closed, before):
        """Raise where these orders hold more of what is closed than before."""
        lines = self.lines._loyalty_tier_closed_lines(closed)
        new = lines.filtered(
            lambda line: (
                line.qty
                > before.get((line.id, line.order_id.id, line.product_id.id), 0.0)
            )
        )
        if new:
            config._loyalty_tier_refuse(new.mapped("uuid"))

    def _loyalty_tier_refuse_over_limit(self, config, guest):
        """Raise where these orders hold more than the guest may have."""
        templates = self.lines.product_id.product_tmpl_id
        tz = config.sudo().loyalty_tier_tz
        left = self.env["loyalty.tier.gate"]._left(guest, templates, tz=tz)
        for template in templates:
            lines = self.lines.filtered(
                lambda line, template=template: (
                    line.product_id.product_tmpl_id == template
                )
            )
            ordered = sum(lines.mapped("qty"))
            if ordered > max(left.get(template.id, ordered), 0):
                raise UserError(
                    self.env._(
                        "Of %(product)s there is %(left)g left for you. "
                        "Please take less of it.",
                        product=template.name,
                        left=max(left[template.id], 0),
                    )
                )

    # ------------------------------------------------------------- completing
    @api.model
    def _loyalty_tier_complete(self, config, order, guest):
        """Complete what a device sends by what it is not told.

        The guest of the device becomes the customer, unless a contact of the guest is.

        :param config: the till whose menu it is
        :param dict order: as the device sends it, changed here
        :param guest: who is known on the device, if anybody
        """
        partners = self.env["res.partner"].sudo()
        named, uuid = order.get("partner_id"), order.get("uuid")
        customer = partners.browse(named if type(named) is int else ()).exists()
        known = self.sudo().search(
            [
                ("uuid", "=", isinstance(uuid, str) and uuid),
                ("config_id", "=", config.id),
            ]
        )
        if known.loyalty_tier_on_device:
            for name in PERSONAL:
                if not order.get(name):
                    order.pop(name, None)
        if guest and customer.commercial_partner_id != guest.commercial_partner_id:
            order.update(partner_id=guest.id, loyalty_tier_on_device=True)
        sent = order.get(PREPARED)
        if known and isinstance(sent, str):
            order[PREPARED] = _with_lines(sent, known[PREPARED])

    # --------------------------------------------------------------- telling
    @api.model
    def _load_pos_self_data_read(self, records, config):
        rows = super()._load_pos_self_data_read(records, config)
        guest = self.env["loyalty.tier.device"]._guest(config)
        data = {"pos.order": rows}
        return self._loyalty_tier_rows_for(config, data, guest)["pos.order"]

    @api.model
    def _loyalty_tier_rows_for(self, config, data, guest):
        """Return rows of orders without what is closed, and without who ordered.

        :param dict data: rows of ``pos.order`` and ``pos.order.line`` by model
        :param guest: who is known on the device that reads them, if anybody
        :rtype: dict
        """
        closed = config._loyalty_tier_closed(guest)
        rows = data.get("pos.order", [])
        orders = self.sudo().browse([row["id"] for row in rows])
        hidden = orders.lines._loyalty_tier_closed_lines(closed)
        told = {**data, "pos.order": []}
        for order, row in zip(orders, rows, strict=True):
            told["pos.order"].append(order._loyalty_tier_row(row, hidden))
        if "pos.order.line" in data:
            told["pos.order.line"] = [
                row for row in data["pos.order.line"] if row["id"] not in hidden.ids
            ]
        return told

    def _loyalty_tier_row(self, row, hidden):
        """Return a row of this order without these lines."""
        row = {**row}
        if self.loyalty_tier_on_device:
            row.update({name: False for name in PERSONAL if name in row})
        if hidden and "lines" in row:
            row["lines"] = [id_ for id_ in row["lines"] if id_ not in hidden.ids]
        if hidden and row.get(PREPARED):
            uuids = tuple(filter(None, hidden.mapped("uuid")))
            row[PREPARED] = _without_lines(row[PREPARED], uuids)
        return row


def _read(prepared):
    """Return what the kitchen knows of, and its lines; hostile."""
    try:
        sent = json.loads(prepared or "{}")
    except ValueError:
        sent = {}
    sent = sent if isinstance(sent, dict) else {}
    lines = sent.get("lines")
    return sent, lines if isinstance(lines, dict) else {}


def _without_lines(prepared, uuids):
    """Return what the kitchen knows of, without some lines."""
    sent, lines = _read(prepared)
    lines = {key: line for key, line in lines.items() if not key.startswith(uuids)}
    return json.dumps({**sent, "lines": lines})


def _with_lines(prepared, before):
    """Return what the kitchen knows of, with the lines that it knew before."""
    sent, lines = _read(prepared)
    _before, known = _read(before)
    return json.dumps({**sent, "lines": {**known, **lines}})
