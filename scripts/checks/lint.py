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
    python = packages.ready(packages.LINT_VENV, "requirements-lint.txt")
    score = Score()
    for name, command in _linters().items():
        passed = subprocess.run([python, "-m", *command], cwd=ROOT).returncode == 0
        say(f"- {name}: {'passed' if passed else 'FAILED'}")
        score += Score(passed=1) if passed else Score(failed=1)
    return score


def _linters():
    """What to run, by name: modules of the environment with their arguments."""
    linters = {
        "ruff": ("ruff", "check", "--quiet", "."),
        "ruff format": ("ruff", "format", "--check", "--quiet", "."),
    }
    names = addons()
    if names:
        linters["pylint-odoo"] = ("pylint", "--rcfile=.pylintrc", *names)
        linters["oca-checks-odoo-module"] = (
            "oca_pre_commit_hooks.cli",
            *(f"{name}/__manifest__.py" for name in names),
        )
    translations = sorted(
        str(path.relative_to(ROOT)) for path in ROOT.glob("loyalty_tiers*/i18n/*.po*")
    )
    if translations:
        linters["oca-checks-po"] = ("oca_pre_commit_hooks.cli_po", *translations)
    return linters
