-- A shop with many contacts and five years of orders with lines, by set-based SQL.
--
-- The hundredth part of the customers bring a third of the orders, so the busiest have
-- hundreds. Two to four lines an order, of twelve products in favour.
SET LOCAL session_replication_role = replica;
SET LOCAL work_mem = '256MB';
SELECT setseed(0.42);

INSERT INTO res_partner (id, name, complete_name, commercial_partner_id, active, type,
                         autopost_bills, create_date, write_date)
SELECT %(base)s + g, 'Regular ' || g, 'Regular ' || g, %(base)s + g, TRUE, 'contact',
       'ask', now(), now()
  FROM generate_series(1, %(customers)s) g;
SELECT setval('res_partner_id_seq', (SELECT max(id) FROM res_partner));

INSERT INTO pos_order (partner_id, session_id, config_id, company_id, state, name,
                       date_order, amount_total, amount_tax, amount_paid,
                       amount_return, uuid)
SELECT %(base)s + 1 + floor(%(customers)s * CASE WHEN random() < 0.33
                            THEN random() / 100 ELSE random() END)::int,
       %(session)s, %(config)s, 1, 'done', 'Bench/' || g,
       now() - interval '5 years' * (1 - g / %(orders)s.0), 30, 0, 30, 0,
       gen_random_uuid()
  FROM generate_series(1, %(orders)s) g;

INSERT INTO pos_order_line (order_id, product_id, name, full_product_name, qty,
                            price_unit, price_subtotal, price_subtotal_incl, company_id,
                            uuid)
SELECT o.id, p.id, 'Bench', 'Bench', 1, 10, 10, 10, 1, gen_random_uuid()
  FROM pos_order o
 CROSS JOIN LATERAL generate_series(1, 2 + o.id %% 3) line
  JOIN LATERAL (SELECT (%(products)s::int[])
                       [1 + (o.partner_id + line * line + o.id %% 2) %% %(kinds)s] AS id) p
       ON TRUE
 WHERE o.name LIKE 'Bench/%%';
