# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

from .loyalty_tier_draw_prize import TOGETHER

ORDER_DAYS = 7  # a receipt of last week is still in the pocket


class LoyaltyTierDraw(models.Model):
    """A small draw for who joins by the code on the receipt.

    The server draws and keeps the outcome; a browser only shows it.
    """

    _name = "loyalty.tier.draw"
    _description = "Loyalty Draw"
    _order = "date_from desc, id desc"

    name = fields.Char(
        required=True, translate=True, help="The title of the page that the code opens."
    )
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    program_id = fields.Many2one(related="company_id.loyalty_tier_program_id")
    date_from = fields.Date(
        string="From", required=True, default=fields.Date.context_today
    )
    date_to = fields.Date(string="Until", help="This day is the last. Empty: no end.")
    invitation = fields.Char(
        string="On the Receipt",
        required=True,
        translate=True,
        default=lambda self: self.env._("Scan, join and draw a prize!"),
        help="The line above the code.",
    )
    prize_ids = fields.One2many(
        comodel_name="loyalty.tier.draw.prize",
        inverse_name="draw_id",
        string="Prizes",
        copy=True,
    )
    none_text = fields.Text(
        string="Words When There Is No Prize",
        required=True,
        translate=True,
        default=lambda self: self.env._(
            "No prize this time, but it is good to have you with us. See you soon!"
        ),
    )
    guest_period = fields.Selection(
        selection=[
            ("day", "a day"),
            ("month", "a month"),
            ("year", "a year"),
            ("ever", "in the whole draw"),
        ],
        string="One Prize for Each Guest",
        required=True,
        default="ever",
        help="Each receipt draws once. Of what one guest wins in this time, the first "
        "prize counts.",
    )
    order_days = fields.Integer(
        string="Receipt Is Good For",
        required=True,
        default=ORDER_DAYS,
        help="Days after the sale.",
    )
    is_on = fields.Boolean(compute="_compute_is_on")
    ticket_ids = fields.One2many(
        comodel_name="loyalty.tier.draw.ticket", inverse_name="draw_id"
    )

    _days_in_order = models.Constraint(
        "CHECK(date_to IS NULL OR date_to >= date_from)",
        "A draw ends on the day it begins, or later.",
    )
    _order_days_positive = models.Constraint(
        "CHECK(order_days > 0)", "A receipt must be good for one day at least."
    )

    @api.depends("active", "date_from", "date_to", "prize_ids", "program_id.active")
    def _compute_is_on(self):
        for draw in self:
            today = draw._today()
            started = bool(draw.date_from) and draw.date_from <= today
            over = bool(draw.date_to) and draw.date_to < today
            # Without a program there is no card that a prize could wait on.
            ready = draw.active and draw.program_id.active and bool(draw.prize_ids)
            draw.is_on = ready and started and not over

    @api.constrains("prize_ids")
    def _check_odds(self):
        self.prize_ids._check_together()

    @api.constrains("active", "company_id", "date_from", "date_to")
    def _check_alone(self):
        for draw in self.filtered("active"):
            domain = Domain("company_id", "=", draw.company_id.id)
            domain &= Domain("id", "!=", draw.id)
            domain &= Domain("date_to", "=", False) | Domain(
                "date_to", ">=", draw.date_from
            )
            if draw.date_to:
                domain &= Domain("date_from", "<=", draw.date_to)
            other = self.search(domain, limit=1)
            if other:
                raise ValidationError(
                    self.env._(
                        "%(other)s is on at the same time. A receipt can invite to one "
                        "draw: end one of them before the other begins.",
                        other=other.name,
                    )
                )

    def copy_data(self, default=None):
        # A copy cannot be on at the same time.
        default = {"active": False, **(default or {})}
        return super().copy_data(default=default)

    @api.model_create_multi
    def create(self, vals_list):
        draws = super(LoyaltyTierDraw, self.with_context(**{TOGETHER: True}))
        return draws.create(vals_list).with_env(self.env)

    def write(self, vals):
        # Prizes are written one by one; only all of them together can be judged.
        if "prize_ids" not in vals:
            return super().write(vals)
        draws = self.with_context(**{TOGETHER: True})
        return super(LoyaltyTierDraw, draws).write(vals)

    def _today(self):
        """Return the day that it is where the draw takes place.

        :rtype: date
        """
        program = self.company_id._loyalty_tier_program()
        return program._today() if program else fields.Date.context_today(self)

    @api.model
    def _running(self, company):
        """Return the draw that is on in a company now.

        :param company: one ``res.company``
        :return: at most one draw, with all rights: guests and tills may not read it
        """
        draws = self.sudo().search([("company_id", "=", company.id)])
        return draws.filtered("is_on")[:1]

    def _take_turns(self):
        """Wait until nobody else draws, so that stocks are kept.

        SQL because the ORM cannot wait for a row.
        """
        self.ensure_one()
        self.env.execute_query(
            SQL(
                "SELECT id FROM loyalty_tier_draw WHERE id = %s FOR NO KEY UPDATE",
                self.id,
            )
        )
        self.env.invalidate_all()

    def action_tickets(self):
        """Open what was drawn.

        :return: a window action
        """
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "loyalty_tiers_draw.loyalty_tier_draw_ticket_action"
        )
        return {**action, "domain": [("draw_id", "in", self.ids)], "context": {}}
