"""Cards are brought into a shop from outside, by XML-RPC and by JSON-2."""

import csv
import json

import bring_cards
import pytest
from bring_cards import Refused, Work

TITLES = ["Reference", "Customer", "As Of", "Visits", "Spend"]


class Server:
    """Stands for an Odoo that goes away after some calls."""

    def __init__(self, calls=1000):
        self.calls, self.seen = calls, []

    def bring(self, rows, _program_id):
        if not self.calls:
            raise ConnectionError("gone")
        self.calls -= 1
        self.seen += [row["reference"] for row in rows]
        return [
            {"status": "error", "problem": "No date."}
            if row["date"] == "never"
            else {"status": "created", "problem": ""}
            for row in rows
        ]


@pytest.fixture
def cards(tmp_path):
    """Writes a list: ``path = cards([reference, customer, ...], ...)``."""

    def write(*rows):
        path = tmp_path / "cards.csv"
        with path.open("w", newline="") as file:
            csv.writer(file).writerows([TITLES, *rows])
        return path

    return write


@pytest.fixture(autouse=True)
def hurry(monkeypatch):
    monkeypatch.setattr(bring_cards, "PAUSES", (0, 0))


def _wrong(path):
    with path.with_name("cards.wrong.csv").open(newline="") as file:
        return list(csv.reader(file))


def _row(reference, date="2024-01-31", customer="Ada"):
    return [reference, customer, date, "2", "10.50"]


def test_bad_rows_are_handed_back_and_good_ones_loaded(cards):
    path = cards(_row("A-1"), _row("A-2", "never"), _row("A-1"), _row("A-3"))
    server, work = Server(), Work(path)

    bring_cards.bring(work, server, size=2)

    assert server.seen == ["A-1", "A-2", "A-3"]
    assert work.state["loaded"] == {"created": 2}
    titles, *rows = _wrong(path)
    assert titles[-2:] == ["Row", "Problem"]
    assert [row[-2:] for row in rows] == [
        ["3", "No date."],
        ["4", "Row 2 has this reference."],
    ]


def test_an_interrupted_load_goes_on_where_it_was(cards):
    path = cards(
        *(_row(f"A-{n}", "never" if n % 4 == 1 else "2024-1-1") for n in range(9))
    )
    first, second = Server(calls=2), Server()

    with pytest.raises(Refused, match="goes on here"):
        bring_cards.bring(Work(path), first, size=2)
    # As when it was killed after noting a problem, before noting how far it is.
    with path.with_name("cards.wrong.csv").open("a") as file:
        file.write("half a ro")
    work = Work(path)
    bring_cards.bring(work, second, size=2)

    assert first.seen + second.seen == [f"A-{n}" for n in range(9)]
    assert [row[0] for row in _wrong(path)[1:]] == ["A-1", "A-5"]
    assert work.summary().startswith("7 created, 2 to mend")
    work.close()
    assert not list(path.parent.glob("*.state"))


def test_a_changed_list_begins_anew(cards):
    path = cards(_row("A-1"), _row("A-2"))
    with pytest.raises(Refused):
        bring_cards.bring(Work(path), Server(calls=1), size=1)

    assert len(Work(path).left) == 1
    cards(_row("A-1"), _row("A-3"))
    assert len(Work(path).left) == 2


def test_the_rows_to_mend_can_be_loaded_as_they_are(cards):
    path = cards(_row("A-1", "never"))
    bring_cards.bring(Work(path), Server())
    mended = path.with_name("cards.wrong.csv")
    mended.write_text(mended.read_text().replace("never", "2024-01-31"))

    server, work = Server(), Work(mended)
    bring_cards.bring(work, server)

    assert server.seen == ["A-1"]
    assert not work.state["wrong"]


def test_a_short_answer_is_tried_again(cards):
    class Shaky(Server):
        def bring(self, rows, program_id):
            self.seen.append("asked")
            if len(self.seen) == 1:
                raise ConnectionResetError
            return super().bring(rows, program_id)

    server = Shaky()
    bring_cards.bring(Work(cards(_row("A-1"))), server)

    assert server.seen == ["asked", "asked", "A-1"]


@pytest.mark.parametrize("protocol", ["xmlrpc", "json2"])
def test_a_real_shop_is_brought_its_cards(shop, office, cards, protocol, monkeypatch):
    guest = office.guest(f"Ada of {protocol}", email=f"ada@{protocol}.example.com")
    path = cards(
        _row(f"{protocol}-1", customer=f"ada@{protocol}.example.com"),
        _row(f"{protocol}-2", customer="Nobody at all"),
    )
    options = ["--url", shop.url, "--db", shop.db, "--login", "admin"]
    key = "admin"
    if protocol == "json2":
        options.append("--json2")
        key = shop.shell(
            "print(env(user=2)['res.users.apikeys']._generate('rpc', 'Cards', None))"
        ).split()[-1]
    monkeypatch.setenv("ODOO_KEY", key)

    for _again in range(2):
        bring_cards.main([str(path), *options])

    assert shop.membership(guest)[1:] == (2, 10.5)
    assert shop.entries(guest) == 1
    assert [row[-1] for row in _wrong(path)[1:]] == [
        "No customer is known as Nobody at all."
    ]
    assert not list(path.parent.glob("*.state"))


@pytest.mark.parametrize("protocol", ["xmlrpc", "json2"])
def test_a_wrong_key_is_said_so(shop, cards, protocol, monkeypatch):
    monkeypatch.setenv("ODOO_KEY", "wrong")
    options = ["--url", shop.url, "--db", shop.db, "--login", "admin"]

    with pytest.raises(SystemExit) as refusal:
        bring_cards.main([str(cards(_row("A-1"))), *options, *_flag(protocol)])

    assert "wrong" not in str(refusal.value)


def _flag(protocol):
    return ["--json2"] if protocol == "json2" else []


def test_the_template_of_the_addon_is_understood():
    from box.paths import ROOT

    rows = bring_cards.read(ROOT / "loyalty_tiers/static/xls/cards.csv")

    assert rows[0][0] == 2
    assert set(rows[0][1]) == {
        "reference",
        "customer",
        "date",
        "visits",
        "spend",
        "stars",
        "tier",
        "tier_until",
    }
    assert json.dumps(rows)
