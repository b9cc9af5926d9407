# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_list

NAMED = 8  # products that are named to a guest at a promotion


class LoyaltyTier(models.Model):
    """What a tier opens of the hidden menu."""

    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "loyalty.tier"

    gate_ids = fields.Many2many(
        comodel_name="loyalty.tier.gate",
        string="Gates Open",
        compute="_compute_gate_ids",
        help="Every gate that is open to who holds this tier.",
    )
    opened_count = fields.Integer(
        string="Hidden Menu",
        compute="_compute_opened_count",
        help="Reserved products that are open to who holds this tier.",
    )

    @api.constrains("secret")
    def _check_no_teaser_names_it(self):
        gates = self.env["loyalty.tier.gate"].sudo()
        secret = self.filtered("secret")
        gates.search([("tier_ids", "in", secret.ids)])._check_teaser_names_no_secret()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_opening(self):
        self._check_opens_nothing()

    def _check_opens_nothing(self):
        """Raise where a gate is open to one of these tiers.

        :raise UserError: naming the gates
        """
        gates = self.env["loyalty.tier.gate"].sudo().with_context(active_test=False)
        gates = gates.search([("tier_ids", "in", self.ids)])
        if gates:
            tiers = self & gates.tier_ids
            raise UserError(
                self.env._(
                    "%(gates)s on the hidden menu is reserved for %(tiers)s. Reserve "
                    "it for another tier first.",
                    gates=format_list(self.env, gates.mapped("name")[:5]),
                    tiers=format_list(self.env, tiers.mapped("name")),
                )
            )

    def _compute_gate_ids(self):
        gates = self.env["loyalty.tier.gate"]
        rows = gates._rows()
        for tier in self:
            opened = [row.gate_id for row in rows if tier._origin.id in row.tier_ids]
            # Gates of other companies are not listed.
            tier.gate_ids = gates.search([("id", "in", opened)])

    def _compute_opened_count(self):
        products = self.env["product.template"]
        for tier in self:
            domain = tier._origin._opened_domain(self.browse())
            tier.opened_count = products.search_count(domain)

    def action_opened_products(self):
        """Open the reserved products that this tier opens.

        :return: a window action
        """
        self.ensure_one()
        self.check_access("read")
        gates = self.env["loyalty.tier.gate"]
        return gates._action_products(self._opened_domain(self.browse()))

    def _opens(self, from_tier):
        """Name what this tier opens that another tier does not: what a promotion opens.

        Products that a till or a shop sells now. Hours are not looked at, nor what is
        over; nor variants that are reserved alone.

        :param from_tier: at most one ``loyalty.tier``; empty for who held none
        :return: in the order of the products
        :rtype: product.template
        """
        products = self.env["product.template"].sudo()
        if not self or not self.env["loyalty.tier.gate"]._rows():
            return products
        sold = Domain("sale_ok", "=", True) | Domain("available_in_pos", "=", True)
        houses = self.sudo().program_id.company_ids
        of_house = Domain("company_id", "=", False)
        of_house |= Domain("company_id", "parent_of", houses.ids)
        return products.search(self._opened_domain(from_tier) & sold & of_house)

    def _opens_names(self, from_tier):
        """Return the names of what a promotion opens, the first ones.

        :rtype: list(str)
        """
        return self._opens(from_tier)[:NAMED].mapped("name")

    @api.model
    def _opened_domain(self, from_tier):
        """Say as a domain what this tier opens and another one does not.

        :param from_tier: at most one ``loyalty.tier``
        :rtype: Domain
        """
        today = fields.Date.today()
        rows = self.env["loyalty.tier.gate"]._rows()
        closed, before = (
            {row.gate_id for row in rows if row.tier_ids.isdisjoint(tier.ids)}
            for tier in (self, from_tier)
        )
        over = {row.gate_id for row in rows if row.date_to and row.date_to < today}
        newly = frozenset(before - closed)
        if not newly:
            return Domain.FALSE
        products = self.env["product.template"]
        still = products._loyalty_tier_open_domain(frozenset(closed | over))
        return ~products._loyalty_tier_open_domain(newly) & still
