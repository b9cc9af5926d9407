"""What counting costs when an order is sent: time as a ratio, further queries."""

from figures import in_turn, line, ratio
from two_shops import EVERY_QUERY, two_shops

ROUNDS = 60
COUNTED = 12
REGULAR_VISITS = 60  # past the highest tier: no order promotes any more


def main():
    line(
        "one order of three lines", "time, ours to stock", "queries: stock, ours, more"
    )
    counts = {kind: count for kind, *count in counted()}
    with two_shops() as shops:
        for kind, *sales in kinds(shops):
            in_turn(*sales, rounds=5)  # warm
            line(kind, ratio(*in_turn(*sales, rounds=ROUNDS)), queries(*counts[kind]))


def counted():
    """Count in a run of its own: writing each query to the log takes time."""
    with two_shops(EVERY_QUERY) as shops:
        for kind, *sales in kinds(shops):
            in_turn(*sales, rounds=5)
            yield (
                kind,
                *(
                    sorted(shop.queries(sale) for _ in range(COUNTED))
                    for shop, sale in zip(shops, sales, strict=True)
                ),
            )


def kinds(shops):
    """The kinds of sales, each with a call for stock and one for ours."""
    regulars = [shop.admin.guest("Regular") for shop in shops]
    for shop, guest in zip(shops, regulars, strict=True):
        orders = [shop.sales.order(guest, 1 + day) for day in range(REGULAR_VISITS)]
        shop.sales.sync(*orders)
    guests = [iter(new_guests(shop)) for shop in shops]

    def sales(of_shop):
        return [of_shop(number, shop.sales) for number, shop in enumerate(shops)]

    yield (
        "plain sale to a regular",
        *sales(lambda n, till: lambda: till.sell(regulars[n], lines=3)),
    )
    yield (
        "sale that promotes",
        *sales(lambda n, till: lambda: till.sell(next(guests[n]), lines=3)),
    )
    yield "sale without customer", *sales(lambda n, till: lambda: till.sell(lines=3))


def new_guests(shop):
    """Guests who have never been here: their first order gives them a title."""
    names = [{"name": f"Newcomer {number}"} for number in range(2 * ROUNDS)]
    return shop.admin.call("res.partner", "create", names)


def queries(stock, ours):
    stock, mine = stock[len(stock) // 2], ours[len(ours) // 2]
    return f"{stock}, {mine}, {mine - stock:+}"


if __name__ == "__main__":
    main()
