# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import SUPERUSER_ID, api


def migrate(cr, _version):
    """Let who works at a till know its guests, as a new installation does.

    The data that does so is the owner's to change: an update never loads it.
    """
    env = api.Environment(cr, SUPERUSER_ID, {})
    servers = env.ref("loyalty_tiers.group_loyalty_tiers_server")
    env.ref("point_of_sale.group_pos_user")._apply_group(servers)
