# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, MissingError, ValidationError
from odoo.tests import tagged

from .common_consent import BIRTHDAY, EMAIL, NEWS, ConsentCommon


@tagged("post_install", "-at_install")
class TestGuestWish(ConsentCommon):
    """The till asks once whether we may write."""

    def _askings(self):
        askings = self.env["loyalty.tier.asking"].sudo()
        return askings.search([("partner_id", "=", self.ada.id)])

    def test_who_was_never_asked_is_asked_in_the_words_that_are_recorded(self):
        ask = self._read()

        self.assertEqual(ask["channel"], "email")
        self._say("yes")
        self.assertStands(self.ada, "given", NEWS)
        self.assertStands(self.ada, "unasked", BIRTHDAY)
        self.assertRecordValues(
            self._rows(self.ada),
            [{"how": "spoken", "user_id": self.cashier.id, "text": ask["text"]}],
        )
        self.assertFalse(self._read())

    def test_no_is_a_refusal_of_this_only(self):
        self._say("no")

        self.assertStands(self.ada, "left", NEWS)
        self.assertStands(self.ada, "unasked", BIRTHDAY)
        self.assertFalse(self._read())

    def test_not_now_is_left_alone_for_a_while(self):
        self._say("later")

        self.assertStands(self.ada, "unasked", NEWS)
        self.assertFalse(self._read())
        asking = self._askings()
        asking.asked_on = fields.Datetime.now() - timedelta(days=31)
        self.assertTrue(self._read())
        self._set("ask_again_days", 60)
        self.assertFalse(self._read())

    def test_a_phone_alone_is_asked_for_text_messages(self):
        self.ada.email = False
        self.assertEqual(self._read()["channel"], "sms")

        self._say("yes", channel="sms")

        self.assertStands(self.ada, "given", NEWS, channel="sms")
        self.ada.phone = False
        self.assertFalse(self._read(self._make_guest("Nobody")))

    def test_who_left_or_is_blacklisted_is_not_asked(self):
        left = self._make_guest("Left", email="left@x.example")
        self._leave(left, "offers")
        blocked = self._make_guest("Blocked", email="blocked@x.example")
        self.env["mail.blacklist"]._add(blocked.email)

        self.assertFalse(self._read(left))
        self.assertFalse(self._read(blocked))

    def test_the_till_learns_whether_to_ask_and_nothing_else(self):
        said = []
        for act in (self._agree, self._leave):
            guest = self._make_guest("G", email="g@x.example")
            act(guest, NEWS)
            said.append(self._read(guest))

        self.assertEqual(said, [False, False])

    def test_an_answer_that_comes_twice_counts_once(self):
        uuid = "an-answer-of-the-till"
        self._say("yes", uuid=uuid)
        self._leave(self.ada, NEWS)

        self.assertEqual(self._say("yes", uuid=uuid), {"answer": "yes"})

        self.assertStands(self.ada, "left", NEWS)
        self.assertEqual(len(self._askings()), 1)

    def test_who_left_while_the_till_had_no_connection_has_left(self):
        self._leave(self.ada, NEWS)

        self._say("yes")

        self.assertStands(self.ada, "left", NEWS)

    def test_a_yes_is_confirmed_by_mail_where_the_owner_wants_it(self):
        self._set("confirm_spoken", "True")

        self._say("yes")

        self.assertStands(self.ada, "unasked", NEWS)
        self.assertEqual(len(self._asked(self.ada)), 1)

    def test_only_who_works_at_this_till_answers_for_a_guest_they_see(self):
        stranger = self._stranger()
        stranger.group_ids += self.env.ref("point_of_sale.group_pos_user")
        self.ada.company_id = self.company
        for user in (self.public, self.portal, self.employee, stranger):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self._say("yes", user=user)

        theirs = self._make_guest(
            "Eve", email="eve@x.example", company_id=stranger.company_id.id
        )
        with self.assertRaises(AccessError):
            self._say("yes", guest=theirs)
        self.assertStands(self.ada | theirs, "unasked", NEWS)
        self._say("yes", user=self.greeter)
        self.assertStands(self.ada, "given", NEWS)

    def test_nonsense_is_refused(self):
        for values in (
            {"answer": "given"},
            {"answer": None},
            {"channel": "post"},
            {"channel": ["email"]},
            {"uuid": None},
            {"uuid": 7},
        ):
            with self.assertRaises(ValidationError), self.cr.savepoint():
                self._say(**{"answer": "yes", **values})
        other = self._make_guest("Eve", email="eve@x.example")
        self._say("later", uuid="an-answer-of-the-till")
        with self.assertRaises(ValidationError):
            self._say("yes", guest=other, uuid="an-answer-of-the-till")
        with self.assertRaises(MissingError):
            self._say("yes", guest=self.env["res.partner"].browse(2**30))

    def test_the_question_costs_one_query(self):
        knowledge = self.env["loyalty.tier.knowledge"]
        self._read()
        self.env.flush_all()
        self.env["ir.config_parameter"].get_param("x")

        with self.assertQueryCount(1):
            self.assertTrue(knowledge._question(self.ada))

    def test_an_erased_guest_was_never_asked_and_who_left_has_left(self):
        self._agree(self.ada, BIRTHDAY)
        self._say("no")
        self.ada.loyalty_tier_code = "0420000067890"
        guest = self.ada.with_user(self.manager)

        self.env["loyalty.tier.eraser"].with_user(self.manager)._erase(guest)

        self.assertFalse(self._askings())
        self.assertStands(self.ada, "left", NEWS)
        self.assertStands(self.ada, "unasked", BIRTHDAY)
        self.assertEqual(self.ada.email, EMAIL)
