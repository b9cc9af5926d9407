"""What a guest must not eat, and what was talked about, is left nowhere."""

import json
import re
import urllib.error
import urllib.request

import pytest
from guest_card import GuestCard
from playwright.sync_api import expect

NAME, FORGOTTEN = "Zephyrine Quackenbush", "Wvendeline Forgetmenot"
PHONE = "+82 10 7319 8264"
NUTS, TALK = "Xylophobia Peanut", "Graduation at Qyzylorda"
PLANT = f"""
guest = env['res.partner'].create({{
    'name': NAME, 'phone': PHONE}})
consent = env['res.partner.consent'].create({{
    'partner_id': guest.id, 'text': 'Yes, note it.'}})
env['res.partner.preference'].create({{
    'partner_id': guest.id, 'kind': 'forbidden', 'text': {NUTS!r},
    'reason': 'allergy', 'consent_id': consent.id}})
env['res.partner.conversation'].create({{'partner_id': guest.id, 'text': {TALK!r}}})
env.cr.commit()
print('GUEST', guest.id)
"""
# Everything that a browser keeps of this shop, as one text.
DUMP = """
async () => {
    const kept = [document.cookie];
    for (const {name} of await indexedDB.databases()) {
        const db = await new Promise((done, failed) => {
            const request = indexedDB.open(name);
            request.onsuccess = () => done(request.result);
            request.onerror = () => failed(request.error);
        });
        for (const store of db.objectStoreNames) {
            const rows = await new Promise((done) => {
                const request = db.transaction(store).objectStore(store).getAll();
                request.onsuccess = () => done(request.result);
            });
            kept.push(`${name}/${store}: ${JSON.stringify(rows)}`);
        }
        db.close();
    }
    for (const storage of [localStorage, sessionStorage]) {
        kept.push(JSON.stringify({...storage}));
    }
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) {
            const answer = await cache.match(request);
            kept.push(`${request.url} ${await answer.clone().text()}`);
        }
    }
    return kept.join("\\n");
}
"""
# What the till tells the display that faces the guest, in the same browser.
DISPLAY = """
() => {
    window.shown = [];
    new BroadcastChannel("UPDATE_CUSTOMER_DISPLAY").onmessage = ({data}) =>
        window.shown.push(JSON.stringify(data));
}
"""
ROUTES = """
import re
for rule in env['ir.http'].routing_map().iter_rules():
    routing, module = rule.endpoint.routing, rule.endpoint.func.__module__
    if routing['auth'] in ('public', 'none') and re.search(
            r'addons\\.(pos_|point_of_sale|loyalty_tiers(?!_website|_sale))', module):
        print('ROUTE', routing['type'], rule.rule)
"""


@pytest.fixture
def plant(shop):
    """Makes a guest with secrets: ``guest = plant("Ada")``, by id."""

    def make(name, phone=False):
        said = shop.shell(f"NAME, PHONE = {name!r}, {phone!r}{PLANT}")
        return int(re.search(r"GUEST (\d+)", said).group(1))

    return make


def kept(till):
    # The till writes to the browser's database a moment after things change.
    till.page.wait_for_timeout(1500)
    return till.page.evaluate(DUMP)


def test_no_secret_is_left_on_a_till_or_told_to_the_public(
    shop, till, izakaya, plant, pictures
):
    guest = plant(NAME)
    here = till(izakaya)
    display = here.page.context.new_page()
    display.goto(f"{shop.url}/web/login")
    display.evaluate(DISPLAY)
    here.choose(NAME)
    card = GuestCard(here)
    expect(card.must_not_eat).to_contain_text(NUTS)
    expect(card.talks).to_contain_text(TALK)
    pictures(here.page, "secret-card")
    assert NAME in kept(here), "the browser's memory was not looked into"
    assert NUTS not in kept(here)

    here.close_card()
    here.ring("Highball")
    assert NUTS not in kept(here)
    assert "Highball" in "".join(display.evaluate("window.shown"))
    sell(here)
    assert NUTS not in kept(here)
    for told in (here.receipt.inner_text(), "".join(display.evaluate("window.shown"))):
        assert NUTS not in told
        assert TALK not in told
    here.next_guest()
    here.reload()
    assert NUTS not in kept(here)

    public_knows_nothing(shop, izakaya, guest)
    close(shop, here, izakaya)
    left = kept(here)
    assert NUTS not in left
    assert TALK not in left


def sell(till):
    till.pay()
    expect(till.receipt).to_contain_text("Highball")


def close(shop, till, config_id):
    till.page.goto(f"{shop.url}/odoo")
    till.page.wait_for_url("**/odoo**")
    shop.shell(
        f"session = env['pos.config'].browse({config_id}).current_session_id\n"
        "session.action_pos_session_closing_control()\n"
        "env.cr.commit()\n"
    )


def public_knows_nothing(shop, config_id, guest):
    """Call every route of tills and kiosks as somebody from the street."""
    routes = re.findall(r"ROUTE (\S+) (\S+)", shop.shell(ROUTES))
    assert len(routes) > 10
    [(token,)] = shop.sql(
        "SELECT access_token FROM pos_config WHERE id = %s", config_id
    )
    [(order, uuid, order_token)] = shop.sql(
        "SELECT id, uuid, access_token FROM pos_order"
        " WHERE partner_id = %s ORDER BY id DESC LIMIT 1",
        guest,
    )
    said = {"access_token": token, "order_id": order, "uuid": uuid, "id": guest}
    said |= {"order_access_tokens": [{"access_token": order_token}], "name": NAME}
    for kind, rule in routes:
        for number in (config_id, guest, order):
            path = re.sub(r"<(int|models?)[^>]*>", str(number), rule)
            path = re.sub(r"<[^>]*config_id[^>]*>", str(config_id), path)
            path = re.sub(r"<[^>]*>", str(order_token or token), path)
            told = answer(shop, kind, path, said)
            assert NUTS not in told, rule
            assert TALK not in told, rule


def answer(shop, kind, path, said):
    body, headers = None, {}
    if kind != "http":
        body = json.dumps({"jsonrpc": "2.0", "method": "call", "params": said}).encode()
        headers = {"Content-Type": "application/json"}
    else:
        path = f"{path}?access_token={said['access_token']}"
    request = urllib.request.Request(shop.url + path, body, headers)
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with direct.open(request, timeout=60) as said_back:
            return said_back.read().decode(errors="replace")
    except urllib.error.HTTPError as error:
        return error.read().decode(errors="replace")


def test_a_till_forgets_who_wants_to_be_forgotten(till, izakaya, office, plant):
    guest = plant(FORGOTTEN, PHONE)
    here = till(izakaya)
    here.choose(FORGOTTEN)
    here.close_card()
    assert here.knows(guest)

    privacy = office.call(
        "loyalty.tier.privacy", "create", {"partner_id": guest, "erase_contact": True}
    )
    for _asked_twice in range(2):
        office.call("loyalty.tier.privacy", "action_erase", [privacy])

    here.page.wait_for_function(
        "id => !posmodel.models['res.partner'].get(id)", arg=guest, timeout=10_000
    )
    expect(here.guest).not_to_contain_text(FORGOTTEN)
    left = kept(here)
    assert FORGOTTEN not in left
    assert PHONE not in left
    assert NUTS not in left
