"""Another system asks who a guest is, by XML-RPC and by JSON-2."""

import json

import pytest
import recognise


@pytest.fixture
def ask(shop, monkeypatch, capsys):
    """Asks as the script does: ``answer = ask("xmlrpc", "--email", "a@b.example")``."""

    def run(protocol, *asked, key="admin"):
        options = ["--url", shop.url, "--db", shop.db, "--login", "admin"]
        if protocol == "json2":
            options.append("--json2")
            if key == "admin":
                code = "env(user=2)['res.users.apikeys']._generate('rpc', 'Door', None)"
                key = shop.shell(f"print({code})").split()[-1]
        monkeypatch.setenv("ODOO_KEY", key)
        capsys.readouterr()  # what making the key has said
        recognise.main([*asked, *options])
        return json.loads(capsys.readouterr().out)

    return run


@pytest.mark.parametrize("protocol", ["xmlrpc", "json2"])
def test_a_guest_is_recognised_from_outside(office, ask, protocol):
    email = f"door@{protocol}.example.com"
    guest = office.guest(f"Ada at the door of {protocol}", email=email)

    answer = ask(protocol, "--email", email, "--must-not-eat")

    assert answer["found"]
    assert answer["id"] == guest
    assert answer["name"] == f"Ada at the door of {protocol}"
    assert answer["greeting"]
    assert answer["forbidden"] == []


@pytest.mark.parametrize("protocol", ["xmlrpc", "json2"])
def test_nobody_is_an_answer_too(ask, capsys, protocol):
    with pytest.raises(SystemExit) as end:
        ask(protocol, "--barcode", "no such card")

    assert end.value.code == 1
    assert json.loads(capsys.readouterr().out) == {"found": False, "count": 0}


@pytest.mark.parametrize("protocol", ["xmlrpc", "json2"])
def test_a_wrong_key_is_said_so(ask, protocol):
    with pytest.raises(SystemExit) as refusal:
        ask(protocol, "--id", "1", key="wrong")

    assert refusal.value.code
    assert "wrong" not in str(refusal.value)
