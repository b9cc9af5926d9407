# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_list

from odoo.addons.base.models.res_partner import _tz_get

# What waits for the end of the transaction is noted under this key.
FORGET = "loyalty_tiers.forget_gates"


class LoyaltyTierGate(models.Model):
    """For whom products and categories are reserved: the rule of a hidden menu.

    Products, variants and categories name a gate. Whoever asks whether a guest may
    see or order something asks :meth:`_closed_ids`, in every channel. A gate without
    tiers and guests is open to nobody.
    """

    _name = "loyalty.tier.gate"
    _description = "Loyalty Tier Gate"
    _order = "sequence, id"

    name = fields.Char(
        required=True, translate=True, help="For the staff; guests never read it."
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(
        default=True, help="What an archived gate reserves is open to everybody."
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        index="btree_not_null",
        help="Leave empty for products that several companies sell.",
    )
    reach = fields.Selection(
        selection=[
            ("up", "From these tiers up"),
            ("only", "For these tiers only"),
        ],
        string="Open To",
        required=True,
        default="up",
    )
    tier_ids = fields.Many2many(
        comodel_name="loyalty.tier",
        relation="loyalty_tier_gate_tier_rel",
        column1="gate_id",
        column2="tier_id",
        string="Tiers",
        ondelete="restrict",
        help="One of each program, where several companies share a product.",
    )
    guest_ids = fields.Many2many(
        comodel_name="res.partner",
        relation="loyalty_tier_gate_guest_rel",
        column1="gate_id",
        column2="partner_id",
        string="Also For",
        help="Guests for whom it is open whatever tier they hold.",
    )
    mode = fields.Selection(
        selection=[
            ("secret", "Secret: no trace"),
            ("teaser", "Teaser: a locked card names the tier"),
        ],
        string="Others See",
        required=True,
        default="secret",
    )
    date_from = fields.Date(string="From Day", help="Closed to everybody before.")
    date_to = fields.Date(string="To Day", help="Closed to everybody after this day.")
    hour_from = fields.Float(string="From Hour")
    hour_to = fields.Float(
        string="To Hour",
        help="Of every day, on the clock of the shop. From 22:00 to 02:00 reaches "
        "beyond midnight; equal hours are the whole day.",
    )
    tz = fields.Selection(
        selection=_tz_get,
        string="Time Zone",
        required=True,
        default=lambda self: self.env["pos.config"]._default_loyalty_tier_tz(),
        help="Of the web shop; a till uses its own.",
    )
    limit_quantity = fields.Integer(
        string="At Most", help="Of each product, for each guest. 0: no limit."
    )
    limit_period = fields.Selection(
        selection=[
            ("order", "per visit"),
            ("week", "per week"),
            ("month", "per month"),
            ("year", "per year"),
            ("ever", "once and for all"),
        ],
        required=True,
        default="order",
    )
    product_tmpl_ids = fields.One2many(
        comodel_name="product.template",
        inverse_name="loyalty_tier_gate_id",
        string="Products",
    )
    product_ids = fields.One2many(
        comodel_name="product.product",
        inverse_name="loyalty_tier_variant_gate_id",
        string="Variants",
    )
    categ_ids = fields.One2many(
        comodel_name="product.category",
        inverse_name="loyalty_tier_gate_id",
        string="Product Categories",
    )
    pos_categ_ids = fields.One2many(
        comodel_name="pos.category",
        inverse_name="loyalty_tier_gate_id",
        string="Till Categories",
    )

    _hours_in_day = models.Constraint(
        "CHECK(hour_from >= 0 AND hour_from < 24 AND hour_to >= 0 AND hour_to <= 24)",
        "Hours lie between 00:00 and 24:00.",
    )
    _dates_in_order = models.Constraint(
        "CHECK(date_to >= date_from)", "The last day lies before the first one."
    )
    _limit_not_negative = models.Constraint(
        "CHECK(limit_quantity >= 0)", "Leave the limit at 0 for as much as they like."
    )

    @api.constrains("mode", "tier_ids")
    def _check_teaser_names_no_secret(self):
        for gate in self.filtered(lambda gate: gate.mode == "teaser"):
            secret = gate.tier_ids.filtered("secret")
            if secret:
                raise ValidationError(
                    self.env._(
                        "A teaser names the tier that it takes, and %(tiers)s are "
                        "secret. Reserve without a teaser, or for another tier.",
                        tiers=format_list(self.env, secret.mapped("name")),
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        gates = super().create(vals_list)
        self._gates_changed()
        return gates

    def write(self, vals):
        res = super().write(vals)
        self._gates_changed()
        return res

    def unlink(self):
        res = super().unlink()
        self._gates_changed()
        return res

    @api.ondelete(at_uninstall=False)
    def _unlink_except_reserving(self):
        for gate in self.sudo().with_context(active_test=False):
            if any(gate[name] for name in self._reserving_fields()):
                raise UserError(
                    self.env._(
                        "%s still reserves something, which everybody would see at "
                        "once. Take it from its products and categories first.",
                        gate.name,
                    )
                )

    @api.model
    def _reserving_fields(self):
        """Name the fields that list what a gate reserves; other apps add theirs.

        :rtype: list(str)
        """
        return ["product_tmpl_ids", "product_ids", "categ_ids", "pos_categ_ids"]

    @api.model
    def _gates_changed(self):
        """Forget what is kept in memory of gates, on every worker."""
        self.env.flush_all()
        self.env.registry.clear_cache()
        # Once more when it is committed: another thread may have read the old ones.
        postcommit = self.env.cr.postcommit
        if FORGET not in postcommit.data:
            postcommit.data[FORGET] = True
            postcommit.add(self.env.registry.clear_cache)
        self._forget_viewers()

    @api.model
    def _forget_viewers(self):
        """Forget what this transaction knows of who may see what."""
        self.env["res.users"].invalidate_model(["loyalty_tier_keys"])
        names = ["loyalty_tier_open", "loyalty_tier_reserved", "loyalty_tier_hint"]
        self.env["product.template"].invalidate_model(names)
        names = ["loyalty_tier_open", "loyalty_tier_variant_open"]
        self.env["product.product"].invalidate_model(names)
