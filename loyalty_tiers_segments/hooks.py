# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).


def post_init_hook(env):
    """Look at the cost prices: what changes from now on is a change."""
    env["loyalty.tier.segment.cost"]._look(env.cr.now().date())
