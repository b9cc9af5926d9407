"""The rules of the house that a machine can check."""

import ast
import doctest
import importlib.util
import re

import pytest
from box.paths import BOX, ROOT, addons

PYTHON_LINES = 300
TEST_LINES = 400
JAVASCRIPT_LINES = 200
VIEW_LINES = 250
FUNCTION_LINES = 40

# A path of one machine, or the host of a package registry, works nowhere else.
ONE_MACHINE = re.compile(
    r"(?<![\w.])/(?:root|tmp|home/\w+|work)/\w|"
    r"https?://[^\s/]*(?:debian\.org|pypi\.org|pythonhosted|npmjs)"
)


def _files(*patterns):
    """The project's own files, found without git: a downloaded archive has none."""
    return [
        path
        for pattern in patterns
        for path in sorted(ROOT.rglob(pattern))
        if BOX not in path.parents
        and not any(part.startswith(".") for part in path.relative_to(ROOT).parts)
    ]


def _name(path):
    return str(path.relative_to(ROOT))


def _lines(path):
    return len(path.read_text(encoding="utf-8").splitlines())


def _tree(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def _manifest(addon):
    return ast.literal_eval((ROOT / addon / "__manifest__.py").read_text())


def _imported(path):
    """The modules that a file imports."""
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


def test_the_ladder_imports_no_odoo():
    assert not [
        name
        for path in _files("ladder.py")
        for name in _imported(path)
        if name.startswith(("odoo", "."))
    ]


def test_the_examples_of_the_ladder_are_true():
    for path in _files("ladder.py"):
        spec = importlib.util.spec_from_file_location("ladder", path)
        ladder = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(ladder)

        assert not doctest.testmod(ladder).failed


@pytest.mark.parametrize("addon", addons())
def test_an_addon_needs_no_other_python_packages(addon):
    assert not _manifest(addon).get("external_dependencies")


@pytest.mark.parametrize("addon", addons())
def test_an_addon_imports_only_addons_it_depends_on(addon):
    """What comes in through a dependency of a dependency may be used too."""
    declared = {addon, "base", *_manifest(addon)["depends"]}
    for ours in [name for name in declared if name in addons()]:
        declared |= set(_manifest(ours)["depends"])
    ours = {
        name.split(".")[2]
        for path in _files("*.py")
        if path.is_relative_to(ROOT / addon)
        for name in _imported(path)
        if name.startswith("odoo.addons.loyalty_tiers")
    }

    assert ours <= declared


@pytest.mark.parametrize("addon", addons())
def test_addons_share_one_series_and_licence(addon):
    manifest = _manifest(addon)

    assert manifest["version"].startswith("19.0.")
    assert manifest["license"] == "LGPL-3"


def test_glue_comes_by_itself():
    """An owner installs one addon, and gets the part for every app that is there."""
    glue = [name for name in addons() if "tiers_" in name]

    assert not [name for name in glue if not _manifest(name).get("auto_install")]


def test_files_are_short():
    limits = {
        "*.py": PYTHON_LINES,
        "*.js": JAVASCRIPT_LINES,
        "views/*.xml": VIEW_LINES,
    }
    too_long = [
        f"{_name(path)}: {_lines(path)} lines"
        for pattern, limit in limits.items()
        for path in _files(pattern)
        if _lines(path) > (TEST_LINES if "tests" in path.parts else limit)
    ]

    assert not too_long


def test_functions_are_short():
    too_long = [
        f"{_name(path)}: {node.name}"
        for path in _files("*.py")
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno - node.lineno >= FUNCTION_LINES
    ]

    assert not too_long


def test_no_test_is_singled_out():
    """A forgotten ``only`` silently leaves out all other JavaScript tests."""
    singled = re.compile(r"\b(?:test|describe)\.(?:only|debug|skip|todo)\b")

    assert not [
        _name(path)
        for path in _files("static/tests/**/*.js")
        if singled.search(path.read_text(encoding="utf-8"))
    ]


def test_nothing_names_one_machine_or_a_registry():
    found = [
        f"{_name(path)}: {line.strip()[:120]}"
        for path in _files("*.py", "*.js", "*.xml", "*.md", "*.toml", "*.txt", "*.yaml")
        if path.name != "test_house.py"
        for line in path.read_text(encoding="utf-8").splitlines()
        if ONE_MACHINE.search(line)
    ]

    assert not found
