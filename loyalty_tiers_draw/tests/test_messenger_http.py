# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from odoo.tests import tagged
from odoo.tests.common import _super_send

from ..models import loyalty_tier_messenger_http
from .common_messenger import MessengerCommon


class Service(ThreadingHTTPServer):
    """A messenger's service: answers as it is told, remembers what it was sent."""

    daemon_threads = True

    def __init__(self):
        self.answers, self.posts = [], []
        super().__init__(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        text = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.posts.append((self.path, dict(self.headers), json.loads(text)))
        status = self.server.answers.pop(0) if self.server.answers else 200
        if status == "slow":
            time.sleep(1.5)
            status = 200
        if status == "gone":
            return self.connection.close()
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "/elsewhere")
        self.end_headers()
        return self.wfile.write(b"said the service")

    def log_message(self, *args):
        """Say nothing: the log of tests is for warnings."""


@tagged("post_install", "-at_install")
class TestMessengerHttp(MessengerCommon):
    """The sender by HTTP, against a service on this machine."""

    def setUp(self):
        super().setUp()
        self.service = Service()
        self.addCleanup(self.service.server_close)
        self.addCleanup(self.service.shutdown)
        port = self.service.server_address[1]
        self.env.company.loyalty_tier_messenger_url = f"http://127.0.0.1:{port}/send"
        self.env.company.loyalty_tier_messenger_token = "none-of-a-vendor"

    @classmethod
    def _request_handler(cls, s, r, /, **kw):
        # Odoo's own would wait ten seconds at least.
        if r.url.startswith("http://127.0.0.1:"):
            return _super_send(s, r, **kw)
        return super()._request_handler(s, r, **kw)

    def test_the_service_gets_number_text_and_token(self):
        message = self._write_to(self.guest, text='새 메뉴 "스키야키"\nSee you!')
        self._deliver()
        self.assertEqual(message.state, "sent")
        [(path, headers, body)] = self.service.posts
        self.assertEqual(path, "/send")
        self.assertEqual(headers["Authorization"], "Bearer none-of-a-vendor")
        self.assertEqual(headers["Idempotency-Key"], message.key)
        self.assertEqual(
            body,
            {
                "to": "+12125550100",
                "text": '새 메뉴 "스키야키"\nSee you!',
                "id": message.key,
            },
        )

    def test_failures_that_pass_are_tried_again(self):
        message = self._write_to(self.guest)
        self.service.answers = [503, 429, "gone"]
        for _time in range(3):
            self._wait(message)
            self._deliver()
            self.assertEqual(message.state, "waiting")
        self._wait(message)
        self._deliver()
        self.assertEqual(message.state, "sent")
        self.assertEqual(len({body["id"] for _p, _h, body in self.service.posts}), 1)

    def test_a_service_that_does_not_answer_holds_nobody_up(self):
        self.patch(loyalty_tier_messenger_http, "TIMEOUT", 0.3)
        grace = self._make_reader("Grace", "+12125550101")
        messages = self._write_to(self.guest, grace)
        self.service.answers = ["slow", 200]
        self._deliver()
        self.assertEqual(sorted(messages.mapped("state")), ["sent", "waiting"])
        [late] = messages.filtered("error")
        self.assertIn("in time", late.error)

    def test_a_refusal_is_told_and_final(self):
        message = self._write_to(self.guest)
        self.service.answers = [403]
        self._deliver()
        self.assertEqual(message.state, "failed")
        self.assertIn("403", message.error)
        self.assertIn("said the service", message.error)
        self.assertNotIn("none-of-a-vendor", message.error)

    def test_the_token_is_not_carried_elsewhere(self):
        message = self._write_to(self.guest)
        self.service.answers = [302]
        self._deliver()
        self.assertEqual(message.state, "failed")
        self.assertEqual(len(self.service.posts), 1)

    def test_no_service_at_all(self):
        self.service.shutdown()
        self.service.server_close()
        message = self._write_to(self.guest)
        self._deliver()
        self.assertEqual(message.state, "waiting")
        self.assertIn("could not be reached", message.error)
