"""How many checks passed, failed, were skipped."""

import xml.etree.ElementTree as ElementTree
from typing import NamedTuple

# A skipped test proves nothing, so each one that may be skipped is named here, with
# its reason. "module.Class::test" as pytest's report writes it.
ALLOWED_SKIPS = frozenset()


class Score(NamedTuple):
    """
    >>> Score(passed=3) + Score(failed=1)
    Score(passed=3, failed=1, skipped=0)
    >>> str(Score(passed=3, skipped=1))
    '3 passed, 0 failed, 1 skipped'
    """

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other):
        return Score(*map(sum, zip(self, other, strict=True)))

    def __str__(self):
        line = f"{self.passed} passed, {self.failed} failed"
        return f"{line}, {self.skipped} skipped" if self.skipped else line

    @property
    def total(self):
        return sum(self)


def of_report(path):
    """The score of one run of pytest.

    A skipped test that is not in ``ALLOWED_SKIPS`` counts as failed: a browser test
    that finds no browser must not look like a success.

    :param Path path: the report in JUnit's format
    :return: the score and the names of the forbidden skips
    :rtype: tuple
    """
    cases = list(ElementTree.parse(path).iter("testcase"))
    skipped = {_name(case) for case in cases if case.find("skipped") is not None}
    failed = {
        _name(case)
        for case in cases
        if case.find("failure") is not None or case.find("error") is not None
    }
    names = {_name(case) for case in cases}
    forbidden = skipped - ALLOWED_SKIPS - failed
    score = Score(
        passed=len(names - failed - skipped),
        failed=len(failed | forbidden),
        skipped=len(skipped & ALLOWED_SKIPS),
    )
    return score, sorted(forbidden)


def _name(case):
    return f"{case.get('classname')}::{case.get('name')}"
