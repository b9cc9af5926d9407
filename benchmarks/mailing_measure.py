"""What benchmarks/mailing.py measures, inside of Odoo."""

import gc
import json
import time
from pathlib import Path

# Guests in towns, their tiers and consents; and addresses that are barred.
GUESTS = """
    WITH guests AS (
        INSERT INTO res_partner (
               name, complete_name, active, type, autopost_bills, city, lang,
               email, email_normalized)
        SELECT 'Guest ' || n, 'Guest ' || n, TRUE, 'contact', 'ask',
               'Town ' || kind || '-' || n %% %(pairs)s,
               (%(langs)s)[1 + n / %(pairs)s %% 3],
               kind || '.' || n || '@guests.example.com',
               kind || '.' || n || '@guests.example.com'
          FROM generate_series(0, %(contacts)s - 1) n, generate_series(0, 1) kind
     RETURNING id),
    members AS (
        INSERT INTO loyalty_tier_membership (
               program_id, partner_id, tier_id, visits, spend, stars, orders,
               joined_on, last_visit)
        SELECT %(program)s, id, (%(tiers)s)[1 + id %% cardinality(%(tiers)s)],
               5, 50, 0, 5, current_date, current_date FROM guests),
    agreed AS (
        INSERT INTO res_partner_consent (partner_id, purpose, channel, how, text,
               given_on, user_id)
        SELECT id, 'offers', 'email', 'spoken', 'Yes', now(), 1
          FROM guests)
    INSERT INTO mail_blacklist (email, active)
    SELECT n || '@barred.example.com', TRUE FROM generate_series(1, 1000) n
"""
LANGUAGES = ("en_US", "ko_KR", "ja_JP")
# As much to read for both; ours has the block of each tier where Odoo's says the same
# to all.
BLOCK = "<p>For you: {}</p>"
TEXT = (
    '<p>Dear <t t-out="object.loyalty_tier_id.name">guest</t>,</p>'
    '<p><a href="https://shop.example.com/menu">There is something new.</a></p>'
    '{}<p><a href="/unsubscribe_from_list">Unsubscribe</a></p>'
)


def main(env, contacts, pairs, result):
    fill(env, contacts, pairs)
    figures = {
        name: in_turn(env, pairs, first, make)
        for first, (name, make) in enumerate(
            {"one text": plain, "blocks by tier, three languages": editions}.items()
        )
    }
    Path(result).write_text(json.dumps(figures), encoding="utf-8")


def in_turn(env, pairs, kind, make):
    """Prepare the same mails as Odoo and as we do; who goes first changes."""
    times = {who: {"wall": [], "cpu": []} for who in ("stock", "ours")}
    mails = []
    for number in range(pairs):
        makers = [("stock", stock), ("ours", make)]
        made = {}
        for who, write in makers if number % 2 else reversed(makers):
            mailing = write(env, f"Town {kind}-{number}")
            env.flush_all()
            env.cr.commit()
            env.invalidate_all()
            gc.collect()
            wall, cpu = time.perf_counter(), time.process_time()
            mailing._action_send_mail()
            times[who]["wall"].append(time.perf_counter() - wall)
            times[who]["cpu"].append(time.process_time() - cpu)
            made[who] = env["mail.mail"].search_count([("mailing_id", "=", mailing.id)])
        assert made["stock"] == made["ours"], made
        mails.append(made["ours"])
    return {"mails": mails, **times}


def mailing_of(env, town, **values):
    return env["mailing.mailing"].create(
        {
            "subject": "New on the menu",
            "mailing_model_id": env["ir.model"]._get_id("res.partner"),
            "body_html": TEXT.format(BLOCK.format("all")),
            "email_from": "shop@shop.example.com",
            "mailing_domain": repr([("city", "=", town)]),
            **values,
        }
    )


def stock(env, town):
    return mailing_of(env, town)


def plain(env, town):
    audience = env["loyalty.tier.audience"].create(
        {"name": town, "program_id": program(env).id}
    )
    mailing = mailing_of(env, town, loyalty_tier_hold_back=0)
    mailing.loyalty_tier_audience_id = audience
    return mailing


def editions(env, town):
    template = env["mail.template"].create(
        {
            "name": town,
            "model_id": env["ir.model"]._get_id("res.partner"),
            "subject": "New on the menu",
            "body_html": TEXT.format(""),
        }
    )
    for lang in LANGUAGES:
        template.with_context(lang=lang).subject = f"New on the menu, {lang}"
    mailing = plain(env, town)
    mailing.loyalty_tier_template_id = template
    env["loyalty.tier.mailing.block"].create(
        [
            {
                "mailing_id": mailing.id,
                "name": tier.name,
                "tier_ids": tier.ids,
                "body": BLOCK.format(tier.name),
            }
            for tier in program(env).tier_ids
        ]
    )
    return mailing


def program(env):
    return env["loyalty.tier.program"].search([], limit=1)


def fill(env, contacts, pairs):
    """Write guests into towns: one for each pair, of both kinds of mailing."""
    program(env).message_limit = 0
    env.flush_all()
    values = {
        "contacts": contacts,
        "pairs": pairs,
        "program": program(env).id,
        "tiers": program(env).tier_ids.ids,
        "langs": list(LANGUAGES),
    }
    env.cr.execute(
        GUESTS,
        values,
    )
    env.cr.execute(
        "UPDATE res_partner SET commercial_partner_id = id"
        " WHERE commercial_partner_id IS NULL"
    )
    env.cr.commit()
    env.cr.execute("ANALYZE res_partner, loyalty_tier_membership, res_partner_consent")
    env.invalidate_all()
