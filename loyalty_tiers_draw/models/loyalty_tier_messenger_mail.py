# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.exceptions import UserError

from odoo.addons.base.models.ir_mail_server import MailDeliveryException
from odoo.addons.loyalty_tiers import phones

from .loyalty_tier_messenger import Failure


class LoyaltyTierMessengerMail(models.AbstractModel):
    """Mails each message to a gateway: to the guest's number, at its domain.

    821012345678@gateway.example, through the mail server of Odoo.
    """

    _name = "loyalty.tier.messenger.mail"
    _inherit = "loyalty.tier.messenger"
    _description = "Mail Gateway"
    _messenger_code = "mail"

    @api.model
    def _messenger_lacks(self, company):
        if not company.loyalty_tier_messenger_domain:
            return self.env._("Enter the domain of the mail gateway in the settings.")
        if not company.email:
            return self.env._(
                "Enter the e-mail address of the company: it is the sender."
            )
        return ""

    @api.model
    def _messenger_send_one(self, message):
        company = message.company_id
        servers = self.env["ir.mail_server"]
        number = phones.digits(message.number)
        try:
            servers.send_email(
                servers._build_email__(
                    company.email,
                    [f"{number}@{company.loyalty_tier_messenger_domain}"],
                    company.name,
                    message.text,
                    headers={"X-Loyalty-Tiers-Id": message.key},
                )
            )
        except (MailDeliveryException, UserError, OSError) as error:
            text = self.env._(
                "The mail server did not take it: %(error)s", error=str(error)
            )
            return Failure(text, True)
        return None
