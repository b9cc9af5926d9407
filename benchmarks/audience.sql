-- Guests who can be written to, by set-based SQL: the same for the same numbers.
--
-- A fifth holds one of the better tiers. Nine in ten were asked and agreed, three in a
-- hundred have left since; one in two hundred has the address of another.
SET LOCAL session_replication_role = replica;
SET LOCAL maintenance_work_mem = '1GB';
SELECT setseed(0.42);

CREATE TEMP TABLE undone (undo text, redo text) ON COMMIT DROP;
INSERT INTO undone
SELECT format('DROP INDEX %%s', i.indexrelid::regclass), pg_get_indexdef(i.indexrelid)
  FROM pg_index i
 WHERE i.indrelid IN ('res_partner'::regclass, 'loyalty_tier_membership'::regclass)
   AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid);
DO $$DECLARE r record; BEGIN
  FOR r IN SELECT undo FROM undone LOOP EXECUTE r.undo; END LOOP;
END$$;

INSERT INTO res_partner (id, name, complete_name, commercial_partner_id, active, type,
                         email, email_normalized, city, lang, autopost_bills,
                         partner_share, create_date, write_date)
SELECT %(base)s + g, 'Guest ' || g, 'Guest ' || g, %(base)s + g, TRUE, 'contact',
       'guest' || a || '@example.com', 'guest' || a || '@example.com',
       (ARRAY['Seoul', 'Busan', 'Daegu', 'Incheon', 'Daejeon'])[1 + g %% 5],
       (ARRAY['en_US', 'ko_KR', 'ja_JP'])[1 + g %% 3], 'ask', TRUE, now(), now()
  FROM (SELECT g, CASE WHEN g %% 200 = 0 THEN g - 1 ELSE g END AS a
          FROM generate_series(1, %(customers)s) g) guest;
SELECT setval('res_partner_id_seq', (SELECT max(id) FROM res_partner));

INSERT INTO loyalty_tier_membership (program_id, partner_id, tier_id, since, visits,
                                     spend, joined_on, last_visit)
SELECT %(program)s, %(base)s + g,
       (%(tiers)s::int[])[CASE WHEN hashint4(g) %% 5 = 0 THEN 4 + g %% 3
                               ELSE 1 + g %% 3 END],
       now(), g %% 50, g %% 900, current_date - 400, current_date - g %% 90
  FROM generate_series(1, %(customers)s) g;

INSERT INTO res_partner_consent (partner_id, purpose, channel, how, user_id, text,
                                 given_on, withdrawn_on)
SELECT %(base)s + g, 'offers', 'email', 'spoken', 2, 'May we?', now() - interval '1 year',
       CASE WHEN hashint4(g + 2) %% 33 = 0 THEN now() END
  FROM generate_series(1, %(customers)s) g WHERE hashint4(g + 1) %% 10 <> 0;

INSERT INTO mail_blacklist (email, active)
SELECT 'guest' || g || '@example.com', TRUE
  FROM generate_series(1, %(customers)s, 500) g;

INSERT INTO mailing_trace (trace_type, model, res_id, trace_status, create_date, email)
SELECT 'mail', 'res.partner', %(base)s + 1 + g * 31 %% %(customers)s, 'sent',
       now() - interval '5 days', ''
  FROM generate_series(1, %(customers)s / 4) g;
DO $$DECLARE r record; BEGIN
  FOR r IN SELECT redo FROM undone LOOP EXECUTE r.redo; END LOOP;
END$$;
