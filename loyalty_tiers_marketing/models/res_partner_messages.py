# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class ResPartner(models.Model):
    """What a guest wants to be written."""

    # A file of its own for one purpose.
    _inherit = "res.partner"  # pylint: disable=consider-merging-classes-inherited

    # What must not be eaten is apart from what is written: other people read it.
    loyalty_tier_consent_ids = fields.One2many(domain=[("channel", "=", False)])
    loyalty_tier_message_consent_ids = fields.One2many(
        comodel_name="res.partner.consent",
        inverse_name="partner_id",
        domain=[("channel", "!=", False)],
        string="Wishes for Messages",
        groups="loyalty_tiers.group_loyalty_tiers_marketing",
    )

    loyalty_tier_unproven = fields.Boolean(
        string="New Address",
        readonly=True,
        copy=False,
        groups="loyalty_tiers.group_loyalty_tiers_marketing",
        help="The guest changed the own e-mail, and has not confirmed it yet.",
    )

    def write(self, vals):
        if "email" not in vals:
            return super().write(vals)
        before = {partner: partner.sudo().email_normalized for partner in self}
        res = super().write(vals)
        moved = self.sudo().filtered(
            lambda partner: partner.email_normalized != before[partner]
        )
        invitations = self.env["loyalty.tier.invitation"]
        if not self.env.user.share:
            moved = moved.filtered("loyalty_tier_unproven")
            invitations._on_corrected_address(moved)
        elif moved:
            # A guest changes the own address, on the account or in the shop.
            invitations._on_new_address(moved)
        return res

    def action_loyalty_tier_note_consent(self):
        """Open the dialog that notes what a guest said or wrote about messages.

        :return: a window action
        """
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("May We Write?"),
            "res_model": "res.partner.consent.note",
            "view_mode": "form",
            "target": "new",
            "context": {"default_partner_id": self.id},
        }

    def _loyalty_tier_invitation_link(self):
        """Return the link of the mail that asks; what it asks is in the context.

        :rtype: str
        """
        purposes = self.env.context.get("loyalty_tiers_purposes", ["news"])
        channel = self.env.context.get("loyalty_tiers_channel", "email")
        return self.env["loyalty.tier.invitation"]._link(self, purposes, channel)

    def _loyalty_tier_invitation_texts(self):
        """Return what the mail asks, in the language in which it is written.

        :rtype: list(str)
        """
        consents = self.env["res.partner.consent"]
        purposes = self.env.context.get("loyalty_tiers_purposes", ["news"])
        return [consents._message_text(purpose) for purpose in purposes]
