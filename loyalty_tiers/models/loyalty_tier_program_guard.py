# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from typing import NamedTuple

from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError

MAX_DAYS = 366
MAX_MINUTES = 24 * 60


class Guard(NamedTuple):
    """What is worth a manager's look, kept in memory for the till; 0 is off."""

    receipts: int  # that count on one day
    own_card: bool
    refunds: int  # orders taken back ...
    refund_days: int  # ... within these days
    orders: int  # on one card ...
    minutes: int  # ... within these minutes
    shops_minutes: int  # between two shops


class LoyaltyTierProgram(models.Model):
    """From where on a manager wants to look at a sale before it counts."""

    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "loyalty.tier.program"

    guard_receipts = fields.Integer(
        string="Receipts a Day",
        default=5,
        help="So many receipts of one guest count on one day; those that follow wait "
        "until a manager has looked at them. 0: no limit.",
    )
    guard_own_card = fields.Boolean(
        string="Cashier's Own Card",
        default=True,
        help="A sale waits for a manager when the card belongs to the person at the "
        "till.",
    )
    guard_refunds = fields.Integer(
        string="Orders Taken Back",
        default=3,
        help="When so many orders of one guest were taken back in a short time, "
        "the guest's sales wait for a manager. 0: no limit.",
    )
    guard_refund_days = fields.Integer(string="Within Days", default=7)
    guard_orders = fields.Integer(
        string="Orders on One Card",
        default=4,
        help="When a card is used so many times in a short time, "
        "the last sale waits for a manager. 0: no limit.",
    )
    guard_minutes = fields.Integer(string="Within Minutes", default=10)
    guard_shops_minutes = fields.Integer(
        string="Minutes Between Two Shops",
        default=15,
        help="A sale waits for a manager when the card was used less than so many "
        "minutes before in another shop. Shops are told apart by the warehouse of "
        "their tills. 0: off.",
    )
    exception_count = fields.Integer(
        compute="_compute_exception_count",
        string="Exceptions",
        groups="loyalty_tiers.group_loyalty_tiers_manager",
    )

    @api.constrains(
        "guard_receipts",
        "guard_refunds",
        "guard_refund_days",
        "guard_orders",
        "guard_minutes",
        "guard_shops_minutes",
    )
    def _check_guard(self):
        for program in self:
            guard = program._as_guard()
            if min(guard) < 0:
                raise ValidationError(
                    self.env._(
                        "A limit of the guard is below zero. "
                        "Put it at 0 to switch it off."
                    )
                )
            if guard.orders == 1:
                raise ValidationError(
                    self.env._(
                        "One order on a card is an ordinary visit. Let the guard look "
                        "from 2 orders on, or put it at 0 to switch it off."
                    )
                )
            if (
                guard.refund_days > MAX_DAYS
                or max(guard.minutes, guard.shops_minutes) > MAX_MINUTES
            ):
                raise ValidationError(
                    self.env._(
                        "The guard looks back over at most %(days)s days and "
                        "%(minutes)s minutes.",
                        days=MAX_DAYS,
                        minutes=MAX_MINUTES,
                    )
                )

    def write(self, vals):
        res = super().write(vals)
        if any(name.startswith("guard_") for name in vals):
            self.env.registry.clear_cache()
        return res

    def _compute_exception_count(self):
        counts = dict(
            self.env["loyalty.tier.exception"]._read_group(
                [("program_id", "in", self.ids), ("state", "=", "open")],
                ["program_id"],
                ["__count"],
            )
        )
        for program in self:
            program.exception_count = counts.get(program._origin, 0)

    @tools.ormcache("self.id")
    def _guard(self):
        """Return what is worth a look, without a query at payment.

        :rtype: Guard
        """
        return self.sudo()._as_guard()

    def _as_guard(self):
        return Guard(
            self.guard_receipts,
            self.guard_own_card,
            self.guard_refunds,
            self.guard_refund_days,
            self.guard_orders,
            self.guard_minutes,
            self.guard_shops_minutes,
        )
