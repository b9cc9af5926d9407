# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class LoyaltyTierProgram(models.Model):
    """The versions of a program's rules, and the way to a new one."""

    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "loyalty.tier.program"

    change_ids = fields.One2many(
        comodel_name="loyalty.tier.change",
        inverse_name="program_id",
        string="Changes",
        readonly=True,
    )

    def action_what_if(self):
        """Open a draft of these rules, and what would happen with it.

        :return: a window action
        """
        self.ensure_one()
        self.check_access("write")
        simulations = self.env["loyalty.tier.simulation"]
        simulation = simulations.create(simulations._values_for(self))
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "loyalty_tiers.loyalty_tier_simulation_action"
        )
        return {**action, "res_id": simulation.id}

    def _rising_text(self, lower_id, upper_id):
        """Say why nobody would ever come to the lower one of two tiers."""
        titles = self._titles()
        return self.env._(
            "%(upper)s asks no more than %(lower)s, which stands below it, so "
            "nobody would ever become %(lower)s. Raise a minimum of %(upper)s "
            "or drag the tiers into another order.",
            upper=titles[upper_id],
            lower=titles[lower_id],
        )
