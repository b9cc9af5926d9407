# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import datetime, time, timedelta
from itertools import count
from unittest.mock import patch
from uuid import uuid4

from odoo import fields
from odoo.fields import Command
from odoo.tests import new_test_user

from odoo.addons.base.tests.common import BaseCommon

# A day in the past, in UTC, from which on guests come.
FIRST_DAY = datetime(2024, 3, 4, 12)


class LoyaltyTiersCommon(BaseCommon):
    """A shop with one till: Silver from 2 visits, Gold from 4 visits or 500 spent."""

    @classmethod
    def setup_independent_company(cls, **kwargs):
        return cls._make_company("Corner Bar")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # A shop may have a hidden menu already, as the one of the demo has.
        cls.env["loyalty.tier.gate"].search([]).active = False
        cls.program = cls._make_program()
        cls.silver, cls.gold = cls.program.tier_ids
        cls.company.loyalty_tier_program_id = cls.program
        cls.cashier = cls._make_user("cashier", "point_of_sale.group_pos_user")
        cls.product = cls._make_product("Drink")
        cls.till = cls._till()
        cls._work()
        cls._visit_numbers = count()

    # ------------------------------------------------------------- the shop
    @classmethod
    def _make_company(cls, name, **values):
        company = cls.env["res.company"].create({"name": name, **values})
        if company.parent_id:
            # A branch shares the chart of accounts.
            company.chart_template = company.parent_id.chart_template
        else:
            cls.env["account.chart.template"].try_loading(
                "generic_coa", company=company, install_demo=False
            )
        return company

    @classmethod
    def _make_program(cls, **values):
        rungs = [("Silver", [{"min_visits": 2}])]
        rungs.append(("Gold", [{"min_visits": 4}, {"min_spend": 500.0}]))
        return cls.env["loyalty.tier.program"].create(
            {
                "name": "Regulars",
                "tier_ids": [
                    Command.create(cls._tier_values(rank, name, rules))
                    for rank, (name, rules) in enumerate(rungs)
                ],
                **values,
            }
        )

    @classmethod
    def _tier_values(cls, rank, name, rules):
        return {
            "name": name,
            "sequence": rank,
            "party_text": f"A toast to {name}",
            "rule_ids": [Command.create(rule) for rule in rules],
        }

    @classmethod
    def _make_user(cls, login, *groups, internal=True, **values):
        groups = ("base.group_user", *groups) if internal else groups
        company = values.pop("company", cls.env.company)
        return new_test_user(
            cls.env,
            login=f"loyalty_tiers_{login}",
            groups=",".join(groups),
            company_id=company.id,
            company_ids=[Command.set(company.ids)],
            **values,
        )

    @classmethod
    def _make_product(cls, name, **values):
        # A service needs no delivery, which keeps a sale fast.
        values = {"type": "service", "available_in_pos": True, **values}
        return cls.env["product.product"].create(
            {"name": name, "list_price": 10.0, "taxes_id": False, **values}
        )

    @classmethod
    def _till(cls, company=None, **values):
        """Open a till for business."""
        configs = cls.env["pos.config"].with_company(company or cls.env.company)
        journal, methods = configs._create_journal_and_payment_methods(
            cash_journal_vals={"name": "Cash of the till"}
        )
        config = configs.create(
            {
                "name": "Counter",
                "journal_id": journal.id,
                "payment_method_ids": [Command.set(methods)],
                "loyalty_tier_tz": "UTC",
                **values,
            }
        )
        config.open_ui()
        config.current_session_id.set_opening_control(0, "")
        return config

    @classmethod
    def _work(cls, chunk=5000, program=None):
        """Do all the background work that is left."""
        while (program or cls.program)._work_step(chunk):
            continue

    @classmethod
    def _cron(cls, method, seconds_left=3600.0):
        """Run a scheduled job, without the commits that a test must not make.

        :param seconds_left: what the scheduler answers; 0 interrupts the job
        """
        crons = cls.registry["ir.cron"]
        with patch.object(crons, "_commit_progress", lambda *a, **k: seconds_left):
            getattr(cls.env["loyalty.tier.program"], method)()
        cls.env.invalidate_all()

    def _day_is(self, day, night=True):
        """Let a day of the shop begin, after the scheduled work of the night.

        :param day: date, or its text
        """
        today = fields.Date.to_date(day)
        programs = self.registry["loyalty.tier.program"]
        self.patch(programs, "_today", lambda program: today)
        if night:
            self._cron("_cron_check")

    # ----------------------------------------------------------- the guests
    @classmethod
    def _make_guest(cls, name="Ada", visits=0, **values):
        guest = cls.env["res.partner"].create({"name": name, **values})
        cls._visit(guest, visits)
        return guest

    @classmethod
    def _visit(cls, guest, days=1, amount=10.0):
        """Have a guest come on so many different days."""
        orders = cls.env["pos.order"]
        for _day in range(days):
            day = FIRST_DAY + timedelta(days=next(cls._visit_numbers))
            orders |= cls._pay(guest, amount, at=day)
        return orders

    def _come(self, guest, *days, amount=10.0):
        """Have a guest come and pay on some days, each being today."""
        for day in days:
            self._day_is(day, night=False)
            noon = datetime.combine(fields.Date.to_date(day), time(12))
            self._pay(guest, amount, at=noon)

    @classmethod
    def _pay(cls, guest, amount=10.0, **kwargs):
        """Ring up a sale at the till.

        :param kwargs: see :meth:`_payload`
        :return: the paid order
        """
        return cls._sync(cls._payload(guest, amount, **kwargs))

    @classmethod
    def _sync(cls, payload):
        answer = cls._answer(payload)
        uuid = payload["uuid"]
        (row,) = [row for row in answer["pos.order"] if row["uuid"] == uuid]
        return cls.env["pos.order"].browse(row["id"])

    @classmethod
    def _answer(cls, payload):
        """Return what the server answers to a till."""
        session = cls.env["pos.session"].browse(payload["session_id"])
        orders = cls.env["pos.order"].with_company(session.company_id)
        if session.company_id in cls.cashier.company_ids:
            orders = orders.with_user(cls.cashier)
        # A till keeps what it sends until it has heard the answer.
        return orders.sync_from_ui([{**payload}])

    @classmethod
    def _refund(cls, order, qty=None, guest=None, **kwargs):
        """Take goods of an order back at the till.

        :param qty: how much of each line; all by default
        :param guest: by default the customer of the order
        """
        lines = [
            cls._line(
                line.product_id,
                -(qty or line.qty),
                line.price_unit,
                refunded_orderline_id=line.id,
            )
            for line in order.lines
        ]
        return cls._pay(
            order.partner_id if guest is None else guest,
            lines=lines + kwargs.pop("lines", []),
            is_refund=True,
            till=kwargs.pop("till", order.config_id),
            **kwargs,
        )

    @classmethod
    def _payload(cls, guest, amount=10.0, at=None, lines=None, till=None, **values):
        """Return a paid order as a till sends it.

        :param amount: of one drink, unless ``lines`` are given
        :param at: moment in UTC; now by default
        """
        till = till or cls.till
        lines = lines or [cls._line(cls.product, 1, amount)]
        total = sum(line["price_subtotal_incl"] for line in lines)
        net = sum(line["price_subtotal"] for line in lines)
        method = till.payment_method_ids.sorted("is_cash_count")[-1:]
        return {
            "uuid": str(uuid4()),
            "access_token": str(uuid4()),
            "session_id": till.current_session_id.id,
            "user_id": cls.cashier.id,
            "partner_id": guest.id,
            "date_order": fields.Datetime.to_string(at or fields.Datetime.now()),
            "state": "paid",
            "amount_total": total,
            "amount_tax": total - net,
            "amount_paid": total,
            "amount_return": 0.0,
            "lines": [Command.create({**line}) for line in lines],
            "payment_ids": [
                Command.create({"amount": total, "payment_method_id": method.id})
            ],
            **values,
        }

    @classmethod
    def _line(cls, product, qty=1, price=10.0, net=None, **values):
        """Return a line; ``net`` is the price before tax, if there is tax."""
        return {
            "uuid": str(uuid4()),
            "name": product.name,
            "full_product_name": product.name,
            "product_id": product.id,
            "qty": qty,
            "price_unit": price,
            "price_subtotal": qty * (price if net is None else net),
            "price_subtotal_incl": qty * price,
            "tax_ids": [Command.clear()],
            **values,
        }

    # ------------------------------------------------------------ the facts
    @classmethod
    def _entries(cls, *orders):
        ids = [order.id for order in orders]
        return cls.env["loyalty.tier.entry"].search(
            [("origin_model", "=", "pos.order"), ("origin_id", "in", ids)],
            order="origin_id, id",
        )

    @classmethod
    def _membership(cls, guest, program=None):
        return cls.env["loyalty.tier.membership"].search(
            [
                ("program_id", "=", (program or cls.program).id),
                ("partner_id", "=", guest.id),
            ]
        )

    @classmethod
    def _moves(cls, guest):
        return cls.env["loyalty.tier.move"].search(
            [("partner_id", "=", guest.id)], order="id"
        )

    def assertTier(self, guest, tier):
        self.env.invalidate_all()
        self.assertEqual(
            guest.loyalty_tier_id,
            tier or self.env["loyalty.tier"],
            f"{guest.name} should hold {tier.name if tier else 'no tier'}",
        )

    def assertScore(self, guest, **score):
        """Compare visits, spend or stars with what the membership says."""
        self.env.invalidate_all()
        self.assertRecordValues(self._membership(guest), [score])
