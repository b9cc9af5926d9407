-- Customers with a history of entries, by set-based SQL: the same for the same numbers.
--
-- Who comes is drawn from a shifted log law, so that a fifth of the customers bring
-- about three quarters of the sales, and three in ten regulars change every year.
SET LOCAL session_replication_role = replica;
SET LOCAL maintenance_work_mem = '1GB';
SET LOCAL work_mem = '256MB';
SELECT setseed(0.42);

CREATE TEMP TABLE undone (undo text, redo text) ON COMMIT DROP;
INSERT INTO undone
SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),
       format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s',
              conrelid::regclass, conname, pg_get_constraintdef(oid))
  FROM pg_constraint
 WHERE contype = 'u' AND conrelid = 'loyalty_tier_entry'::regclass;
INSERT INTO undone
SELECT format('DROP INDEX %%s', i.indexrelid::regclass), pg_get_indexdef(i.indexrelid)
  FROM pg_index i
 WHERE i.indrelid IN ('res_partner'::regclass, 'loyalty_tier_entry'::regclass)
   AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid);
DO $$DECLARE r record; BEGIN
  FOR r IN SELECT undo FROM undone LOOP EXECUTE r.undo; END LOOP;
END$$;

INSERT INTO res_partner (id, name, complete_name, commercial_partner_id, active, type,
                         autopost_bills, create_date, write_date)
SELECT %(base)s + g, 'Guest ' || g, 'Guest ' || g, %(base)s + g, TRUE, 'contact', 'ask',
       now(), now()
  FROM generate_series(1, %(customers)s) g;
SELECT setval('res_partner_id_seq', (SELECT max(id) FROM res_partner));

INSERT INTO loyalty_tier_entry (
       program_id, partner_id, company_id, date, day, amount, units, margin,
       multiplier, origin_model, origin_id, takes_back_id, write_date, create_date)
SELECT %(program)s, partner_id, 1, day, day, amount, CASE WHEN amount < 0 THEN -1 ELSE 1 END,
       round(amount / 3, 2), 1, 'pos.order', g, 0, day, day
  FROM (SELECT g, current_date - %(days)s + d AS day,
               %(base)s + 1 + (CASE WHEN slot * 2654435761 %% 10 < 3
                                 THEN (slot + d / 365 * (%(customers)s / 7)) %% %(customers)s
                                 ELSE slot END * 15485863) %% %(customers)s AS partner_id,
               round((CASE WHEN r < 0.01 THEN -1 ELSE 1 END
                      * (8 + 40 * ((slot * 48271) %% 1000) / 1000.0)
                      * (0.4 + 1.2 * v))::numeric, 2) AS amount
          FROM (SELECT g, ((g::bigint - 1) * %(days)s / %(entries)s)::int AS d,
                       least(floor(0.003 * (exp(random() * ln(1 + 1 / 0.003)) - 1)
                                   * %(customers)s)::bigint, %(customers)s - 1) AS slot,
                       random() AS v, random() AS r
                  FROM generate_series(1, %(entries)s) g OFFSET 0) drawn) drawn;
DO $$DECLARE r record; BEGIN
  FOR r IN SELECT redo FROM undone LOOP EXECUTE r.redo; END LOOP;
END$$;
