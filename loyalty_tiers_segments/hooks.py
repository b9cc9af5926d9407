# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).


def post_init_hook(env):
    """Look at the cost prices, and do not wait for the first night.

    What changes from now on is a change of costs.

    :param env: of the database
    """
    env["loyalty.tier.segment.cost"]._look(env.cr.now().date())
    env.ref("loyalty_tiers_segments.ir_cron_segments")._trigger()
