"""A post office for the demo: takes the mails that Odoo sends, shows them as pages.

Nothing leaves this machine. usage: mailbox.py SMTP_PORT HTTP_PORT FOLDER
"""

import email
import email.policy
import html
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from aiosmtpd.controller import Controller

STYLE = "body{font:16px sans-serif;margin:2em}td{padding:.3em 1em .3em 0}"


class Post:
    """The mails in a folder, a file each.

    :param Path folder: made if it is not there
    """

    def __init__(self, folder):
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    async def handle_DATA(self, _server, _session, envelope):
        (self._folder / f"{time.time_ns()}.eml").write_bytes(envelope.original_content)
        return "250 kept"

    def numbers(self):
        return sorted((path.stem for path in self._folder.glob("*.eml")), reverse=True)

    def mail(self, number):
        content = (self._folder / f"{number}.eml").read_bytes()
        return email.message_from_bytes(content, policy=email.policy.default)


def list_page(post):
    rows = "".join(_row(number, post.mail(number)) for number in post.numbers())
    empty = "" if rows else "<p>None yet.</p>"
    return f"<h1>Mails sent by the demo shop</h1>{empty}<table>{rows}</table>"


def _row(number, mail):
    subject = html.escape(str(mail["subject"]))
    cells = [f"<a href='/{number}'>{subject}</a>"]
    cells += [html.escape(str(mail[name])) for name in ("to", "date")]
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def mail_page(mail):
    part = mail.get_body(("html", "plain"))
    text = part.get_content() if part else ""
    if part and part.get_content_subtype() == "html":
        return text
    return f"<pre>{html.escape(text)}</pre>"


class Pages(BaseHTTPRequestHandler):
    """The list of mails, and each mail."""

    post = None  # set before serving

    def do_GET(self):
        number = self.path.strip("/")
        if not number:
            self._answer(list_page(self.post))
        elif number in self.post.numbers():
            self._answer(mail_page(self.post.mail(number)))
        else:
            self.send_error(404)

    def _answer(self, body):
        page = f"<!doctype html><meta charset=utf-8><style>{STYLE}</style>{body}"
        data = page.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        # A mail is shown, never run.
        policy = "sandbox allow-popups allow-top-navigation; script-src 'none'"
        self.send_header("Content-Security-Policy", policy)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        """Say nothing: the terminal belongs to the demo."""


def main(smtp_port, http_port, folder):
    Pages.post = Post(Path(folder))
    Controller(Pages.post, hostname="127.0.0.1", port=int(smtp_port)).start()
    ThreadingHTTPServer(("127.0.0.1", int(http_port)), Pages).serve_forever()


if __name__ == "__main__":
    main(*sys.argv[1:])
