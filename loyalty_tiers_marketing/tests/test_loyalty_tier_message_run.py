# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.tests import tagged

from .common_messages import MessagesCommon


@tagged("post_install", "-at_install")
class TestLoyaltyTierMessageRun(MessagesCommon):
    """When, to whom and how often: nobody twice, nobody forgotten, nobody at night."""

    def _promoted(self, name="Kim", **values):
        guest = self._guest(name, **values)
        self._visit(guest, 2)
        return guest

    def _night_from(self, begins, ends):
        self.program.write({"quiet_from": begins, "quiet_to": ends})

    # ----------------------------------------------------------- switching on
    def test_nothing_is_told_before_it_is_switched_on_nor_of_the_past(self):
        guest = self._promoted()
        self._tell()
        self.assertTold(guest, times=0)

        with self._later(hours=2):
            self.program.message_ids.is_on = True
        with self._later(hours=3):
            self._tell()
        with self._later(days=1):
            self._tell()
        self.assertTold(guest, times=0)

    def test_switching_off_and_on_again_drops_what_came_in_between(self):
        message = self._message("promotion")
        message.is_on = False
        guest = self._promoted()
        with self._later(hours=1):
            message.is_on = True
        with self._later(hours=2):
            self._tell()

        self.assertTold(guest, times=0)

    # ------------------------------------------------------------ quiet hours
    def test_at_night_a_message_waits_for_the_morning(self):
        self._night_from(21.0, 9.0)
        message = self._message("promotion", late_days=30.0)
        guest = self._promoted(tz="UTC")
        today = fields.Date.today() + timedelta(days=1)

        with freeze_time(f"{today} 22:00:00"):
            self._tell()
        self.assertTold(guest, times=0)
        self.assertEqual(message.waiting_count, 1)

        with freeze_time(f"{today + timedelta(days=1)} 09:00:00"):
            self._tell()
        self.assertTold(guest)

    def test_what_is_no_longer_true_in_the_morning_is_not_told(self):
        self._night_from(0.0, 24.0)
        message = self._message("promotion")
        guest = self._guest("Kim")
        orders = self._visit(guest, 2)
        self._tell()
        self.assertFate(message, guest, "written")

        self._refund(orders[-1:])
        self._night_from(0.0, 0.0)
        self._tell()

        self.assertTold(guest, times=0)
        self.assertFate(message, guest, "late")

    def test_the_night_is_that_of_the_guest(self):
        self._night_from(21.0, 9.0)
        self._message("promotion", late_days=30.0)
        seoul = self._promoted("Kim", tz="Asia/Seoul")
        york = self._promoted("Ada", tz="America/New_York")
        nobody_knows = self._promoted("Bea", tz=False)
        day = fields.Date.today() + timedelta(days=2)

        table = [
            # 03:00 in UTC is noon in Seoul and the evening before in New York.
            ("03:00:00", [seoul]),
            ("10:00:00", [seoul, nobody_knows]),
            ("15:00:00", [seoul, nobody_knows, york]),
        ]
        for hour, told in table:
            with self.subTest(hour=hour), freeze_time(f"{day} {hour}"):
                self._tell()
                for guest in (seoul, york, nobody_knows):
                    self.assertTold(guest, times=int(guest in told))

    def test_quiet_hours_within_one_day_are_kept_too(self):
        self._night_from(12.0, 14.0)
        quiet = [hour for hour in range(24) if self.program._is_quiet(hour)]
        self.assertEqual(quiet, [12, 13])
        self._night_from(21.0, 9.0)
        awake = [hour for hour in range(24) if not self.program._is_quiet(hour)]
        self.assertEqual(awake, list(range(9, 21)))

    # ---------------------------------------------------- who may be written to
    def test_who_leaves_before_the_morning_is_not_written_to(self):
        self._night_from(21.0, 9.0)
        message = self._message("promotion", late_days=30.0)
        guest = self._promoted(tz="UTC")
        day = fields.Date.today() + timedelta(days=1)
        with freeze_time(f"{day} 23:00:00"):
            self._tell()
            self.assertFate(message, guest, "written")
            self.env["res.partner.consent"]._leave(guest, ["news"])
        with freeze_time(f"{day + timedelta(days=1)} 10:00:00"):
            self._tell()

        self.assertTold(guest, times=0)
        self.assertFate(message, guest, "left")

    def test_who_agrees_in_time_is_told_and_who_does_too_late_is_not(self):
        message = self._message("promotion", late_days=1.0)
        early, late = (self._promoted(name, agrees=()) for name in ("Early", "Late"))
        self._tell()
        self.assertFate(message, early, "unasked")

        consents = self.env["res.partner.consent"]
        consents._agree(early, ["news"], ["email"])
        self._tell()
        with self._later(days=2):
            consents._agree(late, ["news"], ["email"])
            self._tell()

        self.assertTold(early)
        self.assertTold(late, times=0)

    def test_leaving_the_news_leaves_the_birthday_and_holds_a_month_later(self):
        self._message("birthday")
        news = self._message("promotion")
        guest = self._guest("Kim", visits=1)
        self.env["res.partner.consent"]._leave(guest, ["news"])
        tomorrow = self.program._today() + timedelta(days=1)
        self.env["res.partner.occasion"].create(
            {
                "partner_id": guest.id,
                "kind_id": self.env.ref("loyalty_tiers.occasion_kind_birthday").id,
                "month": tomorrow.month,
                "day": tomorrow.day,
            }
        )
        with self._later(days=1):
            self._tell()
        self.assertTold(guest, "birthday")

        with self._later(days=31):
            self._pay(guest)
            self._moves(guest).write({"date": fields.Datetime.now()})
        with self._later(days=31, minutes=1):
            self._tell()
        self.assertFate(news, guest, "left")
        self.assertTold(guest)
        living = self._audience(ready="promoted", ready_days=60, purpose="news")
        self.assertCounts(self._mailing(living), left=1)

    def test_who_has_no_address_is_noted_with_the_reason(self):
        message = self._message("promotion")
        guest = self._promoted(email=False)
        self._tell()

        self.assertFate(message, guest, "no_address")
        self.assertIn("No address: 1", message.left_out)

    def test_holders_of_a_tier_that_was_archived_are_told_as_before(self):
        self._message("promotion")
        guest = self._promoted()
        self.silver.active = False
        self._tell()

        self.assertTold(guest, "Silver")

    def test_two_guests_with_one_address_hear_it_once(self):
        message = self._message("promotion")
        kim = self._promoted("Kim")
        lee = self._promoted("Lee", email=kim.email)
        self._tell()
        self._tell()

        self.assertEqual(len(self._letters(kim) | self._letters(lee)), 1)
        self.assertEqual(message.sent_count, 1)

    def test_a_part_is_held_back_by_lot_and_the_lot_is_drawn_once(self):
        message = self._message("promotion", hold_back=50.0)
        guests = [self._promoted(f"Guest {number}") for number in range(24)]
        self._tell()
        told = [guest for guest in guests if self._letters(guest)]
        self._tell()

        again = [guest for guest in guests if self._letters(guest)]
        self.assertEqual(told, again)
        self.assertTrue(2 < len(told) < 22, f"{len(told)} of 24 by lot")
        rows = self.env["loyalty.tier.addressee"].search(
            [("mailing_id", "=", message.mailing_id.id), ("fate", "=", "held_back")]
        )
        self.assertEqual(len(rows), 24 - len(told))

    # ------------------------------------------------------------------- limit
    def test_the_limit_holds_over_messages_of_one_run_and_mailings(self):
        self.program.message_limit = 1
        self._message("promotion")
        thanks = self._message("thanks", late_days=2.0)
        guest = self._promoted()
        moves = self.env["loyalty.tier.move"].with_user(self.cashier)
        moves.hold_party(guest.id, self.silver.id)

        self._tell()

        self.assertTold(guest, "you are Silver now")
        self.assertFate(thanks, guest, "limit")
        self.assertCounts(self._mailing(), limit=1)

        with self._later(days=3):
            self._tell()
        self.assertTold(guest)
        self.assertFate(thanks, guest, "late")

    def test_after_a_mailing_a_message_waits_until_it_is_too_late(self):
        self.program.message_limit = 1
        message = self._message("promotion")
        guest = self._guest("Kim")
        self._visit(guest, 1)
        self._send(self._mailing())
        self._visit(guest, 1)
        self._tell()

        self.assertTold(guest, times=0)
        self.assertFate(message, guest, "limit")

    def test_two_causes_of_one_kind_that_wait_together_keep_the_limit(self):
        self.program.message_limit = 1
        self.env["ir.config_parameter"].set_param("mail.batch_size", "1")
        thanks = self._message("thanks", late_days=30.0)
        guest = self._promoted()
        self._visit(guest, 2)
        today = fields.Date.today()
        self._night_from(0.0, 24.0)
        for days, tier in ((1, self.silver), (2, self.gold)):
            with freeze_time(f"{today + timedelta(days=days)} 12:00:00"):
                moves = self.env["loyalty.tier.move"]
                moves.with_user(self.cashier).hold_party(guest.id, tier.id)
                self.env.flush_all()
                self.env.cr.execute(
                    "UPDATE loyalty_tier_move SET write_date = %s WHERE partner_id = %s"
                    " AND to_tier_id = %s",
                    [fields.Datetime.now(), guest.id, tier.id],
                )
                self._tell()
        self._night_from(0.0, 0.0)
        with freeze_time(f"{today + timedelta(days=3)} 12:00:00"):
            self._tell()

        self.assertTold(guest)
        rows = self.env["loyalty.tier.addressee"].search(
            [("mailing_id", "=", thanks.mailing_id.id)]
        )
        self.assertEqual(sorted(rows.mapped("fate")), ["limit", "written"])

    # ------------------------------------------------------------ interruption
    def test_an_interrupted_run_goes_on_with_the_rest(self):
        self.env["ir.config_parameter"].set_param("mail.batch_size", "2")
        self._message("promotion")
        guests = [self._promoted(f"Guest {number}") for number in range(5)]
        told = lambda: sum(len(self._letters(guest)) for guest in guests)  # noqa: E731

        self._tell(seconds_left=0.0)
        self.assertEqual(told(), 0)
        message = self.program.message_ids.filtered(lambda m: m.kind == "promotion")
        message._tell_some()
        self.assertEqual(told(), 2)
        self._tell()

        self.assertEqual([len(self._letters(guest)) for guest in guests], [1] * 5)

    # --------------------------------------------------------------- companies
    def test_each_house_writes_to_its_own_guests_in_its_own_name(self):
        other = self._make_company("Harbour", email="harbour@shop.example.com")
        program = self._make_program(name="Sailors", company_id=other.id)
        other.loyalty_tier_program_id = program
        program.write({"quiet_from": 0.0, "quiet_to": 0.0, "message_limit": 0})
        self._message("promotion", program=program)
        till = self._till(company=other)
        here, there = self._promoted("Here"), self._guest("There")
        for days in (3, 4):
            moment = fields.Datetime.now() - timedelta(days=days)
            self._pay(there, till=till, at=moment)

        self._tell()

        self.assertTold(here, times=0)
        self.assertTold(there, "Harbour", "you are Silver now")
        self.assertIn("harbour@", self._letters(there).email_from)
        marketing = self.program.message_ids.with_user(self.marketing)
        seen = marketing.search([]).program_id
        self.assertNotIn(program, seen)
        self.assertIn(self.program, seen)
