"""What must hold of any ladder, whatever happens: on plain values, without a database."""

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
from plans import FIRST, asking, chances, days, freezes, rising, terms

from odoo.addons.loyalty_tiers.clock import FOREVER
from odoo.addons.loyalty_tiers.ladder import Score
from odoo.addons.loyalty_tiers.tests.model import DAY, Entry, expected

AMOUNTS = st.sampled_from((4.0, 10.0, 12.5, 30.0, 100.0))


def test_what_must_hold_of_any_ladder_holds():
    run_state_machine_as_test(LadderMachine, settings=chances(200, steps=50))


class LadderMachine(RuleBasedStateMachine):
    """One guest, one program, and what may happen to them."""

    @initialize(drawn=terms(), frozen=freezes(2), first=days(FIRST, FIRST + 300 * DAY))
    def begin(self, drawn, frozen, first):
        self.terms = drawn._replace(clock=drawn.clock._replace(freezes=frozen))
        self.today = first
        self.entries, self.honours = [], []

    @property
    def holding(self):
        return self._holding()

    def _holding(self, entries=None, today=None, by=None):
        entries = self.entries if entries is None else entries
        return expected(by or self.terms, entries, today or self.today, self.honours)

    # ------------------------------------------------------------- what happens
    @rule(amount=AMOUNTS, ago=st.sampled_from((0, 0, 0, 1, 20)))
    def come(self, amount, ago):
        """More visits never lower, nor shorten."""
        before = self.holding
        day = self.today - ago * DAY
        margin = amount / 2
        order = len(self.entries) + 1
        self.entries.append(Entry(day, amount, 1.0, order, margin))
        if ago and day == min(entry.day for entry in self.entries):
            return  # to have joined earlier gives other years
        after = self.holding
        assert after.height >= before.height
        if after.height == before.height and before.height:
            # A tier that outlives its time while it is earned has no day to name.
            clock = self.terms.clock
            unknown = clock.window == "rolling" and clock.holding == "period"
            if before.until or not unknown:
                assert not after.until or after.until >= (before.until or FOREVER)
        assert after.visits >= before.visits and after.spend >= before.spend

    @precondition(lambda self: any(e.units > 0 for e in self.entries))
    @rule(number=st.integers(0, 99), share=st.sampled_from((1.0, 0.5)))
    def take_back(self, number, share):
        """A refund never lifts."""
        before = self.holding
        sold = [entry for entry in self.entries if entry.units > 0]
        sale = sold[number % len(sold)]
        left = sum(e.units for e in self.entries if e.order == sale.order)
        share = min(share, max(left, 0))
        self.entries.append(
            sale._replace(
                amount=-sale.amount * share, units=-share, margin=-sale.margin * share
            )
        )
        assert self.holding.height <= before.height

    @rule(count=st.sampled_from((1, 1, 3, 30, 100, 400)))
    def wait(self, count):
        """Time alone lifts nobody, and lowers nobody who is never lowered."""
        before = self.holding
        self.today += count * DAY
        after = self.holding
        if not self.terms.asks("days"):
            honoured = [height for height, _since, _end in self.honours]
            assert after.height <= max([before.height, *honoured])
        if self.terms.ways == {"never"} and not self.honours:
            assert after.height >= before.height

    @rule(times=rising())
    def change_rules(self, times):
        """Who asks for more at each step gives nobody more; who asks for less, no less."""
        old, self.terms = self.terms, asking(self.terms, times)
        harder, easier = (
            all(
                compare(new, was)
                for new, was in zip(_asked(self.terms), _asked(old), strict=True)
            )
            for compare in (float.__ge__, float.__le__)
        )
        before, after = self._holding(by=old), self.holding
        assert not harder or after.height <= before.height
        assert not easier or after.height >= before.height

    @rule(height=st.integers(1, 3), ago=st.integers(-9, 9), length=st.integers(0, 99))
    def honour(self, height, ago, length):
        """An honour lowers nobody."""
        before = self.holding
        since = self.today - ago * DAY
        self.honours.append((height, since, since + length * DAY))
        assert self.holding.height >= before.height

    # ---------------------------------------------------------- what must hold
    @invariant()
    def scores_are_never_below_nothing(self):
        assert all(value >= 0 for value in self.holding[2:])

    @invariant()
    def nothing_is_held_beyond_its_end(self):
        height, until, *_score = self.holding
        assert bool(height) or until is None
        if until:
            assert until + timedelta(days=self.terms.clock.grace) >= self.today

    @invariant()
    def a_tier_is_held_through_its_last_day_and_no_longer(self):
        height, until, *_score = self.holding
        if self.honours or not until or self.terms.asks("days"):
            return
        last = until + timedelta(days=self.terms.clock.grace)
        assert self._holding(today=last).height == height
        assert self._holding(today=last + DAY).height < height
        if self.terms.ways == {"step"}:
            assert self._holding(today=last + DAY).height == height - 1

    @invariant()
    def standing_and_what_is_missing_agree(self):
        holding, ladder = self.holding, self.terms.ladder
        score = Score(holding.visits, holding.spend, holding.stars, holding.orders)
        standing = ladder.standing(score)
        met = [
            rung.tier_id
            for rung in ladder.rungs
            if any(rule.is_met_by(score) for rule in rung.rules)
        ]
        assert standing.tier_id == (met[-1] if met else None)
        assert 0.0 <= standing.progress <= 1.0
        if standing.next_tier_id:
            assert any(standing.missing)
            pairs = zip(score, standing.missing, strict=True)
            enough = Score(*(have + lacks for have, lacks in pairs))
            reached = ladder.earned(enough)
            assert ladder.height(reached) >= ladder.height(standing.next_tier_id)


def _asked(terms):
    """Return all minimums, one after the other."""
    return [
        float(need)
        for rung in terms.ladder.rungs
        for rule in rung.rules
        for need in rule.minimums
    ]
