# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import date

from .common import LoyaltyTiersCommon

TODAY = date(2026, 11, 23)


class LoyaltyTiersGuestCommon(LoyaltyTiersCommon):
    """A guest of whom something is known."""

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
            "manager",
            "loyalty_tiers.group_loyalty_tiers_manager",
            "base.group_partner_manager",
        )
        cls.greeter = cls._make_user(
            "greeter", "loyalty_tiers.group_loyalty_tiers_cashier"
        )

    @classmethod
    def _stranger(cls, name="stranger"):
        """A manager of another company."""
        company = cls.env["res.company"].create({"name": f"Next Door to {name}"})
        return cls._make_user(
            name, "loyalty_tiers.group_loyalty_tiers_manager", company=company
        )

    @classmethod
    def _preference(cls, guest, text, kind="likes", **values):
        if kind == "forbidden":
            values = {
                "reason": "allergy",
                "consent_id": cls._consent(guest).id,
                **values,
            }
        return cls._sudo("res.partner.preference").create(
            {"partner_id": guest.id, "kind": kind, "text": text, **values}
        )

    @classmethod
    def _consent(cls, guest, **values):
        return cls._sudo("res.partner.consent").create(
            {"partner_id": guest.id, "text": "Yes, note it.", **values}
        )

    @classmethod
    def _talk(cls, guest, text, **values):
        return cls._sudo("res.partner.conversation").create(
            {"partner_id": guest.id, "text": text, **values}
        )

    @classmethod
    def _occasion(cls, guest, month=5, day=17, **values):
        kind = cls.env["res.partner.occasion.kind"].create({"name": "Name day"})
        return cls._sudo("res.partner.occasion").create(
            {
                "partner_id": guest.id,
                "kind_id": kind.id,
                "month": month,
                "day": day,
                **values,
            }
        )

    @classmethod
    def _access(cls, guest=None, **values):
        return cls._sudo("loyalty.tier.access").create(
            {
                "partner_id": guest and guest.id,
                "user_id": cls.cashier.id,
                "action": "opened",
                "subject": "forbidden",
                **values,
            }
        )

    @classmethod
    def _lines(cls, guest, action):
        """The lines that somebody left with a guest."""
        return cls._sudo("loyalty.tier.access").search(
            [("partner_id", "=", guest.id), ("action", "=", action)]
        )

    @classmethod
    def _sudo(cls, model):
        env = cls.env[model].with_context(loyalty_tiers_unwatched=True)
        return env.sudo()
