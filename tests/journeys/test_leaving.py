"""A guest leaves the news in a browser: birthday wishes still come, the news never."""

import pytest
from box import machine
from catcher import Catcher
from playwright.sync_api import expect
from shop import running_shop

PHONE = {"width": 390, "height": 844}
LEAVER, STAYER = "lena@leave.example.com", "stella@leave.example.com"
MAILINGS = "mass_mailing.ir_cron_mass_mailing_queue"
MESSAGES = "loyalty_tiers_marketing.ir_cron_messages"
MAILS = "mail.ir_cron_mail_scheduler_action"
PREPARE = """
env['ir.config_parameter'].set_param('web.base.url', url)
env['ir.mail_server'].search([]).active = False
env['ir.mail_server'].create(
    {'name': 'Catcher', 'smtp_host': '127.0.0.1', 'smtp_port': port,
      'smtp_encryption': 'none', 'sequence': 1})
program = env.company.loyalty_tier_program_id
program.write({'quiet_from': 0, 'quiet_to': 0, 'message_limit': 0})
program.tier_ids.occasion_days = 0
lena, stella = env['res.partner'].create([
    {'name': 'Lena Leaver', 'email': leaver},
    {'name': 'Stella Stayer', 'email': stayer}])
env['res.partner.consent']._agree(lena | stella, ['news', 'birthday'], ['email'])
tag = env['res.partner.preference.tag'].create({'name': 'Lanterns'})
env['res.partner.preference'].create([
    {'partner_id': guest.id, 'tag_id': tag.id, 'kind': 'likes'}
    for guest in lena | stella])
today = program._today()
env['res.partner.occasion'].create(
    {'partner_id': lena.id, 'month': today.month, 'day': today.day,
      'kind_id': env.ref('loyalty_tiers.occasion_kind_birthday').id})
"""
# Visits of both: what settling makes of them is the fact that an audience asks for.
VISITS = """
program = env.company.loyalty_tier_program_id
guests = env['res.partner'].search([('email', 'like', '%@leave.example.com')])
env.cr.execute('''
    INSERT INTO loyalty_tier_entry (
           program_id, partner_id, company_id, date, day, amount, units, multiplier,
           origin_model, origin_id, takes_back_id, write_date)
    SELECT %s, guest, %s, day, day, 10, 1, 1, 'res.company', guest * 100 + visit, 0, now()
      FROM unnest(%s) guest, generate_series(%s, %s) visit,
           LATERAL (SELECT current_date - visit * 2 AS day) days''',
    [program.id, env.company.id, guests.ids, first, last])
env['loyalty.tier.membership']._settle(program, guests.ids, 'check', party=False)
"""
AUDIENCE = """
tag = env['res.partner.preference.tag'].search([('name', '=', 'Lanterns')])
program = env.company.loyalty_tier_program_id
audience = env['loyalty.tier.audience'].create(
    {'name': 'Lanterns', 'program_id': program.id, 'purpose': 'news',
     'tier_from_id': program.tier_ids.sorted()[0].id, 'like_tag_ids': tag.ids})
print(audience.id)
"""
# As if the last weeks had been a month earlier.
A_MONTH_LATER = """
for table, column in (('mailing_trace', 'create_date'),
                      ('loyalty_tier_addressee', 'chosen_on'),
                      ('res_partner_consent', 'given_on'),
                      ('res_partner_consent', 'withdrawn_on'),
                      ('loyalty_tier_move', 'date')):
    env.cr.execute(f"UPDATE {table} SET {column} = {column} - interval '31 days'")
"""
BIRTHDAYS = """
from datetime import timedelta
message = env.company.loyalty_tier_program_id.message_ids.filtered(
    lambda message: message.kind == 'birthday')
message.write({'is_on': True, 'days': 0, 'wait_hours': 0, 'hold_back': 0})
message.on_since = message.on_since - timedelta(days=2)
"""


@pytest.fixture(scope="module")
def shop():
    """A shop of its own: it mails, and its months go by."""
    with running_shop("journey_leaving") as shop:
        yield shop


@pytest.fixture
def post():
    post = Catcher(machine.free_port(8590))
    post.start()
    yield post
    post.stop()


def test_who_leaves_the_news_still_gets_the_birthday_wish(
    shop, post, visitor, pictures
):
    _shell(shop, PREPARE, url=shop.url, port=post.port, leaver=LEAVER, stayer=STAYER)
    _shell(shop, VISITS, first=1, last=2)
    audience = int(shop.shell(AUDIENCE).split()[-1])
    _write(shop, audience, "A new dish")
    assert _reached(post) == [LEAVER, STAYER]

    page = visitor(viewport=PHONE)
    [mail] = [mail for mail in post.mails if mail.address == LEAVER]
    page.goto(mail.way_out)
    pictures(page, "leaving-question")
    page.click("button:has-text('Stop these mails')")
    expect(page.locator("main").last).to_contain_text("You get no more of these")
    expect(page.locator("main").last).to_contain_text("Birthday wishes")
    pictures(page, "leaving-left")

    post.mails.clear()
    shop.shell(BIRTHDAYS)
    _run(shop, MESSAGES, MAILS)
    assert _reached(post) == [LEAVER]

    post.mails.clear()
    shop.shell(A_MONTH_LATER)
    _shell(shop, VISITS, first=3, last=12)  # both rise, and are selected again
    _write(shop, audience, "Another dish")
    assert _reached(post) == [STAYER]


def _shell(shop, code, **values):
    given = "\n".join(f"{name} = {value!r}" for name, value in values.items())
    return shop.shell(f"{given}\n{code}")


def _write(shop, audience, subject):
    """Send a mailing to the audience, as marketing does with its button."""
    marketing = shop.office("marketing")
    model = shop.office().find("ir.model", ("model", "=", "res.partner"))
    mailing = marketing.call(
        "mailing.mailing",
        "create",
        {
            "subject": subject,
            "body_html": '<p>Ask for it. <a href="/unsubscribe_from_list">x</a></p>',
            "mailing_model_id": model,
            "loyalty_tier_audience_id": audience,
            "loyalty_tier_hold_back": 0,
            "email_from": "shop@shop.example.com",
        },
    )
    marketing.call("mailing.mailing", "action_launch", [mailing])
    _run(shop, MAILINGS, MAILS)


def _run(shop, *jobs):
    office = shop.office()
    for job in jobs:
        office.call("ir.cron", "method_direct_trigger", [office.ref(job)])


def _reached(post):
    """Return who of the two has got mails; the demo has birthdays of its own."""
    return sorted({mail.address for mail in post.mails} & {LEAVER, STAYER})
