"""The tests themselves: two runs of pytest.

The first runs inside an Odoo (pytest-odoo): the addons' own tests and those of the
whole family. The second runs outside: journeys that meet a real server only through
the browser and the database.
"""

import subprocess

from box import machine
from box.paths import LOGS, ROOT, addons
from box.terminal import Step, say

from . import score
from .score import Score

DATABASE = "test"
JOURNEYS = ROOT / "tests" / "journeys"
NOTHING_FOUND = 5  # pytest's exit status


class Suites:
    """The two runs.

    :param Odoo odoo: how to call it
    :param Databases databases: where the template comes from
    :param list arguments: for pytest, as ``-k name``
    """

    def __init__(self, odoo, databases, arguments):
        self._odoo = odoo
        self._databases = databases
        self._arguments = arguments

    def run(self):
        """
        :return: the score, and the logs of Odoo that were written
        :rtype: tuple
        """
        for old in (*LOGS.glob("test-*.log"), *LOGS.glob("journey-*.log")):
            old.unlink()
        result = self._inside() + self._outside()
        return result, [*LOGS.glob("test-*.log"), *LOGS.glob("journey-*.log")]

    def _inside(self):
        shop = self._databases.shop()
        with Step("copying the database"):
            self._databases.copy(shop, DATABASE)
        places = [ROOT / name / "tests" for name in addons()]
        return self._pytest(
            "inside",
            f"--odoo-config={self._odoo.configuration}",
            f"--odoo-database={DATABASE}",
            "--odoo-http",
            "--odoo-log-level=info",
            f"--odoo-extra=logfile={LOGS / 'test-odoo.log'}",
            f"--odoo-extra=screenshots={LOGS / 'screenshots'}",
            f"--ignore={JOURNEYS}",
            *(place for place in places if place.exists()),
            ROOT / "tests",
        )

    def _outside(self):
        if not JOURNEYS.exists():
            return Score()
        return self._pytest("outside", "-p", "no:odoo", JOURNEYS)

    def _pytest(self, name, *arguments):
        report = LOGS / f"pytest-{name}.xml"
        report.unlink(missing_ok=True)
        command = [self._odoo.python, "-m", "pytest", f"--junitxml={report}"]
        command += [*arguments, *self._arguments]
        environ = dict(self._odoo.environ, LOYALTY_TIERS_BROWSER=machine.browser())
        say(f"- pytest, {name} Odoo")
        status = subprocess.run(
            [str(part) for part in command], cwd=ROOT, env=environ
        ).returncode
        if status == NOTHING_FOUND:
            return Score()
        if not report.exists():
            return Score(failed=1)
        result, forbidden = score.of_report(report)
        for test in forbidden:
            say(f"Skipped, which counts as failed: {test}")
        broken = status and not result.failed
        return result + Score(failed=1) if broken else result
