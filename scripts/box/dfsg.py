"""What Debian's package of Odoo leaves out, or only links to, and what stands in."""

import shutil
from pathlib import Path

from . import process

# Background blur in video calls needs it and nothing else does; but without the file
# every back-end page reports an error, and a browser test fails on that.
_STUB = "mail/static/lib/selfie_segmentation/selfie_segmentation.js"


def repair(addons, python):
    """Replace the dangling links in ``addons``.

    Without jQuery the login page and the shop answer with an error; without the
    fonts they look wrong.

    :param Path addons: Odoo's addons
    :param python: whose packages hold jQuery and Roboto
    """
    stub = addons / _STUB
    if not stub.exists():
        stub.parent.mkdir(parents=True, exist_ok=True)
        stub.write_text("// left out by the package\n")
    packages = _site_packages(python)
    for link in addons.rglob("static/**/*"):
        if link.is_symlink() and not link.exists():
            source = _stand_in(link.name, packages, addons / "web/static/fonts/google")
            if source:
                link.unlink()
                shutil.copy(source, link)


def _site_packages(python):
    code = "import sysconfig; print(sysconfig.get_path('purelib'))"
    return Path(process.output(python, "-c", code).strip())


def _stand_in(name, packages, fonts):
    """The file to put in the place of a missing one, if there is any."""
    if name == "jquery.js":
        return packages / "xstatic/pkg/jquery/data/jquery.js"
    if name.startswith("Roboto-"):
        roboto = packages / "xstatic/pkg/roboto_fontface/data/fonts/roboto"
        exact = roboto / name.replace("-Italic", "-RegularItalic")
        if exact.exists():
            return exact
    if name == "Inconsolata.otf":  # digits of the till's scale: all of one width
        return fonts / "Fira_Mono/Fira_Mono-Regular.ttf"
    if name.endswith((".ttf", ".otf")):
        return next(fonts.glob("Open_Sans/*Regular.ttf"), None)
    return None
