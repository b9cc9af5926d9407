"""Many tills that serve one perk at once, and what perks add to a sale."""

import uuid
from concurrent.futures import ThreadPoolExecutor

from box import machine
from box.setup import box
from figures import line, spread, timed
from office import Counter
from shop import FIRST_PORT
from two_shops import EVERY_QUERY, Measured

CONNECTIONS = 4
ATTEMPTS = 20
ROUNDS = 5
COUNTED = 9
DATABASE = "bench_serve"


def main():
    with box("requirements-test.txt") as (odoo, databases):
        for measure, arguments in ((rush_hour, ()), (sales, (EVERY_QUERY,))):
            databases.copy(databases.shop(), DATABASE)
            port = machine.free_port(FIRST_PORT)
            shop = Measured(odoo, DATABASE, port, *arguments)
            shop.log.unlink(missing_ok=True)
            try:
                shop.start()
                measure(shop)
            finally:
                shop.stop()
                databases.drop(DATABASE)


def rush_hour(shop):
    """Serve one grant from several connections at once, each in an own till."""
    make_perk(shop.admin, "Beer with the crown")
    tills = [shop.admin.till(f"Serve {number}") for number in range(CONNECTIONS)]
    offices = [shop.office() for _till in tills]
    line(
        f"{ATTEMPTS} attempts on {CONNECTIONS} connections",
        "served, told who did, other",
        "milliseconds of an attempt",
    )
    grants = [grant_of(shop, f"Guest {number}") for number in range(ROUNDS + 1)]
    for number, grant in enumerate(grants[:-1], start=1):
        print_rush(f"grant {number}", rush(offices, tills, grant))
    answers = rush(offices, tills, grants[-1], tap="one tap")
    print_rush("one tap, sent again and again", answers)
    [[served]] = shop.sql(
        "SELECT count(*) FROM loyalty_tier_grant WHERE state = 'served' AND id = ANY(%s)",
        grants,
    )
    print(f"  served in the database: {served} of {len(grants)}")


def rush(offices, tills, grant, tap=None):
    """
    :return: the answers, and the seconds of each
    :rtype: tuple(list, list)
    """
    answers, seconds = [], []

    def attempt(number):
        values = {"uuid": tap or str(uuid.uuid4())}
        which = number % CONNECTIONS
        call = offices[which].call
        seconds.append(
            timed(
                lambda: answers.append(
                    call("loyalty.tier.grant", "serve", grant, tills[which], values)
                )
            )
        )

    with ThreadPoolExecutor(CONNECTIONS) as pool:
        list(pool.map(attempt, range(ATTEMPTS)))
    return answers, seconds


def print_rush(what, result):
    answers, seconds = result
    served = sum(answer["state"] == "served" for answer in answers)
    told = sum(
        answer["state"] == "already" and bool(answer["by"]) for answer in answers
    )
    line(
        what,
        f"{served}, {told}, {len(answers) - served - told}",
        spread([1000 * second for second in seconds]),
    )


def sales(shop):
    """Count the queries of sales where no perk is granted, and where some are."""
    perks = shop.admin.call("loyalty.tier.perk", "search", [("given", "!=", "always")])
    shop.admin.call("loyalty.tier.perk", "write", perks, {"active": False})
    without = counted(shop)
    make_perk(shop.admin, "Beer with the crown")
    with_promotion = counted(shop)
    make_perk(
        shop.admin,
        "Soup",
        given="repeat",
        repeat_measure="visits",
        repeat_from="2020-01-01",
    )
    with_repeat = counted(shop)
    line("queries of a sale", "without, with promotions", "and with a repeating perk")
    for kind in without:
        line(
            kind,
            f"{without[kind]}, {with_promotion[kind] - without[kind]:+}",
            f"{with_repeat[kind] - without[kind]:+}",
        )


def counted(shop):
    """
    :return: queries of a sale, by what it is
    :rtype: dict(str, int)
    """
    regular = shop.admin.guest("Regular")
    shop.sales.sync(*(shop.sales.order(regular, 1 + day) for day in range(60)))
    newcomers = iter([shop.admin.guest(f"Newcomer {n}") for n in range(COUNTED + 3)])
    kinds = {
        "plain sale to a regular": lambda: shop.sales.sell(regular),
        "sale that promotes": lambda: shop.sales.sell(next(newcomers)),
    }
    for _warm in range(3):
        for sale in kinds.values():
            sale()
    return {
        kind: sorted(shop.queries(sale) for _ in range(COUNTED))[COUNTED // 2]
        for kind, sale in kinds.items()
    }


def make_perk(office, name, **values):
    """Have the lowest tier give something."""
    tier = office.find("loyalty.tier")
    values = {"given": "promotion", "name": name, "tier_id": tier, **values}
    return office.call("loyalty.tier.perk", "create", values)


def grant_of(shop, name):
    """Promote a new guest; the grant of the beer."""
    guest = shop.admin.guest(name)
    Counter(shop.admin, shop.till).sell(guest)
    [[grant]] = shop.sql(
        "SELECT given.id FROM loyalty_tier_grant given"
        " JOIN loyalty_tier_perk perk ON perk.id = perk_id"
        " WHERE partner_id = %s AND perk.name->>'en_US' = 'Beer with the crown'",
        guest,
    )
    return grant


if __name__ == "__main__":
    main()
