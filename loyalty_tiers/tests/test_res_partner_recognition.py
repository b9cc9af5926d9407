# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from ..models import res_partner_recognition
from ..models.res_partner_recognition import WRONG_GUESSES, WRONG_MINUTES
from .common_guest import LoyaltyTiersGuestCommon


@tagged("post_install", "-at_install")
class TestResPartnerRecognition(LoyaltyTiersGuestCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ada = cls._make_guest(
            "Ada",
            visits=2,
            phone="+1 415 555 0142",
            email="ada@example.com",
            barcode="0420000000017",
        )
        cls.silver.greeting = "Welcome back, {title} {name}: visit {visits}"
        cls._preference(cls.ada, "Window seat", "seat")
        cls._preference(cls.ada, "Peanuts", "forbidden")

    def _ask(self, user=None, **asked):
        partners = self.env["res.partner"].with_user(user or self.cashier)
        return partners.loyalty_recognition(**asked)

    def test_a_guest_is_recognised_in_four_ways(self):
        for asked in (
            {"id": self.ada.id},
            {"barcode": "0420000000017"},
            {"phone": "+1 (415) 555-0142"},
            {"email": "ADA@example.com"},
        ):
            answer = self._ask(**asked)
            self.assertTrue(answer["found"], asked)
            self.assertEqual(answer["id"], self.ada.id)
        self.assertEqual(answer["name"], "Ada")
        self.assertEqual(answer["title"], "Silver")
        self.assertEqual(answer["tier_id"], self.silver.id)
        self.assertEqual(answer["visits"], 2)
        self.assertEqual(answer["greeting"], "Welcome back, Silver Ada: visit 2")
        self.assertIn("Gold", answer["missing"])
        self.assertEqual(answer["progress"], 0.5)

    def test_a_guest_without_tier_is_greeted_as_warmly(self):
        guest = self._make_guest("Bo")

        answer = self._ask(id=guest.id)

        self.assertTrue(answer["found"])
        self.assertFalse(answer["title"])
        self.assertTrue(answer["greeting"])

    def test_no_title_is_spoken_to_who_wants_none(self):
        self.ada.loyalty_tier_incognito = True

        answer = self._ask(id=self.ada.id)

        self.assertFalse(answer["title"])
        self.assertNotIn("Silver", answer["greeting"])
        self.assertTrue(answer["incognito"])

    def test_strangers_are_refused(self):
        for user in (self.public, self.portal, self.employee):
            for asked in ({"id": self.ada.id}, {"email": "ada@example.com"}):
                with self.assertRaises(AccessError):
                    self._ask(user, **asked)

    def test_likes_are_for_who_serves_and_for_marketing(self):
        for user, known in (
            (self.greeter, []),
            (self.marketing, ["Window seat"]),
            (self.cashier, ["Window seat"]),
            (self.manager, ["Window seat"]),
        ):
            answer = self._ask(user, id=self.ada.id)
            told = [note["text"] for note in answer["preferences"]]
            self.assertEqual(told, known, user.login)
            self.assertNotIn("forbidden", answer)
            self.assertNotIn("Peanuts", str(answer))

    def test_what_must_not_be_eaten_is_asked_for_and_leaves_a_line(self):
        answer = self._ask(id=self.ada.id, with_forbidden=True)

        self.assertEqual([note["text"] for note in answer["forbidden"]], ["Peanuts"])
        line = self._lines(self.ada, "opened")
        self.assertEqual(line.user_id, self.cashier)
        self.assertEqual(line.subject, "forbidden")
        for user in (self.greeter, self.marketing):
            with self.assertRaises(AccessError):
                self._ask(user, id=self.ada.id, with_forbidden=True)

    def test_what_one_shop_noted_for_itself_is_not_told(self):
        self._preference(self.ada, "Knows the owner", config_id=self.till.id)

        self.assertNotIn("owner", str(self._ask(id=self.ada.id)["preferences"]))

    def test_a_guest_of_another_company_is_nobody(self):
        guest = self._make_guest("Eve", company_id=self._stranger().company_id.id)

        self.assertEqual(self._ask(id=guest.id), {"found": False, "count": 0})

    def test_several_guests_are_none(self):
        for name in ("Kim", "Lee"):
            self._make_guest(name, email="family@example.com")

        answer = self._ask(email="family@example.com")

        self.assertEqual(answer, {"found": False, "count": 2})

    def test_one_way_to_name_the_guest_is_asked_for(self):
        for asked in ({}, {"id": self.ada.id, "email": "ada@example.com"}):
            with self.assertRaises(ValidationError):
                self._ask(**asked)

    def test_hostile_questions_find_nobody(self):
        self.patch(res_partner_recognition, "WRONG_GUESSES", 1000)
        for value in ("' OR 1=1 --", "%", "_", "\0", "{}", "%s", ["x"], {"a": 1}, 7.5):
            for kind in ("id", "barcode", "phone", "email"):
                self.assertFalse(self._ask(**{kind: value})["found"], value)

    def test_who_guesses_too_often_is_stopped_for_a_while(self):
        for number in range(WRONG_GUESSES):
            answer = self._ask(self.greeter, barcode=f"no-{number}")
            self.assertFalse(answer["found"])

        for asked in ({"barcode": "no-more"}, {"id": self.ada.id}):
            with self.assertRaises(UserError):
                self._ask(self.greeter, **asked)
        self.assertTrue(self._ask(id=self.ada.id)["found"], "others go on")
        self.env.cr.execute(
            "UPDATE loyalty_tier_access SET date = date - make_interval(mins => %s)",
            (WRONG_MINUTES + 1,),
        )
        self.assertTrue(self._ask(self.greeter, id=self.ada.id)["found"])
