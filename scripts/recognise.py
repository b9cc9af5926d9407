"""Ask an Odoo who a guest is: how to greet, the title, what is due, what they like.

    python3 scripts/recognise.py --barcode 0420000000017 --url https://shop.example.com \\
        --db shop --login door@example.com

Asks for the password or API key; or takes it from the variable ODOO_KEY. Needs nothing
but Python. Prints the answer as JSON; ends with 1 where nobody is known so.

The login needs the role Cashier of Loyalty Tiers; Server for what a guest likes. Too many
wrong guesses within ten minutes are refused.
"""

import argparse
import getpass
import json
import os
import sys
import xmlrpc.client

import bring_cards

MODEL, METHOD = "res.partner", "loyalty_recognition"


class XmlRpc(bring_cards.XmlRpc):
    """The server, by XML-RPC: for a password or an API key."""

    def recognise(self, **asked):
        return self._models.execute_kw(*self._access, MODEL, METHOD, [], asked)


class Json2(bring_cards.Json2):
    """The server, by JSON-2: for an API key."""

    def recognise(self, **asked):
        return self._call(MODEL, METHOD, asked)


def main(arguments=None):
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    guest = parser.add_mutually_exclusive_group(required=True)
    guest.add_argument("--id", type=int, help="of the contact")
    guest.add_argument("--barcode", help="barcode or member code")
    guest.add_argument("--phone", help="in any form")
    guest.add_argument("--email", help="address")
    parser.add_argument("--must-not-eat", action="store_true", help="leaves a line")
    parser.add_argument("--url", required=True, help="of the server")
    parser.add_argument("--db", required=True, help="name of the database")
    parser.add_argument("--login", help="needed for XML-RPC")
    parser.add_argument("--json2", action="store_true", help="use JSON-2; needs a key")
    asked = parser.parse_args(arguments)
    if not (asked.json2 or asked.login):
        parser.error("XML-RPC needs --login")
    key = os.environ.get("ODOO_KEY") or getpass.getpass("Password or API key: ")
    named = {kind: getattr(asked, kind) for kind in ("id", "barcode", "phone", "email")}
    named = {kind: value for kind, value in named.items() if value is not None}
    if asked.must_not_eat:
        named["with_forbidden"] = True
    protocol = Json2 if asked.json2 else XmlRpc
    try:
        server = protocol(asked.url.rstrip("/"), asked.db, asked.login, key)
        answer = bring_cards.patiently(lambda: server.recognise(**named))
    except bring_cards.Refused as error:
        raise SystemExit(str(error)) from error
    except xmlrpc.client.Fault as fault:
        raise SystemExit(bring_cards.last_line(fault.faultString)) from fault
    print(json.dumps(answer, indent=2, ensure_ascii=False))
    if not answer["found"]:
        sys.exit(1)


if __name__ == "__main__":
    main()
