# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""From entries to scores, in SQL: one statement for one customer or a million.

Entries are added up day by day, and the days in all, or in a window: that is
``judge_sql.py``. ``place_sql.py`` says which tier is held.
"""

from odoo.tools import SQL

MEASURES = ("visits", "spend", "stars", "orders", "margin")
ZERO = SQL("0")


def ids(numbers):
    """Say which ids, as one word: a list of thousands is dear to plan with."""
    return SQL("%s::int[]", "{%s}" % ",".join(str(int(number)) for number in numbers))


def total_scores(terms, program_id, scope):
    """Add up all that customers ever did, where tiers have no end.

    :param SQL scope: condition on ``partner_id``
    :return: a selection of ``partner_id``, the measures, ``joined_on``, ``last_visit``
    :rtype: SQL
    """
    return SQL(
        """
        SELECT partner_id, %(sums)s, min(day) AS joined_on,
               max(day) FILTER (WHERE visits > 0) AS last_visit
          FROM (%(days)s) days
         GROUP BY partner_id
        """,
        sums=sums(terms),
        days=days(terms, program_id, scope),
    )


def height(terms, prefix="", today=None):
    """Say how high a score reaches: 1 is the lowest tier, 0 is none.

    :param str prefix: of the columns that hold the measures
    """
    cases = [
        SQL(
            "WHEN %s THEN %s",
            SQL(" OR ").join(_is_met(rule, prefix) for rule in rung.rules),
            place,
        )
        for place, rung in enumerate(terms.ladder.rungs, start=1)
        if rung.rules and not rung.retired
    ]
    if not cases:
        return ZERO
    return SQL("CASE %s ELSE 0 END", SQL(" ").join(reversed(cases)))


def joined(program_id, scope):
    """Select on which day customers came for the first time."""
    return SQL(
        "SELECT partner_id, min(day) AS joined_on FROM loyalty_tier_entry"
        " WHERE program_id = %s AND held IS NOT TRUE AND %s GROUP BY partner_id",
        program_id,
        scope,
    )


def first_day(program_id, partner_id):
    """Say when a customer came for the first time: read from the index."""
    return SQL(
        "(SELECT min(day) FROM loyalty_tier_entry"
        " WHERE program_id = %s AND held IS NOT TRUE AND partner_id = %s)",
        program_id,
        partner_id,
    )


def last_visit(terms, program_id, partner_id):
    """Say on which day a customer's last visit was, however long ago."""
    return SQL(
        """
        (SELECT day FROM loyalty_tier_entry
          WHERE program_id = %s AND held IS NOT TRUE AND partner_id = %s
          GROUP BY day
         HAVING sum(units) > 0 AND sum(amount) >= %s OR sum(visits) > 0
          ORDER BY day DESC LIMIT 1)
        """,
        program_id,
        partner_id,
        terms.min_visit_amount,
    )


def needs_joined(terms):
    """Tell whether the day of joining decides about tiers."""
    return terms.clock.window == "anniversary" or bool(terms.asks("days"))


def _is_met(rule, prefix):
    if rule.cut and not rule.cut_spend:
        return SQL("FALSE")  # nobody was ranked yet
    parts = [
        SQL("%s >= %s", SQL.identifier(prefix + measure), minimum)
        for measure, minimum in rule.minimums._asdict().items()
        if minimum
    ]
    if rule.away:
        parts.append(SQL("%s <= %s", SQL.identifier(prefix + "away"), rule.away))
    return SQL("(%s)", SQL(" AND ").join(parts or [SQL("TRUE")]))


def sums(terms, after=None, prefix=""):
    """Add up the measures of days.

    :param SQL after: what follows each aggregate: a filter or a window
    """
    after = after or SQL("")

    def add(column):
        return SQL("COALESCE(sum(%s) %s, 0)", SQL.identifier(column), after)

    stars = ZERO
    if terms.gives_stars:
        stars = SQL("floor(%s)", add("points"))
        if terms.amount_per_star:
            stars = SQL(
                "%s + floor(GREATEST(%s, 0) / %s)",
                stars,
                add("weighted"),
                terms.amount_per_star,
            )
    parts = {
        "visits": SQL("%s::int", add("visits")),
        "spend": SQL("GREATEST(%s, 0)", add("spend")),
        "stars": SQL("GREATEST(%s, 0)::int", stars),
        "orders": SQL("%s::int", add("orders")) if terms.counts_orders else ZERO,
        "margin": add("margin") if terms.asks("margin") else ZERO,
    }
    return SQL(", ").join(
        SQL("%s AS %s", parts[name], SQL.identifier(prefix + name)) for name in MEASURES
    )


# ------------------------------------------------------------------------- days
def days(terms, program_id, scope, since=None, margin=False):
    """Add up entries day by day; a day is a visit when enough is left of it.

    :param bool margin: whether margins are wanted although no rule asks for them
    """
    star = terms.gives_stars
    return SQL(
        """
        SELECT partner_id, day, sum(amount) AS spend,
               (sum(units) > 0 AND sum(amount) >= %(minimum)s)::int
               + COALESCE(sum(visits), 0)::int AS visits,
               %(orders)s AS orders, %(margin)s AS margin,
               %(points)s AS points, %(weighted)s AS weighted
          FROM (%(entries)s) entries
         GROUP BY partner_id, day
        """,
        minimum=terms.min_visit_amount,
        orders=SQL("sum(orders)") if terms.counts_orders else ZERO,
        margin=SQL("sum(margin)") if margin or terms.asks("margin") else ZERO,
        points=_points(terms) if star else ZERO,
        weighted=SQL("sum(weighted)") if terms.amount_per_star else ZERO,
        entries=_entries(terms, program_id, scope, since),
    )


def _points(terms):
    """Say how many stars a day gives, those for spend aside."""
    visit = SQL(
        "CASE WHEN sum(units) > 0 AND sum(amount) >= %s"
        " THEN max(multiplier) ELSE 0 END * %s",
        terms.min_visit_amount,
        terms.stars_per_visit,
    )
    orders = ZERO
    if terms.stars_per_order:
        orders = SQL("sum(order_points) * %s", terms.stars_per_order)
    return SQL("%s + %s + COALESCE(sum(stars), 0)", visit, orders)


def _entries(terms, program_id, scope, since):
    window = SQL("day >= %s", since) if since else SQL("TRUE")
    if terms.through:
        window = SQL("%s AND day <= %s", window, terms.through)
    where = SQL(
        "FROM loyalty_tier_entry WHERE program_id = %s AND held IS NOT TRUE AND %s AND %s",
        program_id,
        scope,
        window,
    )
    if not terms.counts_orders:
        return SQL(
            "SELECT partner_id, day, amount, units, visits, stars, margin, multiplier,"
            " amount * multiplier AS weighted %s",
            where,
        )
    # An order and what was taken back of it are one.
    return SQL(
        """
        SELECT partner_id, day, sum(amount) AS amount, sum(units) AS units,
               sum(visits) AS visits, sum(stars) AS stars, sum(margin) AS margin,
               max(multiplier) AS multiplier, sum(amount * multiplier) AS weighted,
               (sum(units) > 0)::int AS orders,
               CASE WHEN sum(units) > 0 AND sum(amount) >= %s
                    THEN max(multiplier) ELSE 0 END AS order_points
        %s
         GROUP BY partner_id, day, origin_model,
                  COALESCE(NULLIF(takes_back_id, 0), origin_id)
        """,
        terms.star_order_minimum,
        where,
    )
