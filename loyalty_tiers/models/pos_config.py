# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import datetime, time

import pytz

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.base.models.res_partner import _tz_get


class PosConfig(models.Model):
    _inherit = "pos.config"

    loyalty_tier_recognition = fields.Selection(
        selection=[
            ("tier", "As each tier says"),
            ("banner", "Always a slim banner"),
            ("off", "Not at this till"),
        ],
        string="Recognition",
        required=True,
        default="tier",
    )
    loyalty_tier_welcome = fields.Char(
        compute="_compute_loyalty_tier_welcome",
        help="Greets a guest without tier; empty where guests climb no ladder.",
    )
    loyalty_tier_seconds = fields.Integer(
        string="Greeting Closes After",
        default=8,
        help="Seconds. At 0 it stays until it is closed.",
    )
    loyalty_tier_receipt = fields.Boolean(
        string="Tier on Receipt",
        default=True,
        help="The receipt tells the guest the title and what is missing for the next.",
    )
    loyalty_tier_hosts_pass = fields.Boolean(
        string="Host's Pass",
        help="A guest at the table opens the hidden menu for the whole table, also "
        "when somebody else is on the bill.",
    )
    loyalty_tier_load_members = fields.Boolean(
        string="Load Members First",
        help="The till loads the members who come often and came lately, in place of "
        "counting all orders of all customers each time it opens.",
    )
    loyalty_tier_tz = fields.Selection(
        selection=_tz_get,
        string="Time Zone of the Shop",
        required=True,
        default=lambda self: self._default_loyalty_tier_tz(),
        help="A visit belongs to the day on the clock of the shop.",
    )
    loyalty_tier_day_start = fields.Float(
        string="Business Day Starts At",
        default=0.0,
        help="An order before this hour belongs to the day before: "
        "a bar that closes at three starts its day at 05:00.",
    )

    _loyalty_tier_day_start_in_day = models.Constraint(
        "CHECK(loyalty_tier_day_start >= 0 AND loyalty_tier_day_start < 24)",
        "The business day starts at an hour between 00:00 and 23:59.",
    )
    _loyalty_tier_seconds_not_negative = models.Constraint(
        "CHECK(loyalty_tier_seconds >= 0)",
        "The greeting closes after a number of seconds, or stays at 0.",
    )

    @api.depends("company_id.loyalty_tier_program_id.welcome")
    @api.depends_context("lang")
    def _compute_loyalty_tier_welcome(self):
        for config in self:
            program = config._loyalty_tier_program()
            config.loyalty_tier_welcome = program._till_welcome() if program else False

    @api.model
    def _default_loyalty_tier_tz(self):
        """Return the time zone of the company, or of somebody who works there."""
        user = self.env["res.users"].search(
            [("company_id", "=", self.env.company.id), ("tz", "!=", False)],
            order="id",
            limit=1,
        )
        return self.env.company.partner_id.tz or self.env.user.tz or user.tz or "UTC"

    def _loyalty_tier_program(self):
        """Return the program that the guests of this till climb, if it is on.

        :rtype: loyalty.tier.program
        """
        return self.company_id._loyalty_tier_program()

    def _loyalty_tier_shop(self):
        """Return the tills of the same shop: this one, and those it shares orders with.

        :rtype: pos.config
        """
        self.ensure_one()
        trusting = self.sudo().search([("trusted_config_ids", "in", self.ids)])
        return self | self.sudo().trusted_config_ids | trusting

    def _loyalty_tier_private_channels(self):
        """Return the tills whose bus channel only the staff can listen to.

        :rtype: pos.config
        """
        return self

    @api.model
    def _loyalty_tier_shop_day(self, moment, config):
        """Say in SQL to which business day a moment belongs.

        :param SQL moment: a timestamp in UTC
        :param SQL config: alias of the ``pos_config`` row of the shop
        :return: a date
        :rtype: SQL
        """
        return SQL(
            "(%(moment)s AT TIME ZONE 'UTC' AT TIME ZONE %(config)s.loyalty_tier_tz"
            " - make_interval(mins =>"
            " round(COALESCE(%(config)s.loyalty_tier_day_start, 0) * 60)::int))::date",
            moment=moment,
            config=config,
        )

    def _loyalty_tier_today(self):
        """Return the business day of the shop that is now.

        :rtype: date
        """
        self.ensure_one()
        return self._loyalty_tier_place().today()

    def _loyalty_tier_day_began(self):
        """Return the moment, in UTC, at which the business day of now began.

        :rtype: datetime
        """
        self.ensure_one()
        began = datetime.combine(self._loyalty_tier_today(), time())
        began = fields.Datetime.add(began, hours=self.loyalty_tier_day_start)
        zone = pytz.timezone(self.loyalty_tier_tz)
        return zone.localize(began).astimezone(pytz.utc).replace(tzinfo=None)

    @api.model
    def _loyalty_tier_uncounted_products(self):
        """Select the products that are no goods: tips here, others in glue addons.

        :return: selections of one column of product ids
        :rtype: list(SQL)
        """
        # The product of the standard tip may not be set at any till any more.
        tip = self.env["ir.model.data"]._xmlid_to_res_id(
            "point_of_sale.product_product_tip", raise_if_not_found=False
        )
        return [
            SQL(
                "SELECT tip_product_id FROM pos_config WHERE tip_product_id IS NOT NULL"
            ),
            SQL("SELECT %s", tip or 0),
        ]
