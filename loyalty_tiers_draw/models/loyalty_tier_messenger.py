# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from typing import NamedTuple

from odoo import api, models


class Failure(NamedTuple):
    """Why a message was not sent."""

    text: str  # for the manager
    again: bool | None  # whether it may work later; None: it may have arrived


class LoyaltyTierMessenger(models.AbstractModel):
    """A way to reach guests by a messenger.

    To join another one, write an abstract model that inherits this one, and is then
    offered in the settings::

        class KiteMessenger(models.AbstractModel):
            _name = "kite.messenger"
            _inherit = "loyalty.tier.messenger"
            _description = "Kite"
            _messenger_code = "kite"

            def _messenger_send_one(self, message):
                kite.send(message.number, message.text)

    The queue (``loyalty.tier.messenger.message``) decides what is sent, to whom and
    when, has asked for consent, and tries again; a sender sends.
    """

    _name = "loyalty.tier.messenger"
    _description = "Messenger"

    _messenger_code = ""  # in the settings of a company; empty: not offered
    _messenger_batch = 1  # so many messages are sent in one call

    @api.model
    def _messenger_send(self, messages):
        """Send messages, each once. May take some seconds; must not commit.

        Services that take many at once override this, and ``_messenger_batch``.

        :param messages: ``loyalty.tier.messenger.message``, of one company, at most
            ``_messenger_batch``
        :return: what was not sent; all others were
        :rtype: dict(loyalty.tier.messenger.message, Failure)
        """
        failures = {m: self._messenger_send_one(m) for m in messages}
        return {message: failure for message, failure in failures.items() if failure}

    @api.model
    def _messenger_send_one(self, message):
        """Send one message.

        It has ``number`` (of the guest, in international form), ``text``, and ``key``,
        which stays the same when it is tried again: services that know such keys then
        send once.

        :param message: one ``loyalty.tier.messenger.message``
        :return: why it was not sent; ``None`` when it was
        :rtype: Failure or None
        """
        raise NotImplementedError

    @api.model
    def _messenger_lacks(self, company):
        """Say what the settings of a company lack for this messenger.

        :return: a text for the manager, empty when nothing
        :rtype: str
        """
        return ""

    @api.model
    def _messengers(self):
        """Return the messengers that are there, by their codes.

        :rtype: dict(str, loyalty.tier.messenger)
        """
        names = self.env.registry.descendants([self._name], "_inherit")
        senders = [self.env[name].sudo() for name in sorted(names)]
        return {s._messenger_code: s for s in senders if s._messenger_code}
