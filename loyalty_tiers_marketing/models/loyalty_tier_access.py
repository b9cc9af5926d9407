# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class LoyaltyTierAccess(models.Model):
    """Who took a list of guests out of the house."""

    _inherit = "loyalty.tier.access"

    subject = fields.Selection(
        selection_add=[("list", "A list of guests")],
        ondelete={"list": "cascade"},
    )
    # One line for a list, however long: a line for each guest of a hundred thousand
    # would cost more than the export.
    count = fields.Integer(string="Rows", readonly=True)
    model_id = fields.Many2one(
        comodel_name="ir.model", string="Of", readonly=True, ondelete="cascade"
    )

    @api.model
    def _leave_export(self, records):
        """Leave a line that says who exported how many rows of what.

        :param records: what is exported; a line names the guest where it is one
        """
        is_contact = records._name == "res.partner"
        guests = records if is_contact else records.sudo().partner_id
        self.sudo().create(
            {
                "partner_id": guests.id if len(guests) == 1 else False,
                "user_id": self.env.uid,
                "action": "exported",
                "subject": "list",
                "count": len(records),
                "model_id": self.env["ir.model"]._get(records._name).id,
            }
        )
