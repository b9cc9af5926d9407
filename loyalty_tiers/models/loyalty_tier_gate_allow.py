# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import time

from odoo import api, models
from odoo.exceptions import AccessDenied, AccessError, UserError
from odoo.tools import consteq, hmac

MANAGERS = (
    "point_of_sale.group_pos_manager",
    "loyalty_tiers.group_loyalty_tiers_manager",
)
SCOPE = "loyalty_tiers_override"
LONGEST_REASON = 200
# A table may sit long, and a till may be without connection for days.
VALID = 7 * 24 * 3600  # seconds


class LoyaltyTierGate(models.Model):
    """A manager lets something go past a gate, and the server knows that it was one.

    A till keeps what the server signed: so nobody but a manager allows anything,
    whatever a browser sends with its orders.
    """

    # A file of its own for one purpose.
    # pylint: disable-next=consider-merging-classes-inherited
    _inherit = "loyalty.tier.gate"

    @api.model
    def allow_past(self, config_id, values):
        """Sign that a manager allows products on an order. Called by tills.

        :param int config_id: id of the ``pos.config``
        :param dict values: ``product_ids``, ``reason``, and ``login`` with ``password``
            of a manager where the user is none
        :return: ``user_id`` and ``name`` of the manager, and ``proofs`` by product
        :rtype: dict
        :raise AccessError: where no manager says so
        :raise UserError: without a reason
        """
        config = self._till_of(config_id)
        reason = str(values.get("reason") or "").strip()[:LONGEST_REASON]
        if not reason:
            raise UserError(self.env._("Please say why."))
        manager = self._manager_of(config, values)
        product_ids = [i for i in values.get("product_ids") or [] if type(i) is int]
        moment = int(time.time())
        return {
            "user_id": manager.id,
            "name": manager.name,
            "proofs": {
                str(product_id): self._sign(
                    config.id, product_id, manager.id, reason, moment
                )
                for product_id in product_ids
            },
        }

    @api.model
    def _manager_of(self, config, values):
        """Return the manager who allows something: the user, or who logs in for it.

        :rtype: res.users
        :raise AccessError: where it is no manager of the company of the till
        """
        user = self.env.user
        if values.get("login"):
            user = self._who_logs_in(str(values["login"]), str(values.get("password")))
        if not self._manages(user, config):
            raise AccessError(
                self.env._("Only a manager may allow this. Please ask one to log in.")
            )
        return user

    @api.model
    def _manages(self, user, config):
        mine = config.company_id in user.sudo().company_ids
        return mine and any(user.has_group(group) for group in MANAGERS)

    @api.model
    def _who_logs_in(self, login, password):
        """Return the user of a login, as Odoo checks it when somebody logs in.

        :rtype: res.users
        :raise AccessError: where the password is wrong, or was too often
        """
        users = self.env["res.users"].sudo()
        try:
            with users._assert_can_auth(user=login):
                user = users.search(
                    users._get_login_domain(login),
                    order=users._get_login_order(),
                    limit=1,
                )
                if not user:
                    raise AccessDenied()
                user = user.with_user(user)
                user._check_credentials(
                    {"type": "password", "login": login, "password": password},
                    {"interactive": True},
                )
        except AccessDenied as error:
            raise AccessError(self.env._("Wrong login or password.")) from error
        return self.env["res.users"].browse(user.id)

    @api.model
    def _sign(self, config_id, product_id, user_id, reason, moment):
        said = (config_id, product_id, user_id, reason, moment)
        return f"{moment}.{hmac(self.env(su=True), SCOPE, said)}"

    @api.model
    def _is_signed(self, config, product_id, user_id, reason, proof):
        """Tell whether the server has signed that a manager allows a product.

        :param str proof: as the line of an order carries it
        :rtype: bool
        """
        moment = (proof or "").partition(".")[0]
        if not moment.isdecimal() or abs(time.time() - int(moment)) > VALID:
            return False
        expected = self._sign(config.id, product_id, user_id, reason, int(moment))
        return consteq(expected, proof)
