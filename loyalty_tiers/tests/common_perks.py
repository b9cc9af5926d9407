# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from unittest.mock import patch

from .common import LoyaltyTiersCommon


class PerksCommon(LoyaltyTiersCommon):
    """A shop that gives: verbs to make perks, give and serve them."""

    @classmethod
    def _make_perk(cls, name, **values):
        """Create a perk of Silver, given at the promotion unless said otherwise."""
        values = {"given": "promotion", "tier_id": cls.silver.id, **values}
        if values.get("kind") == "product":
            values.setdefault("product_id", cls.product.id)
        return cls.env["loyalty.tier.perk"].create({"name": name, **values})

    @classmethod
    def _make_grant(cls, perk, guest, **values):
        """Give a perk by hand."""
        return cls.env["loyalty.tier.grant"].create(
            {
                "program_id": perk.program_id.id,
                "partner_id": guest.id,
                "perk_id": perk.id,
                "tier_id": perk.tier_id.id,
                "cause": perk.given,
                **values,
            }
        )

    @classmethod
    def _grants(cls, guest, perk=None):
        """Return what a guest was given, the first first."""
        domain = [("partner_id", "=", guest.id)]
        if perk:
            domain.append(("perk_id", "=", perk.id))
        return cls.env["loyalty.tier.grant"].search(domain, order="id")

    def _serve_perk(self, grant, uuid="tap", user=None, till=None, **values):
        """Tap on a perk at a till."""
        grants = self.env["loyalty.tier.grant"].with_user(user or self.cashier)
        answer = grants.serve(
            grant.id, (till or self.till).id, {"uuid": uuid, **values}
        )
        self.env.invalidate_all()
        return answer

    def _treat(self, guest, perk, uuid, user=None, **values):
        """Give a treat at the till."""
        grants = self.env["loyalty.tier.grant"].with_user(user or self.cashier)
        values = {"uuid": uuid, **values}
        answer = grants.give_treat(guest.id, perk.id, self.till.id, values)
        self.env.invalidate_all()
        return answer

    def _due(self, guest):
        """Return what the card shows as due."""
        self.env.invalidate_all()
        grants = self.env["loyalty.tier.grant"]
        return grants._due_rows(self.program, guest)

    def _due_names(self, guest):
        return [row["name"] for row in self._due(guest)]

    @classmethod
    def _night(cls):
        """Run the nightly work on perks."""
        crons = cls.registry["ir.cron"]
        with patch.object(crons, "_commit_progress", lambda *a, **k: 3600.0):
            cls.env["loyalty.tier.grant"]._cron_night()
        cls.env.invalidate_all()
