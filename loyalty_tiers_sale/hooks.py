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
    env["loyalty.tier.breach"].sudo().search(
        [("origin_model", "=", "sale.order")]
    ).unlink()
    env["loyalty.tier.program"].search([])._resettle("history")
