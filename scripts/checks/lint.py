"""The linters, in an environment of their own."""

import subprocess

from box import packages
from box.paths import ROOT, addons
from box.terminal import say

from .score import Score


def check():
    """Run every linter; each counts as one check.

    :rtype: Score
    """
    python = _python()
    score = Score()
    for name, command in _linters().items():
        passed = subprocess.run([python, "-m", *command], cwd=ROOT).returncode == 0
        say(f"- {name}: {'passed' if passed else 'FAILED'}")
        score += Score(passed=1) if passed else Score(failed=1)
    return score


def fix():
    """Mend what the linters can mend by themselves."""
    commands = [("ruff", "check", "--fix", "."), ("ruff", "format", ".")]
    if addons():
        commands.append((*_module_checks(), "--fix"))
    for command in commands:
        subprocess.run([_python(), "-m", *command], cwd=ROOT)


def _python():
    return packages.ready(packages.LINT_VENV, "requirements-lint.txt")


def _module_checks():
    manifests = [f"{name}/__manifest__.py" for name in addons()]
    return ("oca_pre_commit_hooks.cli", *manifests)


def _linters():
    """What to run, by name: modules of the environment with their arguments."""
    linters = {
        "ruff": ("ruff", "check", "--quiet", "."),
        "ruff format": ("ruff", "format", "--check", "--quiet", "."),
    }
    names = addons()
    if names:
        linters["pylint-odoo"] = ("pylint", "--rcfile=.pylintrc", *names)
        linters["oca-checks-odoo-module"] = _module_checks()
    translations = sorted(
        str(path.relative_to(ROOT)) for path in ROOT.glob("loyalty_tiers*/i18n/*.po*")
    )
    if translations:
        # Its pretty format empties translations that equal their source ("OK"); here
        # an empty one is a missing one.
        linters["oca-checks-po"] = (
            "oca_pre_commit_hooks.cli_po",
            "--disable=po-pretty-format",
            *translations,
        )
    return linters
