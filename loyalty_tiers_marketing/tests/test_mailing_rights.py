# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import MarketingCommon


@tagged("post_install", "-at_install")
class TestMailingRights(MarketingCommon):
    """Strangers call what can be called, with the ids of a mailing of ours."""

    def _strangers(self):
        portal = self._make_user("portal", "base.group_portal", internal=False)
        return [self.env.ref("base.public_user"), portal, self._make_user("employee")]

    def test_strangers_neither_see_nor_send_a_mailing(self):
        self._guest("Ada")
        mailing = self._mailing()
        dialog = self.env["loyalty.tier.mailing.confirm"].create(
            {"mailing_id": mailing.id}
        )
        preview = self.env["loyalty.tier.mailing.preview"].create(
            {"mailing_id": mailing.id}
        )
        self.env.flush_all()
        for user in self._strangers():
            for call in (
                lambda user: dialog.with_user(user).action_send(),
                lambda user: preview.with_user(user).body,
                lambda user: mailing.with_user(user).action_loyalty_tier_preview(),
                lambda user: mailing.with_user(user).action_put_in_queue(),
                lambda user: mailing.with_user(user).action_send_mail(),
            ):
                self.env.invalidate_all()
                with self.subTest(user.login), self.assertRaises(AccessError):
                    call(user)
        self.assertEqual(mailing.state, "draft")

    def test_blocks_of_another_company_are_not_seen(self):
        neighbour = self.env["res.company"].create({"name": "Neighbour"})
        self.program.company_id = self.company
        block = self.env["loyalty.tier.mailing.block"].create(
            {"mailing_id": self._mailing().id, "name": "A glass"}
        )
        marketer = self._make_user(
            "neighbour",
            "loyalty_tiers.group_loyalty_tiers_marketing",
            "mass_mailing.group_mass_mailing_user",
            company=neighbour,
        )

        self.assertFalse(block.with_user(marketer).search([("id", "=", block.id)]))
