# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""From entries to segments, in SQL: one set for all customers of a program.

First what each customer did in the window, into a table of this transaction; then the
cuts, found once; then what differs is written. Nobody is ranked by number: a customer
is compared with cuts, so that equal customers are equal.
"""

from odoo.tools import SQL

from odoo.addons.loyalty_tiers.score_sql import days

FRESH = SQL.identifier("loyalty_tiers_segment_fresh")
MIN_RHYTHM_VISITS = 3  # days with a visit from which on a guest has a rhythm
MIN_ABSENCE_DAYS = 7  # who comes each day is not missed after a weekend
MIN_POTENTIAL_VISITS = 2  # one visit says little about the next
FIFTHS = SQL("ARRAY[0.2, 0.4, 0.6, 0.8]::float8[]")
AIM = SQL("0.9")  # the middle of the best fifth
# What is written of a customer, in this order.
COLUMNS = (
    "last_visit",
    "visits",
    "spend",
    "margin",
    "cost_change",
    "recency_score",
    "frequency_score",
    "money_score",
    "margin_score",
    "cell",
    "layer",
    "rhythm_days",
    "due_on",
    "overdue_on",
    "share",
    "potential",
    "value",
)


def measured(terms, program_id, since):
    """Select what customers did since a day: who came on at least one day.

    The own rhythm is the median of the days between two visits.

    :param date since: first day of the window
    :return: a selection of ``partner_id, visits, spend, margin, last_visit, rhythm``
    :rtype: SQL
    """
    return SQL(
        """
        SELECT partner_id, sum(visits)::int AS visits, sum(spend) AS spend,
               COALESCE(sum(margin), 0) AS margin,
               max(day) FILTER (WHERE visits > 0) AS last_visit,
               CASE WHEN count(*) FILTER (WHERE visits > 0) >= %(min_visits)s
                    THEN percentile_cont(0.5) WITHIN GROUP (ORDER BY gap) END AS rhythm
          FROM (SELECT partner_id, day, visits, spend, margin,
                       CASE WHEN visits > 0
                            THEN day - max(day) FILTER (WHERE visits > 0) OVER before
                       END AS gap
                  FROM (%(days)s) days
                WINDOW before AS (PARTITION BY partner_id ORDER BY day
                       ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)) gaps
         GROUP BY partner_id
        HAVING sum(visits) > 0
        """,
        min_visits=MIN_RHYTHM_VISITS,
        days=days(terms, program_id, SQL("TRUE"), since, margin=True),
    )


def stated_shares(program_id):
    """Select what customers said last of our share of what they spend.

    :return: a selection of ``partner_id, percent``
    :rtype: SQL
    """
    return SQL(
        """
        SELECT DISTINCT ON (guest.commercial_partner_id)
               guest.commercial_partner_id AS partner_id, share.percent
          FROM loyalty_tier_share share
          JOIN res_partner guest ON guest.id = share.partner_id
         WHERE share.program_id = %s
         ORDER BY guest.commercial_partner_id, share.date DESC, share.id DESC
        """,
        program_id,
    )


def potential(aim, decimals):
    """Say what margin a customer could bring beyond what they bring.

    Where they said what share of it we have: the rest of it. Else: as many visits as
    the middle of the best fifth, but no more than twice their own, at the margin that
    one visit of theirs brings.

    :param int aim: visits of the middle of the best fifth
    """
    return SQL(
        """
        CASE WHEN margin <= 0 THEN 0
             WHEN share IS NOT NULL
             THEN round(margin * (100 - share) / share, %(decimals)s)
             WHEN visits >= %(min_visits)s
             THEN round(LEAST(GREATEST(%(aim)s - visits, 0), visits) * margin / visits,
                        %(decimals)s)
             ELSE 0 END
        """,
        decimals=decimals,
        min_visits=MIN_POTENTIAL_VISITS,
        aim=aim,
    )


def labelled(cuts, potential_cut, overdue_factor, decimals):
    """Select ``partner_id`` and all ``COLUMNS`` of what was measured.

    :param dict cuts: as ``loyalty.tier.segment._cuts`` finds them
    :param potential_cut: of the best fifth of those who have potential; may be empty
    :param float overdue_factor: times the own rhythm
    :rtype: SQL
    """
    return SQL(
        """
        SELECT partner_id, last_visit, visits, spend, margin, cost_change,
               recency_score, frequency_score, money_score, margin_score,
               concat(recency_score, frequency_score, money_score) AS cell,
               %(layer)s AS layer, rhythm,
               last_visit + round(rhythm)::int AS due_on,
               last_visit + 1 + GREATEST(
                   floor(rhythm * %(factor)s)::int,
                   CASE WHEN rhythm > 0 THEN %(min_absence)s END) AS overdue_on,
               share, potential,
               CASE WHEN margin < 0 THEN 'bz'
                    WHEN margin_score = 5 AND margin > 0 THEN 'mvc'
                    WHEN potential > %(potential_cut)s THEN 'mgc'
                    ELSE 'steady' END AS value
          FROM (SELECT *, %(recency)s AS recency_score, %(frequency)s AS frequency_score,
                       %(money)s AS money_score, %(margin)s AS margin_score,
                       %(potential)s AS potential
                  FROM %(fresh)s) scored
        """,
        layer=_layer(cuts["layers"]),
        factor=overdue_factor,
        min_absence=MIN_ABSENCE_DAYS,
        potential_cut=potential_cut,
        recency=_score("last_visit", cuts["recency"], SQL("::date")),
        frequency=_score("visits", cuts["frequency"]),
        money=_score("spend", cuts["money"]),
        margin=_score("margin", cuts["margin"]),
        potential=potential(cuts["aim"], decimals),
        fresh=FRESH,
    )


def _score(column, cuts, cast=None):
    """Say into which fifth a customer falls: 5 is the best."""
    above = SQL(" + ").join(
        SQL("(%s > %s%s)::int", SQL.identifier(column), cut, cast or SQL(""))
        for cut in cuts
    )
    return SQL("1 + %s", above)


def _layer(cuts):
    """Say in which layer by sales a customer is: 1 is the first, as by the rules."""
    cases = [
        SQL("WHEN spend >= %s THEN %s", cut, str(number))
        for number, cut in enumerate(cuts, start=1)
        if cut is not None
    ]
    if not cases:
        return SQL("'4'")  # nobody has spent anything
    return SQL("CASE %s ELSE '4' END", SQL(" ").join(cases))
