# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class LoyaltyTierProgram(models.Model):
    """When guests are left in peace, and the messages that each program has."""

    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "loyalty.tier.program"

    quiet_from = fields.Float(
        default=21.0,
        help="From this hour on nobody gets an automatic message, on the clock of the "
        "guest. Equal hours: at any time.",
    )
    quiet_to = fields.Float(string="Quiet Until", default=9.0)
    message_ids = fields.One2many(
        comodel_name="loyalty.tier.message",
        inverse_name="program_id",
        string="Automatic Messages",
    )

    _quiet_hours_of_a_day = models.Constraint(
        "CHECK(quiet_from >= 0 AND quiet_from <= 24 AND quiet_to >= 0"
        " AND quiet_to <= 24)",
        "A day has the hours 0 to 24.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        programs = super().create(vals_list)
        self.env["loyalty.tier.message"].sudo()._set_up(programs)
        return programs

    def _is_quiet(self, hour):
        """Tell whether guests are left in peace at an hour of their day.

        :param float hour: 0 to 24
        :rtype: bool
        """
        self.ensure_one()
        begins, ends = self.quiet_from, self.quiet_to
        if begins <= ends:
            return begins <= hour < ends
        return hour >= begins or hour < ends
