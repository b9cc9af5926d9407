# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import re
from urllib.parse import urlsplit

from odoo import api, fields, models
from odoo.exceptions import ValidationError

DOMAIN = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?", re.IGNORECASE)
OWN_MACHINE = {"localhost", "127.0.0.1", "::1"}


class ResCompany(models.Model):
    _inherit = "res.company"

    loyalty_tier_messenger = fields.Selection(
        selection="_loyalty_tier_messengers", string="Messenger"
    )
    loyalty_tier_messenger_url = fields.Char(
        string="Address of the Service", groups="base.group_system"
    )
    loyalty_tier_messenger_token = fields.Char(
        string="Token of the Service", groups="base.group_system", copy=False
    )
    loyalty_tier_messenger_domain = fields.Char(
        string="Domain of the Mail Gateway", groups="base.group_system"
    )

    @api.model
    def _loyalty_tier_messengers(self):
        return [
            (code, self.env["ir.model"]._get(messenger._name).name)
            for code, messenger in self.env["loyalty.tier.messenger"]
            ._messengers()
            .items()
        ]

    @api.constrains("loyalty_tier_messenger_url", "loyalty_tier_messenger_domain")
    def _check_loyalty_tier_messenger(self):
        for company in self.sudo():
            url = company.loyalty_tier_messenger_url
            if url and not self._loyalty_tier_is_safe(url):
                raise ValidationError(
                    self.env._(
                        "Messages of guests travel encrypted: the address of the "
                        "service begins with https://."
                    )
                )
            domain = company.loyalty_tier_messenger_domain
            if domain and not DOMAIN.fullmatch(domain):
                raise ValidationError(
                    self.env._(
                        "Enter only what stands after the @ in an address of the mail "
                        "gateway, such as gateway.example.com."
                    )
                )

    @api.model
    def _loyalty_tier_is_safe(self, url):
        try:
            parts = urlsplit(url)
        except ValueError:
            return False
        own = parts.scheme == "http" and parts.hostname in OWN_MACHINE
        return bool(parts.hostname) and (parts.scheme == "https" or own)

    def _loyalty_tier_messenger(self):
        """Return the messenger that reaches the guests of this company.

        :return: a ``loyalty.tier.messenger``, or ``None`` where none is ready
        """
        self.ensure_one()
        company = self.sudo()
        messengers = self.env["loyalty.tier.messenger"]._messengers()
        messenger = messengers.get(company.loyalty_tier_messenger)
        if messenger is None or messenger._messenger_lacks(company):
            return None
        return messenger
