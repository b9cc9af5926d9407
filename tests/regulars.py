"""A program in Odoo with its guests, and a plain account of what they did.

What Odoo says of each guest is compared with what ``model.py`` of the addon's tests
makes of the account.
"""

from collections import defaultdict
from datetime import datetime, time
from functools import lru_cache
from itertools import count
from unittest.mock import patch

from odoo.fields import Command
from odoo.tools import SQL

from odoo.addons.loyalty_tiers.clock import FOREVER, join
from odoo.addons.loyalty_tiers.tests.model import expected

ORIGIN = "res.company"  # any model will do
SETTLED = (
    "tier_id, until, visits, spend, stars, orders, margin, joined_on, last_visit,"
    " review_on"
)
# Of what a channel selects.
TYPES = (
    *("int", "int", "int", "timestamp", "date", "numeric", "numeric", "numeric"),
    *("float", "int", "int", "varchar", "int", "int"),
)
# Nothing waits for a manager's look.
NOT_GUARDED = dict.fromkeys(
    ("guard_receipts", "guard_refunds", "guard_orders", "guard_shops_minutes"), 0
)
expected = lru_cache(maxsize=5000)(expected)


class Regulars:
    """A program with four guests, undone by :meth:`leave`.

    :ivar stale: guests whom nothing has settled since something changed
    :ivar promises: by guest, which height was promised through which day
    """

    def __init__(self, case, terms, today):
        self.case, self.env, self.today = case, case.env, today
        self.env.flush_all()
        self._savepoint = self.env.cr.savepoint(flush=False)
        programs = case.registry["loyalty.tier.program"]
        self._patches = [
            patch.object(programs, "_today", lambda program: self.today),
        ]
        for one in self._patches:
            one.start()
        self.program = case._make_program(
            **program_values(terms), **NOT_GUARDED, tier_ids=tiers(terms)
        )
        self.tier_ids = self.program.tier_ids.ids
        case.company.loyalty_tier_program_id = self.program
        names = ("Ada", "Bo", "Cy", "Di")
        self.guests = self.env["res.partner"].create([{"name": n} for n in names]).ids
        self.stale, self.promises = set(), defaultdict(list)
        self.entries = {guest: [] for guest in self.guests}
        self.work()
        self.freezes = {}  # guest, since and until by id; the guest is None for all
        self._numbers = count(1)

    def leave(self):
        """Undo all."""
        for one in self._patches:
            one.stop()
        self.env.transaction.clear()
        self._savepoint.close(rollback=True)
        self.env.cr.postcommit.data.clear()
        self.env.registry.clear_cache()
        self.env.invalidate_all(flush=False)

    # ------------------------------------------------------------------- sales
    def record(self, guest, entry, part=0, settle=True):
        """Bring an entry in line, as a channel does, and settle who is affected."""
        row = (self.program.id, guest, self.case.company.id, entry.day, entry.day)
        row += (entry.amount, entry.units, entry.margin, entry.multiplier)
        row += (entry.visits or None, entry.stars or None, ORIGIN)
        row += (entry.order + 1000 * part, entry.order if part else 0)
        affected = self.env["loyalty.tier.entry"]._record(_select(row))
        self._settle(affected, settle, sale=not part)

    def forget(self, order, settle=True):
        """Take away what an order and its refunds have counted."""
        nothing = SQL("%s LIMIT 0", _select([None] * len(TYPES)))
        scope = SQL(
            "entry.program_id = %s AND entry.origin_model = %s"
            " AND %s IN (entry.origin_id, entry.takes_back_id)",
            self.program.id,
            ORIGIN,
            order,
        )
        affected = self.env["loyalty.tier.entry"]._forget(nothing, scope)
        self._settle(affected, settle, sale=False)

    def _settle(self, affected, settle, sale):
        guests = set(affected.get(self.program.id, ()))
        if not settle:  # the power went
            self.stale |= guests
            return
        settlement = self.env["loyalty.tier.settlement"]
        if sale:
            settlement._measure_sales(affected)
        settlement._settle_after_commit(affected, "order")
        self.settled(guests)

    def settled(self, guests):
        """Note that guests are up to date: the night need not look at their entries."""
        self.stale -= set(guests)
        self.env.cr.execute(
            "UPDATE loyalty_tier_entry SET write_date = write_date - interval '2 days'"
            " WHERE program_id = %s AND partner_id = ANY(%s)",
            [self.program.id, list(guests)],
        )

    def next_order(self):
        return next(self._numbers)

    def noon(self):
        return datetime.combine(self.today, time(12))

    # -------------------------------------------------------------- background
    def work(self):
        """Do the background work, if there is any."""
        if self.program._is_settling():
            self.case._work(program=self.program)
            self.settled(self.guests)

    def night(self):
        """Run the scheduled check; it leaves everybody to work that is left."""
        self.case._cron("_cron_check")
        if not self.program._is_settling():
            self.settled(self.guests)

    def protect(self):
        """Note what is promised to everybody, before rules change.

        Where a tier outlives its time, or the clock stands still, there is no end
        that could be promised.
        """
        terms, self.before = self.program._terms(), self.rows()
        for guest, (height, until, *_score) in self.before.items():
            endless = terms.total or terms.ways == {"never"}
            if height and (until or endless) and (until or FOREVER) >= self.today:
                self.promises[guest].append((height, until or FOREVER))

    def check_ends(self):
        """Check that changed rules have brought no end forward."""
        for guest, (height, until, *_score) in self.rows().items():
            was, end, *_score = self.before.get(guest, (0, None))
            if was and was == height and (end or FOREVER) >= self.today:
                assert (until or FOREVER) >= (end or FOREVER), (guest, until, end)

    # -------------------------------------------------------------- comparing
    def rows(self):
        """Return what the memberships say: height, until and score, by guest."""
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT partner_id, COALESCE(array_position(%s::int[], tier_id), 0), until,"
            " visits, spend::float, stars, orders FROM loyalty_tier_membership"
            " WHERE program_id = %s",
            [self.tier_ids, self.program.id],
        )
        return {guest: row for guest, *row in self.env.cr.fetchall()}

    def all_rows(self):
        """Return the memberships with all that settling writes, by guest."""
        self.env.flush_all()
        self.env.cr.execute(
            f"SELECT partner_id, {SETTLED} FROM loyalty_tier_membership"
            " WHERE program_id = %s",
            [self.program.id],
        )
        return {guest: row for guest, *row in self.env.cr.fetchall()}

    def honours(self):
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT partner_id, array_position(%s::int[], tier_id), since, until"
            " FROM loyalty_tier_honour WHERE program_id = %s ORDER BY id",
            [self.tier_ids, self.program.id],
        )
        honours = defaultdict(list)
        for guest, *honour in self.env.cr.fetchall():
            honours[guest].append(tuple(honour))
        return honours

    def compare(self):
        """Hold each guest that is up to date against the model."""
        rows, honours, terms = self.rows(), self.honours(), self.program._terms()
        for guest in self.guests:
            if guest in self.stale:
                continue
            own = [
                (since, end)
                for who, since, end in self.freezes.values()
                if who == guest
            ]
            clock = terms.clock._replace(freezes=join([*terms.clock.freezes, *own]))
            entries, honoured = self.entries[guest], honours[guest]
            model = expected(
                terms._replace(clock=clock), tuple(entries), self.today, tuple(honoured)
            )
            row = rows.get(guest, [0, None, 0, 0.0, 0, 0])
            assert tuple(row) == tuple(model), (
                f"Odoo says {row} of {guest} on {self.today}, the model {tuple(model)}:"
                f" {terms._replace(clock=clock)} {[rung.rules for rung in terms.ladder.rungs]}"
                f" {sorted(entries)} {honoured}"
            )
            self._check_promises(guest, row[0])

    def _check_promises(self, guest, height):
        for promised, end in self.promises[guest]:
            if end >= self.today:
                assert height >= promised, (guest, height, promised, end)

    def settle_from_scratch(self):
        """Forget all memberships and settle everybody: the same must come out."""
        self.work()
        self.night()
        before = self.all_rows()
        memberships = self.env["loyalty.tier.membership"]
        memberships.search([("program_id", "=", self.program.id)]).unlink()
        memberships._settle(self.program, list(before), "history")
        after = self.all_rows()
        for guest, row in before.items():
            assert after[guest] == row, f"{guest}: {row}, from scratch {after[guest]}"


def _select(row):
    """Select one row as a sales channel does."""
    return SQL(
        "SELECT %s",
        SQL(", ").join(
            SQL(f"%s::{kind}", value) for value, kind in zip(row, TYPES, strict=True)
        ),
    )


def program_values(terms):
    """Return the fields of a program with these terms."""
    clock = terms.clock
    return {
        "window": clock.window,
        "window_count": clock.count,
        "window_unit": clock.unit,
        "window_period": clock.period,
        "year_start": str(clock.year_start),
        "holding": clock.holding,
        "hold_count": clock.hold_count,
        "hold_unit": clock.hold_unit,
        "hold_from": clock.hold_from,
        "hold_round": clock.hold_round,
        "hold_round_day": clock.hold_round_day,
        "hold_round_month": str(clock.hold_round_month),
        "grace_days": clock.grace,
        "lowering": terms.lowering,
        "min_visit_amount": terms.min_visit_amount,
        "stars_per_visit": terms.stars_per_visit,
        "stars_per_order": terms.stars_per_order,
        "star_order_minimum": terms.star_order_minimum,
        "amount_per_star": terms.amount_per_star,
    }


def tiers(terms):
    """Return commands that create the tiers of these terms."""
    return [
        Command.create(
            {
                "name": f"Tier {height}",
                "sequence": height,
                "lowering": rung.lowering or False,
                "rule_ids": [Command.create(rule_values(rule)) for rule in rung.rules],
            }
        )
        for height, rung in enumerate(terms.ladder.rungs, start=1)
    ]


def rule_values(rule):
    return {
        f"min_{name}": getattr(rule, name)
        for name in ("visits", "spend", "stars", "orders", "margin", "days")
    }
