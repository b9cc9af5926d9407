"""benchmarks/run: set up the box, then run the benchmarks that were named, or all."""

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
# The benchmarks use what the tests use, and stay outside of Odoo.
SHARED = [str(HERE.parent / name) for name in ("scripts", "tests", "tests/journeys")]
sys.path.insert(0, str(HERE.parent / "scripts"))

from box import machine  # noqa: E402
from box.setup import box  # noqa: E402
from box.terminal import Stop, say  # noqa: E402

ALL = (
    "order_sync",
    "till_opening",
    "card",
    "gate",
    "grid",
    "knowledge",
    "tills",
    "serve",
    "shop_page",
    "mailing",
    "night",
    "audience",
    "segments",
    "big_shop",
)


def main(names):
    unknown = set(names) - set(ALL)
    if unknown:
        raise Stop(
            f"There is no benchmark {', '.join(unknown)}, only {', '.join(ALL)}."
        )
    with box("requirements-test.txt") as (odoo, _databases):
        environ = dict(odoo.environ, PYTHONPATH=os.pathsep.join(SHARED))
        environ["LOYALTY_TIERS_BROWSER"] = machine.browser() or ""
        for name in names or ALL:
            say(f"\n{name}")
            command = [str(odoo.python), str(HERE / f"{name}.py")]
            subprocess.run(command, env=environ, check=True)


if __name__ == "__main__":
    os.chdir(HERE.parent)
    machine.obey_signals()
    try:
        main(sys.argv[1:])
    except (Stop, subprocess.CalledProcessError) as failure:
        say(f"\n{failure}")
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
