# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.exceptions import ValidationError
from odoo.tools import format_list


class LoyaltyTierGate(models.Model):
    """The companies of what meets at a gate."""

    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "loyalty.tier.gate"

    @api.constrains("company_id", "tier_ids")
    def _check_company_of_tiers(self):
        for gate in self.sudo().filtered("company_id"):
            strangers = gate.with_context(active_test=False).tier_ids.filtered(
                lambda tier, gate=gate: (
                    tier.company_id
                    and tier.company_id.root_id != gate.company_id.root_id
                )
            )
            if strangers:
                raise ValidationError(
                    self.env._(
                        "%(gate)s belongs to %(company)s, where nobody holds "
                        "%(tiers)s: that is a tier of another company.",
                        gate=gate.name,
                        company=gate.company_id.name,
                        tiers=format_list(self.env, strangers.mapped("name")),
                    )
                )

    @api.constrains("company_id")
    def _check_company_of_products(self):
        for gate in self.sudo().filtered("company_id"):
            gate = gate.with_context(active_test=False)
            gate._check_reserves(gate.product_tmpl_ids)
            gate._check_reserves(gate.product_ids.product_tmpl_id)

    def _check_reserves(self, templates):
        """Raise unless a gate of one company reserves products of that company.

        :param templates: ``product.template`` that this gate reserves
        :raise ValidationError: naming those of somebody else, or shared
        """
        self.ensure_one()
        house = self.company_id
        if not house:
            return
        others = templates.filtered(
            lambda template: (
                template.company_id and template.company_id.root_id != house.root_id
            )
        )
        if others:
            raise ValidationError(
                self.env._(
                    "%(gate)s belongs to %(company)s, and %(products)s to another "
                    "company. Leave the company of the gate empty to share it.",
                    gate=self.name,
                    company=house.name,
                    products=format_list(self.env, others.mapped("name")[:5]),
                )
            )
