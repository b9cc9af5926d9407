# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class LoyaltyTierEntry(models.Model):
    """What an entry says of the order behind it."""

    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "loyalty.tier.entry"

    origin_name = fields.Char(compute="_compute_origin_name", string="Source")
    reason = fields.Char(compute="_compute_origin_name")

    @api.depends("origin_model", "origin_id", "takes_back_id")
    def _compute_origin_name(self):
        for entry in self:
            # The names of orders are shown to marketing, who may not open them.
            origins = self.env[entry.origin_model].sudo()
            origin = origins.browse(entry.origin_id).exists()
            taken_back = origins.browse(entry.takes_back_id).exists()
            entry.origin_name = origin.display_name or ""
            entry.reason = entry._reason_text(origin, taken_back)

    def _reason_text(self, origin, taken_back):
        """Say why this counts, in words for staff and guests.

        :param origin: the order, maybe gone
        :param taken_back: the order of which goods are taken back, maybe empty
        :rtype: str
        """
        if taken_back and taken_back == origin:
            return self.env._("Taken back of %s", origin.display_name)
        if taken_back:
            return self.env._(
                "%(refund)s takes back goods of %(order)s",
                refund=origin.display_name,
                order=taken_back.display_name,
            )
        if self.origin_model == "loyalty.tier.brought":
            return self.env._("Card %s, brought along", origin.display_name)
        return self.env._("Order %s", origin.display_name)

    def action_open_origin(self):
        """Open the order behind this entry.

        :return: a window action
        :raise UserError: when the order is gone
        """
        self.ensure_one()
        if not self.env[self.origin_model].browse(self.origin_id).exists():
            raise UserError(self.env._("This order has been deleted."))
        return {
            "type": "ir.actions.act_window",
            "res_model": self.origin_model,
            "res_id": self.origin_id,
            "views": [(False, "form")],
        }
