# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from typing import NamedTuple

from odoo import api, fields, models

# More lines than any order has: what a browser sends is not trusted.
MOST_LINES = 500


class Judged(NamedTuple):
    """Something on an order that its guest may not have."""

    line: object  # as given: a record of a line, or what a till says of one
    gate_id: int
    kind: str  # of ``loyalty.tier.breach``
    left: float | None  # how much was left to have, where that is the reason


class LoyaltyTierGate(models.Model):
    """What of an order its guest may have: before it is paid, and afterwards."""

    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "loyalty.tier.gate"

    @api.model
    def check_order(self, config_id, values):
        """Tell a till, before it is paid, what of an order the guest may not have.

        :param int config_id: id of the ``pos.config``
        :param dict values: ``partner_id`` and ``host_id``, ids or nothing, and
            ``lines``: pairs of a product's id and a quantity
        :return: for each product that is refused: ``product_id``, ``kind`` (of
            ``loyalty.tier.breach``), ``left`` and ``text``, a sentence for the staff
        :rtype: list(dict)
        :raise AccessError: for who does not work at this till
        """
        config = self._till_of(config_id)
        lines = [
            (product_id, quantity)
            for product_id, quantity in list(values.get("lines") or [])[:MOST_LINES]
            if type(product_id) is int and isinstance(quantity, int | float)
        ]
        products = self.env["product.product"].browse({line[0] for line in lines})
        sold = [(line, products.browse(line[0]), line[1]) for line in lines]
        sold = [one for one in sold if one[1] in products.exists()]
        guests = self._guests_of(
            config, values.get("partner_id"), values.get("host_id")
        )
        now = fields.Datetime.now()
        refused = {}
        for judged in self._judge(sold, guests, now, config.sudo().loyalty_tier_tz):
            product_id = judged.line[0]
            refused.setdefault(product_id, judged._asdict() | {"line": product_id})
        return [
            {
                "product_id": product_id,
                "kind": row["kind"],
                "left": row["left"],
                "text": self.sudo().browse(row["gate_id"])._refusal(row["kind"]),
            }
            for product_id, row in refused.items()
        ]

    @api.model
    def _guests_of(self, config, partner_id, host_id):
        """Return the guests who open the hidden menu for an order.

        :param config: one ``pos.config``: only by its setting a host opens anything
        :param partner_id: who is on the bill, as a browser says
        :param host_id: the host of the table, as a browser says
        :return: who is on the bill, maybe nobody, and the host where there is one
        :rtype: list(res.partner)
        """
        partners = self.env["res.partner"].sudo()

        def known(guest_id):
            found = partners.browse(guest_id if type(guest_id) is int else [])
            company = found.exists().company_id
            mine = not company or company in (config.company_id.parent_ids)
            return found.exists() if mine else partners

        config = config.sudo()
        guests = [known(partner_id)]
        if config.loyalty_tier_hosts_pass and host_id:
            guests += filter(None, [known(host_id)])
        return guests

    @api.model
    def _judge(self, sold, guests, moment, tz, paid=False):
        """Judge what is sold to guests: by tier, by the hour, by the limit.

        :param sold: triples of a line, its ``product.product`` and its quantity
        :param guests: who is on the bill, then the host, as of ``_guests_of``
        :param datetime moment: in UTC, of the sale
        :param str tz: the clock of the till
        :param bool paid: whether what is sold has been counted towards the limit
        :return: at most one for each line
        :rtype: list(Judged)
        """
        sold = [one for one in sold if one[2] > 0]
        products = self.env["product.product"].concat(*(one[1] for one in sold))
        reserved = products._loyalty_tier_gates()
        if not reserved:
            return []
        closed = self._closed_to_all(guests, moment, tz, paid)
        rows = {row.gate_id: row for row in self._rows()}
        judged, within = [], []
        for line, product, quantity in sold:
            shut = sorted(reserved.get(product.id, frozenset()) & closed)
            if not shut:
                within.append((line, product, quantity))
                continue
            row = rows[shut[0]]
            kind = "tier" if row.is_open_at(moment, tz) else "time"
            judged.append(Judged(line, row.gate_id, kind, None))
        return judged + self._judge_limits(within, guests[0], moment, tz, paid)

    @api.model
    def _closed_to_all(self, guests, moment, tz, paid):
        """Return the gates that none of the guests of an order opens.

        :rtype: frozenset(int)
        """
        ask = self._closed_at if paid else self._closed_ids
        return frozenset.intersection(*(ask(guest, moment, tz) for guest in guests))

    @api.model
    def _held(self, guest, moment):
        """Return the tiers that a guest held, for the evidence.

        :param guest: at most one ``res.partner``
        :param datetime moment: in UTC
        :rtype: list(int)
        """
        return sorted(self._tiers_at(guest, moment)) if guest.ids else []

    @api.model
    def _judge_limits(self, sold, guest, moment, tz, paid):
        """Find what goes beyond the limit of its gate: the last lines of a product.

        :rtype: list(Judged)
        """
        templates = self.env["product.template"].concat(
            *(product.product_tmpl_id for _line, product, _quantity in sold)
        )
        limits = dict(self._limits(templates))
        if not limits:
            return []
        left = self._left(guest, templates, moment, tz)
        ordered, judged = {}, []
        for line, product, quantity in sold:
            template_id = product.product_tmpl_id.id
            row = limits.get(template_id)
            if not row:
                continue
            ordered[template_id] = ordered.get(template_id, 0.0) + quantity
            counted = paid and row.limit_period != "order"
            free = left[template_id] + (self._sum(sold, template_id) if counted else 0)
            if ordered[template_id] > free:
                judged.append(Judged(line, row.gate_id, "limit", max(free, 0.0)))
        return judged

    @api.model
    def _sum(self, sold, template_id):
        return sum(q for _line, p, q in sold if p.product_tmpl_id.id == template_id)

    def _refusal(self, kind):
        """Say to the staff why something is not for a guest.

        :param str kind: of ``loyalty.tier.breach``
        :rtype: str
        """
        if kind == "time":
            return self.env._("It is not the hour for it.")
        if kind == "limit":
            return self.env._("The guest has had it already: %s.", self._limit_text())
        return self.env._("It is reserved for other guests.")
