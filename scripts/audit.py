"""Walk every door of an Odoo as every kind of guest: does the hidden menu leak?

    python3 scripts/audit.py --url https://shop.example.com --db shop \\
        --login manager@example.com

Asks for the password or API key; or takes it from the variable ODOO_KEY. Needs nothing
but Python. Prints a table of doors and visitors with all that is red; ends with 1 where
something reserved shows, or something allowed is missing.

The login needs the role Manager of Loyalty Tiers.
"""

import argparse
import getpass
import os
import sys
import xmlrpc.client

import bring_cards

MODEL, FINDINGS = "loyalty.tier.audit", "loyalty.tier.audit.finding"
SIGNS = {"ok": "+", "trace": "SHOWS", "missing": "LACKS", "unwalked": "?", "none": ""}


class XmlRpc(bring_cards.XmlRpc):
    """The server, by XML-RPC: for a password or an API key."""

    def call(self, model, method, ids=None, **asked):
        args = [] if ids is None else [ids]
        return self._models.execute_kw(*self._access, model, method, args, asked)


class Json2(bring_cards.Json2):
    """The server, by JSON-2: for an API key."""

    def call(self, model, method, ids=None, **asked):
        return self._call(
            model, method, asked if ids is None else {"ids": ids, **asked}
        )


def walk(server, show):
    """Start an audit and walk until it is done.

    :param show: called with the progress, a line at a time
    :return: id of the audit, how it ended
    :rtype: tuple(int, str)
    """
    audit_id = server.call(MODEL, "action_audit_now")["res_id"]
    state = "running"
    while state == "running":
        said = server.call(MODEL, "walk_on", [audit_id])
        state = said["state"]
        show(f"{said['position']} of {said['size']}, red: {said['red']}")
    return audit_id, state


def table(audit):
    """Return the lines of a table: a door in each, a column for each visitor.

    >>> plan = {"visitors": [{"key": "a", "name": "Nobody"}], "others": []}
    >>> plan["doors"] = [{"key": "x", "name": "Search"}]
    >>> for line in table({"plan": plan, "cells": {"x": {"a": "trace"}}}):
    ...     print(line.rstrip())
    Door                                                          Nobody
    Search                                                        SHOWS
    """
    plan, cells = audit["plan"], audit["cells"]
    visitors = plan["visitors"]
    lines = [_line("Door", [visitor["name"] for visitor in visitors])]
    for door in plan["doors"]:
        said = cells.get(door["key"], {})
        signs = [SIGNS[said.get(visitor["key"], "none")] for visitor in visitors]
        lines.append(_line(door["name"], signs))
    return lines


def _line(name, columns):
    return f"{name[:60]:62}" + "".join(f"{column[:14]:16}" for column in columns)


def main(arguments=None):
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--url", required=True, help="of the server")
    parser.add_argument("--db", required=True, help="name of the database")
    parser.add_argument("--login", help="needed for XML-RPC")
    parser.add_argument("--json2", action="store_true", help="use JSON-2; needs a key")
    asked = parser.parse_args(arguments)
    if not (asked.json2 or asked.login):
        parser.error("XML-RPC needs --login")
    key = os.environ.get("ODOO_KEY") or getpass.getpass("Password or API key: ")
    protocol = Json2 if asked.json2 else XmlRpc
    try:
        server = protocol(asked.url.rstrip("/"), asked.db, asked.login, key)
        audit_id, state = walk(server, lambda line: print(line, file=sys.stderr))
        report(server, audit_id)
    except bring_cards.Refused as error:
        raise SystemExit(str(error)) from error
    except xmlrpc.client.Fault as fault:
        raise SystemExit(bring_cards.last_line(fault.faultString)) from fault
    sys.exit(0 if state == "green" else 1)


def report(server, audit_id):
    """Print the table, then the evidence of what is red."""
    fields = ["plan", "cells", "red_count", "answers", "seconds"]
    (audit,) = server.call(MODEL, "read", [audit_id], fields=fields)
    print(*table(audit), sep="\n")
    fields = [
        "kind",
        "door_name",
        "visitor_name",
        "product_tmpl_id",
        "address",
        "excerpt",
    ]
    domain = [["audit_id", "=", audit_id]]
    for found in server.call(FINDINGS, "search_read", domain=domain, fields=fields):
        product = (found["product_tmpl_id"] or [0, ""])[1]
        print(f"\n{found['door_name']}, {found['visitor_name']}: {product}")
        print(f"  asked:    {found['address']}\n  answered: {found['excerpt'] or ''}")
    doors, others = len(audit["plan"]["doors"]), len(audit["plan"]["others"])
    print(
        f"\n{doors} doors walked, {others} not; {audit['answers']} answers in "
        f"{audit['seconds']:.0f} seconds; red: {audit['red_count']}"
    )


if __name__ == "__main__":
    main()
