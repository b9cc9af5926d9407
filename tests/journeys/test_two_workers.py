"""A tier changes while guests browse: on no worker does an old answer come after it."""

import re
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from http.cookiejar import CookieJar

import pytest
from box import machine
from box.setup import box
from shop import FIRST_PORT, Shop

CLIENTS = 8
ROUNDS = 6
PATIENCE = 60  # seconds
LOGIN = "two_workers"
GUEST = f"""
user = env['res.users'].with_context(no_reset_password=True).create({{
    'name': 'Guest', 'login': '{LOGIN}', 'password': '{LOGIN}',
    'group_ids': [(6, 0, env.ref('base.group_portal').ids)]}})
# A ladder of its own, for who is lowered on others is up to them.
tier = env['loyalty.tier.program'].create({{'name': 'Workers', 'tier_ids': [(0, 0, {{
    'name': 'Head', 'rule_ids': [(0, 0, {{'min_visits': 99}})]}})]}}).tier_ids
gate = env['loyalty.tier.gate'].create(
    {{'name': 'Section heads', 'tier_ids': [(6, 0, tier.ids)]}})
dish = env['product.template'].create({{'name': 'Zyxworker', 'is_published': True,
    'loyalty_tier_gate_id': gate.id}})
print('IDS', dish.id, user.partner_id.id, tier.id)
"""


@pytest.fixture
def two_workers():
    """A shop with two worker processes, as in production."""
    with box("requirements-test.txt") as (odoo, databases):
        databases.copy(databases.shop(), "two_workers")
        port = machine.free_port(FIRST_PORT)
        shop = Shop(odoo, "two_workers", port, "--workers=2")
        try:
            ids = re.search(r"IDS (\d+) (\d+) (\d+)", shop.shell(GUEST))
            shop.start()
            yield shop, *map(int, ids.groups())
        finally:
            shop.stop()
            databases.drop("two_workers")


class Client:
    """A member's browser without a screen."""

    def __init__(self, shop):
        cookies = urllib.request.HTTPCookieProcessor(CookieJar())
        self._url = shop.url
        self._opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), cookies
        )
        _status, page = self.open("/web/login")
        token = re.search(r'csrf_token: "(\w+)"', page)[1]
        said = {"csrf_token": token, "login": LOGIN, "password": LOGIN}
        self.open("/web/login", urllib.parse.urlencode(said).encode())

    def open(self, path, data=None):
        """
        :return: status and text
        :rtype: tuple
        """
        try:
            with self._opener.open(self._url + path, data, timeout=60) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read().decode()

    def sees(self, dish):
        """
        :return: whether the dish is there, at its address and in the list
        :rtype: set(bool)
        """
        status, _page = self.open(f"/shop/zyxworker-{dish}")
        _status, listed = self.open("/shop?search=zyxworker&noFuzzy=1")
        return {status == 200, f"zyxworker-{dish}" in listed}


class Clock:
    """When the tier last began to change, and what has been committed since."""

    def __init__(self):
        self._lock = threading.Lock()
        self._state = (False, time.monotonic(), True)

    def now(self):
        """
        :return: whether the dish is open, and whether that is sure at this moment
        """
        with self._lock:
            return self._state

    def set(self, opened, sure):
        with self._lock:
            self._state = (opened, time.monotonic(), sure)


def test_no_answer_after_the_commit_shows_the_old_tier(two_workers):
    shop, dish, partner, tier = two_workers
    office, clock, seen = shop.office(), Clock(), []
    clients = [Client(shop) for _ in range(CLIENTS)]
    assert clients[0].sees(dish) == {False}
    over = threading.Event()

    def browse(client):
        while not over.is_set():
            opened, since, sure = clock.now()
            found = client.sees(dish)
            if sure and clock.now() == (opened, since, sure):
                seen.append(({opened}, found))

    with ThreadPoolExecutor(CLIENTS) as pool:
        browsing = [pool.submit(browse, client) for client in clients]
        for _round in range(ROUNDS):
            wait_for(seen, CLIENTS)
            change(office, clock, partner, tier)
        wait_for(seen, CLIENTS)
        over.set()
        for visit in browsing:
            visit.result()

    assert not [answer for answer in seen if answer[0] != answer[1]]
    assert {True} in [opened for opened, _found in seen]
    assert {False} in [opened for opened, _found in seen]
    assert len(seen) >= ROUNDS * CLIENTS


def wait_for(seen, more):
    """Wait until so many more answers have been seen, on a machine however slow."""
    enough, patience = len(seen) + more, time.monotonic() + PATIENCE
    while len(seen) < enough and time.monotonic() < patience:
        time.sleep(0.1)


def change(office, clock, partner, tier):
    """Give the tier, or take it, in a process of its own; wait for the commit."""
    opened = clock.now()[0]
    clock.set(opened, sure=False)
    honours = office.call(
        "loyalty.tier.honour", "search", [("partner_id", "=", partner)]
    )
    if honours:
        office.call("loyalty.tier.honour", "unlink", honours)
    else:
        values = {"partner_id": partner, "tier_id": tier, "reason": "Friend"}
        office.call("loyalty.tier.honour", "create", values)
    clock.set(not opened, sure=True)
