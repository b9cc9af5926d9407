# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import datetime, timedelta

from odoo.tools import SQL

from .common import MarketingCommon

CHOSEN_ON = datetime(2024, 6, 3, 10)  # UTC, as is the shop


class ResultsCommon(MarketingCommon):
    """A mailing of the past, and guests who came back to it or not."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.program.tz = "UTC"

    @classmethod
    def _past_mailing(cls, **values):
        return cls._mailing(loyalty_tier_return_days=14, **values)

    @classmethod
    def _chosen(cls, mailing, guest, fate="written", on=CHOSEN_ON, **values):
        return cls.env["loyalty.tier.addressee"].create(
            {
                "mailing_id": mailing.id,
                "partner_id": guest.id,
                "program_id": cls.program.id,
                "fate": fate,
                "chosen_on": on,
                **values,
            }
        )

    @classmethod
    def _back(cls, guest, days=1, amount=10.0, **kwargs):
        """Have a guest come so many days after the choice."""
        return cls._pay(guest, amount, at=CHOSEN_ON + timedelta(days=days), **kwargs)

    @classmethod
    def _play(cls, mailing, fate, size, back, amount=20.0, tier=None, on=CHOSEN_ON):
        """Choose a crowd, of whom some came back to the till the day after."""
        guests = cls.env["res.partner"].create(
            [{"name": f"{fate} {number}"} for number in range(size)]
        )
        cls.env.flush_all()
        cls._choose_crowd(
            mailing, fate, guests.ids, (tier or cls.silver.browse()).id, on
        )
        cls._back_crowd(guests.ids[:back], amount, on + timedelta(days=1))
        cls.env.invalidate_all()
        return guests

    @classmethod
    def _choose_crowd(cls, mailing, fate, guest_ids, tier_id, on):
        cls.env.execute_query(
            SQL(
                """
                INSERT INTO loyalty_tier_addressee (
                    mailing_id, partner_id, program_id, tier_id, fate, chosen_on)
                SELECT %s, guest, %s, %s, %s, %s
                  FROM unnest(%s::int[]) guest RETURNING id
                """,
                mailing.id,
                cls.program.id,
                tier_id or None,
                fate,
                on,
                guest_ids,
            )
        )

    @classmethod
    def _back_crowd(cls, guest_ids, amount, moment):
        """Have guests come: orders of an id of its own each, without a till."""
        cls.env.execute_query(
            SQL(
                """
                INSERT INTO loyalty_tier_entry (
                    program_id, partner_id, company_id, date, day, amount, units,
                    multiplier, origin_model, origin_id, takes_back_id)
                SELECT %s, guest, %s, %s, %s, %s + guest %% 5, 1, 1,
                       'test.order', guest, 0
                  FROM unnest(%s::int[]) guest RETURNING id
                """,
                cls.program.id,
                cls.company.id,
                moment,
                moment.date(),
                amount,
                guest_ids,
            )
        )

    def _read(self, mailing, user=None):
        mailing.invalidate_recordset()
        return mailing.with_user(user or self.env.user).loyalty_tier_outcome

    def _reported(self, mailing, **domain):
        self.env.flush_all()
        self.env.invalidate_all()
        return self.env["loyalty.tier.mailing.report"].search(
            [("mailing_id", "=", mailing.id), *((k, "=", v) for k, v in domain.items())]
        )
