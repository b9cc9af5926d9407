"""The examples in the docstrings of the scripts are true, and ./test is strict."""

import doctest
import importlib
import socket
import time
from pathlib import Path
from subprocess import PIPE

import pytest
from box import databases, machine, process
from box.paths import ROOT
from checks import score
from checks.score import Score

EXAMPLES = ("audit", "bring_cards", "box.process", "checks.logs", "checks.score")


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


def test_a_changed_addon_gets_a_new_database(tmp_path, monkeypatch):
    addon = tmp_path / "an_addon"
    (addon / "tests").mkdir(parents=True)
    monkeypatch.setattr(databases, "ROOT", tmp_path)
    monkeypatch.setattr(databases, "addons", lambda: ["an_addon"])
    empty = databases.addons_key()

    (addon / "tests" / "test_x.py").touch()
    assert databases.addons_key() == empty, "tests do not get into a database"

    (addon / "models.py").touch()
    assert databases.addons_key() != empty


def test_a_taken_port_is_passed_over():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        assert not machine.port_is_free(port)
        assert machine.free_port(port) > port


def test_a_lock_is_held_by_one(tmp_path, monkeypatch):
    monkeypatch.setattr(machine, "BOX", tmp_path)

    with machine.only_one("thing"):
        with pytest.raises(BlockingIOError), machine.only_one("thing"):
            pass
    with machine.only_one("thing"):
        pass


def test_what_a_program_started_ends_with_it():
    program = process.start(["sh", "-c", "sleep 300 & echo $!; wait"], stdout=PIPE)
    helper = int(program.stdout.readline())
    process.end(program)

    # A signal takes a moment on a busy machine.
    command = Path(f"/proc/{helper}/cmdline")
    end = time.monotonic() + 5
    while command.exists() and command.read_text() and time.monotonic() < end:
        time.sleep(0.05)
    assert not (command.exists() and command.read_text())


def test_the_commands_can_be_executed():
    for name in ("run", "test", ".ci/run", "scripts/python"):
        assert (ROOT / name).stat().st_mode & 0o111, name
