# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Through whose eyes the shop is looked at while it is being audited.

A variable of the running thread: only code of this process can set it, no request can.
"""

from contextlib import contextmanager
from contextvars import ContextVar

_TIERS = ContextVar("loyalty_tiers_viewer", default=None)


def played_tiers():
    """Return the tiers that are played in place of those held, or None.

    :rtype: frozenset(int) | None
    """
    return _TIERS.get()


@contextmanager
def as_holder_of(tier_ids):
    """Look at the shop as a guest who holds these tiers, whoever is logged in.

    :param tier_ids: ids of ``loyalty.tier``; none of them plays a guest without tier
    """
    token = _TIERS.set(frozenset(tier_ids))
    try:
        yield
    finally:
        _TIERS.reset(token)
