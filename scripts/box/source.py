"""Where Odoo 19 comes from.

In this order: the checkout that ODOO_HOME names; Debian's package, pinned by its
checksum; the same package in whatever build the mirror has now, checked by the
archive's signature; a clone of Odoo's public repository.
"""

import os
import re
import shutil
from pathlib import Path

from . import machine, process
from .dfsg import repair
from .paths import BOX, DOWNLOADS
from .terminal import Step, Stop, say

SERIES = "19"
REPOSITORY = "https://github.com/odoo/odoo.git"
PACKAGE = "odoo-19"
PACKAGE_PATH = "pool/main/o/odoo/odoo-19_19.0.0+dfsg-1_all.deb"
PACKAGE_SHA256 = "9d2f598b0555db17e291d48ed24df184c70823c053c4c5ed53c467ca7f629bbf"
APT_HELPER = "/usr/lib/apt/apt-helper"


class Source:
    """An unpacked Odoo.

    :ivar Path python_path: the folder that holds the Python package ``odoo``
    :ivar list addons_path: the folders that hold Odoo's own addons
    """

    def __init__(self, home):
        self.python_path = _python_path(home)
        candidates = (
            self.python_path / "addons",
            self.python_path / "odoo" / "addons",
        )
        self.addons_path = [path for path in candidates if path.exists()]
        series = _series(self.python_path)
        if series != SERIES:
            raise Stop(
                f"{home} holds Odoo {series}; this project is for Odoo {SERIES}.0.\n"
                "Set ODOO_HOME to a checkout of that series, or unset it."
            )

    @property
    def identity(self):
        """Changes when another Odoo is used, so that databases are built anew."""
        head = process.output("git", "-C", self.python_path, "rev-parse", "HEAD")
        release = (self.python_path / "odoo" / "release.py").read_text()
        return head + release if os.environ.get("ODOO_HOME") else release


def ready(python):
    """Find or fetch Odoo.

    :param python: of the private environment, for what the package leaves out
    :rtype: Source
    """
    named = os.environ.get("ODOO_HOME")
    if named:
        return Source(Path(named).expanduser().resolve())
    home = BOX / "odoo"
    if not home.exists():
        _fetch(home, python)
    return Source(home)


def _python_path(home):
    debian = home / "usr" / "lib" / "python3" / "dist-packages"
    for path in (home, debian, home.parent):
        if (path / "odoo" / "release.py").exists():
            return path
    raise Stop(
        f"There is no Odoo in {home} (odoo/release.py is missing).\n"
        "Set ODOO_HOME to a checkout of Odoo 19.0, or unset it."
    )


def _series(python_path):
    release = (python_path / "odoo" / "release.py").read_text()
    found = re.search(r"^version_info = \((\d+)", release, re.M)
    return found[1] if found else "of an unknown version"


def _fetch(home, python):
    """Unpack under another name first, so that a folder ``odoo`` is a whole one."""
    for abandoned in home.parent.glob("odoo.new-*"):
        shutil.rmtree(abandoned, ignore_errors=True)
    unpacked = home.with_name(f"odoo.new-{os.getpid()}")
    package = _pinned_package() or _current_package()
    if package:
        process.run(
            "unpacking Odoo (1.2 GB)",
            ["dpkg-deb", "-x", package, unpacked],
            "odoo.log",
            progress=lambda _log: _unpacked(unpacked),
        )
        with Step("completing Debian's package"):
            repair(_python_path(unpacked) / "odoo" / "addons", python)
    else:
        _clone(unpacked)
    unpacked.rename(home)


def _unpacked(folder):
    size = process.output("du", "-sm", folder).split()
    return f"({size[0]} MB)" if size else ""


def _pinned_package():
    if not (os.path.exists(APT_HELPER) and shutil.which("dpkg-deb")):
        return None
    DOWNLOADS.mkdir(parents=True, exist_ok=True)
    package = DOWNLOADS / Path(PACKAGE_PATH).name
    if package.exists():
        return package
    partial = package.with_suffix(".part")
    for mirror in _mirrors():
        url = f"{mirror}/{PACKAGE_PATH}"
        try:
            process.run(
                "downloading Odoo 19 (123 MB)",
                [APT_HELPER, "download-file", url, partial, f"SHA256:{PACKAGE_SHA256}"],
                "download.log",
                progress=lambda _log: _unpacked(partial),
            )
        except Stop:
            partial.unlink(missing_ok=True)
        else:
            partial.rename(package)
            return package
    return None


def _current_package():
    """The build that the mirror has now, by a private configuration of apt."""
    if not shutil.which("dpkg-deb"):
        return None
    for mirror in _mirrors():
        say("  the pinned build is not there: asking for the present one")
        environ = dict(os.environ, APT_CONFIG=str(_apt_configuration(mirror)))
        try:
            for title, command in (
                ("Debian's list of packages", ["apt-get", "update"]),
                ("downloading Odoo 19 (123 MB)", ["apt-get", "download", PACKAGE]),
            ):
                process.run(title, command, "download.log", env=environ, cwd=DOWNLOADS)
        except Stop:
            continue
        return max(DOWNLOADS.glob(f"{PACKAGE}_*.deb"), default=None)
    return None


def _mirrors():
    """The archives this machine is set to use.

    ``update --print-uris`` knows them in every source format, without a network
    and before the first update.
    """
    planned = process.output("apt-get", "update", "--print-uris")
    found = re.findall(r"^'(.+?)/dists/[^']+/InRelease'", planned, re.M)
    return [url for url in dict.fromkeys(found) if "security" not in url]


def _apt_configuration(mirror):
    folder = DOWNLOADS / "apt"
    for name in ("lists/partial", "cache/archives/partial"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / "sources.list").write_text(f"deb {mirror} sid main\n")
    lines = [
        f'Dir::Etc::sourcelist "{folder}/sources.list";',
        'Dir::Etc::sourceparts "/dev/null";',
        f'Dir::State::lists "{folder}/lists";',
        f'Dir::Cache "{folder}/cache";',
        'Acquire::Languages "none";',
    ]
    if machine.is_root():
        # apt's own user may not read a private folder.
        lines.append('APT::Sandbox::User "root";')
    configuration = folder / "apt.conf"
    configuration.write_text("\n".join(lines) + "\n")
    return configuration


def _clone(folder):
    if not shutil.which("git"):
        raise Stop(
            "Odoo 19 could not be downloaded. Check the network and run this again,\n"
            "or install git, or set ODOO_HOME to a checkout of Odoo 19.0."
        )
    process.run(
        "cloning Odoo 19.0 (this takes some minutes)",
        ["git", "clone", "--depth", "1", "--branch", "19.0", REPOSITORY, folder],
        "odoo.log",
        advice="Check the network, or set ODOO_HOME to a checkout of Odoo 19.0.",
    )
