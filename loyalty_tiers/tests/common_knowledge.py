# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from uuid import uuid4

from .common import LoyaltyTiersCommon

MANAGER = "loyalty_tiers.group_loyalty_tiers_manager"
AGREED = {"how": "spoken", "text": "May we note it? She said yes."}


class KnowledgeCommon(LoyaltyTiersCommon):
    """A guest, the cashier who serves her, and the manager of the shop."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls._make_user(
            "manager", MANAGER, "point_of_sale.group_pos_manager"
        )
        cls.garlic, cls.beef = cls.env["res.partner.preference.tag"].create(
            [{"name": "Wild garlic"}, {"name": "Old beef"}]
        )
        cls.birthday = cls.env["res.partner.occasion.kind"].create(
            {"name": "Day of birth", "once": True}
        )
        cls.graduation = cls.env["res.partner.occasion.kind"].create(
            {"name": "Graduation"}
        )
        cls.ada = cls._make_guest("Ada")

    # ------------------------------------------------------------ at the till
    @classmethod
    def _as(cls, user=None):
        """Return what the tills call, as the cashier calls it."""
        user = user or cls.cashier
        return (
            cls.env["loyalty.tier.knowledge"]
            .with_user(user)
            .with_company(user.company_id)
        )

    def _read(self, guest=None, user=None, till=None):
        """Open the card of a guest; return what the house knows."""
        self.env.flush_all()
        self.env.invalidate_all()
        answer = self._as(user).read_guest(
            (guest or self.ada).id, (till or self.till).id
        )
        return answer["knowledge"]

    def _prefer(self, guest=None, user=None, till=None, **values):
        """Note a preference at the till; "likes" unless said otherwise."""
        values = {"uuid": str(uuid4()), "kind": "likes", **values}
        return self._as(user).note_preference(
            (guest or self.ada).id, (till or self.till).id, values
        )

    def _forbid(self, guest=None, **values):
        """Note at the till what a guest must not eat, with consent."""
        values = {"reason": "allergy", "consent": AGREED, **values}
        return self._prefer(guest, kind="forbidden", **values)

    def _talk(
        self, text="Her son graduates", guest=None, user=None, till=None, **values
    ):
        values = {"uuid": str(uuid4()), "text": text, **values}
        return self._as(user).note_talk(
            (guest or self.ada).id, (till or self.till).id, values
        )

    def _celebrate(self, month, day, year=0, kind=None, guest=None, **values):
        kind = kind or self.birthday
        values = {
            "uuid": str(uuid4()),
            "kind_id": kind.id,
            "month": month,
            "day": day,
            "year": year,
            **values,
        }
        return self._as().note_occasion((guest or self.ada).id, self.till.id, values)

    # -------------------------------------------------------------- the facts
    def _texts(self, rows):
        return [row["text"] for row in rows]

    @classmethod
    def _kept(cls, guest=None, **context):
        """Return all preferences in the table, former ones as well."""
        rows = cls.env["res.partner.preference"].sudo().with_context(active_test=False)
        return rows.search([("partner_id", "=", (guest or cls.ada).id)], order="id")

    @classmethod
    def _lines(cls, guest=None):
        """Return who did what to the knowledge of a guest, in order."""
        lines = cls.env["loyalty.tier.access"].search(
            [("partner_id", "=", (guest or cls.ada).id)], order="id"
        )
        return [(line.user_id, line.action, line.subject) for line in lines]

    @classmethod
    def _set(cls, name, value):
        """Set a time of the settings."""
        cls.env["ir.config_parameter"].sudo().set_param(f"loyalty_tiers.{name}", value)
