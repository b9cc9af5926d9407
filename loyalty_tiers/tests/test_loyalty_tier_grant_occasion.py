# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged

from .common_perks import PerksCommon


@tagged("post_install", "-at_install")
class TestLoyaltyTierGrantOccasion(PerksCommon):
    """Birthdays: given once a year, in the window of the tier, whatever is edited."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.birthday = cls.env["res.partner.occasion.kind"].create({"name": "Birthday"})
        cls.cake = cls._make_perk(
            "Cake",
            given="occasion",
            occasion_kind_id=cls.birthday.id,
            valid_days=10,
        )
        cls.silver.occasion_days = 7
        cls.guest = cls._make_guest(visits=2)
        cls.occasion = cls._note(cls.guest, 6, 20)

    def test_a_birthday_is_given_from_the_window_of_the_tier_on(self):
        self._comes("2025-06-12")
        self.assertFalse(self._grants(self.guest))

        self._comes("2025-06-13")

        self.assertRecordValues(self._grants(self.guest), [{"cause": "occasion"}])
        self.assertEqual(str(self._grants(self.guest).occasion_on), "2025-06-20")
        self.assertEqual(str(self._grants(self.guest).lapses_on), "2025-06-30")

    def test_once_a_year_even_when_the_date_is_edited_or_noted_again(self):
        self._comes("2025-06-20")
        self._comes("2025-06-20")
        self.occasion.day = 25
        self._comes("2025-06-20")
        self.occasion.unlink()
        self._note(self.guest, 12, 1)
        self._comes("2025-12-01")

        self.assertEqual(len(self._grants(self.guest)), 1)

        self._comes("2026-12-01")
        self.assertEqual(len(self._grants(self.guest)), 2)

    def test_a_birthday_corrected_over_new_year_is_given_once(self):
        self.occasion.write({"month": 1, "day": 3})
        self._comes("2025-12-28")
        self.assertEqual(len(self._grants(self.guest)), 1)

        self.occasion.write({"month": 12, "day": 29})
        self._comes("2025-12-28")

        self.assertEqual(len(self._grants(self.guest)), 1)

    def test_29_february_is_celebrated_each_year(self):
        self.silver.occasion_days = 0
        self.occasion.write({"month": 2, "day": 29})

        for day, given in (
            ("2025-02-27", 0),
            ("2025-02-28", 1),
            ("2026-02-28", 2),
            ("2028-02-28", 2),
            ("2028-02-29", 3),
        ):
            self._comes(day)
            self.assertEqual(len(self._grants(self.guest)), given, day)

    def test_who_holds_no_tier_is_given_nothing(self):
        stranger = self._make_guest("Bob", visits=1)
        self._note(stranger, 6, 20)

        self._comes("2025-06-20")

        self.assertFalse(self._grants(stranger))

    def test_tiers_above_give_it_as_well(self):
        gold = self._make_guest("Bob", visits=4)
        self._note(gold, 6, 20)

        self._comes("2025-06-20")

        self.assertEqual(len(self._grants(gold)), 1)

    def test_an_occasion_noted_in_its_window_is_given_at_once(self):
        self._day_is("2025-06-20", night=False)

        self.env["loyalty.tier.grant"]._grant_occasions(self.program, self.guest.ids)

        self.assertEqual(self._due_names(self.guest), ["Cake"])

    def test_a_contact_of_a_firm_celebrates_alone(self):
        firm = self._make_guest("Engines", visits=2, is_company=True)
        ada, bob = (
            self._make_guest(name, parent_id=firm.id, type="contact")
            for name in ("Ada", "Bob")
        )
        self._note(ada, 6, 20)

        self._comes("2025-06-20")

        self.assertEqual(self._due_names(ada), ["Cake"])
        self.assertFalse(self._due_names(bob))

    def test_a_birthday_lapses_when_its_time_is_over(self):
        self._comes("2025-06-20")

        self._comes("2025-06-30")
        self.assertEqual(self._grants(self.guest).state, "due")
        self._comes("2025-07-01")

        self.assertEqual(self._grants(self.guest).state, "lapsed")
        self.assertEqual(self._serve_perk(self._grants(self.guest))["state"], "gone")

    def _comes(self, day):
        self._day_is(day, night=False)
        self._night()

    @classmethod
    def _note(cls, guest, month, day):
        return cls.env["res.partner.occasion"].create(
            {
                "partner_id": guest.id,
                "kind_id": cls.birthday.id,
                "month": month,
                "day": day,
            }
        )
