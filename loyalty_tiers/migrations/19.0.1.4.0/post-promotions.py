# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import SUPERUSER_ID, api


def migrate(cr, _version):
    """Put the text of the mail at a promotion away; it is kept for who has changed it."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    template = env.ref("loyalty_tiers.mail_template_promotion", False)
    if template:
        template.active = False
