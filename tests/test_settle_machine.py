"""Whatever happens in a shop, Odoo says of each guest what a plain account says.

Sales, refunds, changed customers, cancelled orders, merged contacts, honours, freezes,
changed rules and passing days, in any order, for every kind of program.
"""

import sys
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from plans import FIRST, asking, chances, days, rising, terms
from regulars import Regulars, program_values, rule_values

from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.loyalty_tiers.tests.common import LoyaltyTiersCommon
from odoo.addons.loyalty_tiers.tests.model import DAY, Entry

EXAMPLES = 6  # of each kind of window
AMOUNTS = st.sampled_from((4.0, 10.0, 12.5, 30.0, 100.0))
GUESTS = st.integers(0, 3)
NUMBERS = st.integers(0, 99)
SETTLED = st.sampled_from((True, True, True, False))


class SettleMachine(RuleBasedStateMachine):
    """What may happen; ``case`` and ``window`` are set by the test."""

    case = window = None

    @initialize(
        data=st.data(),
        first=days(FIRST, FIRST + 700 * DAY),
        past=st.lists(st.tuples(GUESTS, st.integers(0, 400), AMOUNTS), max_size=30),
    )
    def open(self, data, first, past):
        self.regulars = Regulars(self.case, data.draw(terms(self.window)), first)
        self.sales = []  # guest and entry, as they are now
        self.orders = []  # real sales, each with its entry
        self.honours = []
        for number, ago, amount in past:
            self.sell(number, amount, ago, 1.0, settle=False)
        self.regulars.night()

    def teardown(self):
        if not hasattr(self, "regulars"):
            return
        try:
            if sys.exc_info()[0] is None:
                self.regulars.settle_from_scratch()
        finally:
            self.regulars.leave()

    def _guest(self, number):
        return self.regulars.guests[number % len(self.regulars.guests)]

    # ------------------------------------------------------------------- sales
    @rule(
        number=GUESTS,
        amount=AMOUNTS,
        ago=st.sampled_from((0, 0, 0, 1, 20, 90)),
        multiplier=st.sampled_from((1.0, 1.0, 2.0)),
        settle=SETTLED,
    )
    def sell(self, number, amount, ago, multiplier, settle):
        shop, guest = self.regulars, self._guest(number)
        day, order = shop.today - ago * DAY, shop.next_order()
        entry = Entry(day, amount, 1.0, order, amount / 2, multiplier)
        self._note(guest, entry)
        shop.record(guest, entry, settle=settle)
        self.sales.append((guest, entry))

    @rule(number=GUESTS, visits=st.integers(1, 4), stars=st.integers(0, 5))
    def bring_along(self, number, visits, stars):
        """Visits and stars from elsewhere."""
        shop, guest = self.regulars, self._guest(number)
        entry = Entry(shop.today - 30 * DAY, 25.0, 0.0, shop.next_order())
        entry = entry._replace(visits=visits, stars=stars)
        self._note(guest, entry)
        shop.record(guest, entry)

    @precondition(lambda self: self.sales)
    @rule(number=NUMBERS, share=st.sampled_from((1.0, 0.5)), settle=SETTLED)
    def take_back(self, number, share, settle):
        shop = self.regulars
        guest, sale = self.sales[number % len(self.sales)]
        parts = [e for e in shop.entries[guest] if e.order == sale.order]
        share = min(share, sum(part.units for part in parts))
        entry = sale._replace(
            amount=-sale.amount * share, units=-share, margin=-sale.margin * share
        )
        shop.entries[guest].append(entry)
        shop.promises.pop(guest, None)
        shop.record(guest, entry, part=len(parts), settle=settle)

    @precondition(lambda self: self.sales)
    @rule(number=NUMBERS, to=GUESTS, settle=SETTLED)
    def change_customer(self, number, to, settle):
        shop = self.regulars
        guest, sale = self.sales[number % len(self.sales)]
        parts = [e for e in shop.entries[guest] if e.order == sale.order]
        self._forget(sale.order)
        to = self._guest(to)
        for part, entry in enumerate(parts):
            self._note(to, entry)
            shop.record(to, entry, part=part, settle=settle)
        self.sales.append((to, sale))

    @precondition(lambda self: self.sales)
    @rule(number=NUMBERS, settle=SETTLED)
    def cancel(self, number, settle):
        _guest, sale = self.sales[number % len(self.sales)]
        self._forget(sale.order)
        self.regulars.forget(sale.order, settle)

    def _note(self, guest, entry):
        """Keep a plain account of what a guest did."""
        entries = self.regulars.entries[guest]
        if not entries or entry.day < min(e.day for e in entries):
            self.regulars.promises.pop(guest, None)  # other years of membership
        entries.append(entry)

    def _forget(self, order):
        shop = self.regulars
        for guest, entries in shop.entries.items():
            left = [entry for entry in entries if entry.order != order]
            if len(left) < len(entries):
                shop.entries[guest] = left
                shop.promises.pop(guest, None)
        self.sales = [one for one in self.sales if one[1].order != order]

    # -------------------------------------------------------------- real sales
    @rule(number=GUESTS, amount=AMOUNTS)
    def ring_up(self, number, amount):
        shop, guest = self.regulars, self._guest(number)
        partner = shop.env["res.partner"].browse(guest)
        order = shop.case._pay(partner, amount, at=shop.noon())
        entry = Entry(shop.today, amount, 1.0, -order.id, amount)
        self._note(guest, entry)
        shop.settled({guest})
        self.orders.append((order, entry))

    @precondition(lambda self: self.orders)
    @rule(number=NUMBERS, share=st.sampled_from((1.0, 0.2)))
    def return_goods(self, number, share):
        shop = self.regulars
        order, entry = self.orders.pop(number % len(self.orders))
        shop.case._refund(order, qty=share, at=shop.noon())
        guest = order.partner_id.id
        shop.entries[guest].append(
            entry._replace(
                amount=-entry.amount * share, units=-share, margin=-entry.margin * share
            )
        )
        shop.promises.pop(guest, None)
        shop.settled({guest})

    @precondition(lambda self: self.orders)
    @rule(number=NUMBERS, to=GUESTS)
    def invoice_to_another(self, number, to):
        shop = self.regulars
        order, entry = self.orders[number % len(self.orders)]
        former, to = order.partner_id.id, self._guest(to)
        order.partner_id = to
        self._forget(entry.order)
        self._note(to, entry)
        if to != former:
            shop.settled({former, to})

    # ------------------------------------------------------------------ guests
    @precondition(lambda self: len(self.regulars.guests) > 2)
    @rule(number=GUESTS, other=GUESTS)
    def merge(self, number, other):
        shop = self.regulars
        kept, gone = self._guest(number), self._guest(other)
        if kept == gone:
            return
        member = {kept, gone} & set(shop.rows())
        partners = shop.env["res.partner"].browse([kept, gone])
        wizard = shop.env["base.partner.merge.automatic.wizard"]
        wizard._merge(partners.ids, partners[0])
        shop.env.invalidate_all()
        shop.guests.remove(gone)
        shop.entries[kept] += shop.entries.pop(gone)
        self.sales = [(kept if who == gone else who, e) for who, e in self.sales]
        for freeze, (who, *span) in shop.freezes.items():
            shop.freezes[freeze] = (kept if who == gone else who, *span)
        for one in (kept, gone):
            shop.promises.pop(one, None)
        shop.stale |= {kept} & {kept if who == gone else who for who in shop.stale}
        shop.stale.discard(gone)
        if member:
            shop.settled({kept})

    @rule(
        number=GUESTS,
        height=st.integers(0, 2),
        ago=st.integers(-20, 20),
        length=st.none() | st.integers(0, 90),
    )
    def honour(self, number, height, ago, length):
        shop, guest = self.regulars, self._guest(number)
        since = shop.today - timedelta(days=ago)
        self.honours.append(
            shop.env["loyalty.tier.honour"].create(
                {
                    "partner_id": guest,
                    "tier_id": shop.tier_ids[height],
                    "since": since,
                    "until": False if length is None else since + length * DAY,
                    "reason": "Ours",
                }
            )
        )
        shop.settled({guest})

    @precondition(lambda self: self.honours)
    @rule(number=NUMBERS, how=st.sampled_from(("end", "unlink", "prolong")))
    def change_honour(self, number, how):
        shop = self.regulars
        honour = self.honours.pop(number % len(self.honours))
        guest = honour.partner_id.id
        shop.promises.pop(guest, None)
        if how == "prolong":
            honour.until = max(honour.since, shop.today + 30 * DAY)
        elif how == "end":
            honour.action_end()
        else:
            honour.unlink()
        shop.settled({guest})

    # ------------------------------------------------------------------- clock
    @rule(
        number=st.none() | GUESTS,
        ago=st.integers(-60, 60),
        length=st.none() | st.integers(0, 90),
    )
    def freeze(self, number, ago, length):
        shop = self.regulars
        guest = None if number is None else self._guest(number)
        since = shop.today - timedelta(days=ago)
        until = None if length is None else since + length * DAY
        freezes = shop.env["loyalty.tier.freeze"]
        values = {"program_id": shop.program.id, "partner_id": guest or False}
        values.update(since=since, until=until or False, reason="Rebuilding")
        if shop.env["loyalty.tier.freeze"].search_count(
            freezes.new(values)._overlapping()
        ):
            return
        freeze = freezes.create(values)
        shop.freezes[freeze] = (guest, since, until)
        self._after_freeze(guest)

    @precondition(lambda self: self.regulars.freezes)
    @rule(number=NUMBERS, thaw=st.booleans())
    def end_freeze(self, number, thaw):
        """It ends today, or never was."""
        shop = self.regulars
        freeze = list(shop.freezes)[number % len(shop.freezes)]
        guest, since, _until = shop.freezes.pop(freeze)
        if thaw and not freeze.until and since <= shop.today:
            freeze.until = shop.today
            shop.freezes[freeze] = (guest, since, shop.today)
        else:
            freeze.unlink()
        for one in [guest] if guest else shop.guests:
            shop.promises.pop(one, None)
        self._after_freeze(guest)

    def _after_freeze(self, guest):
        if guest:
            self.regulars.settled({guest})
        else:
            self.regulars.work()

    @rule(number=NUMBERS, late=st.sampled_from((0, 0, 1)))
    def wait_for_an_end(self, number, late):
        """Through the last day of what a guest holds, or just beyond it."""
        shop = self.regulars
        grace = shop.program._terms().clock.grace * DAY
        ends = [row[1] + grace for row in shop.rows().values() if row[1]]
        ends = sorted(end for end in ends if end >= shop.today)
        if ends:
            end = ends[number % len(ends)] + late * DAY
            self.wait((end - shop.today).days, night=True)

    @rule(count=st.sampled_from((1, 1, 3, 30, 100, 400)), night=SETTLED)
    def wait(self, count, night):
        shop = self.regulars
        shop.today += count * DAY
        shop.stale |= set(shop.guests)
        if night:
            shop.night()

    @rule()
    def night(self):
        self.regulars.night()

    # ------------------------------------------------------------------- rules
    @rule(times=rising(), work=SETTLED)
    def change_rules(self, times, work):
        shop = self.regulars
        fresh = asking(shop.program._terms(), times)
        commands = []
        for tier, rung in zip(shop.program.tier_ids, fresh.ladder.rungs, strict=True):
            rules = [
                Command.update(rule.id, rule_values(new))
                for rule, new in zip(tier.rule_ids, rung.rules, strict=True)
            ]
            commands.append(Command.update(tier.id, {"rule_ids": rules}))
        self._change({"tier_ids": commands}, work)

    @rule(data=st.data(), work=SETTLED)
    def change_program(self, data, work):
        """Another clock, and another worth of a visit."""
        fresh = data.draw(terms(self.window))
        commands = [
            Command.update(tier_id, {"lowering": rung.lowering or False})
            for tier_id, rung in zip(
                self.regulars.tier_ids, fresh.ladder.rungs, strict=True
            )
        ]
        self._change({**program_values(fresh), "tier_ids": commands}, work)

    def _change(self, values, work):
        shop = self.regulars
        shop.protect()
        shop.program.write(values)
        shop.stale |= set(shop.guests)
        assert shop.program._is_settling() or not shop.rows()
        if work:
            shop.work()
            shop.check_ends()

    @rule()
    def work(self):
        self.regulars.work()

    # ---------------------------------------------------------- what must hold
    @invariant()
    def odoo_and_the_account_agree(self):
        if hasattr(self, "regulars"):
            self.regulars.compare()


@tagged("post_install", "-at_install")
class TestSettleMachine(LoyaltyTiersCommon):
    def test_all_time(self):
        self._run("lifetime")

    def test_the_last_months_or_days(self):
        self._run("rolling")

    def test_calendar_periods(self):
        self._run("calendar")

    def test_years_of_membership(self):
        self._run("anniversary")

    def _run(self, window):
        machine = type(
            f"{window.title()}Machine",
            (SettleMachine,),
            {"case": self, "window": window},
        )
        run_state_machine_as_test(machine, settings=chances(EXAMPLES, steps=30))
