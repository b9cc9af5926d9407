# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class MailingMailingScheduleDate(models.TransientModel):
    """Odoo's question when to send; whoever sends to many is asked for that too."""

    _inherit = "mailing.mailing.schedule.date"

    def action_schedule_date(self):
        res = super().action_schedule_date()
        return self.mass_mailing_id._loyalty_tier_to_confirm() or res
