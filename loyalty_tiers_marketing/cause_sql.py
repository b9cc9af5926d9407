# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Noting and judging the causes of automatic messages: the statements, for ``SQL``.

What a verdict is, is said in ``fate_sql``; who writes these rows, in
``loyalty.tier.addressee``.
"""

# Verdicts are materialized: where a table has just been filled, the database thinks that
# there is one row, and would come to each verdict once for each cause.

# A cause that has been noted is not noted again, whoever notes it at the same moment.
NOTE = """
  WITH fact AS MATERIALIZED (
       SELECT * FROM (%(facts)s) fact WHERE NOT EXISTS (
           SELECT FROM loyalty_tier_addressee noted
            WHERE noted.mailing_id = %(mailing_id)s AND noted.cause = fact.cause)),
       verdict AS MATERIALIZED (%(verdict)s)
INSERT INTO loyalty_tier_addressee (
       mailing_id, partner_id, program_id, tier_id, fate, cause, tell_by, chosen_on)
SELECT %(mailing_id)s, partner_id, %(program_id)s, verdict.tier_id, %(fate)s,
       fact.cause, fact.tell_by, %(now)s
  FROM fact JOIN verdict USING (partner_id)
    ON CONFLICT (mailing_id, cause) WHERE cause IS NOT NULL DO NOTHING
RETURNING id
"""

# What has been told is left alone, and so is what nothing can change any more.
JUDGE = """
  WITH waiting AS MATERIALIZED (
       SELECT id, partner_id, cause, tell_by, fate
         FROM loyalty_tier_addressee addressee
        WHERE mailing_id = %(mailing_id)s AND tell_by IS NOT NULL
          AND fate <> ALL(%(final)s) AND %(whose)s
          AND (tell_by > %(now)s OR fate = ANY(%(open)s))
          AND NOT EXISTS (
              SELECT FROM mailing_trace trace
               WHERE trace.loyalty_tier_addressee_id = addressee.id)),
       verdict AS MATERIALIZED (%(verdict)s),
       judged AS (
SELECT waiting.id, verdict.tier_id, CASE
       WHEN NOT %(is_over)s THEN %(fate)s
       WHEN waiting.fate = ANY(%(open)s) THEN 'late'
       ELSE waiting.fate END AS fate
  FROM waiting JOIN verdict USING (partner_id))
UPDATE loyalty_tier_addressee addressee
   SET fate = judged.fate, tier_id = judged.tier_id
  FROM judged
 WHERE judged.id = addressee.id AND judged.fate <> addressee.fate
RETURNING addressee.id
"""

# A lot of 0 to 999 that is drawn from the cause: asking again does not draw again.
DRAW = """
CASE WHEN verdict.fate = 'written' AND %(share)s * 10 >
          ('x' || substr(md5(%(cause)s || %(salt)s), 1, 7))::bit(28)::int %% 1000
     THEN 'held_back' ELSE verdict.fate END
"""

# Whom something is to be said about: who has a new cause, or one that waits.
CONCERNED = """
SELECT partner_id FROM (%(facts)s) fact WHERE NOT EXISTS (
       SELECT FROM loyalty_tier_addressee noted
        WHERE noted.mailing_id = %(mailing_id)s AND noted.cause = fact.cause)
 UNION
SELECT partner_id FROM loyalty_tier_addressee addressee
 WHERE mailing_id = %(mailing_id)s AND tell_by IS NOT NULL AND fate <> ALL(%(final)s)
   AND (tell_by > %(now)s OR fate = ANY(%(open)s))
   AND NOT EXISTS (
       SELECT FROM mailing_trace trace
        WHERE trace.loyalty_tier_addressee_id = addressee.id)
 LIMIT %(limit)s
"""

DUE = """
SELECT addressee.id, addressee.partner_id
  FROM loyalty_tier_addressee addressee
  JOIN res_partner guest ON guest.id = addressee.partner_id
 WHERE mailing_id = %(mailing_id)s AND fate = 'written' AND tell_by IS NOT NULL
   AND tell_by > %(now)s AND addressee.id > %(after)s
   AND COALESCE(guest.tz, %(tz)s) = ANY(%(awake)s)
   AND NOT EXISTS (
       SELECT FROM mailing_trace trace
        WHERE trace.loyalty_tier_addressee_id = addressee.id)
 ORDER BY addressee.id LIMIT %(limit)s
"""
