"""Runs inside Odoo's shell (see gate.py): pages of products with our rules and without."""

import json
import time
from pathlib import Path

from odoo.fields import Command
from odoo.tools import SQL

RULES = ("product_template_gate", "product_product_gate")
AT_ONCE = 5  # calls timed together: the least of them counts
PAGE = {"name": {}, "list_price": {}, "default_code": {}, "categ_id": {"fields": {}}}
COLUMNS = """
    SELECT column_name FROM information_schema.columns
     WHERE table_name = %s AND column_name <> ALL(%s)
     ORDER BY column_name
"""
FILL = """
    INSERT INTO product_template (name, loyalty_tier_gate_id, {columns})
    SELECT jsonb_build_object('en_US', 'Dish ' || n),
           CASE WHEN n %% 10 = 0 THEN (%(gates)s)[1 + n / 10 %% 4] END, {columns}
      FROM product_template, generate_series(1, %(products)s) n
     WHERE id = %(model)s
    RETURNING id
"""
VARIANTS = """
    INSERT INTO product_product (product_tmpl_id, {columns})
    SELECT template_id, {columns} FROM product_product, unnest(%(ids)s) template_id
     WHERE id = %(model)s
"""
TAGGED = """
    INSERT INTO pos_category_product_template_rel (product_template_id, pos_category_id)
    SELECT id, %(categ)s FROM unnest(%(ids)s) WITH ORDINALITY AS made (id, n)
     WHERE n %% 10 = 5
"""


def main(env, products, rounds, result):
    reserved = fill(env, products)
    staff, member = people(env)
    figures = {"products": products, "reserved": reserved}
    figures["pairs"] = pairs(env, staff, member, rounds)
    figures["alone"] = alone(env, member, rounds)
    Path(result).write_text(json.dumps(figures), encoding="utf-8")


def fill(env, products):
    """Make up a shop: one dish of ten is reserved, another one by its category.

    :return: how many are reserved
    """
    gates, categ, model = menu(env)
    env.flush_all()
    ids = copies(
        env,
        FILL,
        "product_template",
        ["id", "name", "loyalty_tier_gate_id"],
        {
            "gates": gates.ids,
            "products": products,
            "model": model.product_tmpl_id.id,
        },
    )
    own = ["id", "product_tmpl_id", "barcode", "default_code"]
    copies(env, VARIANTS, "product_product", own, {"ids": ids, "model": model.id})
    env.cr.execute(TAGGED, {"categ": categ.id, "ids": ids})
    env.cr.commit()
    env.cr._cnx.autocommit = True
    env.cr.execute("ANALYZE")
    env.cr._cnx.autocommit = False
    env.invalidate_all()
    domain = [("loyalty_tier_reserved", "=", True)]
    return env["product.template"].search_count(domain)


def menu(env):
    """
    :return: gates, a category that one of them reserves, a dish to copy
    """
    tiers = env["loyalty.tier.program"].search([], limit=1).tier_ids.sorted()
    gates = env["loyalty.tier.gate"].create(
        [
            {"name": f"Gate {n}", "tier_ids": [Command.set(tiers[n + 1].ids)]}
            for n in range(4)
        ]
    )
    categ = env["pos.category"].create(
        {"name": "Reserved", "loyalty_tier_gate_id": gates[1].id}
    )
    model = env["product.product"].create(
        {"name": "Dish", "available_in_pos": True, "taxes_id": False}
    )
    if "is_published" in model._fields:
        model.is_published = True
    return gates, categ, model


def copies(env, insert, table, own, values):
    """Copy a row as often as it takes.

    :param list own: columns that are not copied
    :return: what the statement returns
    """
    env.cr.execute(COLUMNS, [table, own])
    columns = ", ".join(f'"{name}"' for (name,) in env.cr.fetchall())
    env.cr.execute(insert.format(columns=columns), values)
    return [one for (one,) in env.cr.fetchall()] if env.cr.description else []


def people(env):
    """Somebody of the staff, and a guest with a login who holds the second tier."""
    staff, portal = env["res.users"].create(
        [
            {
                "name": name,
                "login": f"bench_{name}",
                "group_ids": [Command.set([env.ref(group).id for group in groups])],
            }
            for name, groups in (
                ("staff", ("base.group_user", "point_of_sale.group_pos_manager")),
                ("portal", ("base.group_portal",)),
            )
        ]
    )
    tiers = env["loyalty.tier.program"].search([], limit=1).tier_ids.sorted()
    env["loyalty.tier.honour"].create(
        {
            "partner_id": portal.partner_id.id,
            "tier_id": tiers[1].id,
            "reason": "Benchmark",
        }
    )
    env.cr.commit()
    return staff, portal


def pairs(env, staff, member, rounds):
    """Time pages with the rules switched on and off, in turn."""

    def page(user, model):
        records = env[model].with_user(user)
        return lambda: records.web_search_read([], PAGE, limit=80)

    def shop(user):
        records = env["product.template"].with_user(user)
        domain = [("name", "ilike", "Dish")]
        return lambda: (
            records.search_count(domain),
            records.search(domain, limit=20).mapped("name"),
        )

    calls = {
        "list of the staff, products": page(staff, "product.template"),
        "list of the staff, variants": page(staff, "product.product"),
    }
    if env["product.template"].with_user(member).has_access("read"):
        calls["page and count of a member"] = shop(member)
    figures = {
        what: {"wall": {"on": [], "off": []}, "cpu": {"on": [], "off": []}}
        for what in calls
    }
    said = {what: {} for what in calls}
    for number in range(rounds):
        for state in ("on", "off") if number % 2 else ("off", "on"):
            switch(env, state == "on")
            for what, call in calls.items():
                said[what][state] = statements(env, call)  # fills the memory, too
                wall, cpu = best(env, call)
                figures[what]["wall"][state].append(wall)
                figures[what]["cpu"][state].append(cpu)
    switch(env, True)
    for what, by_state in said.items():
        figures[what]["same_sql"] = by_state["on"] == by_state["off"]
        figures[what]["queries"] = [len(by_state[state]) for state in ("off", "on")]
    return figures


def switch(env, active):
    for name in RULES:
        env.ref(f"loyalty_tiers.{name}").active = active
    env.flush_all()
    env.registry.clear_cache()


def statements(env, call):
    """Return what a call says to the database, once the memory is filled."""
    call()
    env.invalidate_all()
    said = []
    execute = type(env.cr).execute

    def noted(cr, query, params=None, **kwargs):
        said.append((str(query), str(params)))
        return execute(cr, query, params, **kwargs)

    type(env.cr).execute = noted
    try:
        call()
    finally:
        type(env.cr).execute = execute
    return said


def best(env, call):
    """The least of some times of a call: what a busy machine adds is left out.

    :return: seconds on the clock, and of Odoo's own work
    """
    times = [timed(env, call) for _ in range(AT_ONCE)]
    return tuple(min(column) for column in zip(*times, strict=True))


def timed(env, call):
    env.invalidate_all()
    start, worked = time.perf_counter(), time.process_time()
    call()
    return time.perf_counter() - start, time.process_time() - worked


def alone(env, member, rounds):
    """Time the predicate itself."""
    gates = env["loyalty.tier.gate"]
    products = env["product.template"]
    everything = products.search([])
    guest = env["res.partner"].browse(member.partner_id.id)
    nobody = guest.browse()
    closed = gates._closed_ids(guest)
    domain = products._loyalty_tier_open_domain(closed)
    calls = {
        "which gates are closed to a member": lambda: gates._closed_ids(guest),
        "the same from memory, for nobody": lambda: gates._closed_ids(nobody),
        "counting what is open": lambda: products.search_count(domain),
        "all ids that are open": lambda: env.execute_query(
            SQL("%s", products._search(domain).select())
        ),
        "200 products, which gates": lambda: everything[:200]._loyalty_tier_gates(),
        "200 products, what is left": lambda: gates._left(guest, everything[:200]),
    }
    figures = {}
    for what, call in calls.items():
        call()
        env.invalidate_all()
        before = env.cr.sql_log_count
        call()
        queries = env.cr.sql_log_count - before
        seconds = [timed(env, call)[0] for _ in range(rounds)]
        figures[what] = {"seconds": seconds, "queries": queries}
    return figures
