# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class ResPartner(models.Model):
    _inherit = "res.partner"

    loyalty_tier_audience_id = fields.Many2one(
        comodel_name="loyalty.tier.audience",
        string="Audience",
        compute="_compute_loyalty_tier_audience_id",
        search="_search_loyalty_tier_audience_id",
        groups="loyalty_tiers.group_loyalty_tiers_marketing",
        help="To search by: who belongs to an audience now.",
    )

    def _compute_loyalty_tier_audience_id(self):
        # A guest may belong to many: there is nothing to show, only to search by.
        self.loyalty_tier_audience_id = False

    @api.model
    def _search_loyalty_tier_audience_id(self, operator, value):
        # Odoo asks for the right to search by stored fields only.
        field = self._fields["loyalty_tier_audience_id"]
        self._check_field_access(field, "read")
        if operator != "in":
            return NotImplemented
        audiences = self.env["loyalty.tier.audience"].browse(v for v in value if v)
        # Whoever may not see an audience does not learn who is in it.
        seen = audiences.exists()._filtered_access("read")
        return Domain.OR(audience._domain() for audience in seen)

    @api.model
    def _mailing_get_opt_out_list(self, mailing):
        """Return the addresses of who wants no message at all, for any mailing.

        Asked by Odoo for each batch of a mailing without a purpose of ours; one with
        a purpose has left them out already. SQL because addresses are compared, with
        those of other contacts too.

        :rtype: set(str)
        """
        if mailing._loyalty_tier_is_addressed():
            return set()
        self.env["res.partner.consent"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT guest.email_normalized
                  FROM (%s) gone JOIN res_partner guest ON guest.id = gone.partner_id
                 WHERE guest.email_normalized IS NOT NULL
                """,
                self.env["res.partner.consent"]._left_sql("email"),
            )
        )
        return {address for (address,) in rows}
