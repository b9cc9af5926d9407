# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class LoyaltyTierAccess(models.Model):
    """Who opened or changed what the house knows of a guest. Never says the value."""

    _name = "loyalty.tier.access"
    _description = "Access to Guest Data"
    _order = "date desc, id desc"

    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Guest",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    user_id = fields.Many2one(
        comodel_name="res.users", required=True, readonly=True, ondelete="cascade"
    )
    config_id = fields.Many2one(
        comodel_name="pos.config", string="Till", readonly=True, ondelete="set null"
    )
    date = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)
    action = fields.Selection(
        selection=[
            ("opened", "Opened"),
            ("noted", "Noted"),
            ("changed", "Changed"),
            ("removed", "Removed"),
            ("exported", "Exported"),
            ("erased", "Erased"),
            ("missed", "Asked for nobody we know"),
        ],
        required=True,
        readonly=True,
    )
    subject = fields.Selection(
        selection=[
            ("forbidden", "What the guest must not eat"),
            ("preference", "Preference"),
            ("conversation", "Conversation"),
            ("occasion", "Occasion"),
            ("everything", "All data of the guest"),
            ("identity", "Who the guest is"),
        ],
        required=True,
        readonly=True,
    )

    _date_idx = models.Index("(date)")

    @api.model
    def _leave(self, lines):
        """Leave lines that say who did what to whose data, at which till.

        :param lines: of (id of the guest, action, subject)
        """
        config_id = self.env.context.get("loyalty_tiers_config_id")
        self.sudo().create(
            [
                {
                    "partner_id": partner_id,
                    "user_id": self.env.uid,
                    "config_id": config_id,
                    "action": action,
                    "subject": subject,
                }
                for partner_id, action, subject in lines
            ]
        )
