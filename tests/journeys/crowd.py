"""A thousand guests who are section heads and up and like pork; not all may be told."""

from collections import Counter

GUESTS = 1000
# How many of them may not be written to, for each of the seven reasons.
LEFT_OUT = {
    "no_address": 20,
    "left": 20,
    "left_all": 20,
    "unasked": 20,
    "blacklisted": 19,
    "twice": 19,
    "limit": 19,
}
EXPECTED = GUESTS - sum(LEFT_OUT.values())
LANGUAGES = ("en_US", "ko_KR", "ja_JP")
# Visits with which a title is held, and the title in each language.
TITLES = {
    2: ("Section Head", "과장", "課長"),
    5: ("Department Head", "부장", "部長"),
    10: ("Director", "이사", "取締役"),
    20: ("President", "사장", "社長"),
    36: ("Chairman", "회장", "会長"),
}
WORDS = ("Pork belly tonight", "오늘 밤 삼겹살", "今夜は豚バラ")


def fate(number):
    """Return what is planted for a guest; ``written`` for most."""
    for name, count in LEFT_OUT.items():
        if number < count:
            return name
        number -= count
    return "written"


def visits(number):
    return list(TITLES)[number % len(TITLES)]


def address(number):
    """Return where a guest is written to; some have that of another."""
    if fate(number) == "no_address":
        return False
    if fate(number) == "twice":
        return address(GUESTS - number)
    return f"guest{number}@guests.example.com"


def expected():
    """Return language and title that each address must read, by address."""
    written = (number for number in range(GUESTS) if fate(number) == "written")
    return {
        address(number): (
            WORDS[number % 3],
            TITLES[visits(number)][number % 3],
        )
        for number in written
    }


def assert_arrived(mails):
    """Check that exactly the expected have got it, each once, in their words."""
    wanted = expected()
    arrived = Counter(mail.address for mail in mails)
    assert {a: n for a, n in arrived.items() if n > 1} == {}, "somebody got it twice"
    assert set(arrived) == set(wanted)
    assert len(arrived) == EXPECTED
    for mail in mails:
        words, title = wanted[mail.address]
        assert words in mail.subject
        assert f"{title}!" in mail.body
    assert len({mail.way_out for mail in mails}) == EXPECTED


# Guests, their visits, likes and consents; the text in three languages; the server.
PREPARE = """
import sys
sys.path.insert(0, {folder!r})
import crowd

env['ir.config_parameter'].set_param('web.base.url', {url!r})
env['ir.mail_server'].search([]).active = False
env['ir.mail_server'].create(
    {{'name': 'Catcher', 'smtp_host': '127.0.0.1', 'smtp_port': {port},
      'smtp_encryption': 'none', 'sequence': 1}})
program = env.company.loyalty_tier_program_id
program.message_limit = 4
names = [f'Guest {{number}}' for number in range(crowd.GUESTS)]
plain = env['res.partner'].with_context(tracking_disable=True)
# Those who share an address come after those whose address it is.
order = sorted(range(crowd.GUESTS), key=lambda n: crowd.fate(n) == 'twice')
created = plain.create([
    {{'name': names[n], 'lang': crowd.LANGUAGES[n % 3], 'email': crowd.address(n)}}
    for n in order])
guests = dict(zip(order, created))
strangers = plain.create([
    {{'name': f'Stranger {{n}}', 'email': f'stranger{{n}}@guests.example.com'}}
    for n in range(40)])
consents = env['res.partner.consent']
consents._agree(created | strangers, ['offers'], ['email'])

def of(fate):
    return plain.browse([g.id for n, g in guests.items() if crowd.fate(n) == fate])

consents._leave(of('left'), ['offers'])
consents._leave(of('left_all'))
consents.search([('partner_id', 'in', of('unasked').ids)]).unlink()
for guest in of('blacklisted'):
    env['mail.blacklist']._add(guest.email)
former = env['mailing.mailing'].create(
    {{'subject': 'Before', 'mailing_model_id': env['ir.model']._get_id('res.partner')}})
env['mailing.trace'].create([
    {{'mass_mailing_id': former.id, 'model': 'res.partner', 'res_id': guest.id,
      'trace_status': 'sent', 'email': guest.email}}
    for guest in of('limit') for _time in range(program.message_limit)])
# Half of the strangers hold no title high enough, the other half does not like pork.
visits = {{g.id: crowd.visits(n) for n, g in guests.items()}}
visits |= {{s.id: 1 if n % 2 else 5 for n, s in enumerate(strangers)}}
pork = env['res.partner.preference.tag'].search([('name', '=', 'Pork')], limit=1)
pork = pork or pork.create({{'name': 'Pork'}})
likers = created | strangers.filtered(lambda s: visits[s.id] == 1)
env['res.partner.preference'].create([
    {{'partner_id': liker.id, 'tag_id': pork.id, 'kind': 'likes'}} for liker in likers])
env.flush_all()
env.cr.execute('''
    INSERT INTO loyalty_tier_entry (
           program_id, partner_id, company_id, date, day, amount, units, multiplier,
           origin_model, origin_id, takes_back_id, write_date)
    SELECT %s, guest, %s, day, day, 10, 1, 1, 'res.company', guest * 100 + visit, 0, now()
      FROM unnest(%s, %s) came (guest, times),
           generate_series(1, times) visit,
           LATERAL (SELECT current_date - visit * 2 AS day) days''',
    [program.id, env.company.id, list(visits), list(visits.values())])
env['loyalty.tier.membership']._settle(program, list(visits), 'check', party=False)
text = ('<p><t t-out="object.loyalty_tier_id.name">Guest</t>!</p>'
        '<p><a href="/unsubscribe_from_list">x</a></p>')
template = env['mail.template'].create(
    {{'name': 'Pork', 'model_id': env['ir.model']._get_id('res.partner'),
      'subject': crowd.WORDS[0], 'body_html': text}})
for lang, words in zip(crowd.LANGUAGES, crowd.WORDS):
    template.with_context(lang=lang).write({{'subject': words, 'body_html': text}})
lowest = program.tier_ids.filtered(lambda t: t.name == 'Section Head')
audience = env['loyalty.tier.audience'].create(
    {{'name': 'Section head and up, likes pork', 'program_id': program.id,
      'tier_from_id': lowest.id, 'like_tag_ids': pork.ids}})
print(audience.id, template.id)
"""
