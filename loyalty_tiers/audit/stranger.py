# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A guest who comes in through the front door of the running process.

Requests take the same way as those from outside: session, routing, rights, rules,
controllers, cursors of their own. Only the tier that is held is played.
"""

import gzip
import json
import logging
import threading
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from typing import NamedTuple
from urllib.parse import urlsplit

from werkzeug.test import Client

from odoo import http
from odoo.service import security
from odoo.tools import config

from ..viewer import as_holder_of

TEXTS = ("text/", "json", "xml", "javascript")
MOST = 3_000_000  # characters of an answer that are looked at
BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140 Safari/537.36"
# The auditor is no visitor to be counted.
HEADERS = {"User-Agent": BROWSER, "Accept": "text/html,*/*", "X-Disable-Tracking": "1"}
# What the server notes of a thread while it answers.
NOTES = ("dbname", "uid", "url", "query_count", "query_time", "perf_t0", "cursor_mode")


_walking = ContextVar("loyalty_tiers_walking", default=False)


class QuietWhileWalking(logging.Filter):
    """Leaves out of the log that a door broke at what the auditor asked.

    The audit lists it; who reads the log shall not look for a guest who was not there.
    """

    def filter(self, record):
        return not _walking.get()


logging.getLogger("odoo.http").addFilter(QuietWhileWalking())


class Answer(NamedTuple):
    """What came back."""

    status: int
    body: bytes
    text: str  # with the address it leads to; empty for pictures and the like
    is_html: bool
    address: str


class Stranger:
    """Walks doors with a session of its own, which ends with the visit."""

    def __init__(self, env, base_url, user=(), tier_ids=None, cookies=None):
        """
        :param str base_url: address at which guests find the shop
        :param user: ``res.users`` whose session it is; empty: not logged in
        :param tier_ids: ids of tiers that are played; None plays nothing
        """
        self._env = env
        self._base_url = base_url.rstrip("/")
        self.user = user
        self._tier_ids = tier_ids
        self._cookies = cookies or {}
        self._session = None
        self._client = None

    def __enter__(self):
        self._session = self._open_session()
        self._client = Client(http.root)
        host = urlsplit(self._base_url).hostname or "localhost"
        cookies = {"session_id": self._session.sid, **self._cookies}
        for name, value in cookies.items():
            self._client.set_cookie(name, value, domain=host)
        return self

    def __exit__(self, *failure):
        http.root.session_store.delete(self._session)

    def _open_session(self):
        session = http.root.session_store.new()
        session.update(http.get_default_session(), db=self._env.cr.dbname)
        session["_trace_disable"] = True  # no device of anybody
        session.context["lang"] = http.DEFAULT_LANG
        if self.user:
            env = self._env(user=self.user.id, su=False, context={})
            session.uid, session.login = self.user.id, self.user.login
            session.context = dict(env["res.users"].context_get())
            session.session_token = security.compute_session_token(session, env)
        http.root.session_store.save(session)
        return session

    def session_now(self):
        """Return the session as it is after what was asked."""
        return http.root.session_store.get(self._session.sid)

    def get(self, path, query=None):
        """Open an address, without following where it leads.

        :rtype: Answer
        """
        return self._ask(path, method="GET", query_string=query or None)

    def call(self, path, params):
        """Call a JSON-RPC address.

        :rtype: Answer
        """
        said = {"jsonrpc": "2.0", "method": "call", "id": 1, "params": params}
        return self._ask(
            path,
            method="POST",
            data=json.dumps(said),
            content_type="application/json",
        )

    def _ask(self, path, **kwargs):
        playing = nullcontext()
        if self._tier_ids is not None:
            playing = as_holder_of(self._tier_ids)
        with undisturbed(), playing:
            response = self._client.open(
                path,
                base_url=self._base_url,
                headers=HEADERS,
                environ_overrides={"REMOTE_ADDR": "127.0.0.1"},
                buffered=True,
                **kwargs,
            )
            answer = self._answer(response)
            response.close()
        return answer

    @staticmethod
    def _answer(response):
        kind = response.headers.get("Content-Type", "")
        body, text = response.get_data(), ""
        if response.headers.get("Content-Encoding") == "gzip":
            body = gzip.decompress(body)
        if any(word in kind for word in TEXTS):
            text = body.decode("utf-8", "replace")[:MOST]
        location = response.headers.get("Location", "")
        if location:
            text = f"{text}\n{location}"
        status, is_html = response.status_code, "html" in kind
        return Answer(status, body, text, is_html, response.request.path)


@contextmanager
def undisturbed():
    """Give a thread back as it was: it may be answering a request of its own."""
    thread = threading.current_thread()
    before = {name: getattr(thread, name) for name in NOTES if hasattr(thread, name)}
    method = getattr(http.thread_local, "rpc_model_method", "")
    walking = _walking.set(True)
    try:
        yield
    finally:
        _walking.reset(walking)
        for name in NOTES:
            if name in before:
                setattr(thread, name, before[name])
            elif hasattr(thread, name):
                delattr(thread, name)
        http.thread_local.rpc_model_method = method


def front_door(env):
    """Return the address at which this process would be found.

    :rtype: str
    """
    address = env["ir.config_parameter"].sudo().get_param("web.base.url")
    return address or f"http://localhost:{config['http_port']}"
