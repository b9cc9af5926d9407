"""A mail server of its own for a test: takes what the shop sends, or fails on purpose."""

import email
import email.policy
import re
import threading

from aiosmtpd.controller import Controller


class Catcher:
    """Keeps the mails that it has acknowledged, and only those.

    :param int port: where it listens
    :ivar list mails: those acknowledged, in order
    :ivar Event failed: set when it has failed as it was asked to
    """

    def __init__(self, port):
        self.port = port
        self.mails = []
        self.failed = threading.Event()
        self._failure = None
        self._controller = None

    def start(self):
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def stop(self):
        if self._controller:
            self._controller.stop()
            self._controller = None

    def fail_at(self, number, happen):
        """Do something instead of acknowledging a mail, once.

        :param int number: of the mail
        :param happen: called in its place
        """
        self.failed.clear()
        self._failure = (number, happen)

    async def handle_DATA(self, server, _session, envelope):
        if self._failure and len(self.mails) + 1 == self._failure[0]:
            (_number, happen), self._failure = self._failure, None
            happen()
            self.failed.set()
            server.transport.abort()
            return "451 gone"
        self.mails.append(Mail(envelope.rcpt_tos, envelope.original_content))
        return "250 kept"


class Mail:
    """A mail as its reader gets it."""

    def __init__(self, recipients, content):
        [self.address] = recipients
        message = email.message_from_bytes(content, policy=email.policy.default)
        self.subject = str(message["subject"])
        self.body = message.get_body(("html",)).get_content()

    @property
    def way_out(self):
        """The address of the page on which the reader leaves."""
        [way] = set(re.findall(r'href="([^"]+/confirm_unsubscribe[^"]*)"', self.body))
        return way.replace("&amp;", "&")
