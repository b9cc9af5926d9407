"""What benchmarks/audience.py measures, inside of Odoo."""

import json
import time
from pathlib import Path

ROUNDS = 5
METHODS = {"resolve": "_get_recipients", "choose": "_get_remaining_recipients"}


def main(env, customers, result, here):
    fill(env, customers, here)
    city = [("city", "=", "Seoul")]
    barred = [*city, ("is_blacklisted", "=", False)]
    mailings = {
        "stock": mailing(env, mailing_domain=repr(city)),
        "barred": mailing(env, mailing_domain=repr(barred)),
        "ours": mailing(env, loyalty_tier_audience_id=audience(env).id),
    }
    env.flush_all()
    env.cr.commit()
    stock, ours = mailings["stock"], mailings["ours"]
    figures = {
        "found": len(stock._get_recipients()),
        "counts": ours._loyalty_tier_counts(),
        "count": in_turn(
            env,
            stock=lambda: env["res.partner"].search_count(city),
            barred=lambda: env["res.partner"].search_count(barred),
            ours=ours._loyalty_tier_counts,
        ),
    }
    for name, method in METHODS.items():
        calls = {who: getattr(one, method) for who, one in mailings.items()}
        figures[name] = in_turn(env, **calls)
    Path(result).write_text(json.dumps(figures), encoding="utf-8")


def audience(env):
    tiers = program(env).tier_ids.sorted()
    return env["loyalty.tier.audience"].create(
        {"name": "Bench", "program_id": program(env).id, "tier_from_id": tiers[3].id}
    )


def mailing(env, **values):
    partners = env["ir.model"]._get_id("res.partner")
    return env["mailing.mailing"].create(
        {"subject": "Bench", "mailing_model_id": partners, **values}
    )


def program(env):
    return env["loyalty.tier.program"].search([], limit=1)


def fill(env, customers, here):
    env.cr.execute("SELECT max(id) FROM res_partner")
    [base] = env.cr.fetchone()
    env.cr.execute(
        (Path(here) / "audience.sql").read_text(encoding="utf-8"),
        {
            "base": base,
            "customers": customers,
            "program": program(env).id,
            "tiers": program(env).tier_ids.sorted().ids[:6],
        },
    )
    env.cr.commit()
    env.cr._cnx.autocommit = True
    env.cr.execute("VACUUM ANALYZE")
    env.cr._cnx.autocommit = False


def in_turn(env, **calls):
    """Seconds of each call in turn; who goes first changes. Nothing is kept."""
    times = {name: [] for name in calls}
    names = list(calls)
    for number in range(ROUNDS + 1):
        for name in names[number % len(names) :] + names[: number % len(names)]:
            env.invalidate_all()
            start = time.perf_counter()
            calls[name]()
            taken = time.perf_counter() - start
            env.cr.rollback()
            if number:  # the first one is the warm-up
                times[name].append(taken)
    return times
