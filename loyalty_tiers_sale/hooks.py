# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).


def post_init_hook(env):
    """Have the orders of the past counted, in the background.

    :param env: of the database that the addon was installed in
    """
    env["loyalty.tier.program"].search([])._recount()


def uninstall_hook(env):
    """Take away what sales orders counted: nothing is left that could explain it.

    :param env: of the database that is left
    """
    entries = env["loyalty.tier.entry"].sudo()
    entries.search([("origin_model", "=", "sale.order")]).unlink()
    breaches = env["loyalty.tier.breach"].sudo()
    breaches.search([("origin_model", "=", "sale.order")]).unlink()
    moves = env["loyalty.tier.move"].sudo()
    moves.search([("origin_model", "=", "sale.order")]).write(
        {"origin_model": False, "origin_id": False}
    )
    env["loyalty.tier.program"].search([])._resettle("history")
