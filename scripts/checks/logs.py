"""Odoo's logs must hold no complaint about our addons."""

import re

from box.paths import BOX, ROOT
from box.terminal import say

from .score import Score

OURS = "loyalty_tiers"
RECORD = re.compile(
    r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d+ \d+ (?P<level>[A-Z]+) \S+ (?P<logger>\S+): ",
    re.MULTILINE,
)
_BAD = ("WARNING", "ERROR", "CRITICAL")


def check(*paths):
    """Look through logs; each log is one check.

    :rtype: Score
    """
    score = Score()
    for path in paths:
        bad = complaints(path.read_text(errors="replace"))
        for record in bad[:20]:
            say(f"{path.name}: {record[:2000]}")
        score += Score(failed=1) if bad else Score(passed=1)
    return score


def without_records(log):
    """What else is in a log: the lines that a script printed.

    >>> without_records("2026-11-22 10:00:00,000 7 INFO test odoo: hello\\nfive")
    'five'
    """
    lines = log.splitlines()
    return "\n".join(line for line in lines if not RECORD.match(line))


def complaints(log):
    """The records about our addons, from warnings up.

    A traceback belongs to the record above it. The names of our own folders say
    nothing about whom a record is about.

    >>> record = "2026-11-22 10:00:00,000 7 WARNING test odoo.registry: "
    >>> complaints(record + "loyalty_tiers.tier misses a label")
    ['2026-11-22 10:00:00,000 7 WARNING test odoo.registry: loyalty_tiers.tier \
misses a label']
    >>> complaints(record + "account.move misses a label")
    []
    """
    starts = [found.start() for found in RECORD.finditer(log)] + [len(log)]
    records = [
        log[start:end].strip() for start, end in zip(starts, starts[1:], strict=False)
    ]
    return [record for record in records if _is_complaint(record)]


def _is_complaint(record):
    level, logger = RECORD.match(record).group("level", "logger")
    if level not in _BAD:
        return False
    if logger == "odoo.http" and "called ignoring args" in record:
        return False  # it is about who sends too much
    if logger == "py.warnings":
        # The first line says what is outdated; the way there may lead through us.
        record = record.splitlines()[0]
    if level == "WARNING" and logger.endswith(".browser"):
        # The logger is named after our test, whatever page the browser warns about.
        record = record.replace(logger, "")
    return OURS in record.replace(str(BOX), "").replace(f"{ROOT}/", "")
