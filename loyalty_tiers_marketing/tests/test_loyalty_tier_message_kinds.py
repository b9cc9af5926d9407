# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .common_messages import MessagesCommon


@tagged("post_install", "-at_install")
class TestLoyaltyTierMessageKinds(MessagesCommon):
    """What guests are told, kind by kind: each cause once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.gate = cls.env["loyalty.tier.gate"].create(
            {"name": "Silver's", "tier_ids": cls.silver.ids}
        )

    def _dish(self, name, **values):
        return self._make_product(name, loyalty_tier_gate_id=self.gate.id, **values)

    def _birthday(self, guest, days):
        day = self.program._today() + timedelta(days=days)
        kind = self.env.ref("loyalty_tiers.occasion_kind_birthday")
        return self.env["res.partner.occasion"].create(
            {
                "partner_id": guest.id,
                "kind_id": kind.id,
                "month": day.month,
                "day": day.day,
            }
        )

    # --------------------------------------------------------------- promotion
    def test_a_promotion_is_told_once_with_title_and_what_it_opens(self):
        self._dish("Wagyu")
        self._message("promotion")
        guest = self._guest("Kim", loyalty_tier_called="Min")
        self._visit(guest, 2)

        self._tell()
        self._tell()

        self.assertTold(guest, "Min, you are Silver now", "Wagyu")

    def test_two_titles_on_one_evening_make_one_letter(self):
        self._message("promotion")
        guest = self._guest("Kim")
        self._visit(guest, 4)

        self._tell()

        self.assertTold(guest, "Gold")

    def test_a_promotion_that_was_taken_back_meanwhile_is_not_told(self):
        message = self._message("promotion", wait_hours=1.0)
        guest = self._guest("Kim")
        orders = self._visit(guest, 2)
        self._refund(orders[-1:])

        with self._later(hours=2):
            self._tell()

        self.assertTold(guest, times=0)
        self.assertFalse(message.waiting_count)

    def test_who_wants_no_title_reads_none_and_nothing_empty(self):
        self._message("promotion")
        kim = self._guest("Kim", loyalty_tier_incognito=True)
        self._visit(kim, 2)
        self._tell()
        self.assertTold(kim, times=0)

        self._dish("Wagyu")
        lee = self._guest("Lee", loyalty_tier_incognito=True)
        self._visit(lee, 2)
        self._tell()
        self.assertTold(lee, "Wagyu")
        self.assertNotIn("Silver", self._letters(lee).body_html)

    def test_the_history_of_the_shop_is_no_news(self):
        self._message("promotion")
        guest = self._guest("Kim", visits=2)
        self._moves(guest).write({"cause": "history"})

        self._tell()

        self.assertTold(guest, times=0)

    def test_a_promotion_wakes_the_messages_at_once(self):
        self._message("promotion")
        triggers = self.env["ir.cron.trigger"]
        cron = self.env.ref("loyalty_tiers_marketing.ir_cron_messages")
        before = triggers.search_count([("cron_id", "=", cron.id)])

        self._guest("Kim", visits=2)

        self.assertGreater(triggers.search_count([("cron_id", "=", cron.id)]), before)

    # ------------------------------------------------------------------ opened
    def test_new_dishes_are_told_together_to_those_who_may_have_them(self):
        self._dish("Old hat")
        silver, newcomer = self._guest("Kim", visits=2), self._guest("Lee", visits=1)
        message = self._message("opened", wait_hours=6.0)
        self.env["loyalty.tier.membership"].flush_model()
        with self._later(minutes=10):
            self._dish("Eel")
            self._tell()
        with self._later(hours=1):
            self._dish("Duck")
            self._tell()
        self.assertTold(silver, times=0)

        with self._later(hours=8):
            self._tell()
            self._tell()

        self.assertTold(silver, "Eel", "Duck")
        self.assertNotIn("Old hat", self._letters(silver).body_html)
        self.assertTold(newcomer, times=0)
        self.assertEqual(message.sent_count, 1)

    def test_a_dish_that_is_gone_again_is_not_promised(self):
        guest = self._guest("Kim", visits=2)
        self._message("opened", wait_hours=6.0)
        with self._later(minutes=10):
            eel = self._dish("Eel")
            self._dish("Duck")
            self._tell()
        eel.product_tmpl_id.active = False

        with self._later(hours=8):
            self._tell()

        self.assertTold(guest, "Duck")
        self.assertNotIn("Eel", self._letters(guest).body_html)

    # -------------------------------------------------------------------- next
    def test_one_visit_missing_is_told_on_the_day_after_and_once(self):
        self._message("next")
        guest = self._guest("Kim", visits=2)
        self._pay(guest)
        self._tell()
        self.assertTold(guest, times=0)

        with self._later(days=1):
            self._tell()
            self._tell()

        self.assertTold(guest, "1 visit to Gold")

    def test_who_has_come_meanwhile_is_not_told_that_a_visit_is_missing(self):
        self._message("next")
        guest = self._guest("Kim", visits=2)
        self._pay(guest)
        with self._later(days=1):
            self._pay(guest, at=fields.Datetime.now())
            self._tell()

        self.assertTold(guest, times=0)

    # ------------------------------------------------------------------ ending
    def test_a_tier_that_ends_is_told_once_with_what_keeps_it(self):
        self.program.write({"holding": "period", "hold_count": 40, "hold_unit": "day"})
        self._work()
        guest = self._guest("Kim", visits=1)
        self._pay(guest)
        message = self._message("ending")
        self._tell()
        self.assertTold(guest, times=0)

        for days in (11, 12, 20):
            with self._later(days=days):
                self._tell()

        until = self._membership(guest).until
        self.assertTold(guest, "Silver", "to keep Silver", f"{until:%B} {until.day}")
        self.assertEqual(message.sent_count, 1)

    # ---------------------------------------------------------------- birthday
    def test_a_birthday_is_told_earlier_to_who_celebrates_longer(self):
        self._message("birthday")
        self.gold.occasion_days = 30
        gold, silver = self._guest("Gode", visits=4), self._guest("Silvia", visits=2)
        for guest in (gold, silver):
            self._birthday(guest, 31)

        with self._later(days=1, hours=1):
            self._tell()
        self.assertTold(gold, "happy birthday")
        self.assertTold(silver, times=0)

        with self._later(days=31):
            self._tell()
        self.assertTold(gold)
        self.assertTold(silver)

    def test_a_gift_that_waits_is_named_and_none_is_promised_otherwise(self):
        self._message("birthday")
        kim, lee = self._guest("Kim", visits=2), self._guest("Lee", visits=1)
        self.env["loyalty.tier.perk"].create(
            {
                "name": "A Cake",
                "tier_id": self.silver.id,
                "given": "occasion",
                "occasion_kind_id": self.env.ref(
                    "loyalty_tiers.occasion_kind_birthday"
                ).id,
            }
        )
        for guest in (kim, lee):
            self._birthday(guest, 1)
        with self._later(days=1, hours=1):
            self.env["loyalty.tier.grant"]._grant_occasions(self.program)
            self._tell()

        self.assertTold(kim, "Waiting for you: A Cake")
        self.assertTold(lee)
        self.assertNotIn("Waiting", self._letters(lee).body_html)

    def test_a_birthday_that_is_edited_comes_once_a_year(self):
        self._message("birthday")
        guest = self._guest("Kim", visits=1)
        occasion = self._birthday(guest, 1)
        with self._later(days=1, hours=1):
            self._tell()
        day = self.program._today() + timedelta(days=40)
        occasion.write({"month": day.month, "day": day.day})
        with self._later(days=40, hours=1):
            self._tell()

        self.assertTold(guest)
        with self._later(days=405, hours=1):
            self._tell()
        self.assertTold(guest, times=2)

    # ----------------------------------------------------------------- overdue
    def test_who_is_missed_is_told_once_for_each_absence(self):
        self._message("overdue")
        guest = self._guest("Kim", visits=2)
        today = self.program._today()
        self._segment(
            guest,
            last_visit=today - timedelta(days=21),
            overdue_on=today + timedelta(days=1),
        )
        with self._later(days=1):
            self._tell()
            self._tell()
        self.assertTold(guest, "your seat is still here")

        self._segment(guest, last_visit=today, overdue_on=today + timedelta(days=30))
        with self._later(days=30):
            self._tell()
        self.assertTold(guest, times=2)

    def test_who_has_come_since_last_night_is_not_missed(self):
        self._message("overdue")
        guest = self._guest("Kim", visits=2)
        today = self.program._today()
        self._segment(
            guest,
            last_visit=today - timedelta(days=21),
            overdue_on=today + timedelta(days=1),
        )
        with self._later(days=1):
            self._pay(guest, at=fields.Datetime.now())
            self._tell()
        self.assertTold(guest, times=0)

    # ------------------------------------------------------------------ thanks
    def test_a_party_is_thanked_for_once(self):
        self._message("thanks", wait_hours=12.0)
        guest = self._guest("Kim", visits=2)
        moves = self.env["loyalty.tier.move"].with_user(self.cashier)
        moves.hold_party(guest.id, self.silver.id)
        self._tell()
        self.assertTold(guest, times=0)

        with self._later(hours=13):
            self._tell()
            self._tell()

        self.assertTold(guest, "thank you")
