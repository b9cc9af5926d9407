"""Joining at the till: a code on the receipt, a page on the phone, a prize on the card."""

import re
import secrets
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from http.cookiejar import CookieJar

import pytest
from office import Counter
from playwright.sync_api import expect

PHONE = {"width": 390, "height": 844}
STOCK = 3
GUESTS = 9


@pytest.fixture
def door(shop):
    """A till whose receipts have codes: ``door()`` sells, and returns the code."""
    office = shop.office()
    counter = Counter(office, office.till("Counter With Codes"))

    def sell():
        key = secrets.token_hex(16)
        counter.sync({**counter.order(), "loyalty_tier_draw_token": key})
        return key

    return sell


class Phone:
    """A guest's phone without a screen, with the form open."""

    def __init__(self, shop, key):
        self._url = f"{shop.url}/loyalty/join/{key}"
        cookies = urllib.request.HTTPCookieProcessor(CookieJar())
        direct = urllib.request.ProxyHandler({})
        self._opener = urllib.request.build_opener(direct, cookies)
        page = self._opener.open(self._url, timeout=120).read().decode()
        self._csrf = re.search(r'name="csrf_token" value="(\w+)"', page)[1]

    def send(self, name):
        said = {
            "csrf_token": self._csrf,
            "name": name,
            "email": f"{name.lower()}@example.com",
        }
        body = urllib.parse.urlencode(said).encode()
        with self._opener.open(self._url, body, timeout=120) as answer:
            return answer.read().decode()


def _at_once(phones, names):
    with ThreadPoolExecutor(len(phones)) as pool:
        return list(pool.map(Phone.send, phones, names))


@pytest.fixture
def scarce(office):
    """A draw in which everybody wins, of which there are few; instead of the demo's."""
    draws = office.call("loyalty.tier.draw", "search", [])
    office.call("loyalty.tier.draw", "write", draws, {"active": False})
    perk = {"name": "The last bottles", "kind": "gesture", "given": "draw"}
    perk = office.call("loyalty.tier.perk", "create", perk)
    prize = [0, 0, {"perk_id": perk, "odds": 100, "stock": STOCK}]
    values = {"name": "Scarce", "date_from": "2024-01-01", "prize_ids": [prize]}
    draw = office.call("loyalty.tier.draw", "create", values)
    yield draw
    office.call("loyalty.tier.draw", "write", [draw], {"active": False})
    office.call("loyalty.tier.draw", "write", draws, {"active": True})


def _tickets(shop, draw):
    return [
        state
        for (state,) in shop.sql(
            "SELECT state FROM loyalty_tier_draw_ticket WHERE draw_id = %s", draw
        )
    ]


def test_of_many_who_draw_at_once_no_more_win_than_there_are_prizes(shop, door, scarce):
    phones = [Phone(shop, door()) for _ in range(GUESTS)]
    pages = _at_once(phones, [f"Scarce{n}" for n in range(GUESTS)])

    states = _tickets(shop, scarce)
    assert len(states) == GUESTS
    assert states.count("won") == STOCK
    assert sum("The last bottles" in page for page in pages) == STOCK


def test_one_receipt_sent_by_two_phones_at_once_draws_once(shop, door, scarce):
    key = door()
    phones = [Phone(shop, key) for _ in range(4)]
    pages = _at_once(phones, [f"Twice{n}x{key}" for n in range(4)])

    assert all("The last bottles" in page for page in pages)
    assert _tickets(shop, scarce) == ["won"]
    guests = "SELECT count(*) FROM res_partner WHERE name LIKE %s"
    assert shop.sql(guests, f"Twice_x{key}") == [(1,)]


def test_a_stranger_scans_the_receipt_joins_and_finds_the_prize_on_the_card(
    shop, till, visitor, izakaya, scarce, pictures
):
    counter = till(izakaya)
    counter.ring("Draft Beer")
    counter.pay()
    code = counter.page.locator(".loyalty-tiers-receipt-draw img")
    expect(code).to_be_visible()
    code.scroll_into_view_if_needed()
    pictures(counter.page, "draw-receipt")
    [(key,)] = shop.sql(
        "SELECT loyalty_tier_draw_token FROM pos_order ORDER BY id DESC LIMIT 1"
    )

    _join(shop, visitor(viewport=PHONE), key, pictures)

    # It is the next day.
    shop.sql("UPDATE loyalty_tier_grant SET available_on = NULL WHERE cause = 'draw'")
    counter.next_guest()
    counter.page.click("button.set-partner")
    counter.page.fill(".modal .input-group input", "Zyx Newcomer")
    # The till does not know the guest yet.
    expect(counter.page.locator(".modal")).to_contain_text("No customers found")
    counter.page.keyboard.press("Enter")
    counter.page.click(".partner-line:has-text('Zyx Newcomer')")
    counter.show_card()
    expect(counter.card).to_contain_text("The last bottles")
    pictures(counter.page, "draw-card")


def _join(shop, page, key, pictures):
    """Enter a name wrongly, then rightly, and draw; looking again draws nothing new."""
    page.goto(f"{shop.url}/loyalty/join/{key}")
    pictures(page, "draw-form")
    page.fill("input[name=name]", "Zyx Newcomer")
    page.click("button[type=submit]")
    expect(page.locator(".invalid-feedback")).to_be_visible()
    expect(page.locator("input[name=name]")).to_have_value("Zyx Newcomer")
    page.fill("input[name=email]", "zyx@example.com")
    page.click("button[type=submit]")
    expect(page.locator("h1")).to_have_text("The last bottles")
    page.wait_for_timeout(2000)
    pictures(page, "draw-outcome")
    page.reload()
    expect(page.locator("h1")).to_have_text("The last bottles")
