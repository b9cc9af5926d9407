# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The statements that give perks: one guest at payment, thousands at night."""

from odoo.tools import SQL

# What each statement selects, in this order.
COLUMNS = SQL(
    "partner_id, perk_id, tier_id, move_id, cause, key, available_on, lapses_on,"
    " worth, occasion_on"
)

GIVE = """
%(prepared)s
INSERT INTO loyalty_tier_grant (
       program_id, date, state, %(columns)s,
       create_uid, create_date, write_uid, write_date)
SELECT %(program_id)s, now() AT TIME ZONE 'UTC', 'due', %(columns)s,
       %(uid)s, now() AT TIME ZONE 'UTC', %(uid)s, now() AT TIME ZONE 'UTC'
  FROM (%(found)s) found
    ON CONFLICT (perk_id, key) DO NOTHING
RETURNING id, partner_id
"""

# The gifts of promotions: of the tier reached and, by setting, of those passed.
PROMOTION = """
SELECT move.partner_id, perk.id AS perk_id, move.to_tier_id AS tier_id,
       move.id AS move_id, 'promotion' AS cause, 'move:' || move.id AS key,
       %(available)s AS available_on, %(lapses)s AS lapses_on,
       NULL::int AS worth, NULL::date AS occasion_on
  FROM loyalty_tier_move move
  JOIN (VALUES %(tiers)s) AS reached(id, height, retired)
    ON reached.id = move.to_tier_id
  LEFT JOIN (VALUES %(tiers)s) AS former(id, height, retired)
    ON former.id = move.from_tier_id
  JOIN (VALUES %(tiers)s) AS tier(id, height, retired)
    ON tier.height = reached.height
    OR %(all)s AND NOT tier.retired AND tier.height < reached.height
       AND tier.height > COALESCE(former.height, 0)
  JOIN loyalty_tier_perk perk
    ON perk.tier_id = tier.id AND perk.given = 'promotion' AND perk.active
 CROSS JOIN LATERAL (
       SELECT COALESCE(max(entry.day), %(today)s::date) AS day
         FROM loyalty_tier_entry entry
        WHERE entry.program_id = %(program_id)s
          AND entry.origin_model = move.origin_model
          AND entry.origin_id = move.origin_id) origin
 WHERE move.id = ANY(%(move_ids)s) AND move.is_promotion
   AND NOT EXISTS (
       SELECT FROM loyalty_tier_grant earlier
        WHERE earlier.perk_id = perk.id AND earlier.partner_id = move.partner_id
          AND earlier.cause = 'promotion'
          AND (perk.again IS NOT TRUE
               OR earlier.state IN ('due', 'postponed', 'asked')))
   AND %(left)s > 0
"""

# What members have collected since they reached a tier.
COLLECTED = """
WITH holder AS (
    SELECT membership.partner_id, membership.tier_id, base.id AS move_id,
           base.date AS reached_at, origin.date AS order_date,
           COALESCE(origin.day, (base.date AT TIME ZONE 'UTC' AT TIME ZONE %(tz)s)::date
           ) AS day
      FROM loyalty_tier_membership membership
      JOIN (VALUES %(tiers)s) AS held(id, height, retired)
        ON held.id = membership.tier_id AND held.height >= %(height)s
     CROSS JOIN LATERAL (
           SELECT move.* FROM loyalty_tier_move move
             JOIN (VALUES %(tiers)s) AS reached(id, height, retired)
               ON reached.id = move.to_tier_id AND reached.height >= %(height)s
             LEFT JOIN (VALUES %(tiers)s) AS former(id, height, retired)
               ON former.id = move.from_tier_id
            WHERE move.program_id = %(program_id)s
              AND move.partner_id = membership.partner_id
              AND COALESCE(former.height, 0) < %(height)s
            ORDER BY move.id DESC LIMIT 1) base
     CROSS JOIN LATERAL (
           SELECT max(entry.day) AS day, max(entry.date) AS date
             FROM loyalty_tier_entry entry
            WHERE entry.program_id = %(program_id)s
              AND entry.origin_model = base.origin_model
              AND entry.origin_id = base.origin_id) origin
     WHERE membership.program_id = %(program_id)s
       AND membership.partner_id = ANY(%(partner_ids)s)
),
collected AS (
    SELECT partner_id, %(sums)s FROM (%(days)s) days GROUP BY partner_id
),
-- Gifts that were not served yet, and whose stars or visits were taken back.
unearned AS (
    UPDATE loyalty_tier_grant waiting
       SET state = 'lapsed', worth = 0, write_uid = %(uid)s,
           write_date = now() AT TIME ZONE 'UTC'
      FROM (SELECT holder.partner_id, earlier.id, earlier.state,
                   sum(earlier.worth) OVER (
                       PARTITION BY holder.partner_id
                       ORDER BY earlier.state <> 'served', earlier.id) AS worth
              FROM holder
              JOIN loyalty_tier_grant earlier
                ON earlier.perk_id = %(perk_id)s AND earlier.cause = 'repeat'
               AND earlier.partner_id = holder.partner_id
               AND earlier.date >= holder.reached_at) given
      LEFT JOIN collected USING (partner_id)
     WHERE waiting.id = given.id AND given.state IN ('due', 'postponed', 'asked')
       AND given.worth > COALESCE(collected.%(measure)s, 0)
)
"""

# A gift for each so many stars or visits.
REPEAT = """
SELECT holder.partner_id, perk.id AS perk_id, holder.tier_id, NULL::int AS move_id,
       'repeat' AS cause,
       concat_ws(':', 'repeat', holder.partner_id, holder.move_id, number) AS key,
       %(available)s AS available_on, %(lapses)s AS lapses_on,
       perk.repeat_count AS worth, NULL::date AS occasion_on
  FROM holder
  JOIN collected USING (partner_id)
  JOIN loyalty_tier_perk perk ON perk.id = %(perk_id)s
 CROSS JOIN LATERAL (
       SELECT count(*)::int AS times, COALESCE(sum(earlier.worth), 0) AS worth
         FROM loyalty_tier_grant earlier
        WHERE earlier.perk_id = perk.id AND earlier.cause = 'repeat'
          AND earlier.partner_id = holder.partner_id
          AND earlier.date >= holder.reached_at) given
 CROSS JOIN LATERAL generate_series(
       given.times + 1,
       given.times + LEAST(
           (collected.%(measure)s - given.worth) / perk.repeat_count, %(left)s)::int
       ) AS number
 CROSS JOIN (SELECT %(today)s::date AS day) origin
"""

# Which sales were made since the tier was reached: later on the same day as well.
SINCE_REACHED = """
partner_id = ANY(%(partner_ids)s) AND day >= %(counted_from)s AND EXISTS (
    SELECT FROM holder
     WHERE holder.partner_id = loyalty_tier_entry.partner_id
       AND (loyalty_tier_entry.day > holder.day
            OR %(same_day)s AND loyalty_tier_entry.day = holder.day
               AND holder.order_date < (
                   SELECT max(sold.date) FROM loyalty_tier_entry sold
                    WHERE sold.program_id = loyalty_tier_entry.program_id
                      AND sold.origin_model = loyalty_tier_entry.origin_model
                      AND sold.origin_id = COALESCE(
                          NULLIF(loyalty_tier_entry.takes_back_id, 0),
                          loyalty_tier_entry.origin_id)
                      AND sold.takes_back_id = 0)))
"""

# Gifts for the occasions whose window is open, once a year.
OCCASION = """
SELECT found.partner_id, perk.id AS perk_id, membership.tier_id,
       NULL::int AS move_id, 'occasion' AS cause,
       concat_ws(':', 'occasion', extract(year FROM found.day), found.partner_id,
                 perk.occasion_kind_id) AS key,
       CASE WHEN perk.kind = 'coupon' THEN %(today)s::date + 1 END AS available_on,
       CASE WHEN perk.valid_days > 0 THEN found.day + perk.valid_days END AS lapses_on,
       NULL::int AS worth, found.day AS occasion_on
  FROM (SELECT occasion.partner_id, occasion.kind_id, min(coming.day) AS day
          FROM (VALUES %(days)s) AS coming(month, day_of_month, day)
          JOIN res_partner_occasion occasion
            ON occasion.month = coming.month AND occasion.day = coming.day_of_month
         WHERE %(scope)s
         GROUP BY occasion.partner_id, occasion.kind_id) found
  JOIN res_partner contact ON contact.id = found.partner_id AND contact.active
  JOIN loyalty_tier_membership membership
    ON membership.program_id = %(program_id)s
   AND membership.partner_id = contact.commercial_partner_id
  JOIN loyalty_tier held_tier
    ON held_tier.id = membership.tier_id
   AND found.day <= %(today)s::date + COALESCE(held_tier.occasion_days, 0)
  JOIN (VALUES %(tiers)s) AS held(id, height, retired) ON held.id = membership.tier_id
  JOIN loyalty_tier_perk perk
    ON perk.program_id = %(program_id)s AND perk.given = 'occasion' AND perk.active
   AND perk.occasion_kind_id = found.kind_id
  JOIN (VALUES %(tiers)s) AS tier(id, height, retired)
    ON tier.id = perk.tier_id AND tier.height <= held.height
   AND (NOT tier.retired OR tier.id = held.id)
 WHERE NOT EXISTS (
       SELECT FROM loyalty_tier_grant earlier
        WHERE earlier.perk_id = perk.id AND earlier.partner_id = found.partner_id
          AND earlier.cause = 'occasion'
          -- Its date may have been edited, or corrected into the year before.
          AND (abs(earlier.occasion_on - found.day) < %(half_a_year)s
               OR extract(year FROM earlier.occasion_on) = extract(year FROM found.day)))
   AND %(left)s > 0
"""


def available():
    """Say from which day a coupon can be used: the shop day after it was given."""
    return SQL("CASE WHEN perk.kind = 'coupon' THEN origin.day + 1 END")


def lapses():
    """Say on which day a perk can be used last."""
    return SQL(
        "CASE WHEN perk.valid_days > 0 THEN origin.day + perk.valid_days"
        " + (perk.kind = 'coupon')::int END"
    )


def left(partner_id, starts):
    """Say how often a guest may have a perk in the present period.

    :param SQL partner_id: the guest
    :param dict starts: moment in UTC at which each period began
    """
    cases = SQL(" ").join(
        SQL("WHEN %s THEN %s::timestamp", period, start)
        for period, start in starts.items()
    )
    return SQL(
        """
        CASE WHEN COALESCE(perk.limit_count, 0) = 0 THEN 1000 ELSE
        GREATEST(perk.limit_count - (
            SELECT count(*) FROM loyalty_tier_grant had
             WHERE had.perk_id = perk.id AND had.partner_id = %s
               AND had.state <> 'lapsed'
               AND had.date >= CASE perk.limit_period %s END), 0) END
        """,
        partner_id,
        cases,
    )
