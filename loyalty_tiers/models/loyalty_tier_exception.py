# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.tools import SQL, format_date

# Which entries an exception is about: those of the sale and what was taken back of it.
ABOUT = SQL(
    """
    entry.program_id = exception.program_id AND entry.origin_model = 'pos.order'
    AND ((entry.takes_back_id = 0 AND entry.origin_id = exception.order_id)
         OR (entry.takes_back_id <> 0 AND entry.takes_back_id = exception.order_id))
    """
)


class LoyaltyTierException(models.Model):
    """A sale that a manager should look at before it counts, with what was seen.

    One per order: the manager decides about the sale, not about a pattern. The guard
    opens it, a manager decides; nobody else writes, and the till never sees it.
    """

    _name = "loyalty.tier.exception"
    _description = "Loyalty Tier Exception"
    _order = "date desc, id desc"
    _rec_name = "order_id"

    program_id = fields.Many2one(
        comodel_name="loyalty.tier.program",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        comodel_name="res.company", required=True, readonly=True
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Guest",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    cashier_id = fields.Many2one(
        comodel_name="res.partner",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    config_id = fields.Many2one(
        comodel_name="pos.config", string="Till", readonly=True, ondelete="set null"
    )
    order_id = fields.Many2one(
        comodel_name="pos.order",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    currency_id = fields.Many2one(related="order_id.currency_id")
    amount = fields.Monetary(related="order_id.amount_total", string="Paid")
    date = fields.Datetime(required=True, readonly=True)
    day = fields.Date(string="Business Day", required=True, readonly=True)
    kind = fields.Selection(
        selection=[
            ("own_card", "Cashier's own card"),
            ("refunds", "Orders taken back"),
            ("orders", "Many orders in a short time"),
            ("shops", "Two shops in a short time"),
            ("receipts", "Many receipts on one day"),
        ],
        required=True,
        readonly=True,
    )
    # Kept as numbers, so that each manager reads them in the own language.
    facts = fields.Json(readonly=True)
    evidence = fields.Char(compute="_compute_evidence")
    state = fields.Selection(
        selection=[
            ("open", "To look at"),
            ("approved", "Approved"),
            ("rejected", "Left out"),
        ],
        required=True,
        readonly=True,
        default="open",
        index=True,
    )
    decided_by_id = fields.Many2one(comodel_name="res.users", readonly=True)
    decided_on = fields.Datetime(readonly=True)

    # The partner is not part of the key: merging contacts would delete rows that clash.
    _order_unique = models.UniqueIndex("(program_id, order_id)")

    @api.depends("facts")
    @api.depends_context("lang")
    def _compute_evidence(self):
        for exception in self:
            exception.evidence = " ".join(exception._sentences())

    def _sentences(self):
        """Return what was seen, one kind sentence for each pattern.

        :rtype: list(str)
        """
        self.ensure_one()
        facts = self.facts or {}
        kinds = [kind for kind, _label in self._fields["kind"].selection]
        return [
            getattr(self, f"_sentence_{kind}")(facts)
            for kind in kinds
            if facts.get(f"is_{kind}")
        ]

    def _sentence_own_card(self, facts):
        return self.env._(
            "The card belongs to the person at the till, %s.",
            self.cashier_id.sudo().display_name,
        )

    def _sentence_refunds(self, facts):
        return self.env._(
            "%(count)s orders of this guest were taken back within %(days)s days.",
            count=facts["refunds"],
            days=facts["refund_days"],
        )

    def _sentence_orders(self, facts):
        return self.env._(
            "%(count)s orders on this card within %(minutes)s minutes.",
            count=facts["orders"],
            minutes=facts["minutes"],
        )

    def _sentence_shops(self, facts):
        before = self.env["pos.config"].sudo().browse(facts["last_config"]).exists()
        return self.env._(
            "%(minutes)s minutes earlier this card was used at %(till)s.",
            minutes=facts["shops_minutes"],
            till=before.name or self.env._("another till"),
        )

    def _sentence_receipts(self, facts):
        return self.env._(
            "Receipt number %(number)s of %(day)s on this card.",
            number=facts["receipts"],
            day=format_date(self.env, self.day, date_format="long"),
        )

    # ------------------------------------------------------------------ decide
    def action_approve(self):
        """Let the sales count, now and whenever they are counted again."""
        self._decide("approved")

    def action_reject(self):
        """Leave the sales out: they earn nothing."""
        self._decide("rejected")

    def action_open_order(self):
        """Open the order.

        :return: a window action
        """
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "pos.order",
            "res_id": self.order_id.id,
            "views": [(False, "form")],
        }

    def _decide(self, state):
        """Keep a manager's decision and settle the guests.

        :param str state: ``approved`` or ``rejected``
        """
        self.check_access("read")  # managers only, and only of their companies
        self.sudo().write(
            {
                "state": state,
                "decided_by_id": self.env.uid,
                "decided_on": fields.Datetime.now(),
            }
        )
        changed = self._hold(SQL("exception.id = ANY(%s)", self.ids))
        memberships = self.env["loyalty.tier.membership"].sudo()
        for program_id, origins in changed.items():
            program = memberships.program_id.browse(program_id)
            moves = memberships._settle(program, origins, "exception", origins=origins)
            moves._announce()

    @api.model
    def _hold(self, scope):
        """Bring entries in line with what managers have decided.

        SQL because an entry knows its order by two columns without a foreign key.

        :param SQL scope: condition on ``exception``
        :return: the customers whose entries changed, as ``loyalty.tier.entry._record``
        :rtype: dict
        """
        self.flush_model()
        entries = self.env["loyalty.tier.entry"]
        rows = self.env.execute_query(
            SQL(
                """
                UPDATE loyalty_tier_entry entry
                   SET held = exception.state <> 'approved',
                       write_date = now() AT TIME ZONE 'UTC'
                  FROM loyalty_tier_exception exception
                 WHERE %(about)s AND %(scope)s
                   AND COALESCE(entry.held, FALSE) <> (exception.state <> 'approved')
             RETURNING entry.program_id, entry.partner_id,
                       entry.origin_model, entry.origin_id
                """,
                about=ABOUT,
                scope=scope,
            )
        )
        entries.invalidate_model(["held"])
        return entries._group_affected(rows)

    @api.model
    def _release_moved(self, order_ids):
        """Forget the exceptions of orders that turned out to be another guest's.

        What was seen, and decided, concerned the former guest. SQL because it
        compares commercial partners of two tables and frees the entries at once.

        :param order_ids: of ``pos.order``
        """
        self.flush_model()
        self.env["pos.order"].flush_model(["partner_id"])
        self.env["res.partner"].flush_model(["commercial_partner_id"])
        self.env.execute_query(
            SQL(
                """
                WITH exception AS (
                    DELETE FROM loyalty_tier_exception former
                     USING pos_order, res_partner guest
                     WHERE pos_order.id = former.order_id
                       AND pos_order.id = ANY(%(order_ids)s)
                       AND guest.id = former.partner_id
                       AND NOT EXISTS (
                           SELECT FROM res_partner buyer
                            WHERE buyer.id = pos_order.partner_id
                              AND buyer.commercial_partner_id
                                  = guest.commercial_partner_id)
                 RETURNING former.program_id, former.order_id
                )
                UPDATE loyalty_tier_entry entry
                   SET held = FALSE, write_date = now() AT TIME ZONE 'UTC'
                  FROM exception WHERE %(about)s
             RETURNING entry.id
                """,
                order_ids=list(order_ids),
                about=ABOUT,
            )
        )
        self.env["loyalty.tier.entry"].invalidate_model(["held"])
        self.invalidate_model()
