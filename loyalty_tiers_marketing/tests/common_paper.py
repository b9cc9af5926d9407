# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tools import SQL

from .common import MarketingCommon


class PaperCommon(MarketingCommon):
    """A shop that writes letters to its best guests."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.country_id = cls.env.ref("base.kr")

    @classmethod
    def _paper(cls, **values):
        """Plan letters at 1,250 each, as marketing does."""
        return (
            cls.env["loyalty.tier.paper"]
            .with_user(cls.marketing)
            .create(
                {
                    "name": "New Year",
                    "audience_id": cls.audience.id,
                    "postage": 1250.0,
                    "budget": 100000.0,
                    **values,
                }
            )
        )

    @classmethod
    def _postal(cls, name="Ada", visits=1, agrees=("post", "email"), **values):
        """Have a guest come who lives somewhere, and agrees to offers."""
        guest = cls._guest(
            name,
            visits=visits,
            agrees=(),
            **{
                "street": f"{name} street 1",
                "city": "Seoul",
                "zip": "04524",
                "country_id": cls.env.ref("base.kr").id,
                **values,
            },
        )
        if agrees:
            cls.env["res.partner.consent"]._agree(guest, ["offers"], agrees)
        return guest

    @classmethod
    def _crowd(cls, size):
        """Have guests who differ in what they spend, the first the most."""
        guests = cls.env["res.partner"].create(
            [
                {
                    "name": f"Guest {number}",
                    "email": f"guest{number}@guests.example.com",
                    "street": f"Street {number}",
                    "city": "Seoul",
                    "zip": "04524",
                }
                for number in range(size)
            ]
        )
        cls.env["res.partner.consent"]._agree(guests, ["offers"], ["post", "email"])
        cls.env.flush_all()
        cls.env.execute_query(
            SQL(
                """
                INSERT INTO loyalty_tier_membership (
                    program_id, partner_id, tier_id, visits, spend, margin)
                SELECT %s, guest, %s, 1, 1000000 - guest, guest
                  FROM unnest(%s::int[]) guest RETURNING id
                """,
                cls.program.id,
                cls.silver.id,
                guests.ids,
            )
        )
        cls.env.invalidate_all()
        return guests

    def _choose(self, paper):
        paper.action_choose()
        self.env.flush_all()
        self.env.invalidate_all()
        return paper.letter_ids.partner_id

    def _audience_of(self, mailing):
        """Return who would get a mailing now."""
        self.env.flush_all()
        return self.env["res.partner"].browse(mailing._get_recipients())
