# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import logging
from datetime import timedelta

import psycopg2

from odoo import api, fields, models
from odoo.tools import SQL

_logger = logging.getLogger(__name__)

# The scheduled check looks back over the orders changed in this time.
CHECK_DAYS = 7


class LoyaltyTierChannel(models.AbstractModel):
    """A kind of order that guests are counted by: what tills and sales have in common.

    Each channel says in SQL what its orders count for, :meth:`_loyalty_tier_select`;
    how entries are kept in line with it stands here, once. A new channel inherits this
    and adds its name to :meth:`_channels`.
    """

    _name = "loyalty.tier.channel"
    _description = "Loyalty Tier Channel"

    @api.model
    def _channels(self):
        """Name the kinds of orders that guests are counted by; other apps add theirs.

        :return: models that inherit this one
        :rtype: list(str)
        """
        return ["pos.order"]

    # ------------------------------------------------- what each channel says itself
    @api.model
    def _loyalty_tier_select(self, condition, paid_now=False):
        """Select what orders count for: the decision that an order counts.

        :param SQL condition: on the table of the orders and on ``program``
        :param bool paid_now: whether what guests hold now is what they held when
            they paid
        :return: rows for ``loyalty.tier.entry._record``
        :rtype: SQL
        """
        raise NotImplementedError

    @api.model
    def _loyalty_tier_recent(self, since):
        """Say in SQL which orders may count for something else since a moment.

        :param datetime since: in UTC
        :rtype: SQL
        """
        raise NotImplementedError

    @api.model
    def _loyalty_tier_history_domain(self):
        """Say as a domain which orders are somebody's and may count.

        :rtype: Domain
        """
        raise NotImplementedError

    def _loyalty_tier_dependents(self):
        """Return these orders, with those whose entries follow from them."""
        return self

    @api.model
    def _loyalty_tier_seen(self, affected, order_ids):
        """Have looked at what was recorded of these orders; nothing by default."""

    # ------------------------------------------------------------------- one for all
    @api.model
    def _among(self, ids):
        return SQL("%s = ANY(%s)", SQL.identifier(self._table, "id"), list(ids))

    def _loyalty_tier_beside_the_sale(self, action, *args, **kwargs):
        """Do what must never refuse a sale: the scheduled check makes up for it.

        :param action: a method of this model
        :return: whether it was done
        :rtype: bool
        """
        # Written first, by itself: a savepoint that flushes would send what waits for
        # the bus as well, and once more at the end.
        self.env.flush_all()
        try:
            with self.env.cr.savepoint(flush=False):
                action(*args, **kwargs)
        except psycopg2.OperationalError:
            # Odoo tries again, the sale included, when transactions get in each
            # other's way.
            raise
        except Exception:
            _logger.exception("A sale could not be counted yet")
            self.env.invalidate_all(flush=False)
            return False
        return True

    def _loyalty_tier_recount(self, cause):
        """Bring the entries of orders that have changed, and of their refunds, in line.

        :param str cause: a value of ``loyalty.tier.move.cause``
        :return: how many customers were affected
        :rtype: int
        """
        orders = self._loyalty_tier_dependents()
        scope = SQL("entry.origin_id = ANY(%s)", orders.ids)
        return orders._loyalty_tier_mend(self._among(orders.ids), scope, cause)

    @api.model
    def _loyalty_tier_mend(self, condition, scope, cause):
        """Record and forget, so that entries mirror the orders looked at.

        :param SQL condition: on the table of the orders: those looked at
        :param SQL scope: on ``entry``, the same orders
        :param str cause: a value of ``loyalty.tier.move.cause``
        :return: how many customers were affected
        :rtype: int
        """
        count = 0
        changed = self._loyalty_tier_mirror(condition, scope)
        self._loyalty_tier_seen(changed[1], self.ids)
        for affected in changed:
            count += sum(map(len, affected.values()))
            self.env["loyalty.tier.settlement"]._settle_after_commit(affected, cause)
        return count

    @api.model
    def _loyalty_tier_mirror(self, condition, scope, paid_now=False):
        """Forget and record; settle nobody.

        :return: who lost an entry and who has a new one, as ``entry._record``
        :rtype: tuple(dict, dict)
        """
        entries = self.env["loyalty.tier.entry"]
        select = self._loyalty_tier_select(condition, paid_now=paid_now)
        scope = SQL("entry.origin_model = %s AND %s", self._name, scope)
        return entries._forget(select, scope), entries._record(select)

    @api.model
    def _loyalty_tier_read(self, program, after_id, chunk):
        """Bring the entries of the next orders of the shop's history in line.

        Settles nobody: that comes when all orders are read.

        :param program: one ``loyalty.tier.program``
        :param int after_id: orders up to this id are read
        :param int chunk: how many orders to read
        :return: id of the last order read; 0 when there are no more
        :rtype: int
        """
        orders = self.sudo().search([("id", ">", after_id)], order="id", limit=chunk)
        # With the last chunk go the entries whose order is gone.
        last = orders[-1:].id if len(orders) == chunk else 0
        within = SQL("BETWEEN %s AND %s", after_id + 1, last or 2**31 - 1)
        order_id = SQL.identifier(self._table, "id")
        self._loyalty_tier_mirror(
            SQL("%s %s AND program.id = %s", order_id, within, program.id),
            SQL("entry.origin_id %s AND entry.program_id = %s", within, program.id),
        )
        return last

    @api.model
    def _loyalty_tier_check(self, program):
        """Repair the entries of orders changed in the last days, if any differ.

        :param program: one ``loyalty.tier.program``
        :return: how many customers' entries had to be repaired
        :rtype: int
        """
        since = fields.Datetime.now() - timedelta(days=CHECK_DAYS)
        recent = self._loyalty_tier_recent(since)
        return self._loyalty_tier_mend(
            SQL("%s AND program.id = %s", recent, program.id),
            SQL(
                "entry.program_id = %s AND entry.origin_id IN (SELECT id FROM %s"
                " WHERE %s)",
                program.id,
                SQL.identifier(self._table),
                recent,
            ),
            "check",
        )

    # -------------------------------------------------------------------- said in SQL
    @api.model
    def _loyalty_tier_multiplier(self, paid_now):
        """Say in SQL how many times the stars an order gives, as its guest's tier says.

        What an order takes back, it takes back as often as it was given.
        """
        if not self.env["loyalty.tier.program"]._multiplies():
            return SQL("1.0")
        held = SQL(
            """
            (SELECT tier.star_multiplier
               FROM loyalty_tier_membership membership
               JOIN loyalty_tier tier ON tier.id = membership.tier_id
              WHERE membership.program_id = part.program_id
                AND membership.partner_id = customer.commercial_partner_id)
            """
        )
        return SQL(
            """
            COALESCE(
                (SELECT multiplier FROM loyalty_tier_entry sold
                  WHERE sold.program_id = part.program_id
                    AND sold.origin_model = %s
                    AND sold.origin_id = part.takes_back_id
                    AND sold.takes_back_id = 0),
                %s, 1.0)
            """,
            self._name,
            held if paid_now else SQL("NULL"),
        )

    @api.model
    def _loyalty_tier_excluded(self):
        """Say in SQL which order lines are no goods, or are excluded by the program.

        :return: conditions on ``line`` and ``program``
        :rtype: list(SQL)
        """
        products = self.env["pos.config"]._loyalty_tier_uncounted_products()
        excluded = self.env["loyalty.tier.program"]._exclusions()
        return [
            SQL("line.product_id IN (%s)", SQL(" UNION ").join(products)),
            *(
                SQL(
                    "(program.id = %s AND line.product_id IN"
                    " (SELECT unnest(%s::int[]) UNION %s))",
                    program_id,
                    product_ids,
                    self.env["pos.category"]._loyalty_tier_products(categ_ids),
                )
                for program_id, product_ids, categ_ids in excluded
            ),
        ]

    @api.model
    def _loyalty_tier_rate(self, paid_in):
        """Say in SQL by what to multiply an order's amounts to get the program's.

        The rates of the order's day, as Odoo looks them up: the last one before, or
        else the first one after.

        :param SQL paid_in: the currency of the order, of which ``source`` is the row
        """

        def rate(currency):
            return SQL(
                """
                COALESCE(
                    (SELECT rate FROM res_currency_rate
                      WHERE currency_id = %(currency)s AND name <= source.date_order
                        AND (company_id IS NULL OR company_id = %(root)s)
                      ORDER BY company_id, name DESC LIMIT 1),
                    (SELECT rate FROM res_currency_rate
                      WHERE currency_id = %(currency)s
                        AND (company_id IS NULL OR company_id = %(root)s)
                      ORDER BY company_id, name LIMIT 1),
                    1)
                """,
                currency=currency,
                root=SQL("split_part(company.parent_path, '/', 1)::int"),
            )

        return SQL(
            """
            CASE WHEN program.currency_id = %s THEN 1
                 WHEN program.currency_id = company.currency_id
                 THEN 1 / COALESCE(NULLIF(source.currency_rate, 0), 1)
                 ELSE %s / COALESCE(NULLIF(source.currency_rate, 0), 1) / %s END
            """,
            paid_in,
            rate(SQL("program.currency_id")),
            rate(SQL("company.currency_id")),
        )
