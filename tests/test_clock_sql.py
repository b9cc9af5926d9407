"""The clock in SQL says of any day what the clock in Python says."""

from hypothesis import given
from hypothesis import strategies as st
from plans import chances, clocks, days

from odoo.tests import TransactionCase, tagged
from odoo.tools import SQL

from odoo.addons.loyalty_tiers import clock_sql

DAY, JOINED = SQL("day"), SQL("joined")
SAID = {
    "thawed": lambda clock, day, joined: clock.thawed(day),
    "leaves": lambda clock, day, joined: clock.leaves(day),
    "holds": lambda clock, day, joined: clock.holds(day, joined),
    "period_first": lambda clock, day, joined: clock.period_of(day, joined)[0],
    "period_last": lambda clock, day, joined: clock.period_of(day, joined)[1],
}


@tagged("post_install", "-at_install")
class TestClockSql(TransactionCase):
    @chances(200)
    @given(
        clock=clocks(),
        pairs=st.lists(st.tuples(days(), days()), min_size=1, max_size=40),
    )
    def test_both_clocks_say_the_same(self, clock, pairs):
        pairs = [(max(pair), min(pair)) for pair in pairs]

        for (day, joined), row in zip(pairs, self._in_sql(clock, pairs), strict=True):
            for (name, say), in_sql in zip(SAID.items(), row, strict=True):
                self.assertEqual(in_sql, say(clock, day, joined), (name, day, joined))

    def _in_sql(self, clock, pairs):
        columns = [
            clock_sql.thawed(clock, DAY),
            clock_sql.leaves(clock, DAY),
            clock_sql.holds(clock, DAY, JOINED),
            clock_sql.period_first(clock, DAY, JOINED),
            clock_sql.period_last(clock, DAY, JOINED),
        ]
        return self.env.execute_query(
            SQL(
                "SELECT %s FROM unnest(%s::date[], %s::date[]) WITH ORDINALITY"
                " AS given(day, joined, number) ORDER BY number",
                SQL(", ").join(columns),
                [day for day, _joined in pairs],
                [joined for _day, joined in pairs],
            )
        )
