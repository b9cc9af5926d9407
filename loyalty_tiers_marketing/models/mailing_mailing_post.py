# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..fate_sql import POST


class MailingMailing(models.Model):
    """Letters are a mailing that is printed: chosen and compared like the others."""

    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "mailing.mailing"

    mailing_type = fields.Selection(
        selection_add=[(POST, "Letter")], ondelete={POST: "cascade"}
    )

    @api.depends("mailing_type")
    def _compute_medium_id(self):
        res = super()._compute_medium_id()
        letters = self.filtered(lambda m: m.mailing_type == POST and not m.medium_id)
        if letters:
            medium = self.env["utm.medium"]._fetch_or_create_utm_medium("direct_mail")
            letters.medium_id = medium
        return res

    @api.ondelete(at_uninstall=False)
    def _unlink_except_letters(self):
        letters = [("mailing_id", "in", self.ids)]
        if self.env["loyalty.tier.paper"].sudo().search_count(letters, limit=1):
            raise UserError(
                self.env._("What letters bring is told by this mailing: it stays.")
            )

    def _action_send_mail(self, res_ids=None):
        # Letters are printed by a person, whoever presses which button.
        mails = self.filtered(lambda mailing: mailing.mailing_type != POST)
        return super(MailingMailing, mails)._action_send_mail(res_ids)

    def _loyalty_tier_channel(self):
        if self.mailing_type == POST:
            return POST
        return super()._loyalty_tier_channel()
