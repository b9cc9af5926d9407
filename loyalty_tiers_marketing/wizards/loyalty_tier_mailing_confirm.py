# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.tools import SQL

from ..context_keys import CONFIRMED

SAMPLES = 5  # guests


class LoyaltyTierMailingConfirm(models.TransientModel):
    """What is asked before a mailing goes to many: how many, why, and who for example."""

    _name = "loyalty.tier.mailing.confirm"
    _description = "Send to Many"

    mailing_id = fields.Many2one(
        comodel_name="mailing.mailing", required=True, ondelete="cascade"
    )
    at_once = fields.Boolean(help="Whether it goes out now, not with the queue.")
    subject = fields.Char(related="mailing_id.subject")
    mailing_type = fields.Selection(related="mailing_id.mailing_type")
    purpose = fields.Selection(related="mailing_id.loyalty_tier_purpose")
    audience_id = fields.Many2one(related="mailing_id.loyalty_tier_audience_id")
    schedule_date = fields.Datetime(related="mailing_id.schedule_date")
    left_out = fields.Char(related="mailing_id.loyalty_tier_left_out")
    size = fields.Integer(compute="_compute_size", string="Guests")
    held_back = fields.Integer(compute="_compute_size")
    sample_ids = fields.Many2many(
        comodel_name="res.partner",
        string="For Example",
        compute="_compute_sample_ids",
    )

    @api.depends("mailing_id")
    def _compute_size(self):
        for confirm in self:
            mailing = confirm.mailing_id
            share = mailing.loyalty_tier_hold_back / 100
            confirm.held_back = int(mailing.loyalty_tier_size * share)
            confirm.size = mailing.loyalty_tier_size - confirm.held_back

    @api.depends("mailing_id")
    def _compute_sample_ids(self):
        for confirm in self:
            confirm.sample_ids = confirm._samples()

    def _samples(self):
        """Draw some of those it goes to. SQL because none of the others is read.

        :rtype: res.partner
        """
        mailing = self.mailing_id
        if not mailing:
            return self.env["res.partner"]
        rows = self.env.execute_query(
            SQL(
                """
                SELECT partner_id FROM (%s) fates WHERE fate = 'written'
                 ORDER BY random() LIMIT %s
                """,
                mailing._loyalty_tier_fates(),
                SAMPLES,
            )
        )
        guests = self.env["res.partner"].browse(guest_id for (guest_id,) in rows)
        return guests.with_company(mailing._loyalty_tier_company())

    def _open(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("To that many?"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
            "context": {"dialog_size": "medium"},
        }

    def action_send(self):
        """Send the mailing as its button would have, this time without asking.

        :return: what the button of the mailing returns
        """
        self.ensure_one()
        mailing = self.mailing_id.with_context(**{CONFIRMED: True})
        if self.at_once:
            mailing.action_send_mail()
        else:
            mailing.action_put_in_queue()
        return {"type": "ir.actions.act_window_close"}
