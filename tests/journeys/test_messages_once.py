"""Automatic messages, sent by many at once and killed: everybody hears it once."""

import pytest
from shop import running_shop

GUESTS = 300

PREPARE = f"""
from datetime import timedelta
from odoo import fields
program = env.company._loyalty_tier_program()
program.write({{'quiet_from': 0, 'quiet_to': 0, 'message_limit': 0}})
message = program.message_ids.filtered(lambda message: message.kind == 'promotion')
message.write({{'is_on': True, 'wait_hours': 0, 'hold_back': 0}})
message.on_since = fields.Datetime.now() - timedelta(hours=1)
tier = program.tier_ids[0]
guests = env['res.partner'].create([
    {{'name': f'Guest {{n}}', 'email': f'guest{{n}}@once.example.com'}}
    for n in range({GUESTS})])
env['res.partner.consent']._agree(guests, ['news'], ['email'])
env.flush_all()
env.cr.execute('''
    INSERT INTO loyalty_tier_membership (
           program_id, partner_id, tier_id, since, joined_on, last_visit,
           visits, spend, stars, orders, margin)
    SELECT %s, id, %s, now() AT TIME ZONE 'UTC', current_date, current_date, 1, 10, 0, 1, 5
      FROM res_partner WHERE id = ANY(%s)
    ''', [program.id, tier.id, guests.ids])
env.cr.execute('''
    INSERT INTO loyalty_tier_move (
           program_id, partner_id, to_tier_id, date, is_promotion, cause, party)
    SELECT %s, id, %s, now() AT TIME ZONE 'UTC' - interval '1 minute', TRUE, 'order',
           'none' FROM res_partner WHERE id = ANY(%s)
    ''', [program.id, tier.id, guests.ids])
env.cr.commit()
"""
# As many at once as there are connections for them; without pity for the machine.
RUN = """
import os, signal, threading
from odoo import SUPERUSER_ID, api
if {seconds}:
    threading.Timer({seconds}, os.kill, (os.getpid(), signal.SIGKILL)).start()
def run():
    with env.registry.cursor() as cr:
        api.Environment(cr, SUPERUSER_ID, {{}})['loyalty.tier.message']._cron_send()
runs = [threading.Thread(target=run) for _run in range({runs})]
for thread in runs:
    thread.start()
for thread in runs:
    thread.join()
"""
TRACES = """
    SELECT count(*), count(DISTINCT trace.res_id), count(trace.mail_mail_id)
      FROM mailing_trace trace JOIN res_partner guest ON guest.id = trace.res_id
     WHERE trace.model = 'res.partner' AND guest.email LIKE '%@once.example.com'"""

STANDING = """
    SELECT message.kind, message.error, addressee.fate, count(addressee.id)
      FROM loyalty_tier_message message
 LEFT JOIN loyalty_tier_addressee addressee USING (mailing_id)
     WHERE message.is_on GROUP BY 1, 2, 3"""


@pytest.fixture(scope="module")
def shop():
    """A shop of its own: a crowd hides the guests of other tests from a till."""
    with running_shop("journey_messages") as shop:
        yield shop


def test_everybody_hears_it_once_whoever_sends_and_is_killed(shop):
    shop.shell(PREPARE)
    for seconds in (0.8, 1.5, 2.2):
        _killed(shop, RUN.format(seconds=seconds, runs=3))
    shop.shell(RUN.format(seconds=0, runs=30))
    shop.shell(RUN.format(seconds=0, runs=1))

    ((traces, guests, mails),) = shop.sql(TRACES)
    assert (traces, guests, mails) == (GUESTS, GUESTS, GUESTS), shop.sql(STANDING)


def _killed(shop, code):
    """Run code in a process that kills itself halfway."""
    try:
        shop.shell(code)
    except Exception as error:  # noqa: BLE001
        print("The process was killed, as it should:", error)
