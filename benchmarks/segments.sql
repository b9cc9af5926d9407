-- The floor of segments: plain SQL that computes the same columns from the entries, and
-- writes what differs to a table like ours. Without what an owner may set.
CREATE TEMP TABLE bench_fresh ON COMMIT DROP AS
WITH days AS (
    SELECT partner_id, day, sum(amount) AS spend, sum(margin) AS margin,
           sum(units) > 0 AND sum(amount) >= 0 AS came
      FROM loyalty_tier_entry
     WHERE program_id = %(program)s AND held IS NOT TRUE
       AND day > %(today)s::date - interval '12 months'
     GROUP BY partner_id, day
), gaps AS (
    SELECT *, day - lag(day) OVER (PARTITION BY partner_id, came ORDER BY day) AS gap
      FROM days
)
SELECT partner_id, max(day) FILTER (WHERE came) AS last_visit,
       (count(*) FILTER (WHERE came))::int AS visits, sum(spend) AS spend,
       sum(margin) AS margin,
       CASE WHEN count(*) FILTER (WHERE came) >= 3
            THEN percentile_cont(0.5) WITHIN GROUP (ORDER BY gap) FILTER (WHERE came)
       END AS rhythm
  FROM gaps GROUP BY partner_id HAVING bool_or(came);

CREATE TEMP TABLE bench_cuts ON COMMIT DROP AS
SELECT percentile_disc(ARRAY[0.2, 0.4, 0.6, 0.8]) WITHIN GROUP (ORDER BY last_visit) AS r,
       percentile_disc(ARRAY[0.2, 0.4, 0.6, 0.8, 0.9]) WITHIN GROUP (ORDER BY visits) AS f,
       percentile_disc(ARRAY[0.2, 0.4, 0.6, 0.8]) WITHIN GROUP (ORDER BY spend) AS m,
       percentile_disc(ARRAY[0.2, 0.4, 0.6, 0.8]) WITHIN GROUP (ORDER BY margin) AS g,
       percentile_disc(ARRAY[0.3, 0.6, 0.9]) WITHIN GROUP (ORDER BY spend DESC)
       FILTER (WHERE spend > 0) AS l
  FROM bench_fresh;

CREATE TEMP TABLE bench_labels ON COMMIT DROP AS
WITH scored AS (
    SELECT partner_id, last_visit, visits, spend, margin, rhythm,
           1 + (last_visit > r[1])::int + (last_visit > r[2])::int
             + (last_visit > r[3])::int + (last_visit > r[4])::int AS recency,
           1 + (visits > f[1])::int + (visits > f[2])::int
             + (visits > f[3])::int + (visits > f[4])::int AS frequency,
           1 + (spend > m[1])::int + (spend > m[2])::int
             + (spend > m[3])::int + (spend > m[4])::int AS money,
           1 + (margin > g[1])::int + (margin > g[2])::int
             + (margin > g[3])::int + (margin > g[4])::int AS gain,
           CASE WHEN spend >= l[1] THEN '1' WHEN spend >= l[2] THEN '2'
                WHEN spend >= l[3] THEN '3' ELSE '4' END AS layer,
           CASE WHEN margin > 0 AND visits >= 2
                THEN round(least(greatest(f[5] - visits, 0), visits) * margin / visits, 2)
                ELSE 0 END AS potential
      FROM bench_fresh, bench_cuts
), cut AS (
    SELECT percentile_disc(0.8) WITHIN GROUP (ORDER BY potential) AS potential
      FROM scored WHERE potential > 0
)
SELECT partner_id, last_visit, visits, spend, margin, 0::numeric AS cost_change, recency,
       frequency, money, gain, concat(recency, frequency, money) AS cell, layer, rhythm,
       last_visit + round(rhythm)::int AS due_on,
       last_visit + 1 + greatest(floor(rhythm * 2)::int, CASE WHEN rhythm > 0 THEN 7 END)
       AS overdue_on, NULL::int AS share,
       scored.potential,
       CASE WHEN margin < 0 THEN 'bz' WHEN gain = 5 AND margin > 0 THEN 'mvc'
            WHEN scored.potential > cut.potential THEN 'mgc' ELSE 'steady' END AS value
  FROM scored, cut;

DELETE FROM bench_segment old
 WHERE NOT EXISTS (SELECT FROM bench_labels l WHERE l.partner_id = old.partner_id);

UPDATE bench_segment old
   SET ({columns}, write_date) = ({fresh}, now())
  FROM bench_labels AS l (partner_id, {columns})
 WHERE old.partner_id = l.partner_id AND ({old}) IS DISTINCT FROM ({fresh});

INSERT INTO bench_segment (program_id, partner_id, {columns}, create_uid, create_date,
       write_uid, write_date)
SELECT %(program)s, l.*, 1, now(), 1, now() FROM bench_labels l
 WHERE NOT EXISTS (SELECT FROM bench_segment old WHERE old.partner_id = l.partner_id);
