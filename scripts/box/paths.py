"""Where things are."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BOX = Path(os.environ.get("BOX_DIR") or ROOT / ".box").expanduser().resolve()
LOGS = BOX / "log"
DOWNLOADS = BOX / "download"
DATA = BOX / "data"
MAIL = BOX / "mail"


def addons():
    """The names of the addons of this repository, the base addon first."""
    return sorted(path.parent.name for path in ROOT.glob("*/__manifest__.py"))
