"""What the hidden menu costs a page of the web shop: queries and time, against stock.

Each shop has the same goods; in ours some of them are reserved for a tier. Asked by a
visitor, and by a member to whom all is open.
"""

import http.cookiejar
import json
import re
import urllib.parse
import urllib.request

from figures import in_turn, line, ratio
from two_shops import EVERY_QUERY, two_shops

SIZES = (200, 20_000)
RESERVED = 40
ROUNDS = 21
MEMBER = "bench_member"

GOODS = """
products = env['product.template'].with_context(tracking_disable=True)
products.search([]).is_published = False
shelf = env['product.public.category'].create({{'name': 'Shelf'}})
made = products.create([{{'name': f'Dish {{n:05}}', 'is_published': True, 'list_price':
    5 + n % 90, 'taxes_id': False, 'public_categ_ids': [(6, 0, shelf.ids)],
    }} for n in range({size})])
user = env['res.users'].with_context(no_reset_password=True).create({{
    'name': 'Member', 'login': '{member}', 'password': '{member}',
    'group_ids': [(6, 0, env.ref('base.group_portal').ids)]}})
program = env['loyalty.tier.program'].search([], limit=1)
tier = program.tier_ids[1]
env['loyalty.tier.honour'].create({{'partner_id': user.partner_id.id,
    'tier_id': program.tier_ids[2].id, 'reason': 'Measured'}})
gate = env['loyalty.tier.gate'].create(
    {{'name': 'Section heads', 'tier_ids': [(6, 0, tier.ids)]}})
made[::{every}].loyalty_tier_gate_id = gate
"""


class Guest:
    """A browser without a screen.

    :param str url: of the shop
    :param str login: also the password; nobody where none is given
    """

    def __init__(self, url, login=None):
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        direct = urllib.request.ProxyHandler({})
        self._url = url
        self._opener = urllib.request.build_opener(direct, cookies)
        if login:
            self._log_in(login)

    def _log_in(self, login):
        page = self.open("/web/login")
        token = re.search(r'csrf_token: "(\w+)"', page)[1]
        said = {"csrf_token": token, "login": login, "password": login}
        data = urllib.parse.urlencode(said).encode()
        request = urllib.request.Request(f"{self._url}/web/login", data)
        self._opener.open(request, timeout=60).read()
        assert json.loads(self._ask("/web/session/get_session_info"))["result"]["uid"]

    def _ask(self, path):
        said = json.dumps({"jsonrpc": "2.0", "method": "call", "params": {}}).encode()
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(self._url + path, said, headers)
        return self._opener.open(request, timeout=60).read()

    def open(self, path):
        with self._opener.open(self._url + path, timeout=300) as answer:
            return answer.read().decode()


def main():
    line("a page of the shop", "queries, stock and ours", "time, ours to stock")
    for size in SIZES:
        goods = GOODS.format(size=size, every=size // RESERVED, member=MEMBER)
        queries, times = {}, {}

        def prepare(shop, goods=goods):
            shop.shell(goods)

        with two_shops(EVERY_QUERY, prepare=prepare) as shops:
            for who, calls in visits(shops):
                queries[who] = [s.queries(c) for s, c in zip(shops, calls, strict=True)]
        with two_shops(prepare=prepare) as shops:
            for who, calls in visits(shops):
                times[who] = ratio(*in_turn(*calls, rounds=ROUNDS))
        for who, (stock, ours) in queries.items():
            counted = f"{stock}, {ours}, {ours - stock:+}"
            line(f"{size} dishes, {RESERVED} reserved, {who}", counted, times[who])


def visits(shops):
    """Yield who opens which page of both shops; each has been open before."""
    for who, login in (("visitor", None), ("member", MEMBER)):
        guests = [Guest(shop.url, login) for shop in shops]
        for what, path in (("list", "/shop"), ("page 2", "/shop/page/2")):
            calls = [
                lambda guest=guest, path=path: guest.open(path) for guest in guests
            ]
            in_turn(*calls, rounds=3)
            yield f"{who}, {what}", calls


if __name__ == "__main__":
    main()
