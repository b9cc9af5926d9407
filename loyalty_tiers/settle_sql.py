# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The statements that write memberships: settling alone uses them."""

from odoo.tools import SQL

SETTLED = SQL(
    "tier_id, until, visits, spend, stars, orders, margin, joined_on, last_visit,"
    " review_on"
)

# Writes what was measured with a sale, where nobody has settled the customer since.
WRITE_STAYED = """
   UPDATE loyalty_tier_membership membership
      SET (%(settled)s) = ROW(
          stayed.tier_id, stayed.until, stayed.visits, stayed.spend, stayed.stars,
          stayed.orders, stayed.margin, stayed.joined_on, stayed.last_visit,
          stayed.review_on),
          write_uid = %(uid)s, write_date = clock_timestamp() AT TIME ZONE 'UTC'
     FROM (VALUES %(rows)s) AS stayed(id, version, %(settled)s)
    WHERE membership.id = stayed.id AND membership.write_date = stayed.version
RETURNING membership.partner_id
"""

# Brings memberships in line with what is placed; writes the moves of who moved.
SETTLE = """
WITH placed AS (%(placed)s),
target AS (
    SELECT membership.id, membership.tier_id AS held_id,
           %(promised)s AS kept_until, placed.*, tier.height,
           %(kept)s AS kept,
           COALESCE(tier.height, 0) > COALESCE(held.height, 0) AS risen
      FROM placed
 LEFT JOIN loyalty_tier_membership membership
        ON membership.program_id = %(program_id)s
       AND membership.partner_id = placed.partner_id
       -- Said once more for the index: of a million, some thousands are read.
       AND membership.partner_id = ANY(%(partner_ids)s)
 LEFT JOIN (VALUES %(tiers)s) AS tier(id, height, sentence, has_party)
        ON tier.id = placed.tier_id
 LEFT JOIN (VALUES %(tiers)s) AS held(id, height, sentence, has_party)
        ON held.id = membership.tier_id
),
honoured AS (
    INSERT INTO loyalty_tier_honour (
           program_id, partner_id, tier_id, since, until, cause, user_id,
           create_uid, create_date, write_uid, write_date)
    SELECT %(program_id)s, partner_id, held_id, %(today)s, kept_until, 'rules',
           %(uid)s, %(uid)s, now() AT TIME ZONE 'UTC', %(uid)s,
           now() AT TIME ZONE 'UTC'
      FROM target WHERE kept
),
fresh AS (
    SELECT id, held_id, partner_id,
           CASE WHEN kept AND NOT risen THEN held_id ELSE tier_id END AS tier_id,
           CASE WHEN kept AND NOT risen THEN kept_until ELSE until END AS until,
           visits, spend, stars, orders, margin, joined_on, last_visit,
           CASE WHEN kept THEN LEAST(review_on, kept_until + 1)
                ELSE review_on END AS review_on
      FROM target
),
updated AS (
    UPDATE loyalty_tier_membership membership
       SET (%(settled)s, since) = ROW(
           fresh.tier_id, fresh.until, fresh.visits, fresh.spend, fresh.stars,
           fresh.orders, fresh.margin, fresh.joined_on, fresh.last_visit,
           fresh.review_on,
           CASE WHEN fresh.tier_id IS DISTINCT FROM fresh.held_id
                THEN now() AT TIME ZONE 'UTC' ELSE membership.since END),
           write_uid = %(uid)s, write_date = clock_timestamp() AT TIME ZONE 'UTC'
      FROM fresh
     WHERE membership.program_id = %(program_id)s
       AND membership.partner_id = fresh.partner_id
       AND membership.partner_id = ANY(%(partner_ids)s)
       AND (membership.tier_id, membership.until, membership.visits,
            membership.spend, membership.stars, membership.orders,
            membership.margin, membership.joined_on, membership.last_visit,
            membership.review_on)
           IS DISTINCT FROM
           (fresh.tier_id, fresh.until, fresh.visits, fresh.spend, fresh.stars,
            fresh.orders, fresh.margin, fresh.joined_on, fresh.last_visit,
            fresh.review_on)
),
inserted AS (
    INSERT INTO loyalty_tier_membership (
           program_id, partner_id, %(settled)s, since,
           create_uid, create_date, write_uid, write_date)
    SELECT %(program_id)s, partner_id, %(settled)s,
           CASE WHEN tier_id IS NOT NULL THEN now() AT TIME ZONE 'UTC' END,
           %(uid)s, now() AT TIME ZONE 'UTC',
           %(uid)s, clock_timestamp() AT TIME ZONE 'UTC'
      FROM fresh
     WHERE id IS NULL
        ON CONFLICT (program_id, partner_id) DO NOTHING
)
INSERT INTO loyalty_tier_move (
       program_id, partner_id, date, from_tier_id, to_tier_id, is_promotion, cause,
       origin_model, origin_id, rules_sentence, visits, spend, stars, until, party,
       create_uid, create_date, write_uid, write_date)
SELECT %(program_id)s, fresh.partner_id, now() AT TIME ZONE 'UTC', held_id, tier_id,
       COALESCE(tier.height, 0) > COALESCE(held.height, 0), %(cause)s,
       origin.model, origin.id, tier.sentence, visits, spend, stars, until,
       CASE WHEN tier.has_party AND tier.height > COALESCE(held.height, 0)
             -- Who regains a tier has had the party, or still waits for it.
             AND NOT EXISTS (
                 SELECT FROM loyalty_tier_move former
                  WHERE former.program_id = %(program_id)s
                    AND former.partner_id = fresh.partner_id
                    AND former.to_tier_id = fresh.tier_id
                    AND former.party <> 'none')
            THEN 'due' ELSE 'none' END,
       %(uid)s, now() AT TIME ZONE 'UTC', %(uid)s, now() AT TIME ZONE 'UTC'
  FROM fresh
  LEFT JOIN (VALUES %(tiers)s) AS tier(id, height, sentence, has_party)
         ON tier.id = fresh.tier_id
  LEFT JOIN (VALUES %(tiers)s) AS held(id, height, sentence, has_party)
         ON held.id = fresh.held_id
  LEFT JOIN unnest(%(origin_partners)s::int[], %(origin_models)s::varchar[],
                   %(origin_ids)s::int[]) AS origin(partner_id, model, id)
         ON origin.partner_id = fresh.partner_id
 WHERE fresh.tier_id IS DISTINCT FROM fresh.held_id
RETURNING id
"""

# Makes the members who are none yet, and locks those whom somebody else makes.
MAKE_MEMBERS = """
INSERT INTO loyalty_tier_membership AS membership
       (program_id, partner_id, visits, spend, stars, orders, margin,
        create_uid, create_date, write_uid, write_date)
SELECT %(program_id)s, partner.id, 0, 0, 0, 0, 0,
       %(uid)s, now() AT TIME ZONE 'UTC',
       %(uid)s, clock_timestamp() AT TIME ZONE 'UTC'
  FROM res_partner partner
 WHERE partner.id = ANY(%(partner_ids)s)
 ORDER BY partner.id
    ON CONFLICT (program_id, partner_id)
    DO UPDATE SET write_date = membership.write_date
RETURNING id
"""
