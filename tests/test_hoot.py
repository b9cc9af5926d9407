"""The addons' JavaScript unit tests, run by Hoot in a browser."""

import logging
import re

from box.paths import ROOT

from odoo.tests import HttpCase, tagged

SUCCESS = "[HOOT] Test suite succeeded"
PATIENCE = 600  # seconds per addon


def suite_id(name):
    """Hoot's identifier of a suite: a 32-bit hash of its name.

    >>> suite_id("@web/core")
    'e39ce9ba'
    """
    number = 0
    for char in name:
        number = ((number << 5) - number + ord(char)) & 0xFFFFFFFF
    return f"{number:08x}"


class Listener(logging.Handler):
    """Hears what the browser says, beside the log."""

    def __init__(self):
        super().__init__()
        self.heard = []

    def emit(self, record):
        self.heard.append(record.getMessage())


@tagged("post_install", "-at_install")
class TestHoot(HttpCase):
    """One test per addon that has unit tests; they are added below."""

    def _run_unit_tests(self, addon, files):
        browser = self._logger.getChild("browser")
        listener = Listener()
        browser.addHandler(listener)
        self.addCleanup(browser.removeHandler, listener)
        self._open_suite(addon)

        # Hoot calls it a success when it finds no test at all.
        passed = re.findall(r"Passed (\d+) tests", "\n".join(listener.heard))
        self.assertGreaterEqual(sum(map(int, passed)), files, "a file was not run")

    def _open_suite(self, addon):
        options = "headless&loglevel=2&preset=desktop&timeout=15000"
        self.browser_js(
            f"/web/tests?{options}&id={suite_id(f'@{addon}')}",
            code="",
            login="admin",
            timeout=PATIENCE,
            success_signal=SUCCESS,
            # Hoot reports each failure by itself and goes on with the next test.
            error_checker=lambda message: "[HOOT]" not in message,
        )


def _unit_tests_of(addon, files):
    def test(self):
        self._run_unit_tests(addon, files)

    return test


for _path in sorted(ROOT.glob("loyalty_tiers*/static/tests/unit")):
    _addon = _path.parents[2].name
    _files = len(list(_path.rglob("*.test.js")))
    setattr(TestHoot, f"test_unit_tests_of_{_addon}", _unit_tests_of(_addon, _files))
