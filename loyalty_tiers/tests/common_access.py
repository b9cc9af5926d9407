# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from .common import LoyaltyTiersCommon

NOTHING, READ, ALL = "", "r", "rwcu"
OPERATIONS = {"r": "read", "w": "write", "c": "create", "u": "unlink"}


class LoyaltyTiersAccessCommon(LoyaltyTiersCommon):
    """One user of each role, from the outside in."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.public = cls.env.ref("base.public_user")
        cls.portal = cls._make_user("portal", "base.group_portal", internal=False)
        cls.employee = cls._make_user("employee")
        cls.marketing = cls._make_user(
            "marketing", "loyalty_tiers.group_loyalty_tiers_marketing"
        )
        cls.manager = cls._make_user(
            "manager", "loyalty_tiers.group_loyalty_tiers_manager"
        )
        cls.roles = [
            cls.public,
            cls.portal,
            cls.employee,
            cls.cashier,
            cls.marketing,
            cls.manager,
        ]

    def assertRights(self, models):
        """Compare what each role may do with a table, model by model.

        :param models: rights of the six roles, such as "rw", by the name of the model
        """
        for model, rights in models.items():
            for user, allowed in zip(self.roles, rights, strict=True):
                may = "".join(
                    letter
                    for letter, operation in OPERATIONS.items()
                    if self.env[model].with_user(user).has_access(operation)
                )
                self.assertEqual(may, allowed, f"{user.login} on {model}")

    def _stranger(self):
        """Return a manager of another company."""
        company = self.env["res.company"].create({"name": "Next Door"})
        return self._make_user(
            "stranger", "loyalty_tiers.group_loyalty_tiers_manager", company=company
        )
