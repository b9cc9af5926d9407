# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

# What marketing may put into a text without being an editor of templates.
PLACEHOLDERS = (
    "object.loyalty_tier_addressed_as",
    "object.loyalty_tier_id",
    "object.loyalty_tier_id.name",
)


class ResPartner(models.Model):
    """How a guest is spoken to in what the shop writes."""

    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "res.partner"

    loyalty_tier_addressed_as = fields.Char(
        string="Spoken to As",
        compute="_compute_loyalty_tier_addressed_as",
        compute_sudo=True,
        groups="base.group_user",
        help="As the guest likes to be called, else by name.",
    )

    @api.depends("loyalty_tier_called", "name")
    def _compute_loyalty_tier_addressed_as(self):
        for guest in self:
            guest.loyalty_tier_addressed_as = guest.loyalty_tier_called or guest.name

    def mail_allowed_qweb_expressions(self):
        return (*super().mail_allowed_qweb_expressions(), *PLACEHOLDERS)
