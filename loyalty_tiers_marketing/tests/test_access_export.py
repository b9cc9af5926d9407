# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.fields import Command
from odoo.tests import tagged

from .common_consent import NEWS, ConsentCommon


@tagged("post_install", "-at_install")
class TestAccessExport(ConsentCommon):
    """A list of guests that leaves the house leaves a line."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        may = cls.env.ref("base.group_allow_export")
        users = cls.marketing | cls.manager | cls.employee
        users.write({"group_ids": [Command.link(may.id)]})

    def _of_list(self):
        lines = self.env["loyalty.tier.access"].sudo()
        return lines.search([("subject", "=", "list")], order="id")

    def test_an_export_of_contacts_leaves_one_line(self):
        guests = self.ada | self._make_guest("Grace")

        guests.with_user(self.marketing).export_data(["name", "email"])

        line = self._of_list()
        self.assertRecordValues(
            line,
            [
                {
                    "user_id": self.marketing.id,
                    "action": "exported",
                    "count": 2,
                    "partner_id": False,
                }
            ],
        )
        self.assertEqual(line.model_id.model, "res.partner")

    def test_an_export_of_one_names_the_guest(self):
        self.ada.with_user(self.manager).export_data(["name"])

        self.assertEqual(self._of_list().partner_id, self.ada)

    def test_an_export_of_ours_leaves_a_line_too(self):
        consent = self._agree(self.ada, NEWS)

        consent.with_user(self.marketing).export_data(["purpose"])

        self.assertEqual(self._of_list().model_id.model, "res.partner.consent")

    def test_other_exports_are_none_of_our_business(self):
        self.product.with_user(self.manager).export_data(["name"])
        self.env["res.partner"].with_user(self.marketing).export_data(["name"])
        self.ada.with_user(self.employee).export_data(["name"])

        self.assertEqual(self._of_list().mapped("model_id.model"), [])
