# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A way by which a guest could come to know of a product: what is asked there."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Door:
    """One door of the running system, to be walked as each visitor.

    Texts in ``path`` and ``params`` may name facts of a reserved product in braces:
    ``{template_id}``, ``{product_id}`` (a variant), ``{slug}``, ``{name}``, ``{part}``
    (the name without its last letter, to search for), ``{barcode}``, ``{code}``; and
    of all that is looked for, as lists: ``{template_ids}``, ``{product_ids}``. A text
    that is nothing but one of them becomes its value, a number or a list.
    """

    key: str  # one for each door, the same at each audit
    name: str  # read by managers
    path: str
    params: dict = field(default_factory=dict)  # of the query, or of the call
    rpc: bool = False  # called as JSON-RPC; a GET otherwise
    each: bool = False  # asked for each reserved product; once otherwise
    shows: object = None  # domain of product.template that must show if open; or None
    never: bool = False  # shows nothing reserved to anybody, not even if it is open
    silent: bool = False  # answers as if a closed product did not exist, byte by byte
    only_nobody: bool = False  # has no guest: sitemaps, feeds
    login: bool = False  # refuses who is not logged in
    more: tuple = ()  # further (path, params) that are asked at it
    kind: str = "declared"  # declared | address | model
    why_not: str = ""  # why it cannot be walked; empty: it can

    def asked(self):
        """Return all that is asked at this door, as path and parameters.

        :rtype: list(tuple(str, dict))
        """
        return [(self.path, self.params), *self.more]


def filled(value, facts):
    """Put facts into a path, a query or the parameters of a call.

    >>> filled({"ids": ["{template_id}"], "q": "a {name}"}, {"template_id": 7, "name": "b"})
    {'ids': [7], 'q': 'a b'}
    """
    if isinstance(value, dict):
        return {key: filled(item, facts) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [filled(item, facts) for item in value]
    if not isinstance(value, str):
        return value
    if value[:1] == "{" and value[-1:] == "}" and value[1:-1] in facts:
        return facts[value[1:-1]]
    for name, fact in facts.items():
        value = value.replace("{%s}" % name, str(fact))
    return value
