"""Two shops that differ in one thing: one has our addons, the other has not.

Both are made from one database. The other one had the addons too, and they were
uninstalled: so both have the same goods, guests, tills and orders.
"""

import contextlib

from box import machine
from box.databases import COMPILE_ASSETS
from box.setup import box
from office import Counter
from shop import FIRST_PORT, Shop

STOCK, OURS = "bench_stock", "bench_ours"
EVERY_QUERY = "--log-handler=odoo.sql_db:DEBUG"
CUSTOMERS = 1000

# Customers in the order of their orders are loaded first: each has one, and a tier.
CROWD = f"""
partners = env['res.partner'].create(
    [{{'name': f'Customer {{n:04}}'}} for n in range({CUSTOMERS})])
session = env['pos.session'].search([], limit=1)
env.cr.execute('''
    INSERT INTO pos_order (partner_id, session_id, config_id, company_id, state, name,
                           date_order, amount_total, amount_tax, amount_paid,
                           amount_return, uuid)
    SELECT id, %s, %s, %s, 'done', 'Crowd/' || id, now() - interval '1 year', 0, 0, 0,
           0, gen_random_uuid() FROM unnest(%s) AS id''',
    [session.id, session.config_id.id, session.company_id.id, partners.ids])
program = env['loyalty.tier.program'].search([], limit=1)
env.cr.execute('''
    INSERT INTO loyalty_tier_membership (program_id, partner_id, tier_id, visits, spend,
                                         stars, last_visit, since)
    SELECT %s, id, (ARRAY[%s])[1 + id %% %s], 1 + id %% 60, id %% 500, 0,
           current_date - id %% 300, now() FROM unnest(%s) AS id''',
    [program.id, program.tier_ids.ids, len(program.tier_ids), partners.ids])
"""


class Measured(Shop):
    """A shop whose queries can be counted."""

    def __init__(self, odoo, database, port, *arguments):
        super().__init__(odoo, database, port, *arguments)
        self.till = None
        self.sales = None

    def start(self):
        super().start()
        self.admin = self.office()
        self.till = self.till or self.admin.till(f"Bench {self.db}")
        self.sales = Counter(self.admin, self.till)

    def queries(self, call):
        """Count each query of the server during a call, whatever transaction it is in."""
        before = self.log.stat().st_size
        call()
        with self.log.open("rb") as log:
            log.seek(before)
            return log.read().count(b" odoo.sql_db: [")


@contextlib.contextmanager
def two_shops(*arguments, crowd=False, prepare=None):
    """The stock shop and ours, running.

    :param arguments: more arguments for both servers
    :param bool crowd: give both a thousand customers who have been here before
    :param prepare: what else to do to the shop of which both are copies
    """
    with box("requirements-test.txt") as (odoo, databases):
        port = machine.free_port(FIRST_PORT)
        ours = Measured(odoo, OURS, port, *arguments)
        stock = Measured(odoo, STOCK, machine.free_port(port + 1), *arguments)
        databases.copy(databases.shop(), OURS)
        if crowd:
            ours.shell(CROWD)
        if prepare:
            prepare(ours)
        databases.copy(OURS, STOCK)
        stock.uninstall()
        stock.shell(COMPILE_ASSETS)
        try:
            for shop in (stock, ours):
                shop.log.unlink(missing_ok=True)
                shop.start()
            yield stock, ours
        finally:
            for shop in (stock, ours):
                shop.stop()
                databases.drop(shop.db)
