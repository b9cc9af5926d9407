# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .. import fate_sql


class ResPartner(models.Model):
    """Who is on paper: to be left out of the mail for the rest."""

    # A file of its own for one purpose.
    _inherit = "res.partner"  # pylint: disable=consider-merging-classes-inherited

    loyalty_tier_paper_id = fields.Many2one(
        comodel_name="loyalty.tier.paper",
        string="Letters",
        compute="_compute_loyalty_tier_paper_id",
        search="_search_loyalty_tier_paper_id",
        groups="loyalty_tiers.group_loyalty_tiers_marketing",
        help="To search by: who gets these letters, or was held back from them.",
    )

    def _compute_loyalty_tier_paper_id(self):
        # A guest may get many: there is nothing to show, only to search by.
        self.loyalty_tier_paper_id = False

    @api.model
    def _search_loyalty_tier_paper_id(self, operator, value):
        # Odoo asks for the right to search by stored fields only.
        self._check_field_access(self._fields["loyalty_tier_paper_id"], "read")
        if operator != "in":
            return NotImplemented
        self.env["loyalty.tier.addressee"].flush_model(["paper_id", "partner_id"])
        chosen = SQL(
            "SELECT partner_id FROM loyalty_tier_addressee WHERE paper_id = ANY(%s)",
            [paper_id for paper_id in value if paper_id],
        )
        return Domain("id", "in", fate_sql.same_people(chosen))
