"""People at work in the shop without a screen: the calls that browsers make."""

import datetime
import http.cookiejar
import itertools
import json
import urllib.request
import uuid


class Refused(Exception):
    """The server refused; the text is what it says why."""


class Office:
    """Somebody's session with the server.

    :param str url: of the server
    :param str db: its database
    :param str login: also the password, as in the demo
    """

    def __init__(self, url, db, login="admin"):
        self._url = url
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        # A proxy set for the outer world must not be asked for this machine.
        direct = urllib.request.ProxyHandler({})
        self._opener = urllib.request.build_opener(direct, cookies)
        self._post(
            "/web/session/authenticate",
            {"db": db, "login": login, "password": login},
        )

    def _post(self, path, params):
        body = json.dumps({"jsonrpc": "2.0", "method": "call", "params": params})
        request = urllib.request.Request(
            self._url + path, body.encode(), {"Content-Type": "application/json"}
        )
        with self._opener.open(request, timeout=300) as answer:
            self.received = answer.read()
        result = json.loads(self.received)
        if "error" in result:
            data = result["error"].get("data", {})
            raise Refused(f"{data.get('name')}: {data.get('message')}")
        return result.get("result")

    def call(self, model, method, *args, **kwargs):
        """Call a method as the web client does.

        :raise Refused: when the server does
        """
        return self._post(
            f"/web/dataset/call_kw/{model}/{method}",
            {"model": model, "method": method, "args": args, "kwargs": kwargs},
        )

    def find(self, model, *domain):
        """The id of the first record found.

        :raise LookupError: when there is none
        """
        found = self.call(model, "search", list(domain), limit=1)
        if not found:
            raise LookupError(f"no {model} with {domain}")
        return found[0]

    def ref(self, xml_id):
        module, name = xml_id.split(".")
        where = [("module", "=", module), ("name", "=", name)]
        [row] = self.call("ir.model.data", "search_read", where, ["res_id"])
        return row["res_id"]

    def guest(self, name, **values):
        return self.call("res.partner", "create", {"name": name, **values})

    def till(self, name, **values):
        """Set up a till that takes cards, so that several may share the method."""
        bank = self.find("pos.payment.method", ("journal_id.type", "=", "bank"))
        return self.call(
            "pos.config",
            "create",
            {"name": name, "payment_method_ids": [[6, 0, [bank]]], **values},
        )


class Counter:
    """A till without a screen: rings up and pays as the till's own call does.

    :param Office office: who sells
    :param int config_id: which till; its register is opened if it is not
    """

    _numbers = itertools.count(1)

    def __init__(self, office, config_id):
        self.office = office
        self.config_id = config_id
        office.call("pos.config", "open_ui", [config_id])
        [config] = office.call(
            "pos.config",
            "read",
            [config_id],
            ["current_session_id", "payment_method_ids", "pricelist_id"],
        )
        self.session_id = config["current_session_id"][0]
        self._method_id = config["payment_method_ids"][-1]
        self._pricelist_id = config["pricelist_id"] and config["pricelist_id"][0]
        state = ["state"]
        [session] = office.call("pos.session", "read", [self.session_id], state)
        if session["state"] == "opening_control":
            office.call("pos.session", "set_opening_control", [self.session_id], 0, "")
        self._product_id = office.find(
            "product.product",
            ("available_in_pos", "=", True),
            # Tills that sell the same stocked goods clash in Odoo's own stock.
            ("is_storable", "=", False),
            ("taxes_id", "=", False),
        )

    def order(self, partner_id=False, days_ago=0, price=10.0, lines=1):
        """What the till sends for a paid order; the same dictionary is the same order.

        :param int days_ago: 0 for now; else that many days ago, in the evening
        """
        total = price * lines
        # Ten in the morning in UTC is the evening, or the day, of the shops we test.
        now = datetime.datetime.now(datetime.timezone.utc)
        date = now.replace(hour=10) if days_ago else now
        date -= datetime.timedelta(days=days_ago)
        number = next(self._numbers)
        return {
            "uuid": str(uuid.uuid4()),
            "access_token": str(uuid.uuid4()),
            "name": f"Order {number:05}",
            "pos_reference": f"{self.session_id:05}-{number:05}",
            "state": "paid",
            "session_id": self.session_id,
            "partner_id": partner_id,
            "pricelist_id": self._pricelist_id,
            "fiscal_position_id": False,
            "date_order": date.strftime("%Y-%m-%d %H:%M:%S"),
            "amount_total": total,
            "amount_paid": total,
            "amount_tax": 0,
            "amount_return": 0,
            "to_invoice": False,
            "last_order_preparation_change": "{}",
            "lines": [[0, 0, self._line(price)] for _ in range(lines)],
            "payment_ids": [[0, 0, self._payment(total)]],
        }

    def _line(self, price):
        return {
            "uuid": str(uuid.uuid4()),
            "product_id": self._product_id,
            "qty": 1,
            "price_unit": price,
            "price_subtotal": price,
            "price_subtotal_incl": price,
            "discount": 0,
            "tax_ids": [[6, 0, []]],
            "pack_lot_ids": [],
        }

    def _payment(self, amount):
        return {
            "uuid": str(uuid.uuid4()),
            "amount": amount,
            "payment_method_id": self._method_id,
        }

    def sync(self, *orders):
        """Send orders; what the server answers."""
        # The call changes what it is given; the server must not see that twice.
        return self.office.call("pos.order", "sync_from_ui", list(orders))

    def sell(self, partner_id=False, **how):
        """One order, rung up, paid and sent.

        :return: the order's row in the server's answer
        """
        [row] = self.sync(self.order(partner_id, **how))["pos.order"]
        return row
