# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

# Sales older than this are never looked at: their guests have long been thanked.
GUARD_DAYS = 7
# A business day may have begun so long before a sale, in any time zone.
DAY_AND_ZONE = 2

# Finds what is worth a look, keeps it as exceptions and holds the entries, at once.
# A refund's entry has the customer and the day of its sale, hence of the sale's index.
CATCH = """
WITH sale AS (
    SELECT entry.origin_id AS order_id, entry.partner_id AS customer_id,
           entry.day, pos_order.date_order AS date, pos_order.company_id,
           pos_order.config_id, pos_order.partner_id AS guest_id,
           place.warehouse_id, cashier.id AS cashier_id,
           cashier.own_card, back.date AS back_date,
           COALESCE(back.date, pos_order.date_order) AS moment
      FROM loyalty_tier_entry entry
      JOIN pos_order ON pos_order.id = entry.origin_id
      JOIN pos_config till ON till.id = pos_order.config_id
      JOIN stock_picking_type place ON place.id = till.picking_type_id
 LEFT JOIN LATERAL (%(cashier)s) cashier ON TRUE
 LEFT JOIN LATERAL (
           SELECT max(refund.date_order) AS date
             FROM loyalty_tier_entry taken
             JOIN pos_order refund ON refund.id = taken.origin_id
            WHERE taken.takes_back_id = entry.origin_id
              AND taken.takes_back_id <> 0
              AND taken.origin_model = 'pos.order'
              AND taken.program_id = entry.program_id
           HAVING entry.amount + 2 * sum(taken.amount) <= 0
           ) back ON TRUE
     WHERE entry.program_id = %(program_id)s AND entry.takes_back_id = 0
       AND entry.origin_model = 'pos.order' AND %(customers)s
       AND entry.day >= %(since)s::date - 1 AND pos_order.date_order >= %(since)s
), measured AS (
    SELECT sale.*, jsonb_strip_nulls(jsonb_build_object(%(facts)s)) AS facts
      FROM (SELECT sale.*,
                   row_number() OVER (
                       PARTITION BY guest_id, day ORDER BY date, order_id
                   ) AS receipts,
                   lag(date, %(before)s) OVER card AS orders_since,
                   lag(date) OVER card AS last_date,
                   lag(config_id) OVER card AS last_config_id,
                   lag(warehouse_id) OVER card AS last_warehouse_id,
                   (SELECT count(*) FROM unnest(back.dates) AS date
                     WHERE date <= sale.moment AND date > sale.moment
                           - make_interval(days => %(refund_days)s)) AS refunds
              FROM sale
         LEFT JOIN (SELECT guest_id, array_agg(back_date) AS dates FROM sale
                     WHERE back_date IS NOT NULL GROUP BY guest_id
                   ) back USING (guest_id)
            WINDOW card AS (PARTITION BY guest_id ORDER BY date, order_id)) sale
), looked AS (
    SELECT * FROM measured WHERE moment >= %(recent)s AND %(orders)s
), opened AS (
    INSERT INTO loyalty_tier_exception (
           program_id, company_id, partner_id, cashier_id, config_id, order_id,
           date, day, kind, facts, state,
           create_uid, create_date, write_uid, write_date)
    SELECT %(program_id)s, company_id, guest_id, cashier_id, config_id, order_id,
           date, day, %(kind)s, facts, 'open',
           %(uid)s, now() AT TIME ZONE 'UTC', %(uid)s, now() AT TIME ZONE 'UTC'
      FROM looked WHERE facts <> '{}'
     ORDER BY order_id
        ON CONFLICT (program_id, order_id) DO NOTHING
    RETURNING order_id
)
UPDATE loyalty_tier_entry entry
   SET held = TRUE, write_date = now() AT TIME ZONE 'UTC'
  FROM looked
 WHERE (order_id IN (SELECT order_id FROM opened)
        OR EXISTS (SELECT FROM loyalty_tier_exception known
                    WHERE known.program_id = %(program_id)s
                      AND known.order_id = looked.order_id
                      AND known.state <> 'approved'))
   AND entry.program_id = %(program_id)s
   AND entry.partner_id = looked.customer_id AND entry.day = looked.day
   AND entry.origin_model = 'pos.order'
   AND looked.order_id IN (entry.takes_back_id,
                           CASE entry.takes_back_id WHEN 0 THEN entry.origin_id END)
   AND entry.held IS NOT TRUE
RETURNING entry.program_id, entry.partner_id, entry.origin_model, entry.origin_id
"""


class LoyaltyTierGuard(models.AbstractModel):
    """Finds sales that a manager should look at before they count.

    Works on what the till has sold. Holds entries, refuses nothing, settles nobody.
    """

    _name = "loyalty.tier.guard"
    _description = "Loyalty Tier Guard"

    @api.model
    def _watch(self, affected, order_ids):
        """Look at orders that were just recorded.

        Only at these, so that two tills of one guest write no row of each other; what
        shows later is found by :meth:`_look_back`.

        :param dict affected: as returned by ``loyalty.tier.entry._record``
        :param order_ids: of ``pos.order``, sales and refunds
        """
        for program_id, origins in affected.items():
            program = self.env["loyalty.tier.program"].browse(program_id)
            orders = SQL(
                """
                order_id IN (
                    SELECT CASE takes_back_id WHEN 0 THEN origin_id
                                              ELSE takes_back_id END
                      FROM loyalty_tier_entry
                     WHERE program_id = %s AND origin_model = 'pos.order'
                       AND origin_id = ANY(%s))
                """,
                program_id,
                list(order_ids),
            )
            customers = SQL("entry.partner_id = ANY(%s)", list(origins))
            self._catch(program, customers, orders)

    @api.model
    def _look_back(self, program):
        """Look at all orders of the last days: what came late, or shows afterwards.

        :param program: one ``loyalty.tier.program``
        :return: the customers whose entries are held now, as
            ``loyalty.tier.entry._record``
        :rtype: dict
        """
        if program.orders_read_to >= 0:
            return {}  # its orders are still being read
        return self._catch(program, SQL("TRUE"), SQL("TRUE"))

    @api.model
    def _catch(self, program, customers, orders):
        """Open exceptions for sales that are worth a look, and hold their entries.

        What has an exception gets no second one, and what was approved stays free.
        SQL because one statement serves one sale at payment and a week at night.

        :param program: one ``loyalty.tier.program``
        :param SQL customers: condition on ``entry``, whose sales are counted
        :param SQL orders: condition on ``order_id``, the sales looked at
        :return: the customers whose entries are held now, as
            ``loyalty.tier.entry._record``
        :rtype: dict
        """
        guard = program._guard()
        if not self._patterns(guard):
            return {}
        entries = self.env["loyalty.tier.entry"]
        exceptions = self.env["loyalty.tier.exception"]
        exceptions.flush_model()
        recent = fields.Datetime.now() - timedelta(days=GUARD_DAYS)
        rows = self.env.execute_query(
            SQL(
                CATCH,
                program_id=program.id,
                customers=customers,
                orders=orders,
                cashier=self._cashier(),
                before=max(guard.orders - 1, 0),
                facts=self._facts(guard),
                kind=self._kind(guard),
                refund_days=guard.refund_days,
                recent=recent,
                since=recent - timedelta(days=max(guard.refund_days, DAY_AND_ZONE)),
                uid=self.env.uid,
            )
        )
        entries.invalidate_model(["held"])
        exceptions.invalidate_model()
        return entries._group_affected(rows)

    @api.model
    def _patterns(self, guard):
        """Return the kinds that are switched on, the weightiest first.

        :rtype: list(str)
        """
        switched_on = {
            "own_card": guard.own_card,
            "refunds": guard.refunds and guard.refund_days,
            "orders": guard.orders and guard.minutes,
            "shops": guard.shops_minutes,
            "receipts": guard.receipts,
        }
        return [kind for kind, limit in switched_on.items() if limit]

    @api.model
    def _conditions(self, guard):
        """Say in SQL when a sale is worth a look.

        :return: a condition by kind
        :rtype: dict(str, SQL)
        """
        return {
            "own_card": SQL("own_card"),
            "refunds": SQL("refunds >= %s", guard.refunds),
            "orders": SQL(
                "date - orders_since <= make_interval(mins => %s)", guard.minutes
            ),
            "shops": SQL(
                "warehouse_id <> last_warehouse_id"
                " AND date - last_date < make_interval(mins => %s)",
                guard.shops_minutes,
            ),
            "receipts": SQL("receipts > %s", guard.receipts),
        }

    @api.model
    def _told(self, guard):
        """Say in SQL what the evidence tells, beside that the pattern holds.

        :return: values by name, by kind
        :rtype: dict(str, dict(str, SQL))
        """
        return {
            "refunds": {
                "refunds": SQL("refunds"),
                "refund_days": SQL("%s", guard.refund_days),
            },
            "orders": {
                "orders": SQL("%s", guard.orders),
                "minutes": SQL("%s", guard.minutes),
            },
            "shops": {
                "last_config": SQL("last_config_id"),
                "shops_minutes": SQL(
                    "ceil(date_part('epoch', date - last_date) / 60)::int"
                ),
            },
            "receipts": {"receipts": SQL("receipts")},
        }

    @api.model
    def _facts(self, guard):
        """List the facts of every pattern that holds, as keys and values of JSON."""
        conditions, told = self._conditions(guard), self._told(guard)
        return SQL(", ").join(
            SQL("%s::text, CASE WHEN %s THEN %s END", name, conditions[kind], value)
            for kind in self._patterns(guard)
            for name, value in [
                (f"is_{kind}", SQL("TRUE")),
                *told.get(kind, {}).items(),
            ]
        )

    @api.model
    def _kind(self, guard):
        """Say which is the weightiest of the patterns that hold."""
        return SQL(
            "CASE %s END",
            SQL(" ").join(
                SQL("WHEN facts->>%s IS NOT NULL THEN %s", f"is_{kind}", kind)
                for kind in self._patterns(guard)
            ),
        )

    @api.model
    def _cashier(self):
        """Select the contact of who stood at the till of ``pos_order``.

        At a kiosk nobody does.
        """
        return SQL(
            """
            SELECT partner.id, partner.commercial_partner_id = entry.partner_id
                   AND COALESCE(pos_order.source, 'pos') = 'pos' AS own_card
              FROM res_partner partner
             WHERE partner.id = ANY(%s)
             ORDER BY own_card DESC, partner.id LIMIT 1
            """,
            self._cashier_contacts(),
        )

    @api.model
    def _cashier_contacts(self):
        """Say in SQL which contacts stand for who rang up ``pos_order``."""
        user = "ARRAY(SELECT partner_id FROM res_users WHERE id = pos_order.user_id)"
        if "employee_id" not in self.env["pos.order"]._fields:
            return SQL(user)
        # With pos_hr the employee stands at the till; the user has opened it.
        return SQL(
            """
            CASE WHEN pos_order.employee_id IS NULL THEN %s ELSE ARRAY(
                SELECT unnest(ARRAY[employee.work_contact_id, users.partner_id])
                  FROM hr_employee employee
             LEFT JOIN res_users users ON users.id = employee.user_id
                 WHERE employee.id = pos_order.employee_id) END
            """,
            SQL(user),
        )
