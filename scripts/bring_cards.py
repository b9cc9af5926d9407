"""Bring paper cards, or points of another system, into the loyalty program of an Odoo.

    python3 scripts/bring_cards.py cards.csv --url https://shop.example.com --db shop \\
        --login manager@example.com

Asks for the password or API key; or takes it from the variable ODOO_KEY. Needs nothing
but Python. The list is the template of the addon (loyalty_tiers/static/xls/cards.csv);
its days are written 2026-01-31, its numbers 1234.50.

Good rows are loaded, bad ones written beside the list with their row and reason. Called
again after an interruption, it goes on where it was. A known reference is corrected.
"""

import argparse
import csv
import getpass
import hashlib
import http.client
import json
import os
import sys
import time
import urllib.error
import urllib.request
import xmlrpc.client
from pathlib import Path

MODEL, METHOD = "loyalty.tier.brought", "bring"
BATCH = 500  # rows of one call, and of one transaction on the server
PAUSES = (2, 4, 8, 16)  # seconds before another try of a call without answer
BAR = 30  # letters
REASON = 500  # letters of a refusal that are shown
TITLES = {
    "as of": "date",
    "barcode": "barcode",
    "customer": "customer",
    "customer external id": "external_id",
    "customer reference": "ref",
    "e-mail": "email",
    "name": "name",
    "phone": "phone",
    "reference": "reference",
    "spend": "spend",
    "stars": "stars",
    "tier": "tier",
    "tier until": "tier_until",
    "visits": "visits",
}
NOTES = ("row", "problem")  # columns that we add to the rows to mend
# What another try may cure. A refusal of the server is no such thing.
NO_ANSWER = (OSError, http.client.HTTPException, xmlrpc.client.ProtocolError)


class Refused(Exception):
    """The server, or this program, will not do it; the text says why."""


class XmlRpc:
    """The server, by XML-RPC: for a password or an API key."""

    def __init__(self, url, db, login, key):
        self._access = (db, self._uid(url, db, login, key), key)
        self._models = xmlrpc.client.ServerProxy(f"{url}/xmlrpc/2/object")

    def _uid(self, url, db, login, key):
        common = xmlrpc.client.ServerProxy(f"{url}/xmlrpc/2/common")
        uid = patiently(common.authenticate, db, login, key, {})
        if not uid:
            raise Refused("The server does not know this login and password.")
        return uid

    def bring(self, rows, program_id):
        kwargs = {"program_id": program_id} if program_id else {}
        return self._models.execute_kw(*self._access, MODEL, METHOD, [rows], kwargs)


class Json2:
    """The server, by JSON-2: for an API key."""

    def __init__(self, url, db, _login, key):
        self._url, bearer = f"{url}/json/2", {"Authorization": f"bearer {key}"}
        kind = {"Content-Type": "application/json"}
        self._headers = {**bearer, **kind, "X-Odoo-Database": db}

    def bring(self, rows, program_id):
        said = {"rows": rows, **({"program_id": program_id} if program_id else {})}
        return self._call(MODEL, METHOD, said)

    def _call(self, model, method, said):
        request = urllib.request.Request(
            f"{self._url}/{model}/{method}", json.dumps(said).encode(), self._headers
        )
        try:
            with urllib.request.urlopen(request) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            if error.code in (502, 503, 504):
                raise  # a proxy whose server is away
            raise Refused(_message(error.read())) from error


def _message(said):
    """The reason of a refusal, without where in the server it arose."""
    try:
        return json.loads(said)["message"]
    except (ValueError, KeyError, TypeError):
        return said.decode(errors="replace")[:REASON]


def last_line(text):
    """The message at the end of what the server says.

    >>> last_line("Traceback:\\n  File x\\nodoo.exceptions.UserError: No program.\\n")
    'odoo.exceptions.UserError: No program.'
    """
    return text.strip().splitlines()[-1] if text.strip() else "no reason given"


def columns(titles):
    """What the server calls the columns of a list; nothing for our own notes.

    >>> columns(["Reference", " e-mail ", "As Of", "tier_until", "Problem"])
    ['reference', 'email', 'date', 'tier_until', None]
    >>> columns(["Reference", "Shoe size"])
    Traceback (most recent call last):
    bring_cards.Refused: Columns that nobody knows: Shoe size
    """
    known = {name: name for name in TITLES.values()} | TITLES
    known |= dict.fromkeys(NOTES)
    unknown = [title for title in titles if title.strip().lower() not in known]
    if unknown:
        raise Refused(f"Columns that nobody knows: {', '.join(unknown)}")
    return [known[title.strip().lower()] for title in titles]


def read(path):
    """The rows of a list, each with its number as a spreadsheet counts.

    :rtype: list(tuple(int, dict))
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.reader(file))
    if not table:
        raise Refused("The list is empty.")
    names = columns(table[0])
    return [
        (number, {name: cell for name, cell in zip(names, cells, strict=False) if name})
        for number, cells in enumerate(table[1:], start=2)
        if any(cells)
    ]


class Work:
    """A list, and how far it is loaded: remembered in a file beside it."""

    def __init__(self, path):
        self.rows = read(path)
        self._wrong = path.with_name(f"{path.stem}.wrong.csv")
        self._state = path.with_name(f"{path.name}.state")
        fresh = {"list": hashlib.sha256(path.read_bytes()).hexdigest()}
        fresh |= {"done": 0, "wrong": 0, "size": 0, "loaded": {}}
        kept = self._state.exists() and json.loads(self._state.read_text())
        self.state = kept if kept and kept["list"] == fresh["list"] else fresh
        self._first = {}
        for number, row in self.rows:
            self._first.setdefault(row.get("reference"), number)

    @property
    def left(self):
        return self.rows[self.state["done"] :]

    def next(self, size):
        """The next rows to send, and those that make no sense to send."""
        rows = self.left[:size]
        # The server sees one batch, so only here it shows that a row comes again.
        twice = [
            (number, row)
            for number, row in rows
            if row.get("reference") and self._first[row["reference"]] != number
        ]
        return [row for row in rows if row not in twice], twice

    def note(self, sent, twice, answers):
        """Remember what the server has answered to a batch."""
        wrong = [
            (number, row, f"Row {self._first[row['reference']]} has this reference.")
            for number, row in twice
        ]
        for (number, row), answer in zip(sent, answers, strict=True):
            if answer["status"] == "error":
                wrong.append((number, row, answer["problem"]))
            else:
                loaded = self.state["loaded"]
                loaded[answer["status"]] = loaded.get(answer["status"], 0) + 1
        self._write_wrong(sorted(wrong, key=lambda problem: problem[0]))
        self.state["wrong"] += len(wrong)
        self.state["done"] += len(sent) + len(twice)
        draft = self._state.with_suffix(".draft")
        draft.write_text(json.dumps(self.state))
        draft.replace(self._state)

    def _write_wrong(self, wrong):
        # What was written after the last state was remembered is written again.
        with self._wrong.open("ab") as file:
            file.truncate(self.state["size"])
        with self._wrong.open("a", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            if not self.state["size"]:
                writer.writerow([*self.rows[0][1], "Row", "Problem"])
            for number, row, problem in wrong:
                writer.writerow([*row.values(), number, problem])
        self.state["size"] = self._wrong.stat().st_size

    def close(self):
        """Forget how far it is: all is done."""
        self._state.unlink(missing_ok=True)
        if not self.state["wrong"]:
            self._wrong.unlink(missing_ok=True)

    def summary(self):
        parts = [f"{count} {status}" for status, count in self.state["loaded"].items()]
        if self.state["wrong"]:
            parts.append(f"{self.state['wrong']} to mend, see {self._wrong}")
        return ", ".join(parts) or "nothing to do"


def bar(done, total, wrong):
    """A line that shows how far it is.

    >>> bar(500, 1000, 3)
    '[###############...............] 500 of 1000, 3 to mend'
    """
    filled = BAR * done // max(total, 1)
    line = f"[{'#' * filled}{'.' * (BAR - filled)}] {done} of {total}"
    return f"{line}, {wrong} to mend" if wrong else line


def patiently(call, *args):
    """Call until there is an answer; each row may be sent twice safely."""
    for pause in PAUSES:
        try:
            return call(*args)
        except NO_ANSWER:
            time.sleep(pause)
    try:
        return call(*args)
    except NO_ANSWER as error:
        text = f"No answer: {error}. Call again later: it goes on here."
        raise Refused(text) from error


def bring(work, server, program_id=None, size=BATCH, show=lambda line: None):
    """Load what is left of a list.

    :param show: is given the progress bar, again and again
    """
    while work.left:
        sent, twice = work.next(size)
        rows = [row for _number, row in sent]
        answers = patiently(server.bring, rows, program_id) if rows else []
        work.note(sent, twice, answers)
        show(bar(work.state["done"], len(work.rows), work.state["wrong"]))


def _show(line):
    print(f"\r{line}", end="", file=sys.stderr, flush=True)


def main(arguments=None):
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("list", type=Path, help="a CSV file")
    parser.add_argument("--url", required=True, help="of the server")
    parser.add_argument("--db", required=True, help="name of the database")
    parser.add_argument("--login", help="needed for XML-RPC")
    parser.add_argument("--json2", action="store_true", help="use JSON-2; needs a key")
    parser.add_argument("--program", type=int, help="id, if not the company's own")
    parser.add_argument("--batch", type=int, default=BATCH, help="rows of one call")
    asked = parser.parse_args(arguments)
    if not (asked.json2 or asked.login):
        parser.error("XML-RPC needs --login")
    key = os.environ.get("ODOO_KEY") or getpass.getpass("Password or API key: ")
    try:
        work = Work(asked.list)
        protocol = Json2 if asked.json2 else XmlRpc
        server = protocol(asked.url.rstrip("/"), asked.db, asked.login, key)
        bring(work, server, asked.program, asked.batch, _show)
    except Refused as error:
        raise SystemExit(f"\n{error}") from error
    except xmlrpc.client.Fault as fault:
        raise SystemExit(f"\n{last_line(fault.faultString)}") from fault
    except KeyboardInterrupt:
        raise SystemExit("\nInterrupted. Call again: it goes on here.") from None
    work.close()
    print(f"\n{work.summary()}")


if __name__ == "__main__":
    main()
