# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.fields import Domain


class LoyaltyTierSegment(models.Model):
    _name = "loyalty.tier.segment"
    _description = "Loyalty Tier Segment"

    program_id = fields.Many2one("loyalty.tier.program", ondelete="cascade")
    partner_id = fields.Many2one("res.partner", ondelete="cascade")
    is_overdue = fields.Boolean()
    customer_value = fields.Selection([("mvc", "M"), ("mgc", "G"), ("bz", "B")])
    money_score = fields.Integer()
    margin = fields.Float()

    @api.model
    def _customers_sql(self, program, domain):
        members = Domain("program_id", "=", program.id) & Domain(domain)
        return self._search(members).subselect("partner_id")
