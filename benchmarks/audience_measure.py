"""What benchmarks/audience.py measures, inside of Odoo."""

import json
import time
from pathlib import Path

ROUNDS = 5


def main(env, customers, result, here):
    fill(env, customers, here)
    tiers = program(env).tier_ids.sorted()
    audience = env["loyalty.tier.audience"].create(
        {"name": "Bench", "program_id": program(env).id, "tier_from_id": tiers[3].id}
    )
    partners = env["ir.model"]._get_id("res.partner")
    ours = env["mailing.mailing"].create(
        {
            "subject": "Ours",
            "mailing_model_id": partners,
            "loyalty_tier_audience_id": audience.id,
        }
    )
    city = [("city", "=", "Seoul")]
    barred = [*city, ("is_blacklisted", "=", False)]
    stock, stock_barred = (
        env["mailing.mailing"].create(
            {
                "subject": "Stock",
                "mailing_model_id": partners,
                "mailing_domain": repr(domain),
            }
        )
        for domain in (city, barred)
    )
    env.flush_all()
    env.cr.commit()
    figures = {
        "found": len(stock._get_recipients()),
        "written": ours._loyalty_tier_counts()["written"],
        "counts": ours._loyalty_tier_counts(),
        "count": in_turn(
            env,
            stock=lambda: env["res.partner"].search_count(city),
            barred=lambda: env["res.partner"].search_count(barred),
            ours=ours._loyalty_tier_counts,
        ),
        "resolve": in_turn(
            env,
            stock=stock._get_recipients,
            barred=stock_barred._get_recipients,
            ours=ours._get_recipients,
        ),
        "choose": in_turn(
            env,
            stock=stock._get_remaining_recipients,
            barred=stock_barred._get_remaining_recipients,
            ours=ours._get_remaining_recipients,
        ),
    }
    Path(result).write_text(json.dumps(figures), encoding="utf-8")


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
