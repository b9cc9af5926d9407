"""./test: linters, translations, Python, JavaScript and browser tests.

Sets up what it needs in the same way as ./run. Ends with a line "N passed, N failed"
and an exit status that is 0 only if all is well: nothing failed, nothing skipped,
something tested, no complaint about our addons in Odoo's logs.
"""

import argparse
import shutil
import sys

from box import machine
from box.paths import LOGS
from box.setup import box, is_set_up
from box.terminal import Stop, say
from checks import lint, logs, translations
from checks.score import Score
from checks.suites import Suites

REQUIREMENTS = "requirements-test.txt"


def main():
    options = parse()
    machine.obey_signals()
    try:
        with machine.only_one("test", "Waiting for the other ./test of this folder."):
            result = run(options)
    except Stop as failure:
        say(f"\n{failure}")
        result = Score(failed=1)
    except KeyboardInterrupt:
        say("\nStopped. What is set up so far is kept.")
        return 130
    if result is None:
        return 0
    if not result.total:
        say("No test was found.")
    say(f"\n{result}")
    return int(bool(result.failed) or not result.passed)


def parse():
    parser = argparse.ArgumentParser(
        prog="./test",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--lint", action="store_true", help="only the linters")
    parser.add_argument(
        "--fix", action="store_true", help="mend what the linters can, then run them"
    )
    parser.add_argument(
        "--update-pot",
        action="store_true",
        help="write the templates of the translations anew and merge them",
    )
    parser.add_argument("-k", metavar="NAME", help="only tests with this name")
    return parser.parse_args()


def run(options):
    """
    :return: the score; nothing when translations were written instead
    :rtype: Score
    """
    if options.fix:
        lint.fix()
    if options.lint or options.fix:
        return lint.check()
    result = Score() if options.k or options.update_pot else lint.check()
    require_browser()
    with box(REQUIREMENTS) as (odoo, databases):
        with machine.only_one("databases", "Waiting for the other run's databases."):
            shop = databases.shop()
        is_set_up()
        if options.update_pot:
            translations.update(odoo, shop)
            return None
        arguments = ["-k", options.k] if options.k else []
        tests, written = Suites(odoo, databases, arguments).run()
    if not tests.total:
        return result
    quiet = logs.check(LOGS / f"{shop}.log", *written)
    # Who asks for some tests by name wants to see just their number, unless it is bad.
    return result + tests + (Score(failed=quiet.failed) if options.k else quiet)


def require_browser():
    """Install, or ask for, what the browser tests need of the machine."""
    optional = ("fonts-noto-cjk", "wkhtmltopdf")
    machine.install(*optional, purpose="Korean and Japanese letters, printed documents")
    needed = [] if machine.browser() else ["chromium"]
    if shutil.which("apt-get"):
        needed.append("libatomic1")  # Playwright's driver is linked with it
    if needed and not machine.install(*needed, purpose="browser tests"):
        raise Stop(
            f"The browser tests need: {', '.join(needed)} (Google Chrome will do in the"
            " place of chromium).\nInstall that, then run this again."
        )


if __name__ == "__main__":
    sys.exit(main())
