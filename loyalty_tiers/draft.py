# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Rules on trial as plain values, and what two versions of them differ in.

Pure Python. A draft is what a JSON column can hold: ``terms`` by name of the field of
the program, and ``rules``, each with its id (0 where it is new), its tier and what it
asks.
"""

from typing import NamedTuple


class Difference(NamedTuple):
    """What makes one draft of another."""

    terms: dict  # changed terms of the program: the new value by field
    changed: dict  # what a rule asks now: the new value by field, by rule id
    added: tuple  # rules
    gone: tuple  # rules

    def __bool__(self):
        return any(self)


def difference(before, after):
    """Return what makes ``after`` of ``before``.

    >>> before = {"terms": {"grace_days": 0, "lowering": "never"}, "rules": [
    ...     {"id": 1, "tier_id": 7, "min_visits": 20},
    ...     {"id": 2, "tier_id": 8, "min_visits": 36}]}
    >>> after = {"terms": {"grace_days": 9, "lowering": "never"}, "rules": [
    ...     {"id": 2, "tier_id": 8, "min_visits": 30},
    ...     {"id": 0, "tier_id": 7, "min_visits": 25}]}
    >>> found = difference(before, after)
    >>> found.terms, found.changed
    ({'grace_days': 9}, {2: {'min_visits': 30}})
    >>> [rule["min_visits"] for rule in found.added + found.gone]
    [25, 20]
    >>> bool(difference(after, after))
    False
    """
    former = {rule["id"]: rule for rule in before["rules"]}
    kept = [rule for rule in after["rules"] if rule["id"] in former]
    changes = {rule["id"]: _changes(former[rule["id"]], rule) for rule in kept}
    return Difference(
        terms=_changes(before["terms"], after["terms"]),
        changed={rule_id: change for rule_id, change in changes.items() if change},
        added=tuple(rule for rule in after["rules"] if rule["id"] not in former),
        gone=tuple(rule for rule_id, rule in former.items() if rule_id not in changes),
    )


def _changes(before, after):
    return {name: new for name, new in after.items() if new != before.get(name)}
