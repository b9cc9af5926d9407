# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.loyalty_tiers.models.loyalty_tier_entry import COLUMNS


class LoyaltyTierSegmentCost(models.Model):
    """What products cost when segments were refreshed last, and since when.

    Entries keep the margin of the day they were paid, for tiers were earned by it. What
    a customer is worth is asked for tomorrow: it is told at today's cost prices. Only
    orders with products whose cost has changed are looked at again.
    """

    _name = "loyalty.tier.segment.cost"
    _description = "Cost Price Seen by Loyalty Segments"
    _order = "changed_on desc, id desc"
    _rec_name = "product_id"

    product_id = fields.Many2one(
        comodel_name="product.product",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        comodel_name="res.company", required=True, readonly=True, ondelete="cascade"
    )
    cost = fields.Float(readonly=True, digits="Product Price")
    changed_on = fields.Date(
        readonly=True, help="Empty: has not changed since segments are kept."
    )

    _product_company_unique = models.Constraint(
        "UNIQUE(product_id, company_id)", "The cost of this product is kept already."
    )

    @api.model
    def _look(self, day):
        """Note the cost prices that have changed since this was done last.

        SQL because all products of all companies are compared. By comparing, however
        they were changed: by hand, by a purchase, by an import.

        :param date day: on which they changed, as far as we know
        """
        self.flush_model()
        self.env["product.product"].flush_model(["standard_price"])
        known = self.search_count([], limit=1)
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO loyalty_tier_segment_cost AS known (
                       product_id, company_id, cost, changed_on)
                SELECT product_id, company_id, COALESCE(seen.cost, 0), %(day)s
                  FROM (SELECT product.id AS product_id, company.id AS company_id,
                               (product.standard_price ->> company.id::text)::numeric
                               AS cost
                          FROM product_product product, res_company company
                         WHERE product.standard_price ? company.id::text) seen
             FULL JOIN loyalty_tier_segment_cost former USING (product_id, company_id)
                 WHERE former.cost IS DISTINCT FROM COALESCE(seen.cost, 0)
                    ON CONFLICT (product_id, company_id) DO UPDATE
                   SET cost = EXCLUDED.cost, changed_on = EXCLUDED.changed_on
                """,
                day=day if known else None,
            )
        )
        self.invalidate_model()

    @api.model
    def _changes(self, program, since):
        """Select by how much today's cost prices change the margins of customers.

        What an order counts for is said by its channel, here with the costs of today;
        the difference from the entry is the change.

        :param program: one ``loyalty.tier.program``
        :param date since: first day of the window
        :return: a selection of ``partner_id, change``
        :rtype: SQL
        """
        nothing = SQL("SELECT NULL::int AS partner_id, 0::numeric AS change LIMIT 0")
        if program.margin_at != "today":
            return nothing
        self._look(program._today())
        if not self.search_count([("changed_on", ">=", since)], limit=1):
            return nothing
        return SQL(
            "SELECT partner_id, sum(change) AS change FROM (%s) changes"
            " GROUP BY partner_id",
            SQL(" UNION ALL ").join(
                SQL("(%s)", self._changes_of(self.env[name], program, since))
                for name in self.env["loyalty.tier.channel"]._channels()
                if f"{name}.line" in self.env
            ),
        )

    @api.model
    def _changes_of(self, channel, program, since):
        lines = self.env[f"{channel._name}.line"]
        # What is taken back counts on the day of the sale, so never on a later one.
        concerned = SQL(
            """
            program.id = %(program_id)s AND %(order_id)s IN (
                SELECT sold.id FROM %(orders)s sold
                  JOIN %(lines)s line ON line.order_id = sold.id
                  JOIN loyalty_tier_segment_cost cost
                    ON cost.product_id = line.product_id
                   AND cost.company_id = line.company_id
                 WHERE cost.changed_on >= %(since)s
                   AND sold.date_order >= %(since)s::date - 1)
            """,
            program_id=program.id,
            order_id=SQL.identifier(channel._table, "id"),
            orders=SQL.identifier(channel._table),
            lines=SQL.identifier(lines._table),
            since=since,
        )
        today = channel.sudo().with_context(loyalty_tiers_cost_today=True)
        return SQL(
            """
            WITH fresh (%(columns)s) AS (%(select)s)
            SELECT entry.partner_id, fresh.margin - COALESCE(entry.margin, 0) AS change
              FROM fresh
              JOIN loyalty_tier_entry entry USING (
                   program_id, origin_model, origin_id, takes_back_id)
             WHERE entry.held IS NOT TRUE AND entry.day >= %(since)s
            """,
            columns=COLUMNS,
            select=today._loyalty_tier_select(concerned),
            since=since,
        )
