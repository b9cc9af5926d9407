# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import requests

from odoo import api, models

from .loyalty_tier_messenger import Failure

TIMEOUT = 10  # seconds
BUSY = {408, 425, 429}  # refusals that pass
SHOWN = 200  # characters of an answer


class LoyaltyTierMessengerHttp(models.AbstractModel):
    """Posts each message as JSON to an address, with a bearer token.

    What most services take, or a few lines in front of them::

        POST https://messenger.example/send
        Authorization: Bearer <token>
        Idempotency-Key: <key>

        {"to": "+821012345678", "text": "...", "id": "<key>"}

    Any answer from 200 to 299 means that the message is on its way.
    """

    _name = "loyalty.tier.messenger.http"
    _inherit = "loyalty.tier.messenger"
    _description = "Web Service"
    _messenger_code = "http"

    @api.model
    def _messenger_lacks(self, company):
        if company.loyalty_tier_messenger_url:
            return ""
        return self.env._("Enter the address of the service in the settings.")

    @api.model
    def _messenger_send_one(self, message):
        company = message.company_id
        token = company.loyalty_tier_messenger_token
        headers = {"Idempotency-Key": message.key}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        try:
            answer = requests.post(
                company.loyalty_tier_messenger_url,
                json={"to": message.number, "text": message.text, "id": message.key},
                headers=headers,
                timeout=TIMEOUT,
                allow_redirects=False,  # the token is for this address only
            )
        except requests.Timeout:
            return Failure(self.env._("The service did not answer in time."), True)
        except requests.RequestException as error:
            text = self.env._(
                "The service could not be reached: %(error)s",
                error=type(error).__name__,
            )
            return Failure(text, True)
        return self._judge(answer)

    @api.model
    def _judge(self, answer):
        if 200 <= answer.status_code < 300:
            return None
        text = self.env._(
            "The service refused it (%(status)s): %(answer)s",
            status=answer.status_code,
            answer=answer.text[:SHOWN],
        )
        again = answer.status_code >= 500 or answer.status_code in BUSY
        return Failure(text, again)
