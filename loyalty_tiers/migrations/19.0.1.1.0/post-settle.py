# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import SUPERUSER_ID, api


def migrate(cr, _version):
    """Have all members settled once: memberships say more than before."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    for program in env["loyalty.tier.program"].search([]):
        program._resettle("rules")
