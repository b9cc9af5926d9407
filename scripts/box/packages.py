"""The private Python environments."""

import hashlib
import os
import re
import shutil
import sys

from . import machine, process
from .paths import BOX, ROOT
from .terminal import Stop

VENV = BOX / "venv"
LINT_VENV = BOX / "lint"
# Set for other work, these would lead the packages astray.
_MISLEADING = ("PIP_TARGET", "PIP_USER", "PIP_PREFIX", "PYTHONPATH", "PYTHONHOME")
PIP_INSTALL = ("-m", "pip", "install", "--disable-pip-version-check", "--prefer-binary")


def python(venv=VENV):
    return venv / "bin" / "python"


def ready(venv, *lists):
    """Make the environment hold exactly what the lists of requirements say.

    The first list makes the environment, later ones add to it. An environment
    cannot be moved once made, so a file inside it, written last, says that it is
    whole.

    :return: the environment's Python
    """
    base, *extras = [ROOT / name for name in lists]
    mark = venv / "ready"
    if not mark.exists() or mark.read_text() != _fingerprint(base):
        _make(venv)
        _install(venv, base)
        mark.write_text(_fingerprint(base))
    for extra in extras:
        mark = venv / f"ready-{extra.stem}"
        if not mark.exists() or mark.read_text() != _fingerprint(extra):
            _install(venv, extra)
            mark.write_text(_fingerprint(extra))
    return python(venv)


def _fingerprint(requirements):
    digest = hashlib.sha256(requirements.read_bytes()).hexdigest()
    return f"{digest} {sys.version}"


def _make(venv):
    shutil.rmtree(venv, ignore_errors=True)
    # Debian and Ubuntu keep what a virtual environment needs in a package of its own.
    if not _can_make_venv():
        named = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        if not machine.install("python3-venv", purpose="Python environment"):
            raise Stop(
                f"Python cannot make a virtual environment here. Install {named}"
                " (or python3-venv), then run this again."
            )
    process.run(
        "Python environment", [sys.executable, "-m", "venv", venv], f"{venv.name}.log"
    )


def _can_make_venv():
    code = "import venv, ensurepip; print('yes')"
    return process.output(sys.executable, "-c", code) != ""


def _install(venv, requirements):
    process.run(
        f"Python packages of {requirements.name}",
        [python(venv), *PIP_INSTALL, "--no-compile", "-r", requirements],
        f"pip-{requirements.stem}.log",
        progress=_last_package,
        env={k: v for k, v in os.environ.items() if k not in _MISLEADING},
    )


def _last_package(log):
    named = re.findall(r"^Collecting ([\w.-]+)", log.read_text(errors="replace"), re.M)
    return f"({named[-1]})" if named else ""
