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

# Each dish that is asked for is looked up by its id: a shop may have thousands.
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
), asked AS (
    SELECT unnest(%(page_ids)s::int[]) AS template_id
     UNION SELECT template_id FROM often
     UNION (SELECT template_id FROM (%(pairs)s) pairs
             WHERE gate_id IN (SELECT gate_id FROM newly) LIMIT %(candidates)s)
     UNION (%(teased)s)
), reserved AS (
    SELECT template_id, array_agg(gate_id) AS gates
      FROM (%(pairs)s) pairs
     WHERE template_id IN (SELECT template_id FROM asked)
     GROUP BY template_id
), sold AS (
    SELECT template.id, template.name, template.website_sequence AS place,
           reserved.gates, reserved.gates && %(closed)s::int[] AS closed
      FROM asked
CROSS JOIN LATERAL (SELECT * FROM product_template
                     WHERE product_template.id = asked.template_id OFFSET 0) template
 LEFT JOIN reserved ON reserved.template_id = template.id
     WHERE %(is_sold)s
)
SELECT (SELECT to_jsonb(guest) FROM guest),
       EXISTS (SELECT FROM (%(pairs)s) pairs
                 JOIN product_template template ON template.id = pairs.template_id
                WHERE NOT pairs.gate_id = ANY(%(closed)s::int[]) AND %(is_sold)s
                  AND NOT EXISTS (
                      SELECT FROM (%(pairs)s) other
                       WHERE other.template_id = template.id
                         AND other.gate_id = ANY(%(closed)s::int[]))),
       ARRAY(SELECT id FROM sold
              WHERE gates IS NOT NULL AND id = ANY(%(page_ids)s)),
       (%(newly)s), (%(usual)s), (%(teasers)s)
"""

IS_SOLD = """
           template.active AND template.is_published AND template.sale_ok
       AND (template.website_id IS NULL OR template.website_id = %(website_id)s)
       AND (template.company_id IS NULL OR template.company_id = ANY(%(company_ids)s))
"""

# Which dishes may be teasers: of the shop, or of a category with those below it.
TEASED = """
    SELECT template_id FROM (%(pairs)s) pairs
     WHERE gate_id = ANY(%(gate_ids)s::int[])
     LIMIT %(candidates)s
"""
TEASED_IN_CATEGORY = """
    SELECT template_id FROM (%(pairs)s) pairs
     WHERE gate_id = ANY(%(gate_ids)s::int[])
       AND template_id IN (
           SELECT rel.product_template_id
             FROM product_public_category_product_template_rel rel
             JOIN product_public_category category
               ON category.id = rel.product_public_category_id
            WHERE category.parent_path LIKE %(path)s)
     LIMIT %(candidates)s
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
       AND NOT sold.id = ANY(%(page_ids)s::int[])
     ORDER BY sold.place, sold.id
"""
