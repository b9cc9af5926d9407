# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class LoyaltyTierPrivacy(models.TransientModel):
    """What a guest may ask for: all data in a file, or to be forgotten."""

    _name = "loyalty.tier.privacy"
    _description = "Data of a Guest: Export or Erase"

    partner_id = fields.Many2one(
        comodel_name="res.partner", string="Guest", required=True, ondelete="cascade"
    )
    step = fields.Selection(
        selection=[("choose", "Choose"), ("confirm", "Confirm")],
        required=True,
        readonly=True,
        default="choose",
    )
    erase_contact = fields.Boolean(
        string="Erase the contact too",
        default=True,
        help="Name, addresses, numbers, picture, notes on orders and the history of "
        "the contact. Orders and sums remain, of nobody.",
    )

    def action_export(self):
        """Download all that our models hold of the guest.

        :return: the address of the file
        """
        self.env["loyalty.tier.export"]._check_manager(self.partner_id)
        return {
            "type": "ir.actions.act_url",
            "url": f"/loyalty_tiers/guest_data/{self.partner_id.id}",
            "target": "download",
        }

    def action_ask(self):
        """Show what would be erased, and ask again.

        :return: this form
        """
        self.step = "confirm"
        return self._form()

    def action_back(self):
        """Do not erase.

        :return: this form
        """
        self.step = "choose"
        return self._form()

    def action_erase(self):
        """Erase, once it was confirmed.

        :return: the next thing to show
        """
        if self.step != "confirm":
            return self.action_ask()
        eraser = self.env["loyalty.tier.eraser"]
        eraser._erase(self.partner_id, contact=self.erase_contact)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("The guest is forgotten."),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _form(self):
        return {
            "type": "ir.actions.act_window",
            "name": self._description,
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }
