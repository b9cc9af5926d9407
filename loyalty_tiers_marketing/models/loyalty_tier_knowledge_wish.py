# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

ASKED_FOR = "news"
ASK_AGAIN = 30  # days, until the owner says otherwise in the settings
PARAMETER = "loyalty_tiers_marketing.ask_again_days"

# Whom the till may ask: somebody with an address who has said nothing yet.
ASK = """
SELECT guest.channel
  FROM (SELECT id, email_normalized,
               CASE WHEN email_normalized IS NOT NULL THEN 'email'
                    WHEN phone IS NOT NULL THEN 'sms' END AS channel
          FROM res_partner WHERE id = %(partner_id)s) guest
 WHERE guest.channel IS NOT NULL
   AND NOT EXISTS (
       SELECT FROM res_partner_consent consent
        WHERE consent.partner_id = guest.id AND consent.channel = guest.channel
          AND (consent.purpose = %(purpose)s OR consent.withdrawn_on IS NOT NULL))
   AND NOT EXISTS (
       SELECT FROM mail_blacklist
        WHERE guest.channel = 'email' AND email = guest.email_normalized AND active)
   AND NOT EXISTS (
       SELECT FROM loyalty_tier_asking asking
        WHERE asking.partner_id = guest.id AND asking.asked_on > %(since)s)
"""


class LoyaltyTierKnowledge(models.AbstractModel):
    """The till asks a guest once whether we may write."""

    _inherit = "loyalty.tier.knowledge"

    @api.model
    def _asides(self, partner):
        return {**super()._asides(partner), "ask": self._question(partner)}

    @api.model
    def _question(self, partner):
        """Return what to ask a guest; nothing tells why there is nothing to ask.

        :return: ``channel``, and the ``text`` in the words that are recorded
        :rtype: dict or False
        """
        channel = self._channel_to_ask(partner)
        if not channel:
            return False
        text = self.env["res.partner.consent"]._message_text(ASKED_FOR)
        return {"channel": channel, "text": text}

    @api.model
    def _channel_to_ask(self, partner):
        """Find out whether a guest may be asked, and for which channel.

        SQL because a card waits for it, and it is one query in place of four.

        :rtype: str or None
        """
        for model in ("res.partner", "res.partner.consent", "mail.blacklist"):
            self.env[model].flush_model()
        self.env["loyalty.tier.asking"].flush_model()
        days = self.env["ir.config_parameter"].sudo().get_param(PARAMETER, ASK_AGAIN)
        rows = self.env.execute_query(
            SQL(
                ASK,
                partner_id=partner.id,
                purpose=ASKED_FOR,
                since=fields.Datetime.subtract(fields.Datetime.now(), days=int(days)),
            )
        )
        return rows[0][0] if rows else None

    @api.model
    def note_wish(self, partner_id, config_id, values):
        """Note whether a guest wants to be written to. The same ``uuid`` counts once.

        Answers a question: who has said something since, elsewhere, is left alone.

        :param int partner_id: the guest
        :param int config_id: the till that asks
        :param dict values: ``uuid``, ``answer`` (``yes``, ``later``, ``no``) and the
            ``channel`` that was asked for
        :return: the ``answer`` that is noted
        :rtype: dict
        """
        self._check_group("loyalty_tiers.group_loyalty_tiers_cashier")
        here = self._at(config_id).sudo()
        partner = self._at(config_id)._guest(partner_id).sudo()
        asking = here._noted("loyalty.tier.asking", partner, values)
        if not asking:
            answer, channel = values.get("answer"), values.get("channel")
            if answer not in ("yes", "later", "no") or channel not in ("email", "sms"):
                raise ValidationError(self.env._("There is no such choice."))
            asking = here._created(
                asking,
                {
                    "partner_id": partner.id,
                    "purpose": ASKED_FOR,
                    "channel": channel,
                    "answer": answer,
                    "config_id": config_id,
                    "uuid": self._uuid(values),
                },
            )
            here._hear(asking)
        return {"answer": asking.answer}

    @api.model
    def _hear(self, asking):
        """Do as a guest said, unless the guest has said something elsewhere since."""
        consents, guest = self.env["res.partner.consent"], asking.partner_id
        key = (asking.purpose, asking.channel)
        if consents._standing(guest)[key] != "unasked":
            return
        if asking.answer == "no":
            consents._leave(guest, [asking.purpose], [asking.channel], how="spoken")
        elif asking.answer == "yes" and self._confirms_by_mail(asking):
            self.env["loyalty.tier.invitation"]._invite(guest, [asking.purpose])
        elif asking.answer == "yes":
            consents._agree(guest, [asking.purpose], [asking.channel], how="spoken")

    @api.model
    def _confirms_by_mail(self, asking):
        parameters = self.env["ir.config_parameter"].sudo()
        name = "loyalty_tiers_marketing.confirm_spoken"
        return asking.channel == "email" and bool(parameters.get_param(name))
