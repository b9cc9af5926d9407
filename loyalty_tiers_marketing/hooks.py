# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).


def uninstall_hook(env):
    """Remove the settings that an owner has saved: no addon owns those.

    :param env: of the database that is left
    """
    parameters = env["ir.config_parameter"].sudo()
    parameters.search([("key", "=like", "loyalty\\_tiers\\_marketing.%")]).unlink()
