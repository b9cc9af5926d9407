"""The examples in the docstrings of the scripts are true, and ./test is strict."""

import doctest
import importlib

import pytest
from box.paths import ROOT
from checks import score
from checks.score import Score

EXAMPLES = ("box.process", "checks.logs", "checks.score")


@pytest.mark.parametrize("name", EXAMPLES)
def test_examples(name):
    result = doctest.testmod(importlib.import_module(name))

    assert result.attempted
    assert not result.failed


def _report(folder, *cases):
    path = folder / "report.xml"
    rows = "".join(
        f'<testcase classname="m.C" name="{name}">{inside}</testcase>'
        for name, inside in cases
    )
    path.write_text(f"<testsuites><testsuite>{rows}</testsuite></testsuites>")
    return path


def test_a_skipped_test_counts_as_failed(tmp_path):
    path = _report(tmp_path, ("one", ""), ("two", "<skipped/>"))

    assert score.of_report(path) == (Score(1, 1, 0), ["m.C::two"])


def test_a_named_skip_counts_as_skipped(tmp_path, monkeypatch):
    monkeypatch.setattr(score, "ALLOWED_SKIPS", {"m.C::two"})
    path = _report(tmp_path, ("one", ""), ("two", "<skipped/>"))

    assert score.of_report(path) == (Score(1, 0, 1), [])


def test_a_test_with_several_failures_counts_once(tmp_path):
    path = _report(tmp_path, ("one", "<failure/>"), ("one", "<error/>"), ("two", ""))

    assert score.of_report(path) == (Score(1, 1, 0), [])


def test_the_commands_can_be_executed():
    for name in ("run", "test", ".ci/run", "scripts/python"):
        assert (ROOT / name).stat().st_mode & 0o111, name
