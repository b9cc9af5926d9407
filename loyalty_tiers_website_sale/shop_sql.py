# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a page of the shop asks of the hidden menu and of the guest, in one query."""

# Which dish is reserved by which gate; by itself, or by a category.
BY_ITSELF = """
    SELECT id AS template_id, loyalty_tier_gate_id AS gate_id
      FROM product_template
     WHERE loyalty_tier_gate_id = ANY(%(gate_ids)s)
"""
BY_CATEGORY = """
    SELECT template.id, reserved.gate_id
      FROM unnest(%(category_ids)s::int[], %(gate_ids)s::int[])
           AS reserved (category_id, gate_id)
      JOIN product_template template ON template.%(column)s = reserved.category_id
"""
BY_CATEGORIES = """
    SELECT rel.%(template)s, reserved.gate_id
      FROM unnest(%(category_ids)s::int[], %(gate_ids)s::int[])
           AS reserved (category_id, gate_id)
      JOIN %(relation)s rel ON rel.%(category)s = reserved.category_id
"""

# What a guest had lately, at tills and in shops; orders are told apart by their sign.
BOUGHT = """
    SELECT line.order_id, line.product_id
      FROM (SELECT id FROM pos_order
             WHERE partner_id = %(guest_id)s AND state IN ('paid', 'done')
             ORDER BY date_order DESC LIMIT %(orders)s) recent
      JOIN pos_order_line line ON line.order_id = recent.id
     WHERE line.qty > 0
 UNION ALL
    SELECT -line.order_id, line.product_id
      FROM (SELECT id FROM sale_order
             WHERE partner_id = %(guest_id)s AND state = 'sale'
             ORDER BY date_order DESC LIMIT %(orders)s) recent
      JOIN sale_order_line line ON line.order_id = recent.id
     WHERE line.product_uom_qty > 0 AND line.product_id IS NOT NULL
"""

# One row: the guest, and what there is to show. Who is nobody has no row of a guest.
SHOP_PAGE = """
WITH guest AS (
    SELECT contact.commercial_partner_id AS customer_id,
           COALESCE(NULLIF(contact.loyalty_tier_called, ''), contact.name) AS called,
           COALESCE(contact.loyalty_tier_incognito, FALSE) AS incognito,
           member.tier_id, member.visits, member.spend, member.stars, member.orders,
           member.margin, %(today)s::date - member.joined_on AS days
      FROM res_partner contact
 LEFT JOIN loyalty_tier_membership member
        ON member.partner_id = contact.commercial_partner_id
       AND member.program_id = %(program_id)s
     WHERE contact.id = %(guest_id)s
), step AS (
    SELECT move.from_tier_id, move.to_tier_id, move.is_promotion, move.date
      FROM loyalty_tier_move move
      JOIN guest ON guest.customer_id = move.partner_id
     WHERE move.program_id = %(program_id)s
     ORDER BY move.date DESC, move.id DESC
     LIMIT 1
), newly AS (
    SELECT opening.gate_id
      FROM unnest(%(opening_ids)s::int[], %(tier_ids)s::int[])
           AS opening (gate_id, tier_id), step
     WHERE step.is_promotion AND step.date >= %(since)s
     GROUP BY opening.gate_id
    HAVING bool_or(opening.tier_id = step.to_tier_id)
       AND NOT bool_or(opening.tier_id IS NOT DISTINCT FROM step.from_tier_id)
), often AS (
    SELECT product.product_tmpl_id AS template_id, count(DISTINCT bought.order_id) AS orders
      FROM (%(bought)s) bought
      JOIN product_product product ON product.id = bought.product_id
     GROUP BY product.product_tmpl_id
    HAVING count(DISTINCT bought.order_id) > 1
     ORDER BY orders DESC, product.product_tmpl_id
     LIMIT 24
), reserved AS (
    SELECT template_id, array_agg(gate_id) AS gates
      FROM (%(pairs)s) pairs
     GROUP BY template_id
), sold AS (
    SELECT template.id, template.name, template.website_sequence AS place,
           reserved.gates, reserved.gates && %(closed)s::int[] AS closed
      FROM (SELECT template_id FROM reserved
             UNION SELECT template_id FROM often) asked
      JOIN product_template template ON template.id = asked.template_id
 LEFT JOIN reserved ON reserved.template_id = template.id
     WHERE template.active AND template.is_published AND template.sale_ok
       AND (template.website_id IS NULL OR template.website_id = %(website_id)s)
       AND (template.company_id IS NULL OR template.company_id = ANY(%(company_ids)s))
)
SELECT (SELECT to_jsonb(guest) FROM guest),
       EXISTS (SELECT FROM sold WHERE gates IS NOT NULL AND NOT closed),
       ARRAY(SELECT id FROM sold
              WHERE gates IS NOT NULL AND id = ANY(%(page_ids)s)),
       (%(newly)s), (%(usual)s), (%(teasers)s)
"""

# A list of dishes, as JSON.
DISHES = """
    SELECT jsonb_agg(to_jsonb(dish))
      FROM (SELECT sold.id, sold.gates,
                   COALESCE(sold.name ->> %(lang)s, sold.name ->> 'en_US') AS name
              FROM sold %(which)s
             LIMIT %(limit)s) dish
"""
NEWLY = """
     WHERE NOT sold.closed
       AND sold.gates && ARRAY(SELECT gate_id FROM newly)
     ORDER BY sold.place, sold.id
"""
USUAL = """
      JOIN often ON often.template_id = sold.id
     WHERE sold.closed IS NOT TRUE
     ORDER BY often.orders DESC, sold.id
"""
# Closed by teasers alone: what is secret besides, or not on at the time, stays so.
TEASERS = """
     WHERE sold.closed AND NOT sold.gates && %(secret)s::int[]
       AND (%(path)s::text IS NULL OR EXISTS (
           SELECT FROM product_public_category_product_template_rel rel
             JOIN product_public_category category
               ON category.id = rel.product_public_category_id
            WHERE rel.product_template_id = sold.id
              AND category.parent_path LIKE %(path)s))
     ORDER BY sold.place, sold.id
"""
