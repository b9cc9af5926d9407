# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import datetime, time, timedelta

import pytz

from odoo import api, fields, models
from odoo.tools import SQL

# What tills sold, and took back, of which product, to whom. What is taken back counts
# for who had bought it, on the day of the purchase.
SOLD_AT_TILLS = """
    SELECT customer.commercial_partner_id AS partner_id, product.product_tmpl_id,
           line.qty AS quantity, pos_order.date_order AS moment
      FROM pos_order
      JOIN res_partner customer ON customer.id = pos_order.partner_id
      JOIN pos_order_line line ON line.order_id = pos_order.id
      JOIN product_product product ON product.id = line.product_id
     WHERE pos_order.partner_id = ANY(%(family)s)
       AND pos_order.state IN ('paid', 'done')
       AND line.refunded_orderline_id IS NULL
 UNION ALL
    SELECT customer.commercial_partner_id, product.product_tmpl_id,
           line.qty, pos_order.date_order
      FROM pos_order
      JOIN res_partner customer ON customer.id = pos_order.partner_id
      JOIN pos_order_line sold ON sold.order_id = pos_order.id
      JOIN pos_order_line line ON line.refunded_orderline_id = sold.id
      JOIN pos_order back ON back.id = line.order_id
      JOIN product_product product ON product.id = line.product_id
     WHERE pos_order.partner_id = ANY(%(family)s)
       AND back.state IN ('paid', 'done')
"""

# How much of the products a guest has had, each within the period of its gate.
SOLD = """
    SELECT asked.template_id, asked.gate_id, sum(sold.quantity)
      FROM unnest(%(template_ids)s::int[], %(gate_ids)s::int[], %(since)s::timestamp[])
           AS asked (template_id, gate_id, since)
      JOIN (%(sources)s) sold
        ON sold.product_tmpl_id = asked.template_id
       AND (asked.since IS NULL OR sold.moment >= asked.since)
       AND sold.moment <= %(moment)s
     WHERE sold.partner_id = %(customer)s
     GROUP BY asked.template_id, asked.gate_id
"""


class LoyaltyTierGate(models.Model):
    """How much of what is reserved a guest may still have."""

    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "loyalty.tier.gate"

    @api.model
    def _left(self, guest, templates, at=None, tz=None):
        """Tell how much of these products a guest may still have.

        Everything paid for counts, over all tills and channels, contacts of a firm
        together. Once an order is paid it counts itself: what is left is negative
        where it went beyond the limit.

        :param guest: at most one ``res.partner``; nobody has had nothing yet
        :param templates: ``product.template``
        :param datetime at: in UTC: the period that it lies in, and nothing paid for
            later; now where none is given
        :param str tz: the clock on which periods begin; each gate's own by default
        :return: by id of the template: units; without limit it is absent
        :rtype: dict(int, float)
        """
        limits = self._limits(templates)
        if not limits:
            return {}
        sold = self._had(guest, limits, at or fields.Datetime.now(), tz)
        left = {}
        for template_id, row in limits:
            had = max(sold.get((template_id, row.gate_id), 0.0), 0.0)
            still = row.limit_quantity - had
            left[template_id] = min(left.get(template_id, still), still)
        return left

    @api.model
    def _limits(self, templates):
        """Return which gates limit how much is had of which product.

        :return: pairs of the id of a template and a ``GateRow``
        :rtype: list(tuple)
        """
        limiting = {row.gate_id: row for row in self._rows() if row.limit_quantity}
        if not limiting:
            return []
        reserved = templates._loyalty_tier_gates()
        return [
            (template_id, limiting[gate_id])
            for template_id, gate_ids in reserved.items()
            for gate_id in sorted(gate_ids & limiting.keys())
        ]

    @api.model
    def _had(self, guest, limits, moment, tz):
        """Count what a guest has had, each product since its period began.

        SQL because the tills of years are summed in one statement, whatever the
        number of products.

        :return: units by ids of template and gate
        :rtype: dict(tuple, float)
        """
        counted = [(t, row) for t, row in limits if row.limit_period != "order"]
        if not counted or not guest.ids:
            return {}
        customer = guest.sudo().commercial_partner_id
        family = self.env["res.partner"].sudo().with_context(active_test=False)
        family = family.search([("commercial_partner_id", "=", customer.id)])
        sources = [source for source in self._limit_sources(family.ids) if source]
        rows = self.env.execute_query(
            SQL(
                SOLD,
                template_ids=[template_id for template_id, _row in counted],
                gate_ids=[row.gate_id for _template_id, row in counted],
                since=[
                    _began(row.limit_period, moment, tz or row.tz)
                    for _template_id, row in counted
                ],
                sources=SQL(" UNION ALL ").join(sources),
                moment=moment,
                customer=customer.id,
            )
        )
        return {(template_id, gate_id): had for template_id, gate_id, had in rows}

    @api.model
    def _limit_sources(self, family):
        """Select what was sold, in each channel; other apps add their own.

        What two channels know of, as an order that is settled at a till, is selected
        once.

        :param list family: ids of the contacts of one customer, to look no further
        :return: selections of ``partner_id`` (the commercial one of the family),
            ``product_tmpl_id``, ``quantity`` (in the unit of the product, negative
            where it was taken back) and ``moment`` (UTC, of the sale)
        :rtype: list(SQL)
        """
        for model in ("pos.order", "pos.order.line"):
            self.env[model].flush_model()
        self.env["product.product"].flush_model(["product_tmpl_id"])
        return [SQL(SOLD_AT_TILLS, family=family)]


def _began(period, moment, tz):
    """Return when the period began that a moment lies in; None: it never did.

    :param str period: ``week`` (from Monday), ``month``, ``year`` or ``ever``
    :param datetime moment: in UTC
    :return: in UTC, midnight on the clock of ``tz``
    """
    if period == "ever":
        return None
    clock = pytz.timezone(tz)
    day = pytz.utc.localize(moment).astimezone(clock).date()
    if period == "week":
        day -= timedelta(days=day.weekday())
    elif period == "month":
        day = day.replace(day=1)
    else:
        day = day.replace(month=1, day=1)
    began = clock.localize(datetime.combine(day, time.min))
    return began.astimezone(pytz.utc).replace(tzinfo=None)
