-- A shop with many customers and ten times as many orders over three years, a fifth of
-- the customers bringing three quarters of them, and what they earned by it.
-- {customers}: how many.
SET session_replication_role = replica;  -- no foreign keys while loading
SET maintenance_work_mem = '512MB';
SET work_mem = '128MB';
SELECT setseed(0.42);

-- Indexes are cheaper built at the end.
CREATE TEMP TABLE kept AS
SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition
  FROM pg_index
 WHERE indrelid IN ('res_partner'::regclass, 'pos_order'::regclass,
                    'loyalty_tier_membership'::regclass)
   AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid);
DO $$ DECLARE i record; BEGIN
    FOR i IN SELECT name FROM kept LOOP EXECUTE 'DROP INDEX ' || i.name; END LOOP;
END $$;

CREATE TEMP TABLE base AS SELECT max(id) AS partner FROM res_partner;
INSERT INTO res_partner (id, name, complete_name, commercial_partner_id, email,
       email_normalized, phone, phone_sanitized, city, country_id, lang, type, active,
       is_company, employee, partner_share, autopost_bills, customer_rank, supplier_rank,
       color, message_bounce, create_date, write_date)
SELECT base.partner + n, 'Customer ' || n, 'Customer ' || n, base.partner + n,
       'customer' || n || '@example.com', 'customer' || n || '@example.com',
       '+81 90-' || lpad((p / 10000)::text, 4, '0') || '-' || lpad((p % 10000)::text, 4, '0'),
       '+8190' || lpad(p::text, 8, '0'), 'Tokyo',
       (SELECT id FROM res_country WHERE code = 'JP'), 'en_US', 'contact', true, false,
       false, true, 'ask', 1, 0, 0, 0, now(), now() - interval '1 day'
  FROM base, generate_series(1, {customers}) n,
       LATERAL (SELECT (n * 7368787::bigint + 1234567) % 100000000 AS p) number;
SELECT setval('res_partner_id_seq', (SELECT max(id) FROM res_partner));

INSERT INTO pos_order (name, pos_reference, uuid, access_token, user_id, company_id,
       partner_id, session_id, config_id, state, date_order, create_date, write_date,
       amount_total, amount_tax, amount_paid, amount_return, currency_rate)
SELECT 'Bench/' || n, n::text, gen_random_uuid(), gen_random_uuid(), 2,
       session.company_id, partner_id, session.id, session.config_id, 'done', day, day,
       day, 20, 0, 20, 0, 1
  FROM (SELECT pos_session.id, config_id, company_id
          FROM pos_session JOIN pos_config ON pos_config.id = config_id
         ORDER BY pos_session.id LIMIT 1) session,
       (SELECT n, now() - interval '3 years' * random() AS day,
               base.partner + 1 + (least(floor(0.003 * (exp(random()
               * ln(1 + 1 / 0.003)) - 1) * {customers})::bigint, {customers} - 1)
               * 15485863) % {customers} AS partner_id
          FROM base, generate_series(1, 10 * {customers}::bigint) n) bought;

INSERT INTO loyalty_tier_membership (program_id, partner_id, tier_id, visits, orders,
       spend, stars, margin, joined_on, last_visit, since)
SELECT program.id, partner_id,
       tiers[width_bucket(visits, ARRAY[5, 12, 24, 40, 60]::bigint[])], visits, visits,
       visits * 20, 0, 0, first, latest, latest
  FROM (SELECT program.id, array_agg(tier.id ORDER BY tier.sequence) AS tiers
          FROM loyalty_tier_program program
          JOIN loyalty_tier tier ON tier.program_id = program.id
         WHERE tier.active GROUP BY 1 ORDER BY 1 LIMIT 1) program,
       (SELECT partner_id, count(*) AS visits, min(date_order)::date AS first,
               max(date_order)::date AS latest
          FROM pos_order WHERE name LIKE 'Bench/%' GROUP BY 1) earned;

DO $$ DECLARE i record; BEGIN
    FOR i IN SELECT definition FROM kept LOOP EXECUTE i.definition; END LOOP;
END $$;
ANALYZE;
