# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import inspect

from odoo import models
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import MarketingCommon

OF_ORM = set(dir(models.BaseModel))
# What a browser can call of ours, by RPC. A new one fails a test until it stands here.
PUBLIC = {
    "loyalty.tier.audience": {"action_guests", "action_write"},
    "loyalty.tier.mailing.confirm": {"action_send"},
    "loyalty.tier.message": {"action_guests", "action_preview", "action_resume"},
    "loyalty.tier.message.preview": {"action_test"},
    "loyalty.tier.paper": {
        "action_choose",
        "action_labels",
        "action_letters",
        "action_printed",
        "action_rest",
        "action_undo",
    },
    "mailing.mailing": {
        "action_cancel",
        "action_loyalty_tier_guests",
        "action_loyalty_tier_preview",
        "action_loyalty_tier_results",
        "action_put_in_queue",
        "action_send_mail",
    },
    "mailing.mailing.schedule.date": {"action_schedule_date"},
    "mailing.mailing.test": {"send_mail_test"},
    # Opens a dialog, which has rights of its own.
    "res.partner": {"action_loyalty_tier_note_consent"},
    "res.partner.consent.note": {"action_note"},
}
# These say what they say to everybody, or have tests of their own who may call them.
HARMLESS = {
    ("loyalty.tier.knowledge", "note_wish"),
    ("res.partner", "mail_allowed_qweb_expressions"),
}


@tagged("post_install", "-at_install")
class TestPublicMethodsMarketing(MarketingCommon):
    def test_every_method_that_can_be_called_is_known(self):
        found = {
            (name, method)
            for name, model in self.env.items()
            for cls in type(model).__mro__
            if cls.__module__.startswith("odoo.addons.loyalty_tiers_marketing.")
            for method, function in vars(cls).items()
            if inspect.isfunction(function)
            and not method.startswith("_")
            and method not in OF_ORM
            and not getattr(function, "_api_private", False)
        }
        known = {(model, name) for model, names in PUBLIC.items() for name in names}

        self.assertEqual(found, known | HARMLESS)

    def test_who_has_no_business_here_is_refused_everywhere(self):
        self._guest("Ada")
        mailing = self._mailing()
        rows = {
            "loyalty.tier.audience": self.audience,
            "loyalty.tier.mailing.confirm": self.env[
                "loyalty.tier.mailing.confirm"
            ].create({"mailing_id": mailing.id}),
            "loyalty.tier.message": self.program.message_ids[:1],
            "loyalty.tier.paper": self.env["loyalty.tier.paper"].create(
                {"name": "Letter", "audience_id": self.audience.id}
            ),
            "mailing.mailing": mailing,
        }
        strangers = (
            self.env.ref("base.public_user"),
            self._make_user("portal", "base.group_portal", internal=False),
            self._make_user("employee"),
        )
        for user in strangers:
            for model, row in rows.items():
                for name in sorted(PUBLIC[model]):
                    with self.subTest(f"{user.login} {model}.{name}"):
                        record = self.env[model].with_user(user).browse(row.id)
                        self.assertRaises(AccessError, getattr(record, name))
        self.assertEqual(mailing.state, "draft")
        self.assertFalse(mailing.mailing_trace_ids)
